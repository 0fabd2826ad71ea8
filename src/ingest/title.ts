import { type Block, type Finding, type Found, inferred, valueOf } from "../domain/article.ts";
import { sentencesOf } from "../domain/sentences.ts";
import { clean, oneLine } from "./decode.ts";
import type { Draft } from "./draft.ts";
import { headlinesOf, withoutLooseEnd } from "./headline.ts";

export const maxTitleChars = 90;
/** Sentences tried, from the top: a lede that cannot be shortened is followed by one that can. */
const sentencesTried = 4;

/** The stated title, else a short one made of the article's own words, whole clauses only. */
export function titleOf(draft: Draft, language: Finding<string>, path: string): Found<string> {
  if (draft.title != null) return { ...draft.title, value: oneLine(draft.title.value) };
  const tag = valueOf(language) ?? "und";
  const sentences = ledeSentences(draft, tag);
  for (const [at, sentence] of sentences.entries()) {
    const [best] = headlinesOf(sentence, { text: draft.text, language: tag, maxChars: maxTitleChars });
    if (best == null) continue;
    const which = at === 0 ? "the first sentence" : `sentence ${at + 1}, as those before it do not shorten`;
    const how = best === sentence ? `is ${which}` : `shortens ${which}`;
    return inferred(best, `the file gives no title; this one ${how}`, at === 0 ? 0.6 : 0.4);
  }
  return (
    fromHeading(draft) ??
    fromName(path) ??
    inferred(
      cutAtWord(sentences[0] ?? oneLine(draft.text)),
      "the file gives no title; this is how it begins",
      0.1,
    )
  );
}

function ledeSentences(draft: Draft, tag: string): string[] {
  const ledes = draft.blocks.filter(({ kind }) => kind === "paragraph");
  const source =
    ledes.length > 0 ? ledes : draft.blocks.filter(({ kind }) => kind === "quote" || kind === "list");
  const found: string[] = [];
  for (const block of source) {
    for (const { start, end } of sentencesOf(draft.text, windowOf(block), tag)) {
      found.push(oneLine(draft.text.slice(start, end)));
      if (found.length === sentencesTried) return found;
    }
  }
  return found;
}

/** A lede is near the top: a block without an end must not cost its whole length. */
const windowOf = ({ start, end }: Block): { start: number; end: number } => ({
  start,
  end: Math.min(end, start + 4_000),
});

function fromHeading(draft: Draft): Found<string> | null {
  const heading = draft.blocks.find(
    ({ kind, start, end }) => kind === "heading" && end - start <= maxTitleChars,
  );
  if (heading == null) return null;
  const words = oneLine(draft.text.slice(heading.start, heading.end).replace(/^#{1,6}\s+/u, ""));
  return words.split(" ").length < 3
    ? null
    : inferred(words, "the file gives no title; this is its first heading", 0.3);
}

/** "2026-11-03-harbour-bridge.txt" → "Harbour bridge", when the name is words at all. */
function fromName(path: string): Found<string> | null {
  const name = path
    .slice(path.lastIndexOf("/") + 1)
    .replace(/\.\w{1,8}$/u, "")
    .replace(/^\d{4}-\d{2}-\d{2}-?/, "");
  const words = oneLine(name.replace(/[-_]+/g, " "));
  if (!/^\p{L}{2,}(?: \p{L}{2,}){1,9}$/u.test(words) || words.length > maxTitleChars) return null;
  return inferred(
    words.slice(0, 1).toUpperCase() + words.slice(1),
    "the file gives no title; this is its name",
    0.2,
  );
}

/** The last resort, for text that has no clause short enough. */
function cutAtWord(text: string): string {
  if (text.length <= maxTitleChars) return text;
  // Cleaned, as the cut may halve a surrogate pair.
  const head = clean(text.slice(0, maxTitleChars));
  const space = head.lastIndexOf(" ");
  return withoutLooseEnd(space > 20 ? head.slice(0, space) : head);
}
