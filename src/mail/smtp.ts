import { Readable } from "node:stream";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import type { SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { needsSmtpUtf8 } from "../domain/address.ts";
import type { Outcome } from "../domain/delivery.ts";
import type { Message, Transport, TransportSession } from "../domain/ports.ts";

/** RFC 5321 §4.5.3.2 asks for 5 minutes to the greeting and 10 after the final dot. */
const timeouts = { connectionTimeout: 120_000, greetingTimeout: 300_000, socketTimeout: 600_000 } as const;
const messagesPerConnection = 100;

/**
 * SMTP through nodemailer's connection, one message at a time. The body is given as a stream that is asked for only after
 * the server's 354: so a connection lost before that is known to be safe to try again, and after it the delivery is
 * `unclear`. STARTTLS is required except to a loopback address: nodemailer would send the password in clear without it.
 *
 * @param url `smtp://user:password@host:587` or `smtps://…`
 */
export function smtpTransport(url: string): Transport {
  const { host = "localhost", port, secure, auth, tls } = parseConnectionUrl(url);
  const options: SMTPConnectionOptions = {
    host,
    ...(port == null ? {} : { port }),
    ...(secure == null ? {} : { secure }),
    ...(tls == null ? {} : { tls }),
    requireTLS: secure !== true && !isLoopback(host),
    ...timeouts,
  };
  const shownHost = host.includes(":") ? `[${host}]` : host;
  return {
    name: `${secure === true ? "smtps" : "smtp"}://${shownHost}${port == null ? "" : `:${port}`}`,
    captures: false,
    open: (signal) => session(options, auth ?? null, signal),
  };
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

type Credentials = { readonly user: string; readonly pass: string };

function session(
  options: SMTPConnectionOptions,
  auth: Credentials | null,
  signal: AbortSignal,
): TransportSession {
  let connection: SMTPConnection | null = null;
  let sent = 0;
  const leave = (): void => {
    connection?.quit();
    connection = null;
  };
  return {
    async send(message) {
      if (sent >= messagesPerConnection) leave();
      if (connection == null || connection.destroyed) {
        const opened = await connect(options, auth, signal);
        if (!(opened instanceof SMTPConnection)) return opened;
        connection = opened;
        sent = 0;
      }
      if (needsSmtpUtf8(message.envelope.to) && !offersSmtpUtf8(connection)) return cannotAddress;
      sent++;
      const outcome = await transact(connection, message, signal);
      if (outcome.kind !== "accepted" && !(await reset(connection))) connection.close();
      return outcome;
    },
    async [Symbol.asyncDispose]() {
      leave();
    },
  };
}

/** Sent regardless, such an address arrives as another one, or the mail is refused far away (RFC 6531 §3.1, §3.5). */
const cannotAddress: Outcome = {
  kind: "failed",
  reply: "5.6.7 the mail server takes no address with letters beyond ASCII (it offers no SMTPUTF8)",
};

/** nodemailer keeps what EHLO said to itself, and sends such an address all the same (10.6.0). */
const offersSmtpUtf8 = (connection: SMTPConnection): boolean =>
  (
    connection as unknown as { readonly _supportedExtensions?: readonly string[] }
  )._supportedExtensions?.includes("SMTPUTF8") === true;

type SmtpError = Error & {
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
  readonly command?: string | undefined;
  readonly code?: string | undefined;
  /** What Node called it, before nodemailer: `DEPTH_ZERO_SELF_SIGNED_CERT`. */
  readonly originalCode?: string | undefined;
};

async function connect(
  options: SMTPConnectionOptions,
  auth: Credentials | null,
  signal: AbortSignal,
): Promise<SMTPConnection | Outcome> {
  const connection = new SMTPConnection(options);
  const giveUp = (): void => void connection.emit("error", new Error(stopped));
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    if (signal.aborted) throw new Error(stopped);
    await new Promise<void>((resolve, reject) => {
      connection.once("error", reject);
      connection.connect((error) => (error == null ? resolve() : reject(error)));
    });
    if (auth != null) {
      await new Promise<void>((resolve, reject) => {
        connection.once("error", reject);
        connection.login(auth, (error) => (error == null ? resolve() : reject(error)));
      });
    }
    connection.removeAllListeners("error");
    // Between messages the server may hang up when it likes; without a listener that would end the process.
    connection.on("error", () => {});
    return connection;
  } catch (error) {
    connection.removeAllListeners("error");
    connection.on("error", () => {});
    connection.close();
    const { responseCode } = error as SmtpError;
    // No answer at all (refused, unknown host, timed out) may pass; a 5xx greeting or login will not.
    const permanent = (responseCode != null && responseCode >= 500) || isOurSetup(error as SmtpError);
    return { kind: "refused-us", reply: withoutSecrets(replyOf(error as SmtpError), auth), permanent };
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

const stopped = "it was asked to stop";
/** How long a message whose body is on its way may take to be answered once we are asked to stop. */
const graceMs = 10_000;

/** Some servers repeat what they were given. */
function withoutSecrets(reply: string, auth: Credentials | null): string {
  if (auth == null) return reply;
  return [auth.pass, auth.user]
    .filter((secret) => secret !== "")
    .reduce((text, secret) => text.replaceAll(secret, "***"), reply);
}

/** No STARTTLS on offer, an untrusted certificate, no password where one is asked for: trying again changes nothing. */
function isOurSetup({ code, responseCode, originalCode }: SmtpError): boolean {
  if (code === "ETLS" || (code === "EAUTH" && responseCode == null)) return true;
  return /CERT|SELF_SIGNED|ALTNAME|ISSUER/.test(originalCode ?? "");
}

/** RSET after a refusal, so that the connection can take the next message. @returns whether it can */
function reset(connection: SMTPConnection): Promise<boolean> {
  if (connection.destroyed) return Promise.resolve(false);
  return new Promise((resolve) => {
    // A server that hangs up instead of answering gets no callback from nodemailer (measured, 10.6.0).
    const gone = (): void => resolve(false);
    connection.once("end", gone);
    connection.reset((error) => {
      connection.removeListener("end", gone);
      resolve(error == null);
    });
  });
}

/** One MAIL, RCPT, DATA. Whether the body was read tells on which side of the final dot a lost connection fell. */
async function transact(connection: SMTPConnection, message: Message, signal: AbortSignal): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  let asked = false;
  let late: NodeJS.Timeout | undefined;
  const body = Readable.from(
    (function* () {
      asked = true;
      yield message.raw;
    })(),
    { objectMode: false, highWaterMark: 0 },
  );
  const leave = (outcome: Outcome): void => {
    connection.close();
    resolve(outcome);
  };
  const giveUp = (): void => {
    // Before the body was asked for nothing has happened, and it does not count as a try.
    if (!asked) leave({ kind: "refused-us", reply: stopped, permanent: false });
    else late = setTimeout(() => leave({ kind: "unclear", reply: stopped }), graceMs);
  };
  signal.addEventListener("abort", giveUp, { once: true });
  if (signal.aborted) giveUp();
  else {
    const { from, to } = message.envelope;
    connection.send({ from, to: [to], size: message.raw.length }, body, (error, info) => {
      if (error == null) return resolve({ kind: "accepted", reply: oneLine(info?.response ?? "") });
      body.destroy();
      resolve(outcomeOf(error, asked));
    });
  }
  const outcome = await promise;
  clearTimeout(late);
  signal.removeEventListener("abort", giveUp);
  return outcome;
}

function outcomeOf(error: SmtpError, asked: boolean): Outcome {
  const { responseCode, command } = error;
  const reply = replyOf(error);
  // Larger than the server says it takes: known before anything was sent, and true at each try.
  if (responseCode == null && error.code === "EMESSAGE") return { kind: "failed", reply };
  if (responseCode == null) return { kind: asked ? "unclear" : "deferred", reply };
  if (responseCode === 421 || responseCode < 500) return { kind: "deferred", reply };
  return command === "MAIL FROM" ? { kind: "refused-us", reply, permanent: true } : { kind: "failed", reply };
}

const replyOf = (error: SmtpError): string => oneLine(error.response ?? error.message);

/** Without what might break a terminal or a table. */
function oneLine(reply: string): string {
  return reply
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 500);
}
