import type { Article, Skipped } from "../domain/article.ts";
import { reasonOf } from "../domain/faults.ts";
import type { Source } from "../domain/ports.ts";
import { decode } from "./decode.ts";
import { type Format, type Limits, Unusable, defaultLimits } from "./draft.ts";
import { type Candidate, listFolder, readCandidate, shown } from "./folder.ts";
import { html } from "./html.ts";
import { markdown } from "./markdown.ts";
import { text } from "./text.ts";
import { understand } from "./understand.ts";

export type { Limits } from "./draft.ts";

/** Formats by extension, lower case. A new one: write `x.ts`, add its row, add a fixture. */
export const formats = {
  ".txt": text,
  ".md": markdown,
  ".markdown": markdown,
  ".html": html,
  ".htm": html,
} satisfies Record<string, Format>;

export type FolderOptions = {
  /** Absolute. */
  readonly folder: string;
  /** For messages: `seeds/`. */
  readonly name: string;
  readonly limits?: Partial<Limits>;
};

/**
 * A folder of articles, nested folders included. Articles and skipped files come ordered by path (code units).
 * Reading is `decode → format → understand`, each file on its own: what goes wrong with one becomes its reason.
 */
export function folderSource({ folder, name, limits: given = {} }: FolderOptions): Source {
  const limits: Limits = { ...defaultLimits, ...given };
  return {
    name,
    async read() {
      const listing = await listFolder(folder, name, Object.keys(formats), limits);
      const articles: Article[] = [];
      const skipped: Skipped[] = [...listing.skipped];
      for (const candidate of listing.candidates) {
        const outcome = await readArticle(candidate, limits);
        if ("reason" in outcome) skipped.push(outcome);
        else articles.push(outcome);
      }
      return { articles, skipped: skipped.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)) };
    },
  };
}

async function readArticle(candidate: Candidate, limits: Limits): Promise<Article | Skipped> {
  try {
    const file = await readCandidate(candidate, limits);
    const decoded = decode(file.bytes);
    refuseLongLines(decoded.text, limits);
    const draft = formatOf(candidate.path).draft(decoded.text, limits);
    const facts = { path: candidate.path, modified: file.modified, note: decoded.note };
    return { path: candidate.path, hash: file.hash, ...understand(draft, facts) };
  } catch (error) {
    if (error instanceof Unusable) return { path: shown(candidate.path), reason: error.message };
    // Our own mistake on one file must not cost the others their edition; the message says that it is ours.
    const reason = `it could not be understood (${reasonOf(error)}): please report this, with the file`;
    return { path: shown(candidate.path), reason };
  }
}

function refuseLongLines(content: string, limits: Limits): void {
  for (let start = 0; start < content.length;) {
    const stop = content.indexOf("\n", start);
    const length = (stop < 0 ? content.length : stop) - start;
    if (length > limits.maxLineChars) {
      throw new Unusable(
        `it has a line of ${length} characters, which is data rather than prose: break it into paragraphs`,
      );
    }
    start += length + 1;
  }
}

function formatOf(path: string): Format {
  const extension = path.slice(path.lastIndexOf(".")).toLowerCase();
  const format = Object.entries(formats).find(([name]) => name === extension)?.[1];
  if (format == null)
    throw new Unusable(`no format reads ${extension}: use ${Object.keys(formats).join(", ")}`);
  return format;
}
