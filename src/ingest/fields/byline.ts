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
const by =
  /^(?:(?:originally |first )?(?:written|story|words|text|reported|report|posted|published|article|authored|reviewed|analysis|opinion|column|commentary|essay|interview|review|additional reporting|words and (?:photos|pictures|photographs)|story and photos|text and photos)(?: and (?:photographed|photos))? by|by|von|ein (?:bericht|beitrag|gastbeitrag|kommentar|interview|essay) von|par|por|texto de|texto|di|a cura di|door|av|af|tekst|text|texte|testo|words|story|kirjoittanut|przez|autor|автор)[:.\s]\s{0,3}(?=[\p{L}“"@_-])/iu;
const label =
  /^(?:authors?|autor(?:a|as|es|in|innen|en|zy)?|auteure?s?|autor[ei]|autore|redacción|redaktion|redazione|redacción de|written by|byline|автор(?:ы)?|المؤلف|مؤلف|الكاتب|כותב|作者|記者|文|撰文|著者)(?:\(s\))?\s?[:：]\s{0,3}/iu;
const uncased = /^(?:بقلم|كتب[ت]?|כתב|מאת)\s?[:：]?\s{1,3}/u;
const writer =
  "reporter|correspondent|writer|journalist|editor|columnist|contributor|critic|blogger|freelancer|producer|author|commentator|analyst|researcher|fellow|photographer|intern|bureau chief|novelist|professor|lecturer|historian|director|founder|president|ceo|co-founder";
const role = new RegExp(
  `(?:\\b(?:${writer}|staff|chief|bureau|reporting|special to|news|press|media|times|post|tribune|herald|journal|gazette|magazine|digital|redakteur\\w{0,3}|korrespondent\\w{0,3}|journaliste?|rédact\\p{L}{2,6}|corresponsal|periodista|giornalista|jornalista|redactor|verslaggever)\\b|^(?:the )?(?:AP|AFP|CNN|BBC|NPR|PA|CBC|ABC|NBC|CBS|dpa|EFE|ANSA|UPI|Reuters|Bloomberg|Associated Press)(?: \\p{Lu}\\p{L}{1,20}){0,2}$)`,
  "iu",
);
/** Further offices that may follow a name once "By" has said that it is one. */
const furtherRole =
  /\b(?:engineer|manager|scientist|officer|head|lead|vp|vice|architect|designer|developer|consultant|specialist|advis[eo]r|strategist|economist|senior|assistant|associate|deputy|managing|executive|chair|chairman|minister|attorney|lawyer|student|doctor|dr|university|college|institute|school|center|centre|foundation|group|inc|llc|ltd)\b/iu;
const name = /^(?:\p{Lu}[\p{L}\p{M}]{0,30}(?:[.’'-]\p{L}[\p{L}\p{M}]{0,30}){0,3}\.?|(?:\p{Lu}\.-?){1,3})$/u;
const particle =
  /^(?:de|del|della|di|da|das|do|dos|du|van|von|der|den|zu|zur|al|el|bin|bint|ibn|ben|la|le|ter|ten|af|y|e|abu|bar|st\.?|jr\.?|sr\.?|ii|iii|iv|phd|md|md\.|d’|o’)$/iu;
const joiner = /^(?:and|und|et|y|e|en|og|och|i|&|with|mit|avec|con|con|&amp;)$/u;
/** Capitalised, but no part of a person's name. */
const notNames = new Set(
  `monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec the this that these those our your my his her their its next last new first one two three all any every how why what when where who which for from with without about after before during into over under up down in on at to of or but not no yes more most less popular default design nature law land sea air accident chance mistake way contrast comparison then now here there today tomorrow yesterday us we you they it is are was were will can could should would must may popularity demand royal appointment staff news editorial admin guest anonymous order heaven golly jove god hook crook road rail train plane car bus boat bike foot definition extension proxy nightfall`.split(
    " ",
  ),
);
const offices =
  /^(?:the )?(?:associated press|press association|agence france-presse|reuters|afp|ap|bbc news|bbc sport|cnn|xinhua|dpa|efe|ansa|ians|pti|ani|daily mail reporter|[\p{L}.'’& ]{2,30} (?:staff|reporters?|staff writers?|staff reporters?|correspondents?|editors?|editorial board|editorial team|newsroom|news desk|web desk|online desk|desk|team|bureau|news service|news agency|newspaper|news|media))$/iu;

/** The byline a whole line is, or null. Bounded; linear in the line. */
export function bylineIn(line: string): Byline | null {
  if (line.length > maxChars) return null;
  const plain = line.replace(/[*_]+/gu, "").replace(/\s+/gu, " ").trim();
  if (plain.length < 4 || /[!?;]$/u.test(plain) || isSentence(plain)) return null;
  return creditIn(plain) ?? markedIn(plain) ?? roleIn(plain);
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
  const script = uncased.exec(plain);
  if (script != null) return uncasedName(plain.slice(script[0].length));
  const segments = plain.split(/\s?[|·•]\s?|\s[–—/-]{1,2}\s|\s{2,}/u);
  for (const segment of segments.slice(0, 4)) {
    const marked = label.exec(segment);
    const opening = marked ?? by.exec(segment);
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
  const people = withoutTail(rest);
  const found = namesIn(people, labelled || /^[\p{Lu}\s.,’'&-]+$/u.test(plain) ? 1 : 2);
  if (found != null) return { name: found, clue: labelled ? "label" : "byline", isOffice: false };
  const office = people.replace(/^(?:the|The)\s(?=Associated|Press|Canadian)/u, "The ").replace(/\.$/u, "");
  return offices.test(office) && /^\p{Lu}/u.test(office)
    ? { name: titled(office), clue: labelled ? "label" : "byline", isOffice: true }
    : null;
}

/** Names without the role, the office, the place or the date that follow them. */
function withoutTail(rest: string): string {
  const [people = ""] = rest.split(
    /\s?[|·•(]\s?|\s[–—/-]{1,2}\s|,?\s(?:for|of|at|from|on|published|posted|updated|last|special to)\s|,?\s(?:in|i)\s(?=\p{Lu})|\s(?:@\w)|,\s(?=\p{Ll})|,?\s(?=\d)|\s(?=(?:Published|Posted|Updated|PUBLISHED|UPDATED|Special to)\b)/u,
  );
  const bare = people.trim().replace(/\.(?=\sand\s)/gu, "");
  return withoutRoles(bare.replace(/(?<=\p{L}{3})\.$|[,:]$/u, ""));
}

/** "Jane Doe, Political Editor" → "Jane Doe"; "Jane Doe, John Roe and Ann Poe" stays. */
function withoutRoles(people: string): string {
  const parts = people.split(/,\s/u);
  // "Jane Doe, AMP Project, Google": a word alone, or one in capitals among others, is no person.
  const isShouted = people === people.toUpperCase();
  const isNobody = (part: string): boolean =>
    !/\s/u.test(part.trim()) ||
    /^(?:the|le|la|les|el|il|die|der|das|de|het)\s/iu.test(part) ||
    (!isShouted && /(?:^|\s)\p{Lu}{2,}(?:\s|$)/u.test(part));
  const end = parts.findIndex(
    (part, at) =>
      at > 0 &&
      (isNobody(part) ||
        role.test(part) ||
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
  for (const word of words) {
    const bare = word.replace(/,$/u, "");
    if (joiner.test(bare)) names = 0;
    else if (notNames.has(bare.toLowerCase().replace(/[.’']+$/u, ""))) return null;
    else if (name.test(bare)) most = Math.max(most, ++names);
    else if (!particle.test(bare)) return null;
    if (word.endsWith(",")) names = 0;
    if (names > 5) return null;
  }
  const first = words[0] ?? "";
  if (most < leastNames || !name.test(first) || joiner.test(words.at(-1) ?? "")) return null;
  return titled(people.replace(/,$/u, ""));
}

/** "Jane Doe" and nothing else, with a common given name; only beside a date line is it a byline. */
export function loneNameIn(line: string): string | null {
  const words = line.trim().split(/\s+/u);
  if (words.length < 2 || words.length > 4 || line.length > 50) return null;
  return givenNames.has((words[0] ?? "").toLowerCase()) ? namesIn(line.trim()) : null;
}

/** "Jane Doe, Political Editor", "Jane Doe | AP", "Jane Doe in Kyiv": names first, and what they are. */
function roleIn(plain: string): Byline | null {
  const match =
    /^([^,|/·•(]{5,60}?)(?:,\s|\s?[|·•/]\s?|\s[–—-]{1,2}\s|\s\()([^|]{2,80}?)\)?(?:\s?\|.{0,60})?$/u.exec(
      plain,
    );
  if (match == null || /[.!?:]$/u.test(plain)) return null;
  const [, people = "", what = ""] = match;
  if (
    !role.test(what) ||
    !/^\p{Lu}/u.test(what) ||
    role.test(people) ||
    /\d/u.test(what) ||
    what.split(" ").length > 7
  )
    return null;
  const found = namesIn(people);
  return found == null || found.split(" ").length > 4 ? null : { name: found, clue: "role", isOffice: false };
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
