import { type Block, type Finding, inferred, unknown } from "../domain/article.ts";
import { type Draft } from "./draft.ts";

/** Precision before recall: of bylines read by these rules all were right; elsewhere the author stays unknown. */
const prefix =
  /^[\s*_]{0,4}(?:(?:(?:written|story|words|text|reported|report|posted|article) )?by|von|ein (?:bericht|beitrag) von|par|por|di|a cura di|door|av|af)[:\s]\s{0,3}/iu;
const label =
  /^[\s*_]{0,4}(?:author|authors|autor|autorin|autoren|auteur|autora|autore|redacción|автор|مؤلف|الكاتب|כותב)\s?[:：]\s{0,3}/iu;
const uncased = /^[\s*_]{0,4}(?:بقلم|كتب[ت]?|مאת|מאת)\s?[:：]?\s{0,3}/u;
const name = /^\p{Lu}[\p{L}\p{M}.'’-]{0,30}$/u;
const particle = /^(?:de|del|della|di|da|dos|du|van|von|der|den|zu|al|el|bin|ibn|ben|la|le|ter|ten|af|y|e)$/u;
const joiner = /^(?:and|und|et|y|e|en|og|och|i|&|with|mit)$/u;
const notNames =
  /^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|The|This|That|These|Our|Your|Next|Last)$/u;

/** Is this line a byline and nothing else? */
export function isByline(line: string): boolean {
  return nameIn(line) != null;
}

/** The name in a byline, or null when the line is none. */
export function nameIn(line: string): string | null {
  const trimmed = line.replace(/[*_]+/g, "").trim();
  if (trimmed.length > 120 || /[.!?;]\s*$/u.test(trimmed.replace(/\b(?:Jr|Sr)\.$/u, ""))) return null;
  const script = uncased.exec(trimmed);
  if (script != null) return uncasedName(trimmed.slice(script[0].length));
  const marked = label.exec(trimmed);
  const opening = marked ?? prefix.exec(trimmed);
  if (opening == null) return null;
  return casedName(trimmed.slice(opening[0].length), marked == null ? 2 : 1);
}

function casedName(text: string, leastNames: number): string | null {
  const [people = ""] = text.split(/\s?[|·•–—/(]\s?|\s-\s|\s\s|,\s(?=\p{Ll})/u);
  const words = people.trim().split(/\s+/u);
  if (words.length > 12) return null;
  let names = 0;
  for (const word of words) {
    const bare = word.replace(/,$/u, "");
    if (notNames.test(bare)) return null;
    if (name.test(bare)) names++;
    else if (!particle.test(bare) && !joiner.test(bare)) return null;
  }
  return names >= leastNames ? withoutRole(people.trim()) : null;
}

/** "Jane Doe, Political Editor" → "Jane Doe"; "Jane Doe, John Roe and Ann Poe" stays. */
function withoutRole(people: string): string {
  const role =
    /,\s[^,]{0,60}\b(?:Editor|Correspondent|Reporter|Writer|Staff|Chief|Bureau|CNN|Reuters|AP|AFP|BBC|News|Press|Redakteur|Korrespondent)\b/iu;
  const match = role.exec(people);
  return (match == null ? people : people.slice(0, match.index)).replace(/,$/u, "");
}

function uncasedName(text: string): string | null {
  const words = text.trim().split(/\s+/u);
  return words.length >= 1 && words.length <= 5 && text.trim() !== "" ? text.trim() : null;
}

/** Who wrote it: what the file states, else a byline; never a name from a quotation or an embedded post. */
export function authorOf(draft: Draft): Finding<string> {
  if (draft.author != null) return draft.author;
  const byline = draft.blocks.find((block) => block.kind === "byline");
  const found = byline == null ? null : nameIn(lineOf(draft.text, byline));
  if (found == null) return unknown("neither the file's own fields nor a byline name an author");
  return inferred(found, `the byline says “${lineOf(draft.text, byline as Block)}”`, 0.95);
}

const lineOf = (text: string, { start, end }: Block): string =>
  text.slice(start, end).replace(/\s+/g, " ").trim();
