import type { Email } from "postal-mime";
import type { Head } from "./head.ts";
import { readHead } from "./head.ts";

/** A part of a mail that carries a report or the mail that came back. */
export type Part = { readonly type: string; readonly text: string };

export type OpenedMail = {
  readonly head: Head;
  /** Decoded; "" where there is none. */
  readonly subject: string;
  /** What people read, HTML without its tags. */
  readonly text: string;
  readonly parts: readonly Part[];
};

/** More than a report needs: what it says comes before the mail that it gives back. */
export const maxBytes = 1_000_000;
/** Measured: the parser takes 6 µs for each line, however short. */
const maxLines = 20_000;
const maxText = 100_000;
const limits = { maxNestingDepth: 20, maxHeadersSize: 128 * 1024, forceRfc822Attachments: true };

/** Reads any bytes as a mail. What is longer than a megabyte is read as far as that; what is no MIME has a head and a text. */
export async function openMail(raw: Uint8Array): Promise<OpenedMail> {
  const bytes = firstLines(raw.subarray(0, maxBytes));
  const { default: PostalMime } = await import("postal-mime");
  const mail = await PostalMime.parse(bytes, limits).catch(() => null);
  return mail == null ? plainMail(bytes) : openedFrom(mail, bytes);
}

function firstLines(bytes: Uint8Array): Uint8Array {
  let at = -1;
  for (let line = 0; line < maxLines; line++) {
    at = bytes.indexOf(0x0a, at + 1);
    if (at === -1) return bytes;
  }
  return bytes.subarray(0, at + 1);
}

function openedFrom(mail: Email, bytes: Uint8Array): OpenedMail {
  return {
    head: readHead(decode(bytes.subarray(0, limits.maxHeadersSize))),
    subject: (mail.subject ?? "").slice(0, 1000),
    text: (mail.text ?? withoutTags(mail.html ?? "")).slice(0, maxText),
    parts: mail.attachments.map(({ mimeType, content }) => ({
      type: mimeType,
      text: typeof content === "string" ? content : decode(new Uint8Array(content)),
    })),
  };
}

function plainMail(bytes: Uint8Array): OpenedMail {
  const text = decode(bytes);
  const head = readHead(text);
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  return {
    head,
    subject: (head.get("subject")?.[0] ?? "").slice(0, 1000),
    text: text.slice(end, end + maxText),
    parts: [],
  };
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const withoutTags = (html: string): string =>
  html
    .slice(0, maxText * 5)
    .replace(/<(?:br|\/?(?:p|div|tr|li|h\d))\b[^<>]{0,500}>/gi, "\n")
    .replace(/<[^<>]{0,2000}>/g, " ")
    .replace(/&nbsp;/gi, " ")
    .replace(/&lt;/gi, "<")
    .replace(/&gt;/gi, ">");
