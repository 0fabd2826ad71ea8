import path from "node:path";
import type { Config } from "./config.ts";
import type { Edition } from "./domain/edition.ts";
import { editionId, subscriberId } from "./domain/ids.ts";
import type { Message } from "./domain/ports.ts";
import type { SigningKeys } from "./domain/reader-token.ts";
import type { DkimKey } from "./mail/dkim.ts";
import type { Letterhead, Recipient } from "./mail/message.ts";
import { plainText } from "./render/plain-line.ts";
import type { Publication } from "./render/publication.ts";
import { openKeys } from "./store/key-file.ts";
import { placeholderFrom, signaturesOf } from "./wire-dkim.ts";

export function letterheadOf({ site }: Config, { url }: Pick<Publication, "url">): Letterhead {
  const from = site.from ?? placeholderFrom;
  return {
    title: plainText(site.title),
    from,
    sender: site.sender == null || site.sender === from ? null : site.sender,
    replyTo: site.replyTo ?? from,
    bounces: site.bounces?.address ?? null,
    url,
    publicUrl: site.web?.publicUrl ?? null,
  };
}

/** By which links to readers are signed, and erased addresses known again. Made when they are first asked for. */
export const readerKeys = (config: Config): SigningKeys => openKeys(keyFile(config));
export const keyFile = ({ root }: Config): string => path.join(root, "data", "keys");

/** Writes an edition's messages: composed, filled in for each reader, and signed where that is asked for. */
export async function openWriter(
  config: Config,
  publication: Publication,
  edition: Edition,
): Promise<(recipient: Recipient) => Promise<Message>> {
  const { prepareMessages } = await import("./mail/message.ts");
  const write = await prepareMessages(edition, letterheadOf(config, publication), readerKeys(config));
  const sign = await openSignature(config);
  return async (recipient) => await sign(write(recipient), edition.sealedAt);
}

/** Signs a message as of `at`, where that is asked for. @throws Fault as `openSigner` */
export async function openSignature(
  config: Config,
): Promise<(message: Message, at: Date) => Promise<Message>> {
  const keys = await openSigner(config);
  const { dkimFields } = await import("./mail/dkim.ts");
  return async (message, at) => {
    if (keys.length === 0) return message;
    const fields = await dkimFields(message.raw, keys, at);
    return { ...message, raw: Buffer.concat([fields, message.raw]) };
  };
}

/**
 * The keys that mails are signed with, once a sample has been signed and verified with all of them; none where none is asked
 * for.
 *
 * @throws Fault `config` when a key cannot be used or the sample does not verify
 */
export async function openSigner(config: Config): Promise<readonly DkimKey[]> {
  const settings = signaturesOf(config);
  if (settings.length === 0) return [];
  const { readDkimKey } = await import("./mail/dkim-keys.ts");
  const keys = settings.map(({ key, domain, selector }) => readDkimKey(key, domain, selector));
  const { prepareMessages } = await import("./mail/message.ts");
  const { tryDkim } = await import("./mail/dkim-trial.ts");
  const letterhead = letterheadOf(config, { url: config.site.url ?? "https://broadsheet.example/" });
  const write = await prepareMessages(sample, letterhead, [new Uint8Array(32)]);
  const { raw } = write({ id: subscriberId(nobody), address: "reader@broadsheet.example" });
  await tryDkim(raw, keys, sample.sealedAt);
  return keys;
}

const nobody = "00000000-0000-4000-8000-000000000000";

/** Nobody gets it; its white space and dots are what canonical forms are about. */
const sample: Edition = {
  id: editionId(nobody),
  series: "sample",
  number: 1,
  subject: "A sample: is “this” signed?",
  preheader: "",
  entries: [],
  sealedAt: new Date(0),
  audience: "demo",
  language: "en",
  digest: {
    html: "<p>A  sample\tfor addressToken,</p>\n\n.<p>unsubscribeToken</p> \n\n",
    text: "A  sample\tfor addressToken \n\n.\nunsubscribeToken\n\n\n",
    tokens: { address: "addressToken", unsubscribe: "unsubscribeToken" },
  },
  seal: "",
};
