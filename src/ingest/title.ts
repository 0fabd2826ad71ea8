import { type Block, type Finding, type Found, inferred, valueOf } from "../domain/article.ts";
import { sentencesOf } from "../domain/sentences.ts";
import { clean, oneLine } from "./decode.ts";
import type { Draft } from "./draft.ts";
import { type Headline, headlinesOf, subjectOf, topicHeadlinesOf } from "./headline.ts";
import { isBalanced, tidy } from "./headline-plain.ts";
import { likelihoodsOf } from "./headline-score.ts";
import { looseEnds } from "./headline-data.ts";

export const maxTitleChars = 90;
/** Sentences tried, from the top. */
const sentencesTried = 6;
/** What each sentence further down must be better by: news says first what matters most. */
const laterCost = 0.012;
/** A headline that tells something is better than a topic, unless the topic is far likelier. */
const topicCost = Number(process.env.TC ?? 0.1);
/** As much prose as tells what the article is about. */
const proseChars = 6_000;
const proseSentences = 40;

/** The stated title, else a short one made of the article's own words, whole clauses only. */
export function titleOf(draft: Draft, language: Finding<string>, path: string): Found<string> {
  if (draft.title != null && !(draft.title.state === "inferred" && isSourceName(draft.title.value)))
    return { ...draft.title, value: oneLine(draft.title.value) };
  const tag = valueOf(language) ?? "und";
  const prose = proseOf(draft, tag);
  const context = { text: draft.text, language: tag, maxChars: maxTitleChars, likely: likelihoodsOf(prose) };
  const best = bestOf(prose, (sentence) => headlinesOf(sentence, context)[0]);
  const topic = bestOf(prose, (sentence) => topicHeadlinesOf(sentence, context)[0]);
  if (topic != null && topic.score - topicCost > (best?.score ?? 0))
    return inferred(topic.headline.words, "the file gives no title; its beginning speaks of this", 0.3);
  if (best == null)
    return (
      fromName(path) ??
      fromTop(prose, tag) ??
      fromHeading(draft) ??
      inferred(cutAtWord(oneLine(draft.text)), "the file gives no title; this is how it begins", 0.1)
    );
  const which =
    best.at === 0
      ? "the first sentence"
      : `sentence ${best.at + 1}, which says more of what the article is about`;
  const how = best.headline.isShortened ? `shortens ${which}` : `is ${which}`;
  return inferred(best.headline.words, `the file gives no title; this one ${how}`, best.at === 0 ? 0.6 : 0.4);
}

/** Furniture that nobody marked is mostly shorter than a sentence: in characters. */
const leastSentence = 30;
const lostSpace = /(?<=\p{Ll}{2}[.?!]["”]?)(?=\p{Lu}[\p{L}’']{0,20}[\s,])/u;

/** "Associated Press": who sent the text, alone on its first line, is no title. */
const isSourceName = (line: string): boolean =>
  /^(?:by )?(?:the )?(?:associated press|reuters|afp|ap|pti|ani|ians|upi|dpa|tass|xinhua|bloomberg|press association|press trust of india|agence france-presse|deutsche presse-agentur|(?:\p{L}+ ){0,4}(?:wire services?|news services?|staff|staff reports?|staff writers?|correspondents?|bureau|web desk|news desk|newsroom))$/iu.test(
    line.trim(),
  );

type Best = { readonly headline: Headline; readonly at: number; readonly score: number };

function bestOf(prose: readonly string[], make: (sentence: string) => Headline | undefined): Best | null {
  let best: Best | null = null;
  for (const [at, sentence] of prose.slice(0, sentencesTried).entries()) {
    const headline = make(sentence);
    if (headline == null) continue;
    const score = headline.score - at * laterCost;
    if (best == null || score > best.score) best = { headline, at, score };
  }
  return best;
}

/** The sentences of the article proper, in order, each on one line; enough to know what it is about. */
export function proseOf(draft: Draft, tag: string): string[] {
  const ledes = draft.blocks.filter(({ kind }) => kind === "paragraph" || kind === "deck");
  const source =
    ledes.length > 0 ? ledes : draft.blocks.filter(({ kind }) => kind === "quote" || kind === "list");
  const found: string[] = [];
  const short: string[] = [];
  let chars = 0;
  for (const block of source) {
    for (const { start, end } of sentencesOf(draft.text, windowOf(block), tag)) {
      // "… to the hungry.A notice …": exports that lose the space between two sentences.
      for (const sentence of oneLine(draft.text.slice(start, end)).split(lostSpace)) {
        (sentence.length < leastSentence ? short : found).push(sentence);
      }
      chars += end - start;
      if (found.length >= proseSentences || chars > proseChars) return found;
    }
  }
  return found.length > 0 ? found : short;
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

/** The first sentences that can be broken off where they leave nothing half said. */
function fromTop(prose: readonly string[], tag: string): Found<string> | null {
  for (const sentence of prose.slice(0, sentencesTried)) {
    const words = tag.startsWith("en") ? subjectOf(sentence, maxTitleChars) : null;
    if (words != null)
      return inferred(words, "the file gives no title; this is what its beginning speaks of", 0.2);
  }
  const [first] = prose;
  return first == null
    ? null
    : inferred(cutAtWord(first), "the file gives no title; this is how it begins", 0.1);
}

/** The last resort, for text that has no clause short enough: cut at a mark if there is one, else between words. */
function cutAtWord(text: string): string {
  if (text.length <= maxTitleChars) return tidy(text);
  // Cleaned, as the cut may halve a surrogate pair.
  const head = clean(text.slice(0, maxTitleChars));
  const mark = Math.max(
    ...[", ", "; ", ": ", " — ", " – ", "，", "。", "、"].map((stop) => head.lastIndexOf(stop)),
  );
  const space = mark > 25 ? mark : head.lastIndexOf(" ");
  return withoutLooseEnd(space > 20 ? head.slice(0, space) : head);
}

/** A cut piece without a quotation that never ends and without the "that" or "of the" before it. */
function withoutLooseEnd(words: string): string {
  const opening = Math.max(words.lastIndexOf("“"), words.lastIndexOf("("), words.lastIndexOf("«"));
  const kept = tidy(isBalanced(words) || opening < 15 ? words : words.slice(0, opening)).split(" ");
  while (kept.length > 4 && looseEnds.has(kept.at(-1)?.toLowerCase() ?? "")) kept.pop();
  return tidy(kept.join(" "));
}
