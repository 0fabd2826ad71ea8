import { fillers, institutions, officeAndName, sayingPhrase, timePhrase } from "./data.ts";
import { finiteAt } from "./verbs.ts";
import { type Word, endsClause, isName } from "./words.ts";

/** The sentence with its people as they stand, without their offices, and by the names the article itself uses. */
export function namings(sentence: string, text: string): string[] {
  const bare = plainly(sentence);
  const plain = bare.replace(officeAndName, (all: string, _: string, forenames: string, surname: string) =>
    forenames === "" ? all : `${forenames}${surname}`,
  );
  const initials = withoutAsides(byInitials(withEvenQuotes(sentence), text));
  const short = (version: string): string =>
    version.replace(officeAndName, (all: string, _office: string, _forenames: string, surname: string) =>
      standsAlone(surname, text) ? surname : all,
    );
  // Whom the article calls by surname needs no introduction.
  const isKnown = short(bare) !== bare;
  return [...new Set([...(isKnown ? [] : [bare]), plain, short(bare), short(initials)])];
}

/** "the Harbour Authority of Ostwick (HAO)" → "HAO", where the article goes on to call it so. */
function byInitials(sentence: string, text: string): string {
  let found = sentence;
  for (const [marked, short = ""] of sentence.matchAll(/ \((\p{Lu}{2,7})\)/gu)) {
    const end = found.indexOf(marked);
    const words = found.slice(0, Math.max(0, end)).split(" ");
    const from = spelledFrom(words, short);
    if (end < 0 || from < 0 || text.split(short, 3).length < 3) continue;
    const start = /^the$/iu.test(words[from - 1] ?? "") ? from - 1 : from;
    found = [...words.slice(0, start), short + found.slice(end + marked.length)].join(" ");
  }
  return found;
}

/** The first of the last words whose initials, small words aside, are these letters; -1 where they are not. */
function spelledFrom(words: readonly string[], short: string): number {
  let left = short.length;
  for (let at = words.length - 1; at >= 0 && at > words.length - 12; at--) {
    const word = words[at] ?? "";
    if (word.slice(0, 1).toUpperCase() === short[left - 1]) left--;
    else if (!/^(?:and|of|for|the|in|to|on|&)$/u.test(word)) return -1;
    if (left === 0) return at;
  }
  return -1;
}

/** Old exports turn a closing quotation mark into "?": “"Moon Walk? is out” can only be that. */
const withEvenQuotes = (sentence: string): string => sentence.replace(lostQuote, '$1"');

const lostQuote = /((?<!\S)"[\p{L}\p{N}][^"?]{0,60})\?(?=,|\s\p{Ll})/gu;

/** The sentence told plainly: quotations closed, and without brackets, without when and how it was said. */
export const plainly = (sentence: string): string => withoutAsides(withEvenQuotes(sentence));

