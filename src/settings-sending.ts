import { z } from "zod";
import { rampOf } from "./domain/pace.ts";

const perSecond = z.int().min(1).max(100_000);
const perHour = z.int().min(1).max(100_000_000);
const connections = z.int().min(1).max(100);
const domainName = z
  .string()
  .regex(/^(?:\*|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)$/, "must be a domain such as example.org, or *");
const hours = { h: 1, d: 24 } as const;

/** How mail is sent; the environment says through which server. */
export const sendingSettings = z.strictObject({
  connections: connections.default(5).describe("How many messages are under way at once, at most"),
  messagesPerConnection: z
    .int()
    .min(1)
    .max(100_000)
    .default(100)
    .describe("After so many messages a connection is left for a new one"),
  perSecond: perSecond.optional().describe("At most so many messages in any second; no limit when absent"),
  perHour: perHour.optional().describe("At most so many in any hour"),
  perDay: perHour.optional().describe("At most so many in any 24 hours"),
  perDomain: z
    .record(
      domainName,
      z.strictObject({
        connections: connections.optional(),
        perSecond: perSecond.optional(),
        perHour: perHour.optional(),
      }),
    )
    .optional()
    .describe("The same for readers of one domain, e.g. {example.org: {perSecond: 2}}; * for all others"),
  ramp: z
    .string()
    .transform((text, context) => {
      const first = rampOf(text);
      if (first != null) return first;
      context.addIssue({ code: "custom", message: "must be a number a day, such as 200/day" });
      return z.NEVER;
    })
    .optional()
    .describe("For a sender nobody knows yet, e.g. 200/day: doubled with each day on which mail went out"),
  expire: z
    .string()
    .regex(/^(?:[1-9]\d{0,3}[hd]|next-edition)$/, "must be such as 48h or 5d, or next-edition")
    .default("48h")
    .transform((text) => {
      const unit = text.at(-1) === "d" ? hours.d : hours.h;
      return text === "next-edition"
        ? { ms: 48 * 3_600_000, untilNext: true }
        : { ms: Number.parseInt(text, 10) * unit * 3_600_000, untilNext: false };
    })
    .describe("How long mail is tried; next-edition: 48h, but not once the next edition is there"),
  unclear: z
    .enum(["resend-once", "hold"])
    .default("resend-once")
    .describe("What becomes of a message whose answer was lost: sent once more, or left until you decide"),
});
