import { spawn } from "node:child_process";
import type { Outcome } from "../domain/delivery.ts";
import type { Message, Transport } from "../domain/ports.ts";
import { oneLine } from "../domain/smtp-reply.ts";

const usualProgram = "/usr/sbin/sendmail";
const maxSaid = 2000;

/** What a mail program ends with: sysexits(3). */
const exits: Readonly<Record<number, (reply: string) => Outcome>> = {
  0: (reply) => ({ kind: "accepted", reply: reply === "" ? "taken by sendmail" : reply }),
  65: (reply) => ({ kind: "failed", reply, reason: "content" }),
  67: (reply) => ({ kind: "failed", reply, reason: "gone" }),
  68: (reply) => ({ kind: "failed", reply, reason: "gone" }),
  69: (reply) => ({ kind: "deferred", reply, pressure: "none" }),
  71: (reply) => ({ kind: "deferred", reply, pressure: "none" }),
  74: (reply) => ({ kind: "deferred", reply, pressure: "none" }),
  75: (reply) => ({ kind: "deferred", reply, pressure: "none" }),
};

/**
 * Hands each message to the mail program of this machine, as Postfix, Exim, OpenSMTPD and msmtp have one.
 *
 * @param url `sendmail:` or `sendmail:/path/of/the/program`
 */
export function sendmailTransport(url: string): Transport {
  const program = url.slice("sendmail:".length) || usualProgram;
  return {
    name: `sendmail:${program}`,
    captures: false,
    open: (signal) => ({
      isOpen: true,
      ready: async () => null,
      send: (message) => hand(program, message, signal),
      async [Symbol.asyncDispose]() {},
    }),
  };
}

/** Asked to stop, it lets a program that has the message finish: it takes a moment, and nobody would know whether it was taken. */
async function hand(program: string, { envelope, raw }: Message, signal: AbortSignal): Promise<Outcome> {
  if (signal.aborted)
    return { kind: "refused-us", reply: "it was asked to stop", permanent: false, at: "stop" };
  const child = spawn(program, ["-i", "-f", envelope.from, "--", envelope.to], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(0, maxSaid)));
  child.stdin.on("error", () => {});
  child.stdin.end(Buffer.from(raw.toString("latin1").replaceAll("\r\n", "\n"), "latin1"));
  const ended = await new Promise<{ readonly code: number | null } | Error>((resolve) => {
    child.once("error", resolve);
    child.once("close", (code) => resolve({ code }));
  });
  if (ended instanceof Error)
    return { kind: "refused-us", reply: oneLine(ended.message), permanent: true, at: "setup" };
  const reply = oneLine(said);
  if (ended.code == null) return { kind: "unclear", reply: `the mail program was killed: ${reply}` };
  const known = exits[ended.code];
  if (known != null) return known(reply === "" && ended.code !== 0 ? `it ended with ${ended.code}` : reply);
  const why = `the mail program ended with ${ended.code}: ${reply}`;
  return { kind: "refused-us", reply: why, permanent: true, at: "server" };
}