/** Without brackets, without when and how it was said; never inside a quotation. */
function withoutAsides(sentence: string): string {
  const bare = sentence
    .replace(/^(?:[-–—•*]\s+|\([^)]{1,30}\)\s+[-–—]?\s*)/u, "")
    .replace(
      /^\p{Lu}[\p{L} ./-]{2,40},? (?:\p{L}{3,9}\.? \d{1,2} \([\p{L} ]{2,20}\)\s?[-–—:]*|\([\p{L} ]{2,20}\)\s?[-–—]+)\s*/u,
      "",
    )
    // "Tokyo (CNN)Police say": only a dateline leaves no space behind it.
    .replace(/^(?:\p{Lu}[\p{L}.,' -]{1,40} )?\(\p{Lu}[\p{L} ]{1,15}\)(?=\p{Lu})/u, "")
    .replace(/^[\w.+-]{1,40}@[\w-]{1,40}\.(?:com|co\.uk|org|net|in)(?=\p{Lu}|\s)\s?/u, "")
    .replace(/\s?\([^()]{1,120}\)/gu, "")
    .replace(/\s?(?:—|--)\s?|\s[-–]\s/gu, " — ")
    .replace(/^(?:\p{Lu}[\p{L}.'’]{0,20},? ){1,4}— (?=\p{Lu})/u, "")
    .replace(/^\p{Lu}{3,20}(?: [\p{L}.]{2,20}){0,4} — (?=\p{Lu})/u, "")
    .replace(/^(?:Anchor|Report|Reporter|Update|Updated|Exclusive|Breaking|Watch|Highlights?|Summary): /u, "")
    .replace(
      /, (?:however|meanwhile|moreover|therefore|indeed|instead|of course|in fact|for example|for instance|in turn|in addition),/gu,
      "",
    )
    .replace(/^\p{Lu}{3,15}(?: \p{Lu}{2,15}){0,3}: /u, "")
    .replace(/ (?:time and again|once again|yet again|once more|so far|as usual)(?= \p{Ll})/gu, "")
    .replace(openingTime, "")
    .replace(/^A total of (?=[\p{L}\p{N}])/u, "");
  return outsideQuotes(outsideQuotes(bare, timePhrase), sayingPhrase)
    .replace(/,\s?,/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

/** "On Thursday, …": the rest begins with what it is about. */
const openingTime =
  /^(?:(?:Late |Early )?[Oo]n (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?|(?:Earlier|Later) (?:this|last|that) (?:week|month|year)|(?:Last|This) (?:week|month|year|night|morning)|In (?:19|20)\d\d|(?:A few|Two|Three|Four|Five|Several) (?:hours|days|weeks|months|years) (?:earlier|later|ago)|As of (?:\d{1,2} )?\p{Lu}\p{L}{2,9}(?: \d{1,2},?)?(?: \d{4})?|In recent (?:years|weeks|months)|As expected|For example|For instance|In addition|In fact|Of course|According to (?:\p{Lu}\p{L}+ ?){1,4}),?\s(?=\p{Lu}|the |an? |\p{N}|(?:two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|more|over|nearly) )|^It (?:was|is) (?:only )?(?:(?:last|this|on|in|at) )[\p{L}\p{N} ]{2,24} that (?=\p{Lu}|the |an? )/u;

function outsideQuotes(sentence: string, phrase: RegExp): string {
  return sentence.replace(phrase, (found: string, ...rest: unknown[]) => {
    const at = rest.find((value) => typeof value === "number") ?? 0;
    const before = sentence.slice(0, at);
    const open = (before.match(/[“«]/gu)?.length ?? 0) - (before.match(/[”»]/gu)?.length ?? 0);
    const straight = before.match(/"/gu)?.length ?? 0;
    return open > 0 || straight % 2 === 1 ? found : "";
  });
}

/** "Speaker Ramal Lind criticised" → "Lind criticised", where the article goes on to say "Lind"; else null. */
export function surnameStart(words: readonly Word[], text: string): readonly Word[] | null {
  const verb = words.findIndex((_, at) => at > 0 && finiteAt(words, at) === 2);
  const end = fillers.has(words[verb - 1]?.lower ?? "") ? verb - 1 : verb;
  const name = words[end - 1];
  const before = words[end - 2];
  if (name == null || before == null || !isName(name) || !isName(before) || endsClause(name)) return null;
  if (words.slice(0, end).some((word) => endsClause(word) || word.depth > 0 || joins.test(word.lower)))
    return null;
  if (!/^\p{Lu}[\p{L}’'-]{2,}$/u.test(name.raw) || /['’]s$/u.test(name.raw) || institutions.test(name.raw))
    return null;
  return standsAlone(name.raw, text) ? words.slice(end - 1) : null;
}

/** Then what stands before the verb is more than one, or no subject alone. */
const joins =
  /^(?:and|or|&|after|before|when|while|as|if|because|since|although|though|that|who|which|where|whose|with|amid|despite|than|like|\p{L}{2,}ing)$/u;

function standsAlone(surname: string, text: string): boolean {
  if (surname.length < 3) return false;
  for (
    let at = text.indexOf(surname), tries = 0;
    at >= 0 && tries < 40;
    at = text.indexOf(surname, at + 1), tries++
  ) {
    const before = text.slice(Math.max(0, at - 30), at);
    const after = text.slice(at + surname.length, at + surname.length + 1);
    if (
      !/[\p{L}-]$/u.test(before) &&
      !/^[\p{L}-]/u.test(after) &&
      !/\p{Lu}[\p{L}.’'-]{0,20}\s$/u.test(before)
    )
      return true;
  }
  return false;
}
