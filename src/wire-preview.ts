import { composeMessage, unsubscribeHref } from "./mail/message.ts";
import type { Config, Job } from "./config.ts";
import type { Edition } from "./domain/edition.ts";
import { subscriberId } from "./domain/ids.ts";
import { fillTokens } from "./render/digest.ts";
import { createTemplates } from "./render/template.ts";
import type { PreviewSite } from "./web/preview-site.ts";
import { previewSite } from "./web/preview-site.ts";
import type { Listening } from "./web/server.ts";
import { serve } from "./web/server.ts";
import { openShelf } from "./web/shelf.ts";
import { digestOf } from "./wire-run.ts";
import { letterheadOf, publicationOf } from "./wire.ts";

const reader = {
  id: subscriberId("00000000-0000-4000-8000-000000000000"),
  address: "reader@example.com",
};

/** An edition as one reader would get it. */
export type PreviewedMail = {
  readonly html: string;
  readonly text: string;
  /** The whole message, RFC 5322. */
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
  const letterhead = letterheadOf(config, publication);
  const shown = again
    ? { ...edition, digest: await digestOf(edition, job, publication, createTemplates(config.templates)) }
    : edition;
  const unsubscribe = unsubscribeHref(letterhead, shown, reader);
  const body = fillTokens(shown.digest, { address: reader.address, unsubscribe });
  const { raw } = await composeMessage(shown, body, letterhead, reader);
  return { ...body, raw, from: letterhead.from, unsubscribe };
}

/** Shows `site` on this machine, at a port of its own choice unless told one. @throws Fault as `serve` */
export async function showPreview(
  site: PreviewSite,
  options: { readonly port: number; readonly log: (text: string) => void },
): Promise<Listening> {
  const { port, log } = options;
  return await serve({ site: previewSite(site), shelf: openShelf(), host: "127.0.0.1", port, log });
}
