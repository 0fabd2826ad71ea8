import MailComposer from "nodemailer/lib/mail-composer";
import type { Edition } from "../../src/domain/edition.ts";
import { editionId, subscriberId } from "../../src/domain/ids.ts";
import type { Message } from "../../src/domain/ports.ts";
import type { SigningKeys } from "../../src/domain/reader-token.ts";
import { editionMark, issueToken } from "../../src/domain/reader-token.ts";
import type { Letterhead, Recipient } from "../../src/mail/message.ts";
import { prepareMessages } from "../../src/mail/message.ts";
import { fillTokens } from "../../src/render/digest.ts";

/** A fixed edition, letterhead, reader and keys, and the same mail as nodemailer composes it whole. */

export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

export const keys: SigningKeys = [new Uint8Array(32).fill(7)];

const tokens = { address: "bs0000000000000000000000a1", unsubscribe: "bs0000000000000000000000b2" };

export const edition: Edition = {
  id: editionId(uuid(1)),
  series: "default",
  number: 12,
  subject: "The bridge is open",
  preheader: "",
  entries: [],
  sealedAt: new Date("2026-05-04T07:00:00Z"),
  audience: "active",
  language: "en",
  digest: {
    html: `<!doctype html><p>Grüße aus Łódź – 日本語 👋</p>\n<p>To <bdi>${tokens.address}</bdi>: <a href="${tokens.unsubscribe}">leave</a></p>\n`,
    text: `Grüße aus Łódź – 日本語 👋\nTwo\n.\n.dots\n\nTo ${tokens.address}\n${tokens.unsubscribe}\n`,
    tokens,
  },
  seal: "0".repeat(64),
};

export const letterhead: Letterhead = {
  title: "The Morning Sheet",
  from: "news@example.org",
  sender: null,
  replyTo: "editor@example.org",
  bounces: null,
  url: "https://news.example.org/",
  publicUrl: null,
};

/** With everything that can be configured. */
export const fullLetterhead: Letterhead = {
  ...letterhead,
  sender: "desk@example.org",
  bounces: "news-bounces@example.org",
  publicUrl: "https://letters.example.org/",
};

export const ada: Recipient = { id: subscriberId(uuid(1)), address: "ada@example.com" };

export type Change = {
  readonly edition?: Partial<Edition>;
  readonly letterhead?: Partial<Letterhead>;
  readonly recipient?: Recipient;
  readonly keys?: SigningKeys;
};

export async function compose(change: Change = {}): Promise<Message> {
  const write = await prepareMessages(
    { ...edition, ...change.edition },
    { ...letterhead, ...change.letterhead },
    change.keys ?? keys,
  );
  return write(change.recipient ?? ada);
}

/** What the mail says of its reader, worked out here by itself. */
export function linksOf(at: Edition, { publicUrl, replyTo }: Letterhead, { id }: Recipient) {
  const token = issueToken(keys, "unsubscribe", { subscriber: id, about: editionMark(at.id) });
  const mailto = `mailto:${replyTo}?subject=unsubscribe%20${token}`;
  return publicUrl == null ? [mailto] : [`${publicUrl}unsubscribe/${token}`, mailto];
}

/** The ordinary way: the whole mail of one reader through nodemailer's MailComposer, from the filled digest. */
export async function composedWhole(
  at: Edition,
  head: Letterhead,
  recipient: Recipient,
  messageId: string,
): Promise<Buffer> {
  const links = linksOf(at, head, recipient);
  const { html, text } = fillTokens(at.digest, { address: recipient.address, unsubscribe: links[0] ?? "" });
  const composer = new MailComposer({
    from: { name: head.title, address: head.from },
    ...(head.sender == null ? {} : { sender: head.sender }),
    to: { name: "", address: recipient.address },
    replyTo: head.replyTo,
    subject: at.subject,
    date: at.sealedAt,
    messageId,
    html,
    text,
    textEncoding: "quoted-printable",
    newline: "win",
    headers: {
      "List-Id": "The Morning Sheet <default.example.org>",
      "List-Unsubscribe": links.map((href) => `<${href}>`).join(", "),
      ...(head.publicUrl == null ? {} : { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
      "List-Archive": "<https://news.example.org/>",
      "Auto-Submitted": "auto-generated",
      Precedence: "bulk",
      "Feedback-ID": `${at.number}:default:digest:exampleorg`,
      "Content-Language": "en",
    },
  });
  return await composer.compile().build();
}
