import { z } from "zod";
import { parseAddress } from "./domain/address.ts";
import { isLanguageTag } from "./domain/language.ts";
import { isZone } from "./domain/zone.ts";

/** The kinds of values that settings are made of, each with the words that say what it must be. */

export const line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, "must be one line of text");
export const folder = z
  .string()
  .trim()
  .min(1)
  .refine(
    (p) => !p.startsWith("/") && !p.split(/[/\\]/).includes("..") && /[^./]/.test(p),
    "must be a folder inside the site, such as seeds",
  )
  .transform((p) =>
    p
      .split("/")
      .filter((part) => part !== "" && part !== ".")
      .join("/"),
  );
export const language = z.string().refine(isLanguageTag, "must be a language tag such as en, de or pt-BR");
export const zone = z.string().refine(isZone, "must be a time zone such as Europe/Berlin or UTC");
export const url = z
  .url({ protocol: /^https?$/ })
  .refine((u) => u.length <= 300, "must have at most 300 characters")
  .refine((u) => !/[?#&<>"'@]/.test(u), "must be a plain address, without user, password, ? and #")
  .transform((u) => (u.endsWith("/") ? u : `${u}/`));
export const hubAddress = z
  .url({ protocol: /^https?$/ })
  .max(1000)
  .refine((u) => !/[#<>"@]/.test(u), "must be an address without user, password and #")
  .transform((u) => new URL(u).href);
export const host = z
  .string()
  .regex(
    /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45})$/,
    "must be a name or an address of this machine, such as 127.0.0.1",
  );
export const address = z.string().transform((text, context) => {
  const parsed = parseAddress(text);
  if (parsed.ok) return parsed.mailbox.address;
  context.addIssue({ code: "custom", message: parsed.why });
  return z.NEVER;
});
