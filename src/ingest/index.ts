import type { Article, Skipped } from "../domain/article.ts";
import { reasonOf } from "../domain/faults.ts";
import type { Source } from "../domain/ports.ts";
import { hashesOf, repeatedAcross, withoutRepeated } from "./blocks/corpus.ts";
import { declaredIn, decode } from "./bytes/decode.ts";
import { docx } from "./formats/docx.ts";
import {
  type BinaryFormat,
  type Draft,
  type Format,
  type Limits,
  Unusable,
  defaultLimits,
} from "./formats/draft.ts";
import { eml } from "./formats/eml.ts";
import { type Candidate, listFolder, readCandidate, shown } from "./folder.ts";
import { headed } from "./given/front-matter.ts";
import { html } from "./formats/html.ts";
import { picturesOf, readPicture } from "./pictures/images.ts";
import { markdown } from "./formats/markdown.ts";
import { odt } from "./formats/odt.ts";
import { paired, withSidecar } from "./given/sidecar.ts";
import { text } from "./formats/text.ts";
import { understand } from "./understand.ts";

export type { Limits } from "./formats/draft.ts";

/** Formats of text by extension, lower case. A new one: write `x.ts`, add its row, add a fixture. */
export const formats = {
  ".txt": headed(text),
  ".md": markdown,
  ".markdown": markdown,
  ".html": html,
  ".htm": html,
} satisfies Record<string, Format>;

/** Formats that are read as bytes. */
export const binaryFormats = {
  ".eml": eml,
  ".docx": docx,
  ".odt": odt,
} satisfies Record<string, BinaryFormat>;

const allFormats: Readonly<Record<string, Format | BinaryFormat>> = { ...formats, ...binaryFormats };

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
    async picture({ path, hash }) {
      const found = await readPicture(folder, path, limits).catch(() => null);
      return found?.image.hash === hash ? found.bytes : null;
    },
    async read() {
      const listing = await listFolder(folder, name, Object.keys(allFormats), limits);
      const articles: Article[] = [];
      const { candidates, skipped: unpaired } = paired(listing.candidates, listing.sidecars);
      const skipped: Skipped[] = [...listing.skipped, ...unpaired];
      for (const candidate of candidates) {
        const outcome = await readArticle(candidate, folder, limits);
        if ("reason" in outcome) skipped.push(outcome);
        else articles.push(outcome);
      }
      return {
        articles: withoutFurniture(articles),
        skipped: skipped.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
      };
    },
  };
}

/** What stands in many files of one folder is the folder's furniture, whatever its words. */
function withoutFurniture(articles: readonly Article[]): Article[] {
  const folderOf = ({ path }: Article): string => path.slice(0, path.lastIndexOf("/") + 1);
  const repeated = repeatedAcross(
    articles.map((article) => ({ source: folderOf(article), hashes: hashesOf(article) })),
  );
  return articles.map((article) => ({
    ...article,
    blocks: withoutRepeated(article, repeated.get(folderOf(article))),
  }));
}

/** A file to read, with the file of fields that lies beside it, if any. */
export type WithSidecar = Candidate & { readonly sidecar: Candidate | null };

/** One file of the folder, or why not. Never throws for what the file holds. */
export async function readArticle(
  candidate: WithSidecar,
  folder: string,
  limits: Limits,
): Promise<Article | Skipped> {
  const { path, sidecar } = candidate;
  try {
    const file = await readCandidate(candidate, limits);
    const own = await draftOf(path, file.bytes, limits);
    const draft = sidecar == null ? own.draft : await withSidecar(own.draft, sidecar, limits);
    const images = await picturesOf(draft.pictures, folder, path, limits);
    const facts = { path, modified: file.modified, note: own.note, images };
    return { path, hash: file.hash, ...understand(draft, facts) };
  } catch (error) {
    if (error instanceof Unusable) return { path: shown(path), reason: error.message };
    // Our own mistake on one file must not cost the others their edition; the message says that it is ours.
    const reason = `it could not be understood (${reasonOf(error)}): please report this, with the file`;
    return { path: shown(path), reason };
  }
}

async function draftOf(
  path: string,
  bytes: Uint8Array,
  limits: Limits,
): Promise<{ draft: Draft; note: string | null }> {
  const format = formatOf(path);
  if ("read" in format) return { draft: await format.read(bytes, limits), note: null };
  const decoded = decode(bytes, format === html ? declaredIn(bytes) : null);
  // Pages carry scripts and pictures in lines of any length; their own limits hold.
  if (format !== html) refuseLongLines(decoded.text, limits);
  return { draft: format.draft(decoded.text, limits), note: decoded.note };
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

function formatOf(path: string): Format | BinaryFormat {
  const extension = path.slice(path.lastIndexOf(".")).toLowerCase();
  const format = Object.entries(allFormats).find(([name]) => name === extension)?.[1];
  if (format == null)
    throw new Unusable(`no format reads ${extension}: use ${Object.keys(allFormats).join(", ")}`);
  return format;
}
