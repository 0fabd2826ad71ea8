import type { ImapFlow } from "imapflow";
import type { BounceSource, FoundMail } from "../../domain/bounce-ports.ts";
import { Fault, reasonOf } from "../../domain/faults.ts";
import { maxBytes } from "./opened-mail.ts";

/** Where mail goes that was taken; made when it is not there. */
const processedFolder = "Processed";
/** On mail that is left for a person: it stays unread, and is not read by us again. */
const leftKeyword = "$BroadsheetLeft";
const timeouts = { connectionTimeout: 60_000, greetingTimeout: 60_000, socketTimeout: 120_000 };

/**
 * A mailbox by IMAP: unread mail is fetched and, once it is written down, marked as seen and moved to `Processed`.
 *
 * @param url `imaps://user:password@host/INBOX`; `imap://` upgrades to TLS and refuses a server that cannot, except on this
 * machine
 */
export function imapSource(url: URL, isLoopback: (host: string) => boolean): BounceSource {
  const mailbox = decodeURIComponent(url.pathname.slice(1)) || "INBOX";
  const name = `${url.protocol}//${url.host}/${mailbox}`;
  const secret = decodeURIComponent(url.password);
  return {
    name,
    async *mails(signal) {
      const { ImapFlow: Client } = await import("imapflow");
      const secure = url.protocol === "imaps:";
      const host = url.hostname.replace(/^\[|\]$/g, "");
      const client = new Client({
        host,
        port: url.port === "" ? (secure ? 993 : 143) : Number(url.port),
        secure,
        // Without it a password would cross the wire in the clear wherever a server offers no TLS.
        ...(secure ? {} : { doSTARTTLS: !isLoopback(host) }),
        auth: { user: decodeURIComponent(url.username), pass: secret },
        logger: false,
        disableAutoIdle: true,
        ...timeouts,
      });
      // What breaks a connection is thrown by the command that needed it as well.
      client.on("error", () => {});
      const stop = (): void => client.close();
      signal.addEventListener("abort", stop, { once: true });
      try {
        await client.connect();
        const lock = await client.getMailboxLock(mailbox);
        try {
          yield* unreadMails(client, signal, (error) => asFault(error, name, secret));
        } finally {
          lock.release();
        }
        await client.logout();
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Fault) throw error;
        throw asFault(error, name, secret);
      } finally {
        signal.removeEventListener("abort", stop);
        client.close();
      }
    },
  };
}

async function* unreadMails(
  client: ImapFlow,
  signal: AbortSignal,
  fault: (error: unknown) => Fault,
): AsyncGenerator<FoundMail> {
  const found = await client.search({ seen: false, deleted: false, unKeyword: leftKeyword }, { uid: true });
  const inbox = client.mailbox;
  const mayMark = inbox !== false && inbox.permanentFlags?.has("\\*") === true;
  let away: string | null = null;
  for (const uid of found === false || found == null ? [] : found) {
    if (signal.aborted) return;
    const mail = await client.fetchOne(String(uid), { source: { maxLength: maxBytes } }, { uid: true });
    if (mail === false || mail.source == null) continue;
    yield {
      raw: Uint8Array.from(mail.source),
      async settle(as) {
        try {
          if (as === "left") {
            // Where a server keeps no keywords, it is found again and known.
            if (mayMark) await client.messageFlagsAdd(String(uid), [leftKeyword], { uid: true });
            return;
          }
          await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
          away ??= (await client.mailboxCreate(processedFolder)).path;
          await client.messageMove(String(uid), away, { uid: true });
        } catch (error) {
          // Asked to stop: it is written down, found again and known.
          if (!signal.aborted) throw fault(error);
        }
      },
    };
  }
}

/** Some servers repeat what they were given. */
function asFault(error: unknown, name: string, secret: string): Fault {
  const { responseText } = error as { readonly responseText?: unknown };
  const said = typeof responseText === "string" ? responseText : reasonOf(error);
  const reason = secret === "" ? said : said.replaceAll(secret, "***");
  return new Fault(
    "service-refused",
    `${name}: ${reason}. What was read is written down; run again for the rest.`,
    { cause: error },
  );
}
