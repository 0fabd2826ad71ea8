import { domainOf } from "../domain/address.ts";
import { hash } from "node:crypto";
import type { Edition } from "../domain/edition.ts";
import type { SubscriberId } from "../domain/ids.ts";
import type { SigningKeys } from "../domain/reader-token.ts";
import { editionMark, issueToken } from "../domain/reader-token.ts";
import { subscribedSeries } from "../domain/roundup.ts";
import type { Values } from "./message-body.ts";

/** What every mail of a series shares. Addresses are single mailboxes whose local parts are ASCII. */
export type Letterhead = {
  readonly title: string;
  readonly from: string;
  /** Who sends for `from`; null where that is `from` itself (RFC 5322 §3.6.2). */
  readonly sender: string | null;
  readonly replyTo: string;
  /** Where bounces go, a tag for each reader behind its local part; null: to `from`, and nobody tells them apart. */
  readonly bounces: string | null;
  /** Where editions are published. */
  readonly url: string;
  /** Where readers reach the web front, https, ends in "/"; null without one. */
  readonly publicUrl: string | null;
};

export type Recipient = { readonly id: SubscriberId; readonly address: string };

/** What stands in one reader's mail alone. */
export type Reader = {
  readonly address: string;
  readonly messageId: string;
  /** For List-Unsubscribe: a page where there is one, and a mail in any case; the first is the one to show. */
  readonly unsubscribe: readonly [string, ...string[]];
  /** Where bounces of this very message go. */
  readonly envelopeFrom: string;
  /** What takes the places of the digest's tokens, worked out where there is such a place. */
  readonly values: Values;
};

/** Functions of edition and reader, and of the keys: the same each time they are asked. */
export function readerOf(
  edition: Pick<Edition, "id" | "number">,
  letterhead: Letterhead,
  keys: SigningKeys,
  { id, address }: Recipient,
): Reader {
  const { from, replyTo, bounces, publicUrl } = letterhead;
  const claim = { subscriber: id, about: editionMark(edition.id) };
  const leaving = issueToken(keys, "unsubscribe", claim);
  const mail = mailtoHref(replyTo, `unsubscribe ${leaving}`);
  const unsubscribe: Reader["unsubscribe"] =
    publicUrl == null ? [mail] : [`${publicUrl}unsubscribe/${leaving}`, mail];
  return {
    address,
    messageId: `<${edition.number}.${idOf(edition.id, id)}@${domainOf(from)}>`,
    unsubscribe,
    envelopeFrom: bounces == null ? from : tagged(bounces, issueToken(keys, "bounce", claim)),
    values: {
      address: () => address,
      unsubscribe: () => unsubscribe[0],
      preferences: () => {
        const token = issueToken(keys, "preferences", claim);
        return publicUrl == null
          ? mailtoHref(replyTo, `preferences ${token}`)
          : `${publicUrl}preferences/${token}`;
      },
    },
  };
}

/** Variable envelope return path: the address says whose mail came back, whatever the bounce itself says. */
function tagged(address: string, tag: string): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, at)}+${tag}${address.slice(at)}`;
}

/** Leaving by mail needs no server: an answer with this subject. RFC 2369 §3.2, RFC 6068. */
export function mailtoHref(address: string, subject: string): string {
  const at = address.lastIndexOf("@");
  return `mailto:${encodeURIComponent(address.slice(0, at))}${address.slice(at)}?subject=${encodeURIComponent(subject)}`;
}

/** Edition and subscriber ids are random UUIDs, so their hash can be neither guessed nor read back. */
function idOf(...ids: readonly string[]): string {
  return hash("sha256", ids.join("\n"), "base64url").replace(/[-_]/g, "").slice(0, 22);
}

export const boundaryOf = ({ id }: Pick<Edition, "id">): string => idOf("boundary", id);

/** The headers that nodemailer has no word of its own for, the same for every reader of an edition. */
export function listHeaders(edition: Edition, letterhead: Letterhead): Record<string, string> {
  const domain = domainOf(letterhead.from);
  const series = subscribedSeries(edition.series);
  const kind = edition.roundup == null ? "digest" : "roundup";
  return {
    // A round-up comes from the list its readers are on.
    "List-Id": listId(series, letterhead.title, domain),
    // Stands in for each reader's own.
    "List-Unsubscribe": "<mailto:reader@broadsheet.example>",
    ...(letterhead.publicUrl == null ? {} : { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
    "List-Archive": `<${letterhead.url}>`,
    "Auto-Submitted": "auto-generated",
    Precedence: "bulk",
    "Feedback-ID": `${edition.number}:${series}:${kind}:${senderId(domain)}`,
    "Content-Language": edition.language,
  };
}

/**
 * RFC 2919: stable as long as series and domain are. The phrase is plain words without quotation marks: at a quotation
 * mark nodemailer would encode the whole header, the identifier with it. A title that has letters ASCII cannot show goes
 * without: half of its letters would be another name.
 */
function listId(series: string, title: string, domain: string): string {
  const bare = title.normalize("NFKD").replace(/\p{M}/gu, "");
  const isWhole = !/[\p{L}\p{N}]/u.test(bare.replace(/[A-Za-z0-9]/g, ""));
  const words = isWhole
    ? bare
        .replace(/[^A-Za-z0-9 ]/g, "")
        .trim()
        .replace(/ +/g, " ")
    : "";
  return `${words === "" ? "" : `${words} `}<${series}.${domain}>`;
}

/** Who sends, in 5 to 15 characters that stay the same for ever, as Gmail's Feedback-ID asks for. */
function senderId(domain: string): string {
  const name = domain.replace(/[^a-z0-9]/g, "").slice(0, 15);
  return name.length >= 5 ? name : `${name}${hash("sha256", domain)}`.slice(0, 8);
}

const maxFieldChars = 78;

/** A header field: on one line where it fits, else each value on its own (RFC 5322 §2.2.3). Ends in CRLF. */
export function field(name: string, ...values: readonly string[]): string {
  const line = `${name}: ${values.join(", ")}`;
  return `${line.length <= maxFieldChars ? line : `${name}:\r\n ${values.join(",\r\n ")}`}\r\n`;
}

/** What looks like an encoded word (RFC 2047) would be decoded by the reader's program. */
export const plainSubject = (subject: string): string => subject.replaceAll("=?", "= ?");

/** MIME lines end in CRLF (RFC 5322 §2.1); a bare LF would break signatures and invite smuggling. */
export const crlf = (raw: string): string => raw.replace(/\r?\n/g, "\r\n");
