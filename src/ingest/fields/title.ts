import {
  type Alternative,
  type Block,
  type Finding,
  type Found,
  inferred,
  valueOf,
} from "../../domain/article.ts";
import { sentencesOf } from "../../domain/sentences.ts";
import { clean, oneLine } from "../bytes/decode.ts";
import type { Draft } from "../formats/draft.ts";
import { type HeadlineContext, headlinesOf, subjectTitleOf, topicHeadlinesOf } from "../headline/headline.ts";
import { isLeftover } from "../headline/leftovers.ts";
import { firstPersons, looseEnds, vagueOpeners } from "../headline/data.ts";
import { type Headline, isBalanced, tidy } from "../headline/plain.ts";
import { likelihoodsOf } from "../headline/score.ts";

export const maxTitleChars = 90;
/** Sentences tried, from the top. */
const sentencesTried = 6;
/** A text that only speaks of something names it at once. */
const topicsTried = 3;
/** What each sentence further down must be better by: news says first what matters most. */
const laterCost = 0.02;
/** What a later sentence must be better by if it may speak of one whom an earlier one named. */
const backCost = 0.06;
/** A headline that tells something is better than a topic, unless the topic is far likelier. */
const topicCost = 0.13;
/** As much prose as tells what the article is about. */
const proseChars = 4_000;
const proseSentences = 30;

/**
 * The stated title, else a short one made of the article's own words: the clause, of those its first sentences can be
 * shortened to, whose words are likeliest to stand in a headline; else what it speaks of; else how it begins.
 */
export function titleOf(draft: Draft, language: Finding<string>, path: string): Found<string> {
  const stated = draft.title;
  if (stated != null && !(stated.state === "inferred" && isSourceName(stated.value)))
    return { ...stated, value: oneLine(stated.value) };
  const tag = valueOf(language) ?? "und";
  const prose = proseOf(draft, tag);
  const context = { text: draft.text, language: tag, maxChars: maxTitleChars, likely: likelihoodsOf(prose) };
  const top = prose.slice(0, sentencesTried);
  const made = ranked(top, (sentence, at) => {
    const found = headlinesOf(sentence, context);
    return (at === 0 ? undefined : found.find(({ leans }) => !leans)) ?? found[0];
  });
  const [topic] = ranked(top.slice(0, topicsTried), (sentence) => topicHeadlinesOf(sentence, context)[0]);
  const [best, ...others] = made;
  if (topic != null && topic.score - topicCost > (best?.score ?? 0)) {
    return inferred(
      topic.words,
      `${none}; it speaks of this near its beginning`,
      0.3,
      made.slice(0, 2).map(asAlternative),
    );
  }
  if (best != null) {
    const { value, because, confidence } = asAlternative(best);
    return inferred(value, `${none}; ${because}`, confidence, others.slice(0, 2).map(asAlternative));
  }
  return (
    fromName(path) ??
    fromShort(prose[0] ?? "") ??
    fromBelow(prose, context) ??
    fromTop(prose, context) ??
    fromHeading(draft) ??
    cutShort(oneLine(draft.text))
  );
}

const none = "the file gives no title";

/** The best headline of one sentence, the `at`-th; its score less what it costs to stand further down. */
type Made = Headline & { readonly at: number };

function ranked(
  prose: readonly string[],
  make: (sentence: string, at: number) => Headline | undefined,
): Made[] {
  return prose
    .flatMap((sentence, at) => {
      const headline = make(sentence, at);
      if (headline == null) return [];
      const cost = at * laterCost + (at > 0 && (headline.leans || pointsBack(sentence)) ? backCost : 0);
      return [{ ...headline, at, score: headline.score - cost }];
    })
    .sort((a, b) => b.score - a.score || a.at - b.at);
}

/** "The actor opened up …", further down: who, the sentence before has told. */
const pointsBack = (sentence: string): boolean => /^(?:The|Both) \p{Ll}+ (?!of )\p{Ll}/u.test(sentence);

function asAlternative({ words, at, isShortened }: Made): Alternative<string> {
  const which =
    at === 0 ? "the first sentence" : `sentence ${at + 1}, whose words the article comes back to most`;
  const because = isShortened ? `this shortens ${which}` : `this is ${which}`;
  return { value: words, because, confidence: at === 0 ? 0.6 : 0.4 };
}

