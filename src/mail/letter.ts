import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import { domainOf } from "../domain/address.ts";
import type { Letter } from "../domain/letter.ts";
import type { Message } from "../domain/ports.ts";
import { crlf, plainSubject } from "./message-head.ts";

export type LetterHead = {
  readonly title: string;
  readonly from: string;
  readonly replyTo: string;
  readonly language: string;
};

/**
 * A mail about a subscription, to one person who asked for it: not a mailing list's, so no List- headers. Composed again it is
 * the same, and so is its Message-ID.
 */
export async function composeLetter(
  letter: Pick<Letter, "kind" | "subscriber" | "to" | "made">,
  body: { readonly subject: string; readonly html: string; readonly text: string },
  head: LetterHead,
): Promise<{ readonly message: Message; readonly messageId: string }> {
  const domain = domainOf(head.from);
  const name = createHash("sha256")
    .update(`${letter.kind}\n${letter.subscriber}\n${letter.made.toISOString()}`)
    .digest("hex")
    .slice(0, 32);
  const messageId = `<${letter.kind}.${name}@${domain}>`;
  const raw = await new MailComposer({
    from: { name: head.title, address: head.from },
    to: { name: "", address: letter.to.address },
    replyTo: head.replyTo,
    subject: plainSubject(body.subject),
    date: letter.made,
    messageId,
    html: body.html,
    text: body.text,
    textEncoding: "quoted-printable",
    baseBoundary: name,
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: "win",
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": head.language },
  })
    .compile()
    .build();
  return {
    message: {
      envelope: { from: head.from, to: letter.to.address },
      raw: Buffer.from(crlf(raw.toString("latin1")), "latin1"),
      name: `letters/${letter.kind}-${name.slice(0, 12)}.eml`,
    },
    messageId,
  };
}
