import { connect as connectTo } from "node:net";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import type { SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";
import type { Outcome, RefusedUs } from "../domain/delivery.ts";
import type { Message, Transport, TransportSession } from "../domain/ports.ts";
import type { Connected, Credentials } from "./smtp-connect.ts";
import { connect, stopped } from "./smtp-connect.ts";
import { replyMs, transact } from "./smtp-transaction.ts";

/** RFC 5321 §4.5.3.2 asks for 5 minutes to the greeting. */
const timeouts = { connectionTimeout: 120_000, greetingTimeout: 300_000, socketTimeout: 600_000 } as const;
/** RFC 2033 names none; Dovecot's and Postfix's habit. */
const lmtpPort = 24;

/**
 * SMTP or LMTP, one message at a time on one connection. Connecting, TLS and AUTH are nodemailer's; the transaction is our own
 * (`smtp-transaction`). The body is handed over only after the server's 354: so a connection lost before that is known to be
 * safe to try again, and after it the delivery is `unclear`. STARTTLS is required except to this machine: nodemailer would
 * send the password in clear without it.
 *
 * @param url `smtp://user:password@host:587`, `smtps://…`, `lmtp://host:24` or `lmtp:/run/dovecot/lmtp`
 */
export function smtpTransport(url: string, messagesPerConnection = 100): Transport {
  const socketPath = /^lmtp:(?:\/\/)?(\/[^/].*)$/.exec(url)?.[1];
  if (socketPath != null) {
    const open = (): SMTPConnectionOptions => ({
      host: "localhost",
      lmtp: true,
      connection: connectTo(socketPath),
    });
    return transport(`lmtp:${socketPath}`, open, null, messagesPerConnection);
  }
  const isLmtp = url.startsWith("lmtp:");
  const parsed = parseConnectionUrl(url.replace(/^lmtp:/, "smtp:"));
  const { host = "localhost", secure, auth, tls } = parsed;
  const port = parsed.port ?? (isLmtp ? lmtpPort : null);
  const options: SMTPConnectionOptions = {
    host,
    ...(port == null ? {} : { port }),
    ...(secure == null ? {} : { secure }),
    ...(tls == null ? {} : { tls }),
    ...(isLmtp ? { lmtp: true } : {}),
    requireTLS: secure !== true && !isLoopback(host),
    ...timeouts,
  };
  const shownHost = host.includes(":") ? `[${host}]` : host;
  const scheme = isLmtp ? "lmtp" : secure === true ? "smtps" : "smtp";
  const name = `${scheme}://${shownHost}${port == null ? "" : `:${port}`}`;
  return transport(name, () => options, auth ?? null, messagesPerConnection);
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function transport(
  name: string,
  options: () => SMTPConnectionOptions,
  auth: Credentials | null,
  messagesPerConnection: number,
): Transport {
  const open = (signal: AbortSignal): TransportSession =>
    session(() => connect(options(), auth, signal), messagesPerConnection, signal);
  return { name, captures: false, open };
}

/** How long a message whose body is on its way may take to be answered once we are asked to stop, in ms. */
const graceMs = 30_000;

function session(
  connectAnew: () => Promise<Connected | RefusedUs>,
  messagesPerConnection: number,
  signal: AbortSignal,
): TransportSession {
  let connected: Connected | null = null;
  let sent = 0;
  const isOpen = (): boolean =>
    connected != null &&
    connected.wire.isOpen &&
    connected.wire.unasked == null &&
    sent < messagesPerConnection;
  const ready = async (): Promise<RefusedUs | null> => {
    if (isOpen()) return null;
    void connected?.wire.quit();
    connected = null;
    const opened = await connectAnew();
    if ("kind" in opened) return opened;
    connected = opened;
    sent = 0;
    return null;
  };
  return {
    get isOpen() {
      return isOpen();
    },
    ready,
    async send(message) {
      for (;;) {
        const refusal = await ready();
        if (refusal != null || connected == null) return refusal ?? stop;
        const isUsed = sent++ > 0;
        const { outcome, heard } = await transactUntil(connected, message, signal);
        // Ended by the server between two messages: it has heard nothing of this one, and a new connection will do.
        if (outcome.kind === "deferred" && isUsed && !heard && !connected.wire.isOpen) continue;
        if (outcome.kind !== "accepted") await reset(connected);
        return outcome;
      }
    },
    async [Symbol.asyncDispose]() {
      await connected?.wire.quit();
    },
  };
}

const stop: RefusedUs = { kind: "refused-us", reply: stopped, permanent: false, at: "stop" };

/** RSET after a refusal, so that the connection can take the next message; one that cannot is left. */
async function reset({ wire }: Connected): Promise<void> {
  if (!wire.isOpen) return;
  wire.write("RSET\r\n");
  const reply = await wire.reply(replyMs.command);
  if (reply == null || reply.code >= 300) wire.close();
}

async function transactUntil(
  { wire, extensions }: Connected,
  message: Message,
  signal: AbortSignal,
): Promise<{ readonly outcome: Outcome; readonly heard: boolean }> {
  if (signal.aborted) return { outcome: stop, heard: false };
  let late: NodeJS.Timeout | undefined;
  let isGivenUp = false;
  const { outcome, asked, heard } = transact(wire, extensions, message);
  const giveUp = (): void => {
    // Before the body was asked for nothing has happened, and it does not count as a try.
    if (asked()) late = setTimeout(() => wire.close(), graceMs);
    else {
      isGivenUp = true;
      wire.close();
    }
  };
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    const found = await outcome;
    const isStopped = isGivenUp && !asked() && found.kind === "deferred";
    return { outcome: isStopped ? stop : found, heard: heard() };
  } finally {
    clearTimeout(late);
    signal.removeEventListener("abort", giveUp);
  }
}
