import {
  byPattern,
  furtherRole,
  isNoName,
  joiner,
  labelPattern,
  namePattern,
  noPlaces,
  offices,
  particle,
  rolePattern,
  uncasedPattern,
  unmarkedTail,
  writer,
} from "./byline-words.ts";
import { givenNames } from "./given-names.ts";

/** Who a line says wrote the article. Precision before recall: a line that may be a sentence is no byline. */

export type Byline = {
  /** "Jane Doe and John Roe"; names in capitals are given in title case. */
  readonly name: string;
  /** What kind of clue, for reasons: "byline", "credit", "name and role", "biography". */
  readonly clue: "byline" | "label" | "credit" | "role" | "biography";
  /** An office rather than a person: "Reuters Staff". */
  readonly isOffice: boolean;
};

const maxChars = 200;

/** The byline a whole line is, or null. Bounded; linear in the line. */
export function bylineIn(line: string): Byline | null {
  if (line.length > maxChars) return null;
  const plain = line.replace(/[*_]+/gu, "").replace(/\s+/gu, " ").trim();
  if (plain.length < 4 || /[!?;]$/u.test(plain) || isSentence(plain)) return null;
  return creditIn(plain) ?? markedIn(plain) ?? roleIn(plain) ?? whereaboutsIn(plain);
}

