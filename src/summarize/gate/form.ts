import { countWords } from "../words.ts";
import { addressIn } from "./addresses.ts";
import type { Flag } from "./flags.ts";
import type { Passage } from "./passage.ts";
import { disguisedIn, unseenIn } from "./signs.ts";

/** What a summary may be. */
export type GateLimits = {
  readonly maxWords?: number;
  readonly maxSentences?: number;
  readonly maxChars?: number;
  /** BCP 47. Without it, the article's own. */
  readonly language?: string;
  /**
   * Goes out to readers as it is: no address, not even one of the article's, no sign that could be markup, and a sentence's
   * end at its end.
   */
  readonly isForReaders?: boolean;
};

/** What models say around a summary, or instead of one; each with what it is. */
const leaks: readonly (readonly [RegExp, string])[] = [
  [
    /<\/?\s{0,3}(?:think|thinking|reasoning|scratchpad|analysis|answer|summary|article|system|user|assistant)\b[^>]{0,80}>/i,
    "a model's own markup",
  ],
  [/<\|[^|>]{0,60}\|>|\[\/?INST\]|<<\/?SYS>>/, "a model's own markup"],
  [/^\W{0,4}(?:sure|certainly|of course|okay|absolutely)\b[,!.:]/i, "an answer to a request, not a summary"],
  [
    /^\W{0,4}(?:here(?:'s| is| are)|below is|this is|the following is)\b.{0,60}\b(?:summary|summaries|rewrite|rewritten|version|sentences?|brief|synopsis)\b/i,
    "talk about the summary",
  ],
  [
    /^\W{0,4}(?:(?:revised|final|rewritten|short|brief|concise|one-sentence)\s)?(?:summary|tl;?dr|answer|output|rewrite|headline|title)\s?:/i,
    "a label before the summary",
  ],
  [
    /\bas an? (?:ai|artificial intelligence|(?:large )?language model|assistant)\b/i,
    "a model speaks of itself",
  ],
  [
    /\bI(?:'m| am) (?:sorry|unable|not able|an ai|just an)\b|\bI (?:cannot|can't|can not|won't) (?:summari[sz]e|provide|help|assist|fulfil|comply|access|verify|rewrite)/i,
    "a refusal",
  ],
  [
    /\b(?:let me|I'll|I will|I need to|I should|we need to) (?:first )?(?:think|summari[sz]e|write|rewrite|check|count|analy[sz]e|craft|produce|draft|start)\b/i,
    "reasoning",
  ],
  [
    /\b(?:the user|the prompt|your instructions|the instructions|system prompt|word limit|word count|max(?:imum)? (?:words|sentences))\b.{0,40}\b(?:wants?|asks?|asked|says?|requires?|is|are|was|of)\b/i,
    "an echo of the prompt",
  ],
  [
    /\b(?:ignore|disregard) (?:all |any |the )?(?:previous|prior|above|earlier) (?:instructions|prompts?|messages)\b/i,
    "an instruction",
  ],
  [
    /\b(?:summari[sz]e|rewrite) (?:the|this) (?:following |above )?(?:article|text|story|passage)\b/i,
    "an echo of the prompt",
  ],
  [/\((?:\d{1,3} words?|word count:? ?\d{1,3})\)/i, "a count of its own words"],
  [/\b(?:let me know if|hope this helps|feel free to|would you like me)\b/i, "talk to the reader"],
];

const markup: readonly (readonly [RegExp, string])[] = [
  [/```|~~~/, "a code fence"],
  [/<\/?[a-z][a-z0-9]{0,12}(?:\s[^<>]{0,200})?\/?>|&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});/i, "HTML"],
  [/^\s{0,3}#{1,6}\s|\n\s{0,3}#{1,6}\s/, "a Markdown heading"],
  [/\*\*[^*\n]{1,200}\*\*|(?:^|\s)__[^_\n]{1,200}__/, "Markdown emphasis"],
  [/\[[^\]\n]{1,200}\]\([^)\n]{1,300}\)/, "a Markdown link"],
  [/(?:^|\n)\s{0,3}(?:[-*•]|\d{1,2}[.)])\s+\S/, "a list"],
  [/^\s{0,9}[{[]\s{0,9}["{[]/, "JSON"],
  [/\{\{[^}]{0,100}\}\}|\{%/, "a template"],
];
/** Signs of markup that prose may hold, though hardly ever a summary. */
const likeMarkup =
  /<[\p{L}/!|]|\|>|`|\]\(|\*\*|__|^\s*(?:#{1,6}|[-*+•>]|\d{1,2}[.)])\s|\bsummary"?\s?:|[{}]/iu;

/** What a summary must not look like, whatever it says. What the article itself writes is no fault, unless it is unseen. */
export function formFlags(article: string, summary: string, limits: GateLimits = {}): Flag[] {
  if (!/[\p{L}\p{N}]/u.test(summary)) return [flag("", "it says nothing")];
  const isForReaders = limits.isForReaders === true;
  const flags: Flag[] = [];
  const suspect = (found: string | null | undefined, because: string, isOwn: boolean): void => {
    if (found == null || (!isOwn && article.includes(found.trim()))) return;
    flags.push(flag(found.trim().slice(0, 80).toWellFormed(), because));
  };
  for (const [expression, because] of [...leaks, ...markup])
    suspect(expression.exec(summary)?.[0], because, false);
  suspect(addressIn(summary), "an address", isForReaders);
  suspect(unseenIn(summary), "an invisible sign", true);
  suspect(disguisedIn(article, summary), "letters of another alphabet among its own", true);
  if (!summary.isWellFormed()) flags.push(flag("", "half a character"));
  if (isForReaders) suspect(likeMarkup.exec(summary)?.[0], "signs of markup", true);
  suspect(repeatedSentence(summary), "the same sentence twice", true);
  if (isForReaders ? !endsAsSentence(summary, limits.language ?? "und") : stopsShort(summary))
    flags.push(
      flag(summary.trimEnd().slice(-40).toWellFormed(), "it breaks off in the middle of a sentence"),
    );
  return flags;
}

/** After a whole sentence, one without an end. A summary of one sentence may be written like a headline. */
function stopsShort(summary: string): boolean {
  const text = summary.trimEnd();
  return (
    /[\p{L}\p{N},;:(–—-]$/u.test(text) &&
    text.length > 60 &&
    /[.!?…。！？]/u.test(text.slice(0, -1)) &&
    /\p{Script=Latin}/u.test(text.slice(-12))
  );
}

/** Thai and its neighbours end a sentence with a space, or not at all. */
const unstopped = /^(?:th|lo|km|my|bo|und)(?:-|$)/;

const endsAsSentence = (summary: string, language: string): boolean =>
  unstopped.test(language) || /[\p{STerm}…:]["'”’“«»›‹)\]」』）]{0,4}$/u.test(summary.trimEnd());

const flag = (what: string, because: string): Flag => ({ kind: "form", what, because, core: true });

function repeatedSentence(summary: string): string | null {
  const seen = new Set<string>();
  for (const sentence of summary.split(/(?<=[.!?])\s/)) {
    const plain = sentence.trim().toLowerCase();
    if (plain.length > 30 && seen.has(plain)) return sentence.trim().slice(0, 80);
    seen.add(plain);
  }
  return null;
}

/** Words as whoever counts more of them does, by Unicode or by spaces; characters as UTF-16 code units. */
export function lengthFlags(summary: Passage, limits: GateLimits): Flag[] {
  const text = summary.text.trim();
  const measured = [
    [countWords(text, limits.language ?? summary.language), limits.maxWords, "words"],
    [summary.sentences.length, limits.maxSentences, "sentences"],
    [text.length, limits.maxChars, "characters"],
  ] as const;
  return measured.flatMap(([is, most, unit]) =>
    most != null && is > most
      ? [
          {
            kind: "length",
            what: `${is} ${unit}`,
            because: `at most ${most} were asked for`,
            core: true,
          } as const,
        ]
      : [],
  );
}

/** Only a language that is sure, and differs from one that is. */
export function languageFlags(article: Passage, told: string, summary: Passage, limits: GateLimits): Flag[] {
  const wanted = limits.language?.slice(0, 2).toLowerCase() ?? article.language;
  const close = (tag: string): string =>
    /^(?:nb|no|nn)$/.test(tag) ? "da" : /^(?:uk|be|bg|sr|mk|kk)$/.test(tag) ? "ru" : tag;
  if (told === "und" || wanted === "und" || summary.words.length < 8 || close(told) === close(wanted))
    return [];
  if (!canTell(close(wanted))) return [];
  return [{ kind: "language", what: told, because: `${wanted} was expected`, core: true }];
}

const canTell = (tag: string): boolean =>
  /^(?:en|de|fr|es|it|pt|nl|sv|da|pl|tr|id|zh|ja|ko|ru|ar|he|el|hi|th)$/.test(tag);
