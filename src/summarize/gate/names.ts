import { calendarName } from "./dates.ts";
import type { Flag } from "./flags.ts";
import { habitualCapitals, knownAcronyms, nicknames, ordinaryOpeners } from "./ordinary-words.ts";
import { scales } from "./number-words.ts";
import type { Passage, Word } from "./passage.ts";
import { wordsBetween } from "./passage.ts";
import { placesOf, wholeOf } from "./places.ts";

/** A run of capitalised words, as word indices [from, to]. */
export type Mention = { readonly from: number; readonly to: number };

/** What an article offers in support of names. */
export type NameSupport = {
  /** Folded words that stand in the article with a capital. */
  readonly capitals: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  readonly stems: ReadonlyMap<string, readonly number[]>;
  readonly places: ReadonlySet<string>;
  /** Initials of its capitalised runs, parted by blanks; and of every four words or more. */
  readonly initials: string;
  readonly anyInitials: string;
  readonly prefixes: ReadonlyMap<string, readonly string[]>;
  /** Folded capitalised words that follow another one, inside a sentence. */
  readonly followers: ReadonlySet<string>;
  readonly text: string;
  /** A lower-cased text: a small letter says nothing. */
  readonly isCaseless: boolean;
};

const suffixes =
  /^(?:а|у|ом|ем|е|ы|и|і|ой|ою|ої|ов|ова|ову|овым|ым|ами|ах|ам|ю|я|ю|ові|еві|ого|ому|n|an|ian|ean|ish|ese|i|s|es|ic|ist|ists|ism|ite|ites|er|ers|ans|ians|al|is|ns|esque|y|ies|ns|a|e)$/;
const prefixChars = 4;
const leastCapitals = 0.01;
/** Languages that write every noun with a capital. */
const nounCapitals = new Set(["de", "lb"]);

export function nameSupportOf(article: Passage): NameSupport {
  const named = article.words.filter(
    (word) => (word.shape === "capital" || word.shape === "caps") && (!word.isStop || word.shape === "caps"),
  );
  const capitals = new Set(named.map(({ folded }) => folded));
  const words = new Set(article.words.map(({ folded }) => folded));
  const prefixes = new Map<string, string[]>();
  for (const name of capitals) {
    const prefix = name.slice(0, prefixChars);
    prefixes.set(prefix, [...(prefixes.get(prefix) ?? []), name]);
  }
  const lower = article.text.toLowerCase();
  return {
    capitals,
    words,
    stems: article.places,
    places: placesIn(article),
    initials: initialsOf(article, true),
    anyInitials: initialsOf(article, false),
    prefixes,
    followers: followersIn(article),
    text: lower,
    isCaseless: named.length < article.words.length * leastCapitals,
  };
}

function followersIn(article: Passage): Set<string> {
  const followers = new Set<string>();
  article.words.forEach((word, at) => {
    const next = article.words[at + 1];
    if (
      word.shape !== "capital" ||
      word.opens ||
      word.isStop ||
      next?.shape !== "capital" ||
      !isJoined(article, at)
    )
      return;
    if (!habitualCapitals.has(word.folded)) followers.add(next.folded);
  });
  return followers;
}

function placesIn(article: Passage): Set<string> {
  const places = new Set<string>();
  article.words.forEach((word, at) => {
    const next = article.words[at + 1];
    const third = article.words[at + 2];
    const phrases = [
      word.folded,
      `${word.folded} ${next?.folded}`,
      `${word.folded} ${next?.folded} ${third?.folded}`,
    ];
    if (word.folded === "us" && word.shape !== "caps") return;
    for (const phrase of phrases) {
      for (const place of placesOf(phrase)) {
        places.add(place);
        const whole = wholeOf(place);
        if (whole != null) places.add(whole);
      }
    }
  });
  return places;
}

