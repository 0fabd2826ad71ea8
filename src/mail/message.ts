import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Edition } from "../domain/edition.ts";
import type { SubscriberId } from "../domain/ids.ts";
import type { Message } from "../domain/ports.ts";

/** What every mail of an edition shares. */
export type Letterhead = {
  readonly title: string;
  readonly from: string;
  readonly replyTo: string;
  readonly url: string;
};

export type Recipient = { readonly id: SubscriberId; readonly address: string };

/**
 * One complete message for one subscriber. Everything in it is a function of the sealed edition, the letterhead and the
 * subscriber: composed again, it is the same to the byte, and so is its Message-ID (a receiver that sees a second copy
 * can know it for one).
 *
 * @param body the digest with this reader's own values filled in
 */
export async function composeMessage(
  edition: Edition,
  body: { readonly html: string; readonly text: string },
  letterhead: Letterhead,
  recipient: Recipient,
): Promise<Message> {
  const domain = letterhead.from.slice(letterhead.from.lastIndexOf("@") + 1);
  const token = tokenOf(edition, recipient);
  const composer = new MailComposer({
    from: { name: letterhead.title, address: letterhead.from },
    to: { name: "", address: recipient.address },
    replyTo: letterhead.replyTo,
    // What looks like an encoded word (RFC 2047) would be decoded by the reader's program.
    subject: edition.subject.replaceAll("=?", "= ?"),
    date: edition.sealedAt,
    messageId: `<${edition.number}.${token}@${domain}>`,
    html: body.html,
    text: body.text,
    textEncoding: "quoted-printable",
    baseBoundary: token,
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: "win",
    headers: {
      "List-Id": listId(edition.series, letterhead.title, domain),
      "List-Unsubscribe": `<${unsubscribeHref(letterhead, edition, recipient)}>`,
      "List-Archive": `<${letterhead.url}>`,
      "Auto-Submitted": "auto-generated",
      Precedence: "bulk",
      "Content-Language": edition.language,
    },
  });
  const raw = await composer.compile().build();
  return {
    envelope: { from: letterhead.from, to: recipient.address },
    raw: crlf(raw),
    name: `${edition.series}-${edition.number}/${fileNameOf(recipient.address)}.eml`,
  };
}

/** Leaving by mail needs no server: an answer with this subject. RFC 2369 §3.2, RFC 6068. */
export function unsubscribeHref(letterhead: Letterhead, edition: Edition, recipient: Recipient): string {
  const subject = encodeURIComponent(`unsubscribe ${tokenOf(edition, recipient)}`);
  return `mailto:${letterhead.replyTo}?subject=${subject}`;
}

/** Edition and subscriber ids are random UUIDs, so their hash can be neither guessed nor read back. */
function tokenOf(edition: Edition, recipient: Recipient): string {
  return createHash("sha256")
    .update(`${edition.id}\n${recipient.id}`)
    .digest("base64url")
    .replace(/[-_]/g, "")
    .slice(0, 22);
}

/**
 * RFC 2919: stable as long as series and domain are. The phrase is plain words without quotation marks: at a quotation
 * mark nodemailer would encode the whole header, the identifier with it.
 */
function listId(series: string, title: string, domain: string): string {
  const words = title.replace(/[^A-Za-z0-9 ]/g, "").trim();
  return `${words === "" ? "" : `${words} `}<${series}.${domain}>`;
}

/** The address where it is safe as a file name; else made safe, with a hash so that two never meet. */
function fileNameOf(address: string): string {
  const safe = address
    .toLowerCase()
    .replace(/[^a-z0-9@._+-]/g, "_")
    .slice(0, 100);
  return safe === address
    ? safe
    : `${safe}-${createHash("sha256").update(address).digest("hex").slice(0, 8)}`;
}

/** MIME lines end in CRLF (RFC 5322 §2.1); a bare LF would break signatures and invite smuggling. */
function crlf(raw: Buffer): Buffer {
  return Buffer.from(raw.toString("latin1").replace(/\r?\n/g, "\r\n"), "latin1");
}
