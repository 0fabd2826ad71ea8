import { isAscii } from "node:buffer";
import { needsSmtpUtf8 } from "../domain/address.ts";
import type { Outcome } from "../domain/delivery.ts";
import { Fault } from "../domain/faults.ts";
import type { Message } from "../domain/ports.ts";
import type { Phase, Reply } from "../domain/smtp-reply.ts";
import { outcomeOf } from "../domain/smtp-reply.ts";
import type { Wire } from "./smtp-wire.ts";

/** What the server offers (EHLO) of what is of use here. `maxBytes`: 0 where it names no limit. */
export type Extensions = {
  readonly pipelining: boolean;
  readonly eightBit: boolean;
  readonly utf8: boolean;
  readonly size: boolean;
  readonly maxBytes: number;
};

/** RFC 5321 §4.5.3.2, in ms: 5 minutes for a command, 2 for DATA; 10 after the final dot, for copies are what haste would make. */
export const replyMs = { command: 300_000, data: 120_000, message: 600_000 } as const;

const lost = "the connection was lost before the message was asked for";
const lostAfter = "the connection was lost before the message was answered";

/**
 * One MAIL, RCPT and DATA. `asked` tells whether the body has been handed over: on which side of the point of no return a
 * lost connection falls.
 */
export type Transaction = {
  readonly outcome: Promise<Outcome>;
  readonly asked: () => boolean;
  /** Whether the server has answered any of it. */
  readonly heard: () => boolean;
};

export function transact(wire: Wire, extensions: Extensions, message: Message): Transaction {
  let asked = false;
  let heard = false;
  const run = async (): Promise<Outcome> => {
    const refusal = unsendable(message, extensions);
    if (refusal != null) return refusal;
    const commands = [mailCommand(message, extensions), `RCPT TO:<${message.envelope.to}>\r\n`, "DATA\r\n"];
    const phases: readonly Phase[] = ["sender", "recipient", "data"];
    if (extensions.pipelining) wire.write(commands.join(""));
    let refused: Outcome | null = null;
    for (const [at, phase] of phases.entries()) {
      if (!extensions.pipelining) wire.write(commands[at] ?? "");
      const reply = await wire.reply(phase === "data" ? replyMs.data : replyMs.command);
      heard ||= reply != null;
      if (reply == null) return refused ?? { kind: "deferred", reply: lost, pressure: "none" };
      const goesOn = phase === "data" ? reply.code === 354 : reply.code < 300;
      if (goesOn && phase === "data" && refused != null) {
        // Nobody is to get it, and yet it is asked for (RFC 2920 §3.1): an empty one ends that.
        wire.write(".\r\n");
        await wire.reply(replyMs.message);
      }
      if (goesOn) continue;
      // What follows a refused command is refused as well, and says less.
      refused ??= outcomeOf(phase, reply);
      if (reply.code === 421) wire.close();
      if (!extensions.pipelining) break;
    }
    if (refused != null) return refused;
    asked = true;
    wire.write(...stuffed(message.raw));
    const reply: Reply | null = await wire.reply(replyMs.message);
    if (reply == null) return { kind: "unclear", reply: lostAfter };
    if (reply.code === 421) wire.close();
    return outcomeOf("message", reply);
  };
  return { outcome: run(), asked: () => asked, heard: () => heard };
}

/** Known before anything was sent, and true at each try. */
function unsendable({ envelope, raw }: Message, { maxBytes, utf8 }: Extensions): Outcome | null {
  for (const address of [envelope.from, envelope.to])
    if (/[\s<>\p{Cc}]/u.test(address)) throw new Fault("bug", `Not an address: ${JSON.stringify(address)}`);
  if (maxBytes > 0 && raw.length > maxBytes) {
    const reply = `the message has ${raw.length} bytes; the mail server takes ${maxBytes}`;
    return { kind: "failed", reply, reason: "content" };
  }
  // Sent regardless, such an address arrives as another one, or the mail is refused far away (RFC 6531 §3.1, §3.5).
  if (!utf8 && isBeyondAscii(envelope)) {
    const reply = "5.6.7 the mail server takes no address with letters beyond ASCII (it offers no SMTPUTF8)";
    return { kind: "failed", reply, reason: "other" };
  }
  return null;
}

const isBeyondAscii = ({ from, to }: Message["envelope"]): boolean =>
  needsSmtpUtf8(from) || needsSmtpUtf8(to);

function mailCommand({ envelope, raw }: Message, extensions: Extensions): string {
  const size = extensions.size ? ` SIZE=${raw.length}` : "";
  const body = extensions.eightBit && !isAscii(raw) ? " BODY=8BITMIME" : "";
  return `MAIL FROM:<${envelope.from}>${size}${body}${isBeyondAscii(envelope) ? " SMTPUTF8" : ""}\r\n`;
}

const crlfDot = Buffer.from("\r\n.");
const dot = Buffer.from(".");
const end = Buffer.from(".\r\n");
const crlfEnd = Buffer.from("\r\n.\r\n");

/** The parts of what is sent: with the final dot, and a second dot before each line that begins with one: RFC 5321 §4.5.2. */
export function stuffed(raw: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  if (raw[0] === dot[0]) parts.push(dot);
  let from = 0;
  for (let at = raw.indexOf(crlfDot); at >= 0; at = raw.indexOf(crlfDot, from)) {
    // Up to and with the dot; the second one comes before what follows.
    parts.push(raw.subarray(from, at + crlfDot.length), dot);
    from = at + crlfDot.length;
  }
  const isEnded = raw.length === 0 || raw.subarray(-2).equals(crlfEnd.subarray(0, 2));
  parts.push(raw.subarray(from), isEnded ? end : crlfEnd);
  return parts;
}
