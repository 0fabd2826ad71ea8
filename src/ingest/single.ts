import path from "node:path";
import type { Span } from "../domain/article.ts";
import { valueOf } from "../domain/article.ts";
import { sentencesOf } from "../domain/sentences.ts";
import { reasonOf } from "../domain/faults.ts";
import { cleanKeepingOffsets } from "./bytes/decode.ts";
import { type Understood, Unusable, defaultLimits } from "./formats/draft.ts";
import { firstCommits } from "./git-history.ts";
import { text } from "./formats/text.ts";
import { understand } from "./understand.ts";

/**
 * One article by itself, outside a folder. Offsets of `article` and `sentences` count in `article.text`; `original` tells
 * where an offset stood in the text that was given, before anything was cleaned away.
 */
export type Single =
  | {
      readonly article: Understood;
      /** Of every block, in order; furniture too, so that no sentence end is lost. */
      readonly sentences: readonly Span[];
      readonly original: (offset: number) => number;
    }
  | { readonly unusable: string };

/** A text as plain text: no file, so no file time and no name to read anything from. */
export function understandText(given: string): Single {
  const cleaned = cleanKeepingOffsets(given);
  try {
    const draft = text.draft(cleaned.text, defaultLimits);
    const article = understand(draft, { path: "", modified: null, note: null, images: [] });
    return { article, sentences: sentencesIn(article), original: (offset) => cleaned.original(offset) };
  } catch (error) {
    if (error instanceof Unusable) return { unusable: error.message };
    throw error;
  }
}

/** A plain text without its furniture, which copies do not share and other articles do; all of it where nothing else is there. */
export function proseIn(given: string): string {
  const whole = cleanKeepingOffsets(given).text;
  const { blocks } = text.draft(whole, defaultLimits);
  const prose = blocks.filter(({ kind }) => kind !== "boilerplate");
  return prose.length === 0 ? whole : prose.map(({ start, end }) => whole.slice(start, end)).join("\n");
}

/** A file of any format Broadsheet reads. @param file absolute, or relative to the working directory */
export async function understandFile(file: string): Promise<Single> {
  const absolute = path.resolve(file);
  const folder = path.dirname(absolute);
  const name = path.basename(absolute);
  try {
    const committed = (await commitsIn(folder)).get(name) ?? null;
    const { readArticle } = await import("./read-file.ts");
    const read = await readArticle(
      { path: name, absolute, sidecar: null, picture: null },
      folder,
      defaultLimits,
      committed,
    );
    if ("reason" in read) return { unusable: read.reason };
    return { article: read, sentences: sentencesIn(read), original: (offset) => offset };
  } catch (error) {
    return { unusable: reasonOf(error) };
  }
}

/** Asked once for each folder: files of one come together. */
let last: { readonly folder: string; readonly commits: Promise<ReadonlyMap<string, Date>> } | undefined;

function commitsIn(folder: string): Promise<ReadonlyMap<string, Date>> {
  if (last?.folder !== folder) last = { folder, commits: firstCommits(folder) };
  return last.commits;
}

function sentencesIn(article: Understood): Span[] {
  const language = valueOf(article.language) ?? "und";
  return article.blocks.flatMap((block) => sentencesOf(article.text, block, language));
}
