import type { Edition } from "../domain/edition.ts";
import { checkDigest } from "../render/digest-check.ts";
import { maxDigestBytes } from "../render/digest.ts";
import { createTemplates } from "../render/template.ts";
import type { PreviewedMail } from "../wire-preview.ts";

/** What a preview shows: a mail, or why there is none, or both where the newest could not be made. */
export type PreviewState = {
  readonly mail?: PreviewedMail & {
    readonly edition: Edition;
    /** It is the one that the next run would seal. */
    readonly isNew: boolean;
    readonly title: string;
    readonly postalAddress: string;
  };
  /** How the summaries were made, in lines. */
  readonly summaries?: readonly string[];
  readonly trouble?: string;
};

/** A mail program that loads no pictures. In a file there is no other way to be one. */
const noPictures = `<meta http-equiv="Content-Security-Policy" content="img-src 'none'">`;

/**
 * The files of a preview by name: `index.html` shows the others.
 *
 * @param version 0: it stands as a file and follows nothing
 */
export function previewFiles(
  state: PreviewState,
  templates: Readonly<Record<string, string>>,
  version: number,
): ReadonlyMap<string, Buffer> {
  const { mail, summaries = [], trouble = "" } = state;
  const view = { version, trouble, summaries, mail: mail == null ? null : viewOf(mail) };
  const page = Buffer.from(createTemplates(templates).html("pages/preview.liquid", view));
  if (mail == null) return new Map([["index.html", page]]);
  return new Map([
    ["index.html", page],
    ["digest.html", Buffer.from(mail.html)],
    ["digest-no-pictures.html", Buffer.from(mail.html.replace(/<head>/i, (head) => head + noPictures))],
    ["digest.txt", Buffer.from(mail.text)],
    ["digest.eml", mail.raw],
  ]);
}

function viewOf({
  edition,
  html,
  text,
  raw,
  from,
  title,
  isNew,
  postalAddress,
  unsubscribe,
}: NonNullable<PreviewState["mail"]>) {
  const { subject, preheader, number } = edition;
  const bytes = Buffer.byteLength(html);
  const findings = checkDigest({ html, text, subject, preheader, title, postalAddress, unsubscribe });
  return {
    number,
    isNew,
    subject,
    preheader,
    from,
    title,
    text,
    raw: raw.toString("latin1"),
    bytes: bytes.toLocaleString("en"),
    limit: maxDigestBytes.toLocaleString("en"),
    percent: Math.min(100, Math.round((bytes / maxDigestBytes) * 100)),
    findings: findings.toSorted((a, b) => Number(a.weight === "advice") - Number(b.weight === "advice")),
  };
}
