import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import type { ArticleImage, ArticleOrigin } from "../../src/domain/article.ts";
import type { Entry } from "../../src/domain/entry.ts";
import { oneLine } from "../../src/ingest/bytes/decode.ts";
import { feedBody } from "../../src/ingest/feed/body.ts";
import { defaultLimits } from "../../src/ingest/formats/draft.ts";
import { entry } from "./sample.ts";

/** What an article may hold that has broken a feed somewhere: `test/fixtures/feed-hazards`, one trait a file. */
type Hazard = {
  readonly title: Words;
  /** The title as readers are to see it, where cleaning changes it. */
  readonly shown?: Words;
  readonly body?: Words;
  readonly summary?: Words;
  readonly author?: string | null;
  readonly tags?: readonly string[];
  readonly language?: string | null;
  readonly link?: Words;
  readonly origin?: ArticleOrigin;
  readonly published?: string;
  readonly updated?: string;
  readonly images?: readonly ArticleImage[];
};
/** Long ones are written short. */
type Words = string | { readonly repeat: string; readonly times: number; readonly end?: string };

const words = (given: Words): string =>
  typeof given === "string" ? given : given.repeat.repeat(given.times) + (given.end ?? "");

const folder = path.resolve(import.meta.dirname, "../fixtures/feed-hazards");

/** Name, the entry ingest makes of it, and the title readers are to see. */
export const hazards: readonly { readonly name: string; readonly entry: Entry; readonly shown: string }[] =
  readdirSync(folder)
    .sort()
    .map((file, n) => {
      const hazard = JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Hazard;
      const { shown = hazard.title } = hazard;
      return { name: file.replace(".json", ""), entry: entryOf(hazard, n + 100), shown: words(shown) };
    });

/** Every string and all HTML as ingest cleans them. */
function entryOf(hazard: Hazard, n: number): Entry {
  const title = oneLine(words(hazard.title));
  const summary = oneLine(words(hazard.summary ?? "What is told here."));
  const html = feedBody(
    { value: words(hazard.body ?? "<p>x</p>"), kind: "html" },
    null,
    null,
    defaultLimits,
  ).html;
  return entry(n, {
    title,
    summary: { method: "given", text: summary, sentences: [] },
    html,
    author: hazard.author == null ? null : oneLine(hazard.author),
    tags: (hazard.tags ?? []).map(oneLine),
    link: hazard.link == null ? null : words(hazard.link),
    origin: hazard.origin ?? null,
    language: hazard.language === undefined ? "en" : hazard.language,
    images: hazard.images ?? [],
    ...(hazard.published == null ? {} : { published: new Date(hazard.published) }),
    ...(hazard.updated == null ? {} : { updated: new Date(hazard.updated) }),
  });
}
