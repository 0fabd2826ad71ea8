import type { Socket } from "node:net";
import type { SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { RefusedUs } from "../domain/delivery.ts";
import { Fault } from "../domain/faults.ts";
import { oneLine } from "../domain/smtp-reply.ts";
import type { Extensions } from "./smtp-transaction.ts";
import type { Wire } from "./smtp-wire.ts";
import { openWire } from "./smtp-wire.ts";

export type Credentials = { readonly user: string; readonly pass: string };
export type Connected = { readonly wire: Wire; readonly extensions: Extensions };

type SmtpError = Error & {
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
  readonly code?: string | undefined;
  /** What Node called it, before nodemailer: `DEPTH_ZERO_SELF_SIGNED_CERT`. */
  readonly originalCode?: string | undefined;
};

export const stopped = "it was asked to stop";

/** Greeting, EHLO, STARTTLS and AUTH are nodemailer's; from then on the socket is ours. */
export async function connect(
  options: SMTPConnectionOptions,
  auth: Credentials | null,
  signal: AbortSignal,
): Promise<Connected | RefusedUs> {
  const connection = new SMTPConnection(options);
  const giveUp = (): void => void connection.emit("error", new Error(stopped));
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    if (signal.aborted) throw new Error(stopped);
    await step(connection, (done) => connection.connect(done));
    if (auth != null) await step(connection, (done) => connection.login(auth, done));
    return takeOver(connection);
  } catch (error) {
    if (error instanceof Fault) throw error;
    connection.removeAllListeners("error");
    connection.on("error", () => {});
    connection.close();
    return refusal(error as SmtpError, auth, signal.aborted);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

function step(
  connection: SMTPConnection,
  work: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once("error", reject);
    work((error) => {
      connection.removeListener("error", reject);
      if (error == null) resolve();
      else reject(error);
    });
  });
}

/** Of nodemailer 10.6.0, whose exact version package.json names. */
type Innards = {
  readonly _socket: Socket;
  readonly _supportedExtensions: readonly string[];
  readonly _maxAllowedSize: number;
  readonly _remainder: string;
  readonly _responseQueue: readonly string[];
} & Readonly<
  Record<
    "_onSocketData" | "_onSocketTimeout" | "_onSocketClose" | "_onSocketEnd" | "_onSocketError",
    (...args: unknown[]) => void
  >
>;
const listeners = [
  ["data", "_onSocketData"],
  ["timeout", "_onSocketTimeout"],
  ["close", "_onSocketClose"],
  ["end", "_onSocketEnd"],
  ["error", "_onSocketError"],
] as const;

/**
 * nodemailer escapes dots byte by byte and in streams, which costs most of a message's time (bench/delivery has figures); so
 * it is given no message. It forgets the socket, and what it has heard and not read means that nobody knows what was answered.
 */
function takeOver(connection: SMTPConnection): Connected {
  const inside = connection as unknown as Innards;
  const socket = inside._socket;
  if (!listeners.every(([, name]) => typeof inside[name] === "function") || socket?.on == null)
    throw new Fault("bug", "This nodemailer keeps its socket elsewhere; 10.6.0 is needed.");
  if (inside._remainder !== "" || inside._responseQueue.length > 0)
    throw new Error("the server spoke before it was asked");
  for (const [event, name] of listeners) socket.removeListener(event, inside[name]);
  socket.setTimeout(0);
  socket.setNoDelay(true);
  const offers = new Set(inside._supportedExtensions);
  const wire = openWire(socket);
  if (socket.destroyed) wire.close();
  return {
    wire,
    extensions: {
      pipelining: offers.has("PIPELINING"),
      eightBit: offers.has("8BITMIME"),
      utf8: offers.has("SMTPUTF8"),
      size: offers.has("SIZE"),
      maxBytes: inside._maxAllowedSize,
    },
  };
}

function refusal(error: SmtpError, auth: Credentials | null, isStopped: boolean): RefusedUs {
  const { code, responseCode, originalCode = "" } = error;
  const reply = withoutSecrets(oneLine(error.response ?? error.message), auth);
  if (isStopped) return { kind: "refused-us", reply: stopped, permanent: false, at: "stop" };
  // No STARTTLS on offer, an untrusted certificate, a login that is refused, no password where one is asked for.
  const isSetup =
    code === "ETLS" ||
    (code === "EAUTH" && (responseCode == null || responseCode >= 500)) ||
    /CERT|SELF_SIGNED|ALTNAME|ISSUER/.test(originalCode);
  // No answer at all (refused, unknown host, timed out) may pass; a 5xx greeting will not.
  const permanent = isSetup || (responseCode != null && responseCode >= 500);
  return { kind: "refused-us", reply, permanent, at: isSetup ? "setup" : "server" };
}

/** Some servers repeat what they were given. */
function withoutSecrets(reply: string, auth: Credentials | null): string {
  if (auth == null) return reply;
  return [auth.pass, auth.user]
    .filter((secret) => secret !== "")
    .reduce((text, secret) => text.replaceAll(secret, "***"), reply);
}
