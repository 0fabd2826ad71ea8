import PostalMime from "postal-mime";
import type { Config, Job } from "./config.ts";
import type { Edition } from "./domain/edition.ts";
import { subscriberId } from "./domain/ids.ts";
import type { SigningKeys } from "./domain/reader-token.ts";
import { readerOf } from "./mail/message-head.ts";
import { prepareMessages } from "./mail/message.ts";
import { createTemplates } from "./render/template.ts";
import type { PreviewSite } from "./web/preview-site.ts";
import { previewSite } from "./web/preview-site.ts";
import type { Listening } from "./web/server.ts";
import { serve } from "./web/server.ts";
import { openShelf } from "./web/shelf.ts";
import { letterheadOf } from "./wire-mail.ts";
import { digestOf } from "./wire-run.ts";
import { publicationOf } from "./wire.ts";

const reader = {
  id: subscriberId("00000000-0000-4000-8000-000000000000"),
  address: "reader@example.com",
};

/** Of nobody: a look at a mail makes no keys, and its links do nothing. */
const keys: SigningKeys = [new Uint8Array(32)];

/** An edition as one reader would get it; `html` and `text` are read back from the message. */
export type PreviewedMail = {
  readonly html: string;
  readonly text: string;
  /** The whole message, RFC 5322, but for signatures. */
  readonly raw: Buffer;
  readonly from: string;
  readonly unsubscribe: string;
};

/** @param again with the templates as they are now, for an edition whose mail was rendered with others */
export async function mailOf(
  config: Config,
  job: Job,
  edition: Edition,
  { again }: { readonly again: boolean },
): Promise<PreviewedMail> {
  const publication = publicationOf(config, job);
  const templates = createTemplates(config.templates);
  const shown = again
    ? { ...edition, digest: await digestOf(edition, { config, job }, publication, templates) }
    : edition;
  const letterhead = letterheadOf(config, publication);
  const write = await prepareMessages(shown, letterhead, keys);
  const { raw } = write(reader);
  const { html = "", text = "" } = await PostalMime.parse(raw);
  const [unsubscribe] = readerOf(shown, letterhead, keys, reader).unsubscribe;
  return { html, text, raw, from: letterhead.from, unsubscribe };
}

/** Shows `site` on this machine, at a port of its own choice unless told one. @throws Fault as `serve` */
export async function showPreview(
  site: PreviewSite,
  options: { readonly port: number; readonly log: (text: string) => void },
): Promise<Listening> {
  const { port, log } = options;
  return await serve({ site: previewSite(site), shelf: openShelf(), host: "127.0.0.1", port, log });
}
