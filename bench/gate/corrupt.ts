import { chance } from "../understanding/data.ts";

/** A true summary made false in one place, by rules of its own: nothing here comes from the gate. */
export type Corruption = { readonly kind: CorruptionKind; readonly summary: string };
export type CorruptionKind = (typeof corruptionKinds)[number];
export const corruptionKinds = [
  "foreign number",
  "foreign name",
  "weekday or month",
  "quotation altered",
  "negation inserted",
  "number of the same article",
  "name of the same article",
  "foreign sentence added",
  "roles exchanged",
  "quotation given to another",
] as const;

const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const auxiliary =
  /\b(is|are|was|were|has|have|had|will|would|can|could|should)\b(?! (?:not|no|never)\b)(?!n't)/g;
const openers = new Set(
  "The A An In On At It He She They His Her Their This That These But And For After Before When If As We I You There What".split(
    " ",
  ),
);

type Place = { readonly start: number; readonly text: string };

const numbersIn = (text: string): Place[] =>
  [...text.matchAll(/(?<![\d.,:\p{L}-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\d:])/gu)].map((m) => ({
    start: m.index,
    text: m[0],
  }));

/** Capitalised runs inside sentences. */
const namesIn = (text: string): Place[] =>
  [...text.matchAll(/(?<=[\p{Ll},;]\s)\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+){0,2}/gu)]
    .map((m) => ({ start: m.index, text: m[0].replace(/['’]s?$/, "") }))
    .filter(({ text: name }) => !openers.has(name) && ![...days, ...months].includes(name));

/**
 * At most one corruption of each kind; the same for the same id.
 *
 * @param other another document, where foreign names and sentences come from
 */
export function corruptionsOf(id: string, article: string, summary: string, other: string): Corruption[] {
  const next = chance([...id].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7));
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(next() * from.length)];
  const found: Corruption[] = [];
  const replace = (kind: CorruptionKind, place: Place | undefined, by: string | undefined): void => {
    if (place == null || by == null) return;
    const made = summary.slice(0, place.start) + by + summary.slice(place.start + place.text.length);
    if (made !== summary) found.push({ kind, summary: made });
  };
  const number = pick(numbersIn(summary));
  const known = new Set(numbersIn(article).map(({ text }) => text));
  if (number != null) replace("foreign number", number, foreignNumber(number.text, article, next));
  replace(
    "number of the same article",
    pick(numbersIn(summary)),
    pick([...known].filter((text) => !summary.includes(text))),
  );
  const lower = article.toLowerCase();
  const foreign = namesIn(other).filter(
    ({ text }) =>
      !text
        .toLowerCase()
        .split(/[\s-]/)
        .some((word) => lower.includes(word)),
  );
  replace("foreign name", pick(namesIn(summary)), pick(foreign)?.text);
  const own = namesIn(article).filter(({ text }) => !text.split(" ").some((word) => summary.includes(word)));
  replace("name of the same article", pick(namesIn(summary)), pick(own)?.text);
  replaceDate(article, summary, pick, replace);
  replaceQuoted(article, summary, pick, replace);
  const verb = pick([...summary.matchAll(auxiliary)]);
  if (verb != null) replace("negation inserted", { start: verb.index, text: verb[0] }, `${verb[0]} not`);
  const sentence = pick(other.split(/(?<=[.!?])\s+/).filter((text) => text.length > 60 && text.length < 250));
  if (sentence != null) found.push({ kind: "foreign sentence added", summary: `${summary} ${sentence}` });
  exchangeRoles(summary, replace);
  exchangeSpeaker(article, summary, pick, replace);
  return found;
}

type Pick = <T>(from: readonly T[]) => T | undefined;
type Replace = (kind: CorruptionKind, place: Place | undefined, by: string | undefined) => void;

/** Of the same length, and nowhere in the article. */
function foreignNumber(number: string, article: string, next: () => number): string | undefined {
  for (let tries = 0; tries < 20; tries++) {
    const made = number.replace(/\d/g, (digit, at: number) =>
      String(at === 0 ? 1 + Math.floor(next() * 9) : Math.floor(next() * 10)),
    );
    if (made !== number && !new RegExp(`(?<!\\d)${made.replace(".", "\\.")}(?!\\d)`).test(article))
      return made;
  }
  return undefined;
}

function replaceDate(article: string, summary: string, pick: Pick, replace: Replace): void {
  for (const names of [days, months]) {
    const place = [...summary.matchAll(new RegExp(`\\b(?:${names.join("|")})\\b`, "g"))][0];
    if (place == null) continue;
    const others = names.filter(
      (name) => name !== "May" && name !== "March" && !article.includes(name.slice(0, 3)),
    );
    replace("weekday or month", { start: place.index, text: place[0] }, pick(others));
    return;
  }
}

const name = "\\p{Lu}[\\p{L}’'-]+(?:\\s\\p{Lu}[\\p{L}’'-]+){0,2}";
const deed = new RegExp(
  `(?<=^|[\\s])(${name})(\\s(?:has\\s|have\\s)?\\p{Ll}{3,12}(?:ed|s|t|d)(?:\\s(?:the|a))?\\s)(${name})(?=[\\s.,])`,
  "u",
);
/** Whoever does these with somebody has it done to them, or they are no verbs. */
const noDeed =
  /\b(?:meets?|met|married|marries|played|plays|faced|faces|joined|joins|against|amid|past|dubbed|called|named|is|was|has|its|this|that|and|said|says)\b/;

/** "A sued B" becomes "B sued A". */
function exchangeRoles(summary: string, replace: Replace): void {
  const found = deed.exec(summary);
  if (found == null) return;
  const [whole, a = "", verb = "", b = ""] = found;
  if (noDeed.test(verb) || openers.has(a) || openers.has(b) || a === b) return;
  replace("roles exchanged", { start: found.index, text: whole }, b + verb + a);
}

/** A quotation of the article is given to somebody else whom the article lets speak. */
function exchangeSpeaker(article: string, summary: string, pick: Pick, replace: Replace): void {
  const spoken = [
    ...article.matchAll(
      new RegExp(
        `[“"]([^“”"]{20,160})[,.!?]?[”"],?\\s(?:(?:said|says)\\s(${name})|(${name})\\s(?:said|says))`,
        "gu",
      ),
    ),
  ].map(([, words = "", after, before]) => ({ words, speaker: after ?? before ?? "" }));
  const one = pick(spoken);
  const [last] = (one?.speaker ?? "").split(" ").slice(-1);
  const others = spoken.filter(
    ({ speaker }) => !speaker.split(" ").includes(last ?? "") && !(one?.speaker ?? "").includes(speaker),
  );
  const other = pick(others);
  if (one == null || other == null) return;
  const text = `“${one.words.replace(/[,.]$/, "")},” said ${other.speaker}.`;
  replace("quotation given to another", { start: summary.length, text: "" }, ` ${text}`);
}

/** One longer word of a quotation becomes another word of the article. */
function replaceQuoted(article: string, summary: string, pick: Pick, replace: Replace): void {
  const quote = pick([...summary.matchAll(/(?<=^|\s)["“]([^"“”]{12,300})["”](?!\p{L})/gu)]);
  if (quote == null) return;
  const word = pick([...(quote[1] ?? "").matchAll(/\b\p{Ll}{4,}\b/gu)]);
  const by = pick(
    (article.match(/\b\p{Ll}{5,}\b/gu) ?? []).filter((text) => !(quote[1] ?? "").includes(text)),
  );
  if (word != null) replace("quotation altered", { start: quote.index + 1 + word.index, text: word[0] }, by);
}