/** Eight words and a full stop: "By. Jane Doe." has the stop, "By the end of the day …" the words. */
const isSentence = (plain: string): boolean =>
  /\p{Ll}{3}\.$/u.test(plain) && !/\bby\b.{0,80};|^\(/iu.test(plain) && plain.split(" ").length > 8;

/** "(Reporting by Jane Doe in Kyiv; Editing by John Roe)" → Jane Doe. Also at the end of a paragraph. */
export function creditIn(text: string): Byline | null {
  const match =
    /(?:^|[.”"]\s?)\(?(?:Reporting|Writing|Reported|Written and reported) by ([^;()]{3,160})(?:[;)]|$)/u.exec(
      text.slice(-400),
    );
  if (match == null) return null;
  const people = (match[1] ?? "").split(/,? with reporting|\. (?:Editing|Additional)| \| /u)[0] ?? "";
  const found = namesIn(
    people.replace(/\sin\s\p{Lu}[^,;]{1,40}?(?=,|;|$|\sand\s)/gu, "").replace(/\.$/u, ""),
  );
  return found == null ? null : { name: found, clue: "credit", isOffice: false };
}

function markedIn(plain: string): Byline | null {
  const script = uncasedPattern.exec(plain);
  if (script != null) return uncasedName(plain.slice(script[0].length));
  const segments = plain.split(/\s?[|·•]\s?|\s[–—/-]{1,2}\s|\s{2,}/u);
  for (const segment of segments.slice(0, 4)) {
    const marked = labelPattern.exec(segment);
    const opening = marked ?? byPattern.exec(segment);
    if (opening != null) return opened(segment.slice(opening[0].length), marked != null, plain);
  }
  // "Published 3 November 2026 by Jane Doe", "Posted on May 4, 2026 by Jane Doe".
  const late =
    /^(?:published|posted|updated|written|submitted)\b[^.]{0,60}\d{4}[^.]{0,20}?\bby:? (\p{Lu}.{2,60})$/iu.exec(
      plain,
    );
  return late == null ? null : opened(late[1] ?? "", false, plain);
}

function opened(rest: string, labelled: boolean, plain: string): Byline | null {
  const people = withoutTail(rest.replace(eachPlace, ""));
  const found = namesIn(people, labelled || /^[\p{Lu}\s.,’'&-]+$/u.test(plain) ? 1 : 2);
  if (found != null) return { name: found, clue: labelled ? "label" : "byline", isOffice: false };
  const [whole = ""] = rest.split(/\s?[|·•(]\s?/u);
  const office = whole.replace(/^(?:the|The)\s(?=Associated|Press|Canadian)/u, "The ").replace(/\.$/u, "");
  return offices.test(office) && /^\p{Lu}/u.test(office) && !anybody.test(office)
    ? { name: titled(office), clue: labelled ? "label" : "byline", isOffice: true }
    : null;
}

/** "Jane Doe | in Kyiv | and John Roe in Lviv". */
const eachPlace =
  /\s(?:in|i)\s\p{Lu}[\p{L}.’'-]{1,30}(?:\s\p{Lu}[\p{L}.’'-]{1,30}){0,2}(?=,?\sand\s\p{Lu}|,\s\p{Lu}[^,]{3,40}\sin\s)/gu;

/** An office that is not even named. */
const anybody =
  /^(?:our|an?|the|by)?\s?(?:own |staff |special |guest |news |senior |chief |city |web )*(?:correspondents?|reporters?|writers?|editors?|contributors?|team|desk|bureau|newsroom|staff)$/iu;

/** Names without the role, the office, the place or the date that follow them. */
function withoutTail(rest: string): string {
  const [people = ""] = rest.split(
    /\s?[|·•(]\s?|\s[–—/-]{1,2}\s|,?\s(?:for|For|FOR|of|at|from|on|published|posted|updated|last|special to)\s|,?\s(?:in|i)\s(?=\p{Lu})|\s(?:@\w)|,\s(?=\p{Ll})|,?\s(?=\d)|\s(?=(?:Published|Posted|Updated|PUBLISHED|UPDATED|Special to)\b)/u,
  );
  // Roles go first: of "Jane Doe, Local Democracy Reporter" the tail alone would leave half a role.
  const [named = ""] = withoutRoles(people.trim()).split(unmarkedTail);
  const bare = named.replace(/\.(?=\sand\s)/gu, "");
  return withoutRoles(bare.replace(/(?<=\p{L}{3})\.$|[,:]$/u, ""));
}

/** "Jane Doe, Political Editor" → "Jane Doe"; "Jane Doe, John Roe and Ann Poe" stays. */
function withoutRoles(people: string): string {
  const parts = people.split(/,\s/u);
  // "Jane Doe, AMP Project, Google": a word alone, or one in capitals among others, is no person.
  const inCapitals = people === people.toUpperCase();
  const isNobody = (part: string): boolean =>
    !/\s/u.test(part.trim()) ||
    /^(?:the|le|la|les|el|il|die|der|das|de|het)\s/iu.test(part) ||
    (!inCapitals && /(?:^|\s)\p{Lu}{2,}(?:\s|$)/u.test(part));
  const end = parts.findIndex(
    (part, at) =>
      at > 0 &&
      (isNobody(part) ||
        rolePattern.test(part) ||
        furtherRole.test(part) ||
        /^(?:M\.?D|Ph\.?D|Esq|R\.?N)\b/u.test(part)),
  );
  return (end < 0 ? parts : parts.slice(0, end)).join(", ");
}

/** "Jane Doe", "Jane Doe, John Roe and Ann Poe": at least two words each, all of them names; or null. */
export function namesIn(text: string, leastNames = 2): string | null {
  const people = withoutRoles(text.trim());
  const words = people.split(/\s+/u);
  if (words.length > 16) return null;
  let [names, most] = [0, 0];
  for (const [at, word] of words.entries()) {
    const bare = word.replace(/,$/u, "");
    if (joiner.test(bare)) names = 0;
    else if (isNoName(bare.toLowerCase(), at)) return null;
    else if (namePattern.test(bare)) most = Math.max(most, ++names);
    else if (!particle.test(bare)) return null;
    if (word.endsWith(",")) names = 0;
    if (names > 5) return null;
  }
  const first = words[0] ?? "";
  if (most < leastNames || !namePattern.test(first) || joiner.test(words.at(-1) ?? "")) return null;
  return titled(people.replace(/,$/u, ""));
}

/**
 * "Jane Doe" and nothing else, with a common given name; or in capitals, when the `story` writes none of its words small,
 * as it would those of a headline. Only beside a date line is it a byline.
 */
export function loneNameIn(line: string, story = ""): string | null {
  const words = line.trim().split(/\s+/u);
  const bare = words.filter((word, at) => at === 0 || !particle.test(word));
  if (bare.length < 2 || bare.length > 4 || words.length > 6 || line.length > 50) return null;
  const isKnown = givenNames.has((words[0] ?? "").toLowerCase());
  return isKnown || (story !== "" && isShouted(words, story)) ? namesIn(line.trim()) : null;
}

const storyChars = 20_000;

function isShouted(words: readonly string[], story: string): boolean {
  const bare = words.filter((word, at) => at === 0 || !particle.test(word));
  if (bare.length > 3 || !words.every((each) => /^\p{Lu}[\p{Lu}\p{M}.’'-]+$/u.test(each))) return false;
  const written = new Set(story.slice(0, storyChars).match(/[\p{L}\p{M}’'-]+/gu) ?? []);
  return bare.every((word) => !written.has(word.toLowerCase()));
}

/** "Jane Doe, Political Editor", "Jane Doe | AP", "Jane Doe in Kyiv": names first, and what they are. */
function roleIn(plain: string): Byline | null {
  const match =
    /^([^,|/·•(]{5,60}?)(?:,\s|\s?[|·•/]\s?|\s[–—-]{1,2}\s|\s\()([^|]{2,80}?)\)?(?:\s?\|.{0,60})?$/u.exec(
      plain,
    );
  if (/[.!?:]$/u.test(plain)) return null;
  if (match == null) return unmarkedRoleIn(plain);
  const [, people = "", what = ""] = match;
  if (
    !rolePattern.test(what) ||
    !/^\p{Lu}/u.test(what) ||
    rolePattern.test(people) ||
    /\d/u.test(what) ||
    what.split(" ").length > 7
  )
    return null;
  const found = namesIn(people);
  return found == null || found.split(" ").length > 4 ? null : { name: found, clue: "role", isOffice: false };
}

/** "Jane Doe Political Correspondent": without a comma only behind a common given name. */
function unmarkedRoleIn(plain: string): Byline | null {
  const [people = "", what] = plain.split(unmarkedTail);
  const [given = ""] = people.split(" ", 1);
  if (what == null || !givenNames.has(given.toLowerCase()) || plain.split(" ").length > 8) return null;
  const found = namesIn(people);
  return found == null || found.split(" ").length > 3 ? null : { name: found, clue: "role", isOffice: false };
}

/** "Jane Doe in Kyiv and John Roe in Lviv", "From Jane Doe in Kyiv", "Jane Doe reports from Kyiv", "Aus Kiel berichtet Jane Doe". */
function whereaboutsIn(plain: string): Byline | null {
  const told =
    /^(?:From )?(.{5,60}?)(?:, (?:reporting )?(?:in|from)| in| reports from| reporting from| berichtet aus) (\p{Lu}[\p{L} ,.’'-]{1,50})$/u.exec(
      plain,
    );
  const [first, place] =
    told == null
      ? [/^Aus \p{Lu}[\p{L} -]{1,40} berichte[nt] (.{5,60})$/u.exec(plain)?.[1] ?? "", "-"]
      : [told[1] ?? "", told[2] ?? ""];
  const [, further] = /\sand\s(.{5,40}) in /u.exec(place) ?? [];
  const [given = ""] = first.split(" ", 1);
  if (!givenNames.has(given.toLowerCase()) || noPlaces.test(place) || place.split(" ").length > 7)
    return null;
  const people = further == null ? first : `${first} and ${further}`;
  const found = namesIn(people);
  return found == null || first.split(" ").length > 6 ? null : { name: found, clue: "role", isOffice: false };
}

const bio = new RegExp(
  `^((?:\\p{Lu}[\\p{L}\\p{M}.’'-]{0,25}\\s){1,3}\\p{Lu}[\\p{L}\\p{M}’'-]{1,25})(?:,[^,.]{1,60},)?\\s(?:(?:is|was|works as|has been)\\s(?:[\\p{L}\\p{N}’'&.-]{1,24}[\\s,]{1,2}){0,10}?(?:${writer})|covers|writes (?:about|on|for)|reports (?:on|for)|has (?:covered|written for|reported (?:for|on)))\\b`,
  "u",
);
const bioTail = /\b(?:for|at|of|with|based|who|covering|writing|in|and|on)\b|\.$/u;

/** "Jane Doe is a reporter for The Gull.": a biography; the name, or null. Only its place at the end makes it one. */
export function bioIn(line: string): string | null {
  if (line.length > 500 || line.length < 20) return null;
  const match = bio.exec(line.slice(0, 260));
  const found = match == null ? null : namesIn(match[1] ?? "");
  if (match == null || found == null || !bioTail.test(line.slice(match[0].length))) return null;
  // A biography tells what somebody is, not what was said.
  return /\b(?:said|told|says|according to)\b/u.test(line) ? null : found;
}

function uncasedName(text: string): Byline | null {
  const words = text.trim().split(/\s+/u);
  if (words.length < 1 || words.length > 5 || text.trim().length < 3 || /[.،؛]/u.test(text)) return null;
  return { name: text.trim(), clue: "byline", isOffice: false };
}

/** Names in capitals in title case: "GRACE O'NEIL" → "Grace O'Neil"; "JD Vance" stays. */
function titled(people: string): string {
  if (people !== people.toUpperCase() || people === people.toLowerCase() || people.length < 5) return people;
  return people.replace(/\p{L}[\p{L}\p{M}]*/gu, (word, at: number) => {
    const lower = word.toLowerCase();
    if (at > 0 && /^(?:and|und|et|y|de|del|van|von|der|di|da)$/u.test(lower)) return lower;
    return word.length <= 2 && !/^(?:al|bo|ed|jo|ty|vi|an|li|xi|wu|yu|ma|hu|ng|le|ho)$/u.test(lower)
      ? word
      : word.slice(0, 1) + lower.slice(1);
  });
}