/** First letters of consecutive words, small words in between left out; a blank where the run breaks. */
function initialsOf(article: Passage, onlyCapitals: boolean): string {
  let initials = "";
  let sentence = -1;
  for (const word of article.words) {
    if (word.sentence !== sentence) initials += " ";
    sentence = word.sentence;
    const isCapital = word.shape === "capital" || word.shape === "caps";
    if (word.isStop && !(isCapital && !word.opens)) continue;
    if (onlyCapitals && !isCapital) initials += " ";
    else initials += word.folded.charAt(0);
  }
  return initials;
}

/** Names of the summary that the article does not have, in any form. */
export function nameFlags(support: NameSupport, summary: Passage): Flag[] {
  if (support.isCaseless && isShouted(summary)) return [];
  const flags: Flag[] = [];
  for (const mention of mentionsIn(summary)) {
    let from = -1;
    for (let at = mention.from; at <= mention.to + 1; at++) {
      const isForeign = at <= mention.to && !isSupported(support, summary, mention, at);
      if (isForeign && from < 0) from = at;
      if (isForeign || from < 0) continue;
      flags.push(flagFor(summary, from, at - 1));
      from = -1;
    }
  }
  return flags;
}

function flagFor(summary: Passage, from: number, to: number): Flag {
  const what = wordsBetween(summary, from, to);
  const isPlace = placesOf(summary.words[from]?.folded ?? "").size > 0;
  return {
    kind: isPlace ? "place" : "name",
    what,
    because: "the article does not have this name",
    core: true,
  };
}

/** Most words with a capital: a headline's style, or shouting; names cannot be told. */
function isShouted(passage: Passage): boolean {
  const cased = passage.words.filter(
    ({ shape }) => shape === "lower" || shape === "capital" || shape === "caps",
  );
  return cased.filter(({ shape }) => shape !== "lower").length > cased.length * 0.7;
}

/** Runs of capitalised words that are names, small words in between not counted in. A sentence's first word is one only if it looks it. */
export function mentionsIn(passage: Passage): Mention[] {
  const found: Mention[] = [];
  for (let at = 0; at < passage.words.length; at++) {
    if (!isNameWord(passage, at)) continue;
    let to = at;
    while (isJoined(passage, to) && isNameWord(passage, to + 1)) to++;
    if (!(nounCapitals.has(passage.language) && to === at && passage.words[at]?.shape !== "caps"))
      found.push({ from: at, to });
    at = to;
  }
  return found;
}

function isNameWord(passage: Passage, at: number): boolean {
  const word = passage.words[at];
  if (word == null || (word.shape !== "capital" && word.shape !== "caps")) return false;
  if (word.text.length < 2 || (word.isStop && word.shape !== "caps")) return false;
  // "2,4 Mio. Euro"
  if (Object.hasOwn(scales, word.folded) && passage.words[at - 1]?.shape === "number") return false;
  if (calendarName(passage, at) != null) return false;
  return !word.opens || (isEnglish(passage) && opensWithName(passage, at, word));
}

const isEnglish = ({ language }: Passage): boolean => language === "en" || language === "und";

