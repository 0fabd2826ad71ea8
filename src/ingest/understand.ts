import type { ArticleImage, Block, BlockKind } from "../domain/article.ts";
import { authorOf } from "./fields/author.ts";
import { dateOf } from "./fields/date.ts";
import { type Draft, type FileFacts, type Understood, Unusable } from "./formats/draft.ts";
import { folderTagOf, isAmongDrafts } from "./folder.ts";
import { languageOf } from "./fields/language.ts";
import { placeOf } from "./fields/place.ts";
import { uniqueTags } from "./page/tags.ts";
import { withPictures } from "./formats/placed-pictures.ts";
import { titleOf } from "./fields/title.ts";

/** Fewer words than this are a note or a stub, not an article. */
const leastWords = 3;

/** Around an article rather than of it. */
const unreadable: ReadonlySet<BlockKind> = new Set<BlockKind>([
  "title",
  "byline",
  "dateline",
  "caption",
  "correction",
  "boilerplate",
  "embed",
]);

/**
 * Draft → article: what the file states is kept, what it leaves out is inferred, each with its reason.
 *
 * @throws Unusable when there is too little text to be an article.
 */
export function understand(draft: Draft, facts: FileFacts): Understood {
  const readable = draft.blocks.filter(({ kind }) => !unreadable.has(kind));
  if (!/[\p{L}\p{N}]/u.test(draft.text))
    throw new Unusable("it holds no text: write the article, or remove the file");
  if (readable.length === 0)
    throw new Unusable(
      "it holds no article text besides a title, links or furniture: write the article, or remove the file",
    );
  const { text, blocks, tags, givenSummary, link } = draft;
  if (!hasWords(draft.text, readable)) {
    throw new Unusable(
      `it holds fewer than ${leastWords} words besides its title: write the article, or remove the file`,
    );
  }
  const language = languageOf(draft, facts.note);
  return {
    text,
    blocks,
    title: titleOf(draft, language, facts.path),
    date: dateOf(draft, facts),
    author: authorOf(draft),
    language,
    place: draft.place ?? placeOf(draft),
    // The folder's name is the last tag, as it says least.
    tags: uniqueTags([...tags, folderTagOf(facts.path) ?? ""]),
    link,
    origin: null,
    images: imagesOf(draft, facts.images ?? []),
    givenSummary,
    correction: draft.correction,
    html: htmlOf(draft, facts.images ?? []),
    draft: draft.draft || isAmongDrafts(facts.path),
    notes: [
      ...(draft.badDate == null
        ? []
        : [`its date "${draft.badDate}" is not one: expected such as 2026-11-23`]),
      ...[draft.note, facts.note].filter((note) => note != null),
    ],
  };
}

/** Each picture once, the one that opens the article first. */
function imagesOf(draft: Draft, images: readonly (ArticleImage | null)[]): ArticleImage[] {
  const found = draft.pictures
    .map(({ lead }, at) => ({ lead, image: images[at] ?? null }))
    .toSorted((a, b) => Number(b.lead) - Number(a.lead))
    .flatMap(({ image }) => (image == null ? [] : [image]));
  return [...new Map(found.toReversed().map((image) => [image.path, image])).values()].toReversed();
}

function htmlOf(draft: Draft, images: readonly (ArticleImage | null)[]): string {
  return withPictures(draft.html, draft.pictures, images);
}

/**
 * Are there enough words in these blocks? By script: a run of letters is one, a Han or Kana letter counts as one. Stops
 * counting when there are, as a file may hold a million.
 */
function hasWords(text: string, blocks: readonly Block[]): boolean {
  const word =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]{0,100}/gu;
  let count = 0;
  for (const { start, end } of blocks)
    for (const _ of text.slice(start, end).matchAll(word)) if (++count >= leastWords) return true;
  return false;
}
