import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { sealEdition, tokensOf } from "../../src/app/seal.ts";
import type { Edition } from "../../src/domain/edition.ts";
import { planEdition } from "../../src/domain/edition.ts";
import type { Entry } from "../../src/domain/entry.ts";
import { editionId, entryId } from "../../src/domain/ids.ts";
import { renderDigest } from "../../src/render/digest.ts";
import type { Publication } from "../../src/render/publication.ts";
import { createTemplates } from "../../src/render/template.ts";
import type { Catalogue } from "../../src/render/words.ts";

/** A fixed publication, entries and edition, for golden files and properties. */

const folder = path.resolve(import.meta.dirname, "../../templates");

export const templateFiles: Record<string, string> = Object.fromEntries(
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => path.join(file.parentPath, file.name))
    .map((file) => [path.relative(folder, file).split(path.sep).join("/"), readFileSync(file, "utf8")]),
);
export const templates = createTemplates(templateFiles);

export const publication: Publication = {
  title: "R&D <Daily>",
  tagline: "Small things, measured",
  author: null,
  postalAddress: "12 Printers’ Row, London EC4A 1AB",
  url: "https://news.example.org/",
  voice: {
    language: "en",
    words: parse(templateFiles["words/en.yaml"] ?? "") as Catalogue,
    zone: "Europe/London",
  },
};

export function entry(n: number, values: Partial<Entry> = {}): Entry {
  const summary =
    values.title == null
      ? "One sentence of a story. And another."
      : `What is told under this title, number ${n}.`;
  return {
    id: entryId(`urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, "0")}`),
    slug: `story-${n}`,
    title: `Story ${n}`,
    summary: {
      method: "extract",
      text: summary,
      sentences: [{ text: summary, start: 0, end: summary.length }],
    },
    html: `<p>${summary}</p>`,
    language: "en",
    author: null,
    tags: [],
    published: new Date(Date.UTC(2026, 10, 20, 12, 0, 0) - n * 3_600_000),
    updated: new Date(Date.UTC(2026, 10, 20, 12, 0, 0) - n * 3_600_000),
    minutes: 2,
    dated: null,
    images: [],
    correction: null,
    link: null,
    origin: null,
    path: `story-${n}.txt`,
    hash: "0".repeat(64),
    reading: null,
    ...values,
  };
}

export const sampleEntries: readonly Entry[] = [
  entry(1, {
    title: "R&D: 5 < 6, and “&amp;” is written &amp;amp;",
    tags: ["science & tools"],
    author: "Ada O’Neil",
    html: '<p>Text with <a href="https://example.org/?a=1&amp;b=2">a link</a> and ]]&gt; twice ]]&gt;.</p>',
    updated: new Date(Date.UTC(2026, 10, 21, 9, 30, 0)),
  }),
  entry(2, { title: "„Angenommen“ heißt nicht gelesen", language: "de", author: "Jürgen Groß" }),
  entry(3, { title: "النشرة العربية تنقلب ما لم يُصرَّح باتجاهها", language: "ar", tags: ["البريد"] }),
  entry(4, { language: null }),
];

export async function sampleEdition(entries: readonly Entry[], url = publication): Promise<Edition> {
  const id = editionId("11111111-1111-4111-8111-111111111111");
  const sealedAt = new Date("2026-11-23T07:00:00.000Z");
  const planned = planEdition(entries, 213, null);
  if (planned.kind !== "edition") throw new Error("no edition");
  const digest = await renderDigest({
    plan: planned.plan,
    sealedAt,
    layout: { stories: 8, briefs: 12 },
    tokens: tokensOf(id),
    publication: url,
    templates,
  });
  return sealEdition(planned.plan, {
    id,
    series: "default",
    sealedAt,
    audience: "active",
    language: "en",
    digest,
  });
}