/** Furniture that nobody marked is mostly shorter than a sentence: in characters. */
const leastSentence = 30;
/** "… to the hungry.A notice …", "… of the harbourShe was …": exports that lose the space between two sentences. */
const lostSpace =
  /(?<=\p{Ll}{2}[.?!]["”]?)(?=\p{Lu}[\p{L}’']{0,20}[\s,])|(?<=\p{Ll}{3})(?=(?:The|She|He|They|We|It|This|That|These|But|And|In|On|At|As|After|His|Her|Its|Their|For|While|When|With|If|There|An?) \p{Ll}{2})/u;

/** "Associated Press": who sent the text, alone on its first line, is no title. */
const isSourceName = (line: string): boolean =>
  /^(?:by )?(?:the )?(?:associated press|reuters|afp|ap|pti|ani|ians|upi|dpa|tass|xinhua|bloomberg|press association|press trust of india|agence france-presse|deutsche presse-agentur|(?:\p{L}+ ){0,4}(?:wire services?|news services?|staff|staff reports?|staff writers?|correspondents?|bureau|web desk|news desk|newsroom))$/iu.test(
    line.trim(),
  );

/** The sentences of the article proper, in order, each on one line; enough to know what it is about. */
export function proseOf(draft: Draft, tag: string): string[] {
  const ledes = draft.blocks.filter(({ kind }) => kind === "paragraph" || kind === "deck");
  const source =
    ledes.length > 0 ? ledes : draft.blocks.filter(({ kind }) => kind === "quote" || kind === "list");
  const datelines = new Map(
    draft.blocks.filter(({ kind }) => kind === "dateline").map((block) => [block.end, block]),
  );
  const found: string[] = [];
  const short: string[] = [];
  let chars = 0;
  for (const block of source) {
    const head = datelines.get(block.start) ?? datelines.get(block.start - 1);
    for (const { start, end } of sentencesOf(
      draft.text,
      windowOf(withItsHead(block, head, draft.text)),
      tag,
    )) {
      for (const sentence of oneLine(withoutLeftovers(draft.text.slice(start, end))).split(lostSpace)) {
        if (sentence !== "") (sentence.length < leastSentence ? short : found).push(sentence);
      }
      chars += end - start;
      if (found.length >= proseSentences || chars > proseChars) return found.length > 0 ? found : short;
    }
  }
  return found.length > 0 ? found : short;
}

const withoutLeftovers = (lines: string): string =>
  lines
    .split("\n")
    .filter((line) => !isLeftover(line.trim()))
    .join("\n");

/** "Ferry Party (FP) leader …" is no dateline: what goes on with a small letter began before it. */
function withItsHead(block: Block, head: Block | undefined, text: string): Block {
  if (head == null || !/^\p{Ll}/u.test(text.slice(block.start, block.start + 2))) return block;
  const isDash = /[-–—:]\s*$/u.test(text.slice(head.start, block.start));
  return isDash ? block : { ...block, start: head.start };
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
  return words.split(" ").length < 3 ? null : inferred(words, `${none}; this is its first heading`, 0.2);
}

/** "2026-11-03-harbour-bridge.txt" → "Harbour bridge", when the name is words at all. */
function fromName(path: string): Found<string> | null {
  const name = path
    .slice(path.lastIndexOf("/") + 1)
    .replace(/\.\w{1,8}$/u, "")
    .replace(/^\d{4}-\d{2}-\d{2}-?/, "");
  const words = oneLine(name.replace(/[-_]+/g, " "));
  if (!/^\p{L}{2,}(?: \p{L}{2,}){1,9}$/u.test(words) || words.length > maxTitleChars) return null;
  return inferred(words.slice(0, 1).toUpperCase() + words.slice(1), `${none}; this is its name`, 0.2);
}

/** A first sentence that is no statement ("Welcome to the harbour!") but short enough to stand as it is. */
function fromShort(sentence: string): Found<string> | null {
  const [opening = ""] = sentence.toLowerCase().split(/[\s'’]/u);
  const isPlain = sentence.split(" ").length >= 4 && !vagueOpeners.has(opening) && !firstPersons.has(opening);
  return isPlain && sentence.length <= maxTitleChars && isBalanced(sentence)
    ? inferred(tidy(sentence), `${none}; this is the first sentence`, 0.3)
    : null;
}

/** The first whole headline further down: it may be beside the point, but a clause broken off is worse. */
function fromBelow(prose: readonly string[], context: HeadlineContext): Found<string> | null {
  for (const [at, sentence] of prose.slice(sentencesTried).entries()) {
    const headline = headlinesOf(sentence, context).find(({ leans }) => !leans);
    if (headline != null)
      return inferred(
        headline.words,
        `${none}; this is of sentence ${at + sentencesTried + 1}, the first to shorten`,
        0.2,
      );
  }
  return null;
}

/** What the first sentence with a subject to name speaks of; else how the first one begins. */
function fromTop(prose: readonly string[], context: HeadlineContext): Found<string> | null {
  for (const sentence of prose.slice(0, sentencesTried)) {
    const words = subjectTitleOf(sentence, context);
    if (words != null) return inferred(words, `${none}; its beginning speaks of this`, 0.2);
  }
  return prose[0] == null ? null : cutShort(prose[0]);
}

const cutShort = (text: string): Found<string> =>
  inferred(cutAtWord(text), `${none}; this is how it begins`, 0.1);

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
