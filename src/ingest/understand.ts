import { authorOf } from "./author.ts";
import { dateOf } from "./date.ts";
import { type Draft, type FileFacts, type Understood, Unusable } from "./draft.ts";
import { languageOf } from "./language.ts";
import { titleOf } from "./title.ts";

/** Fewer words than this are a note or a stub, not an article. */
const leastWords = 3;

/**
 * Draft → article: what the file states is kept, what it leaves out is inferred, each with its reason.
 *
 * @throws Unusable when there is too little text to be an article.
 */
export function understand(draft: Draft, facts: FileFacts): Understood {
  const readable = draft.blocks.filter(
    ({ kind }) => kind !== "title" && kind !== "boilerplate" && kind !== "embed",
  );
  const letters = readable.map(({ start, end }) => draft.text.slice(start, end)).join(" ");
  if (!/[\p{L}\p{N}]/u.test(draft.text))
    throw new Unusable("it holds no text: write the article, or remove the file");
  if (readable.length === 0)
    throw new Unusable(
      "it holds no article text besides a title, links or furniture: write the article, or remove the file",
    );
  const { text, blocks, html, tags, givenSummary, draft: isDraft } = draft;
  if (wordsIn(letters) < leastWords) {
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
    tags,
    givenSummary,
    html,
    draft: isDraft,
    notes: [
      ...(draft.badDate == null
        ? []
        : [`its date "${draft.badDate}" is not one: expected such as 2026-11-23`]),
      ...(facts.note == null ? [] : [facts.note]),
    ],
  };
}

/** Words by script: a run of letters is one word, a Han or Kana letter counts as one. */
function wordsIn(text: string): number {
  const han =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  return han + (text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu)?.length ?? 0);
}
