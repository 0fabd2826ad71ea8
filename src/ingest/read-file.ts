import { createHash } from "node:crypto";
import { serialize } from "node:v8";
import { type Article, type ArticleImage, type Skipped, inferred } from "../domain/article.ts";
import { reasonOf } from "../domain/faults.ts";
import { hashesOf } from "./blocks/corpus.ts";
import { declaredIn, decode, oneLine } from "./bytes/decode.ts";
import type { FileAnswer, FileTask, Place, WithSidecar } from "./file-task.ts";
import { type Draft, type Limits, Unusable } from "./formats/draft.ts";
import { formatOf } from "./formats/registry.ts";
import { type Candidate, readCandidate, shown } from "./folder.ts";
import { withSidecar } from "./given/sidecar.ts";
import { pathOf, picturesOf, readPicture } from "./pictures/images.ts";
import { understand } from "./understand.ts";

/** One file of the folder, or why not. Never throws for what the file holds. */
export async function readFile(task: FileTask, place: Place): Promise<FileAnswer> {
  const { path } = task;
  return await told<FileAnswer>(path, async () => {
    if (task.expected != null && (await contentNow(task, place)) === task.expected.content)
      return { kind: "same", path };
    const { article, pictures, sidecarHash } = await readWhole(task, place, task.committed);
    const content = contentOf(task, place, article.hash, sidecarHash, pictures);
    return {
      kind: "read",
      path,
      // Copied: what the serializer gives is up to twice as large as it is full.
      packed: { bytes: new Uint8Array(serialize(article)) },
      marks: hashesOf(article),
      content,
      pictures: pictures.map(([name]) => name),
    };
  });
}

/** One file by itself, outside any folder's memory. */
export async function readArticle(
  candidate: WithSidecar,
  folder: string,
  limits: Limits,
  committed: Date | null = null,
): Promise<Omit<Article, "reading"> | Skipped> {
  return await told(candidate.path, async () => {
    const { article } = await readWhole(candidate, { folder, limits, version: "" }, committed);
    return article;
  });
}

async function told<T>(
  path: string,
  work: () => Promise<T>,
): Promise<T | (Skipped & { readonly kind: "skipped" })> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unusable) return { kind: "skipped", path: shown(path), reason: error.message };
    // Our own mistake on one file must not cost the others their edition; the message says that it is ours.
    const reason = `it could not be understood (${reasonOf(error)}): please report this, with the file`;
    return { kind: "skipped", path: shown(path), reason };
  }
}

/** Path and hash of a picture; "" where there is none to publish. */
type PictureHash = readonly [path: string, hash: string];

async function readWhole(candidate: WithSidecar, { folder, limits }: Place, committed: Date | null) {
  const { path, sidecar } = candidate;
  const file = await readCandidate(candidate, limits);
  const own = await draftOf(path, file.bytes, limits);
  const said = sidecar == null ? own.draft : await withSidecar(own.draft, sidecar, limits);
  const draft = withNoteName(withPictureBeside(said, path, candidate.picture), path);
  const { images, note } = await picturesOf(draft, folder, path, limits);
  const facts = { path, modified: file.modified, committed, note: own.note ?? note, images };
  return {
    article: { path, hash: file.hash, ...understand(draft, facts) },
    pictures: picturesNamed(draft, path, images),
    sidecarHash: await hashOfSidecar(sidecar, limits),
  };
}

/** Note-takers' programs (Obsidian, Logseq, Notion) keep a note's title in its file's name alone. */
function withNoteName(draft: Draft, path: string): Draft {
  if (draft.title != null || !/\.(?:md|markdown)$/i.test(path)) return draft;
  const name = oneLine(path.slice(path.lastIndexOf("/") + 1, path.lastIndexOf(".")))
    .normalize("NFC")
    .replace(/^\d{4}-\d{2}-\d{2}[\s_-]{1,3}/, "");
  const isTitle = name.length <= 120 && /^\p{Lu}.*\s\p{L}/u.test(name) && !unnamed.test(name);
  if (!isTitle || /^[\p{Lu}\p{N}\s_-]+$/u.test(name)) return draft;
  return { ...draft, title: inferred(name, "the note is named so", 0.75) };
}

/** What programs name files nobody has named. */
const unnamed =
  /^(?:untitled|unbenannt|new (?:note|document|file|text)|neue notiz|sans titre|sin título|document|draft|note|copy of|kopie von|img|scan|meeting notes|daily note)\b|\d{4}[-_. ]\d{2}|\(\d+\)$/iu;

/** A picture of the article's own name opens it, unless the article names it itself or another to open with. */
function withPictureBeside(draft: Draft, article: string, picture: string | null): Draft {
  if (picture == null || draft.pictures.some(({ src, lead }) => lead || pathOf(src, article) === picture))
    return draft;
  const src = encodeURIComponent(picture.slice(picture.lastIndexOf("/") + 1));
  return { ...draft, pictures: [...draft.pictures, { src, alt: "", lead: true }] };
}

function picturesNamed(
  draft: Draft,
  article: string,
  images: readonly (ArticleImage | null)[],
): PictureHash[] {
  const named = new Map<string, string>();
  for (const [at, { src }] of draft.pictures.entries()) {
    const path = pathOf(src, article);
    if (path != null && !named.has(path)) named.set(path, images[at]?.hash ?? "");
  }
  return [...named];
}

/** What `contentOf` is now, without understanding anything. */
async function contentNow(task: FileTask, place: Place): Promise<string> {
  const { limits, folder } = place;
  const { hash } = await readCandidate(task, limits);
  const pictures: PictureHash[] = [];
  for (const path of task.expected?.pictures ?? []) {
    const picture = await readPicture(folder, path, limits).catch(() => null);
    pictures.push([path, picture?.image.hash ?? ""]);
  }
  return contentOf(task, place, hash, await hashOfSidecar(task.sidecar, limits), pictures);
}

async function hashOfSidecar(sidecar: Candidate | null, limits: Limits): Promise<string> {
  return sidecar == null ? "" : (await readCandidate(sidecar, limits)).hash;
}

/** The path is part of it: folders give tags, names give dates. */
function contentOf(
  { path, sidecar, picture }: WithSidecar,
  { version, limits }: Place,
  hash: string,
  sidecarHash: string,
  pictures: readonly PictureHash[],
): string {
  const all = [version, limits, path, hash, sidecar?.path ?? "", sidecarHash, picture ?? "", pictures];
  return createHash("sha256").update(JSON.stringify(all)).digest("hex").slice(0, 32);
}

async function draftOf(
  path: string,
  bytes: Uint8Array,
  limits: Limits,
): Promise<{ draft: Draft; note: string | null }> {
  const extension = path.slice(path.lastIndexOf(".")).toLowerCase();
  const format = await formatOf(extension);
  if ("read" in format) return { draft: await format.read(bytes, limits), note: null };
  const isPage = extension === ".html" || extension === ".htm";
  const decoded = decode(bytes, isPage ? declaredIn(bytes) : null);
  // Pages carry scripts and pictures in lines of any length; their own limits hold.
  if (!isPage) refuseLongLines(decoded.text, limits);
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
