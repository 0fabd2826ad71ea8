import {
  articles,
  conjunctions,
  determiners,
  fillers,
  looseOpenings,
  openingSubordinators,
  prepositions,
  relatives,
} from "./data.ts";
import { finiteAt } from "./verbs.ts";
import { type Word, endsClause, isGerund, isName, wordsIn } from "./words.ts";

/** The sentence, without its asides, and its main clause without what opens it: each a start for cutting. */
export function startsOf(words: readonly Word[]): Word[][] {
  const bare = withoutLooseOpening(words);
  const plain = withoutAsides(bare);
  // What opens the sentence goes before its asides: of "At noon, Lind, the baker, said" they would take the name along.
  const main = mainClause(bare) ?? mainClause(plain);
  const mains = main == null ? [] : [main, withoutAsides(main)];
  const starts = [bare, plain, ...mains];
  const named = namedSubject(mains.at(-1) ?? plain);
  return named == null ? starts : [...starts, named];
}

/** "Bollywood star Amit Rao says …" → "Amit Rao says …": the name alone, where a description stands before it. */
function namedSubject(words: readonly Word[]): Word[] | null {
  for (let at = 1; at < Math.min(words.length - 3, 14); at++) {
    const word = words[at] as Word;
    const before = words[at - 1] as Word;
    if (finiteAt(words, at) > 0 || endsClause(before) || word.depth > 0) return null;
    if (
      prepositions.has(before.lower) ||
      (at > 2 && /(?:ing|ed)$/u.test(before.raw) && before.raw === before.lower)
    )
      return null;
    const isOffice = offices.test(before.raw);
    const isRole =
      isOffice ||
      (before.raw === before.lower &&
        /^\p{Ll}[\p{Ll}-]{2,}$/u.test(before.raw) &&
        !prepositions.has(before.lower) &&
        !determiners.has(before.lower) &&
        !relatives.has(before.lower) &&
        !conjunctions.has(before.lower));
    const next = words[at + 1] as Word;
    if (!isName(word) || !isRole || !isName(next) || endsClause(word)) continue;
    const end = isName(words[at + 2] as Word) ? at + 3 : at + 2;
    const verb = fillers.has(words[end]?.lower ?? "") ? end + 1 : end;
    return finiteAt(words, verb) === 2 && !/['’]s$|,$/u.test(words[end - 1]?.raw ?? ",")
      ? words.slice(at)
      : null;
  }
  return null;
}

/** With a capital, yet no part of the name behind it. */
const offices =
  /^(?:Director|Chairman|Chairwoman|Chairperson|Chair|Chief|Commissioner|Founder|Captain|Judge|Justice|Coach|Minister|President|CEO|Officer|Secretary|Superintendent|Inspector|Leader|Champion|Spokesman|Spokeswoman|Spokesperson|Editor|Manager|Analyst|Actor|Actress|Comedian|Singer|Filmmaker|Author|Senator|Mayor|Governor|Ambassador|Envoy)$/u;

function withoutLooseOpening(words: readonly Word[]): Word[] {
  let rest = [...words];
  for (let tries = 0; tries < 2; tries++) {
    const [first, second] = rest;
    if (first == null || second == null) break;
    const isLoose =
      (looseOpenings.has(first.lower) && first.raw.endsWith(",")) ||
      /^(?:but|and|so|yet)$/u.test(first.lower);
    if (!isLoose) break;
    rest = rest.slice(1);
  }
  return rest;
}

/** Longest aside, in words, between two commas or dashes. */
const maxAside = 30;

/** "Lind, a fishmonger who …, said" → "Lind said"; also between dashes and after a lone age. */
export function withoutAsides(words: readonly Word[]): Word[] {
  const kept: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word == null) break;
    const previous = kept.at(-1);
    const stop = previous == null || word.depth > 0 ? -1 : asideEnd(words, at, previous);
    if (stop < 0 || previous == null) {
      kept.push(word);
      continue;
    }
    kept[kept.length - 1] = { ...previous, raw: previous.raw.replace(/,(["”’]?)$/u, "$1") };
    at = stop;
  }
  return kept;
}

/** The last word of an aside that opens at `at`, or -1. */
function asideEnd(words: readonly Word[], at: number, previous: Word): number {
  const word = words[at];
  if (word == null) return -1;
  if (/^[—–-]+$/u.test(word.raw)) {
    const close = words.findIndex(
      ({ raw, depth }, i) => i > at + 1 && i <= at + maxAside && depth === 0 && /^[—–-]+$/u.test(raw),
    );
    return close;
  }
  if (!/,["”’]?$/u.test(previous.raw) || !opensAside(words, at, previous)) return -1;
  for (let i = at; i < Math.min(words.length - 1, at + maxAside); i++) {
    const { raw, depth } = words[i] ?? { raw: "", depth: 1 };
    if (!/,["”’]?$/u.test(raw) || (depth > 0 && !/["”’)],$|,["”’]$/u.test(raw))) continue;
    const after = words[i + 1];
    // "…, the mayor, and two others": a list, not an aside.
    if (after == null || /^(?:and|or|&)$/u.test(after.lower)) return -1;
    // Looked at as if the aside were gone: a comma before it hides a past tense.
    const joined = [
      previous.raw.replace(/[,"”’]+$/u, ""),
      ...words.slice(i + 1, i + 3).map((next) => next.raw),
    ];
    if (
      finiteAt(wordsIn(joined.join(" ")), 1) > 0 ||
      /^(?:also|then|now|later|recently|\p{L}+ly)$/u.test(after.lower)
    )
      return i;
    if (relatives.has(word.lower) || opensAside(words, i + 1, words[i] as Word)) continue;
    return -1;
  }
  return -1;
}

function opensAside(words: readonly Word[], at: number, previous: Word): boolean {
  const { lower, raw } = words[at] ?? { lower: "", raw: "" };
  // "protesters, gathered at the pier, turned": a participle with its place.
  if (/^\p{Ll}{3,}ed$/u.test(raw) && prepositions.has(words[at + 1]?.lower ?? "")) return true;
  if (looseOpenings.has(lower) && raw.endsWith(",")) return true;
  // "Lind, the baker, and Rao, the smith, testified": one more, not an aside.
  if (/^(?:and|or|but|nor|&)$/u.test(lower)) return false;
  // "Clark County, Nevada, has": where it lies.
  if (/^\d{1,3},$/u.test(raw) || (isName(previous) && /^\p{Lu}[\p{L}.]+,$/u.test(raw))) return true;
  if (
    /^(?:who|whose|whom|which|where|including|along|together|according|formerly|once|currently|aged|one|himself|herself|based|known|part|in|on|at|with|like|when|from|himself|born|alarmed|accused|named|dressed|led|called|dubbed|described|considered|backed|founded|owned|set|armed|angered|inspired|located|situated)$/u.test(
      lower,
    )
  )
    return true;
  // "the director, Tony Lind, has": who it is.
  const comma = words.findIndex((word, i) => i >= at && endsClause(word));
  if (!isName(previous) && comma >= at && comma - at < 4 && words.slice(at, comma + 1).every(isName))
    return true;
  return (
    articles.has(lower) ||
    determiners.has(lower) ||
    (isName(previous) && raw === lower && /^\p{L}/u.test(lower) && !isGerund(words[at] as Word))
  );
}

const quantities =
  /^(?:[$€£]?\p{N}|(?:two|three|four|five|six|seven|eight|nine|ten|many|several|some|over|nearly|more|thousands|hundreds|dozens|millions|police|people)$)/u;

/** "Speaking in Bishkek, Putin said …" → "Putin said …": only where the rest is a sentence of its own. */
function mainClause(words: readonly Word[]): Word[] | null {
  if (!opensSubordinate(words)) return null;
  for (let at = 0; at < Math.min(words.length - 4, 45); at++) {
    const word = words[at];
    if (word == null || (word.depth > 0 ? !/,["”]$/u.test(word.raw) : !word.raw.endsWith(","))) continue;
    const rest = words.slice(at + 1);
    if (!opensSentence(rest)) continue;
    const bare = withoutAsides(rest);
    const comma = bare.findIndex((next) => next.depth === 0 && endsClause(next));
    const verb = bare.findIndex((_, i) => finiteAt(bare, i) === 2);
    if (verb > 0 && (comma < 0 || verb <= comma)) return rest;
  }
  return null;
}

function opensSubordinate(words: readonly Word[]): boolean {
  const first = words[0];
  // What depends on a condition is not to be told without it.
  if (first == null || first.lower === "if" || first.lower === "unless") return false;
  // "Only ten captains of Ostwick, Varnholm and Lind sail": no adverb of the sentence.
  if (/^(?:only|nearly|roughly|mostly|hardly|barely|daily|early|weekly|family)$/u.test(first.lower))
    return false;
  // "Unhappy with the offer, ferrymen strike"
  if (moods.test(first.lower) && prepositions.has(words[1]?.lower ?? "")) return true;
  if (openingSubordinators.has(first.lower) || isGerund(first) || /(?:ly|\p{L}{3}ed)$/u.test(first.lower))
    return true;
  return (
    spans.test(first.lower) &&
    words.slice(1, 6).some(({ lower }) => /^(?:after|before|as|when|since)$/u.test(lower))
  );
}

const moods =
  /^(?:un(?:happy|aware|sure|able|fazed|like)|angry|aware|keen|eager|fearful|upset|desperate|anxious|proud|happy|famous|known|born|furious|wary|sick|full|fresh|safe|afraid|hopeful|confident|alone|apart|together|away|far)$/u;

/** "Two years after …", "A day after …", "Shortly before …". */
const spans =
  /^(?:\p{N}+|an?|two|three|four|five|six|seven|eight|nine|ten|days|weeks|months|years|hours|just|even|only|shortly|soon|more|less|almost|nearly)$/u;

function opensSentence(rest: readonly Word[]): boolean {
  const opening = rest[0];
  if (opening == null) return false;
  if (prepositions.has(opening.lower) && !/^\p{N}/u.test(rest[1]?.lower ?? "")) return false;
  if (isName(opening) || articles.has(opening.lower) || quantities.test(opening.lower)) return true;
  if (/^["“]/u.test(opening.raw) || opening.lower.endsWith("s")) return true;
  // "comedian Sunil Lind is …"
  return (
    /^\p{Ll}{4,}$/u.test(opening.raw) &&
    rest.slice(0, 6).some(isName) &&
    rest.slice(1, 7).some((_, i) => finiteAt(rest, i + 1) === 2)
  );
}