/** Only what is followed like a name: "Burns's", "Burns, who", "Burns said", "Ricky Burns". */
function opensWithName(passage: Passage, at: number, word: Word): boolean {
  if (
    ordinaryOpeners.has(word.folded) ||
    /(?:ing|ed|ly|tion|tions|ment|ments|ness|ists|ity|ive|ous|ful|less|able|ible)$/.test(word.folded)
  )
    return false;
  if (word.shape === "caps" && word.text.length > 1) return true;
  const next = passage.words[at + 1];
  if (next == null || next.sentence !== word.sentence) return false;
  if (next.shape === "capital" && next.start - word.end === 1) return true;
  const right = passage.text.slice(word.end, word.end + 8);
  return /^(?:['’]s\s|, (?:who|whose|a |an |the ))/.test(right) || placesOf(word.folded).size > 0;
}

const isJoined = (passage: Passage, at: number): boolean => {
  const word = passage.words[at];
  const next = passage.words[at + 1];
  return (
    word != null &&
    next != null &&
    word.sentence === next.sentence &&
    /^(?:['’]s)?[\s.&-]{0,3}$/u.test(passage.text.slice(word.end, next.start)) &&
    !/\n/.test(passage.text.slice(word.end, next.start))
  );
};

function isSupported(support: NameSupport, summary: Passage, mention: Mention, at: number): boolean {
  const word = summary.words[at] as Word;
  if (support.capitals.has(word.folded) || (support.isCaseless && support.words.has(word.folded)))
    return true;
  if (isPlaceSupported(support, summary, at)) return true;
  if (word.shape === "caps" && isAcronymSupported(support, word)) return true;
  if (isInflected(support, word.folded) || hasNickname(support, word.folded)) return true;
  if (isExpanded(support, summary, mention)) return true;
  if (word.opens && isOrdinaryOpening(support, summary, at)) return true;
  return isSupportedSmall(support, word);
}

/** "Latest Ferguson shootings": a capital by its place alone, unless the article calls Ferguson by another first name. */
function isOrdinaryOpening(support: NameSupport, summary: Passage, at: number): boolean {
  const word = summary.words[at] as Word;
  if (support.words.has(word.folded) || support.stems.has(word.stem)) return true;
  const next = summary.words[at + 1];
  if (next == null || next.start - word.end !== 1 || !support.capitals.has(next.folded)) return false;
  return !support.followers.has(next.folded);
}

function isPlaceSupported(support: NameSupport, summary: Passage, at: number): boolean {
  const { words } = summary;
  const folded = (index: number): string => words[index]?.folded ?? "";
  const phrases = [
    folded(at),
    `${folded(at)} ${folded(at + 1)}`,
    `${folded(at - 1)} ${folded(at)}`,
    `${folded(at)} ${folded(at + 1)} ${folded(at + 2)}`,
    `${folded(at - 1)} ${folded(at)} ${folded(at + 1)}`,
    `${folded(at - 2)} ${folded(at - 1)} ${folded(at)}`,
  ];
  return phrases.some((phrase) => [...placesOf(phrase)].some((place) => support.places.has(place)));
}

function isAcronymSupported(support: NameSupport, word: Word): boolean {
  const singular = word.text.length > 2 ? word.folded.replace(/s$/, "") : word.folded;
  if (support.capitals.has(singular) || support.capitals.has(`${word.folded}s`)) return true;
  const known = Object.hasOwn(knownAcronyms, word.folded) ? knownAcronyms[word.folded] : undefined;
  if (known != null && support.text.includes(known)) return true;
  if (support.initials.includes(word.folded)) return true;
  return word.folded.length > 3 && support.anyInitials.includes(word.folded);
}

/** "World Boxing Association" for "WBA". */
function isExpanded(support: NameSupport, summary: Passage, mention: Mention): boolean {
  const initials = summary.words
    .slice(mention.from, mention.to + 1)
    .map(({ folded }) => folded.charAt(0))
    .join("");
  return initials.length > 2 && support.capitals.has(initials);
}

/** "Kenyan" for "Kenya", and the other way round. */
function isInflected(support: NameSupport, name: string): boolean {
  if (name.length < prefixChars) return false;
  return (support.prefixes.get(name.slice(0, prefixChars)) ?? []).some((other) => {
    const shared = sharedPrefix(name, other);
    if (shared < Math.max(prefixChars, Math.min(name.length, other.length) - 1)) return false;
    const rests = [name.slice(shared), other.slice(shared)];
    return rests.every((rest) => rest === "" || suffixes.test(rest));
  });
}

function sharedPrefix(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charAt(at) === b.charAt(at)) at++;
  return at;
}

function hasNickname(support: NameSupport, name: string): boolean {
  return nicknames.some((forms) => forms.includes(name) && forms.some((form) => support.capitals.has(form)));
}

/** The article has the word with a small letter: "Manslaughter". */
function isSupportedSmall(support: NameSupport, word: Word): boolean {
  return support.words.has(word.folded) || support.stems.has(word.stem);
}
