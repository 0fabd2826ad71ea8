import type { BlockKind } from "../../domain/article.ts";
import { isCaption } from "./captions.ts";
import { evidenceIn, evidenceNeeded } from "./furniture-evidence.ts";
import { isMachineMade, partsOf } from "./furniture-forms.ts";
import { datesIn, monthDayIn } from "../fields/calendar.ts";
import { isMadeOfLabels } from "./furniture-labels.ts";
import { speaksToReaders } from "./furniture-words.ts";
import { wholeLines } from "./furniture-lines.ts";
import { anywhere, corrections, endings, opensAsFurniture } from "./furniture-phrases.ts";

/**
 * Furniture by what a line says: disclaimers, share and sign-up lines, captions, credits, corrections. Furniture by
 * where it stands is furniture.ts; by how often it returns, corpus.ts.
 */

/** Longer than this is prose that happens to open like furniture. */
export const maxLine = 280;
/** Disclaimers and notes by the editor run longer. */
const maxNote = 600;
/** A question, a quotation or a greeting opens prose as well; an invitation of this length is none. */
const maxUrged = 110;
/** A disclaimer at a paragraph's end is looked for in its last so many characters. */
const maxDisclaimer = 2_500;

/** What a line of furniture is, or null for prose. Linear in the line; a long line is looked at only at its ends. */
export function furnitureOf(line: string): BlockKind | null {
  const trimmed = line.trim();
  if (isCaption(trimmed)) return "caption";
  if (trimmed.length > maxNote) return null;
  const folded = fold(trimmed);
  if (corrections.test(folded)) return "correction";
  if (isLabels(folded) || loneLink.test(trimmed) || isMachineMade(trimmed) || isStamp(trimmed))
    return "boilerplate";
  // A long line that begins as an article is split instead: see `disclaimerIn`.
  const said = anywhere.exec(folded);
  if (said != null && (trimmed.length <= maxLine || said.index < maxUrged) && !isQuoted(trimmed))
    return "boilerplate";
  if (trimmed.length <= maxLine && linked.test(trimmed)) return "boilerplate";
  if (credited.test(trimmed) || rule.test(trimmed) || bareAddress.test(trimmed)) return "boilerplate";
  if (trimmed.length > maxLine) return /^editor's? note/u.test(folded) ? "boilerplate" : null;
  if (opensLikeFurniture(folded, trimmed) || endings.test(folded)) return "boilerplate";
  if (!isQuoted(trimmed) && (speaksToReaders(folded) || evidenceIn(folded) >= evidenceNeeded(folded)))
    return "boilerplate";
  return isTeaser(trimmed) ? "boilerplate" : null;
}

/** A button or a label, or several in a row: "Impressum | Datenschutz", "Comments (12)". */
function isLabels(folded: string): boolean {
  if (folded.length > 120) return false;
  const parts = folded.split(/\s?[|·•/]\s?/u);
  return isLabel(folded) || (parts.length > 1 && parts.every(isLabel));
}
function isLabel(folded: string): boolean {
  const bare = folded.replace(/\s?\(?\d{1,6}\)?$/u, "").replace(/[\s.:!…»›>→|-]+$/u, "");
  return wholeLines.has(bare) || (!folded.endsWith(".") && isMadeOfLabels(bare, true));
}

/** "Published Jan 19 • Last updated Jan 20 • 3 minute read", "Sep 14 · 42 min": parts that say when, how long, or are labels. */
function isStamp(line: string): boolean {
  if (line.length > 160 || !/[|·•∙]/u.test(line)) return false;
  const parts = partsOf(line);
  const isPart = (part: string): boolean =>
    isLabel(fold(part)) || isMachineMade(part) || lasts.test(part) || isDay(part);
  const known = parts.filter(isPart).length;
  // "Apple Podcasts · Spotify · Overcast": one more of the kind.
  const rest = parts.filter((part) => !isPart(part));
  return (
    parts.length > 1 && known >= 1 && rest.length * 2 <= known && rest.every((part) => part.length <= 24)
  );
}
const lasts =
  /^\d{1,3} ?(?:min(?:ute)?s?|hrs?|hours?|sec(?:ond)?s?|words)(?:[- ](?:read|listen|watch|left))?\.?$/iu;
const isDay = (part: string): boolean =>
  part.length <= 60 &&
  /\d/u.test(part) &&
  (monthDayIn(part) != null || datesIn(part).length > 0) &&
  part.split(" ").length <= 7;

/** Is this line or paragraph furniture rather than article? */
export const isBoilerplate = (line: string): boolean => furnitureOf(line) != null;

/** Who else worked on it; case matters, as "Editing by hand takes hours" is prose. */
const credited =
  /^[(—–-]{0,2}\s?(?:(?:Additional |Further )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Ee]dited|[Rr]eported|[Cc]ompiled|[Tt]ranslated|[Gg]raphics?|[Ii]llustrations?|[Pp]roduced|[Pp]hotography|[Pp]hotos|[Vv]ideo|[Rr]esearch|[Mm]ixed|[Hh]osted|[Nn]arrated|[Rr]ecorded|[Ee]ngineered|[Dd]irected|[Ff]act-checked|[Ss]ound design|[Mm]usic|[Aa]rt|[Aa]rtwork)(?: and [a-z]{5,12})? by) \p{Lu}[^.]{1,160}\.?[)]?\.?$|^(?:(?:Produced|Mixed|Hosted|Narrated|Recorded|Edited|Engineered|Written|Reported|Directed) by \p{Lu}[^.]{2,80}\. ?){2,5}.{0,80}$|^(?:\p{Lu}[\p{L}.’'-]{1,25} ){1,3}(?:and (?:\p{Lu}[\p{L}.’'-]{1,25} ){1,3})?reported from \p{Lu}[^.]{1,120}\.(?: .{2,160}\bcontributed\.?)?$|^MORE ON|^READ MORE\b|^WATCH\b(?=.*\p{Ll})/u;
/** "Follow our coverage of the seas at https://…": a call that ends in an address. */
const linked =
  /^(?:Follow|See|Read|Find|Visit|Go|Learn|Join|Watch|Sign|More|For|Listen|Get|Subscribe|Register|Donate|Book|Buy|Details?|Tickets?)\b[^“”"]{1,200}\s<?https?:\/\/\S{3,200}$/u;
const rule = /^[\s_*=~#.–—-]{3,200}$/u;
/** "www.example.org", "example.org/boats", "EXAMPLE.COM": an address without its protocol, and nothing else. */
const bareAddress =
  /^(?:www\.)?[\p{L}\p{N}-]{2,40}(?:\.[\p{L}\p{N}-]{2,30}){0,3}\.(?:com|org|net|info|co\.uk|de|fr|es|it|nl|ca|in|ru|br|tv|io|gov|edu|news|COM|ORG|NET)(?:\/\S{0,200})?$/u;
const loneLink = /^\s*<?(?:https?:\/\/|www\.)\S{1,300}>?\s*$/u;
/** What is quoted or has a speaker is said in the article, whatever words are used. */
const isQuoted = (line: string): boolean =>
  /^["“„«'‘]/u.test(line) ||
  /["”»],? (?:he|she|they|\p{Lu}\p{L}+) said/u.test(line) ||
  attributed.test(line.slice(0, maxLine));
/** "…, the mayor told residents." */
const attributed =
  /, (?:[\p{L}’'-]{1,20} ){1,4}?(?:said|says|told|tells|warned|warns|ruled|asked|advises?|shouted|complained?|announced|argued|added|explained|insisted|noted|found|wrote|recalled|joked|claimed|thought)(?: [\p{L}’' ]{1,40})?[,.]/u;

function opensLikeFurniture(folded: string, line: string): boolean {
  if (!opensAsFurniture(folded) || isQuoted(line)) return false;
  // Two sentences and more, or reported speech, are prose unless they are short.
  return line.length <= maxUrged || !narrated.test(folded);
}

const narrated = /\b(?:said|says|told|according to|he|she|they|was|were|had)\b.{0,200}[.!?"]$/u;

/**
 * Where, in a long paragraph given as its sentences, a disclaimer begins that runs to the end: 0 for all of it, the
 * number of sentences for none. Some files hold article and disclaimer in one line.
 */
export function disclaimerIn(sentences: readonly string[]): number {
  const found = sentences.map((sentence) => anywhere.test(fold(sentence)));
  let hits = 0;
  let from = found.length;
  for (let at = found.length - 1; at >= 0; at--) {
    if (found[at] !== true) continue;
    hits++;
    if (hits >= (found.length - at) / 2) from = at;
  }
  return from;
}

/** Could a paragraph hold a disclaimer? Saves splitting those that cannot. */
export const mayHoldDisclaimer = (paragraph: string): boolean =>
  anywhere.test(fold(paragraph.slice(-maxDisclaimer)));

/**
 * A line in capitals of a headline's length is another story's headline or a button. Shorter ones are headings; scripts
 * without case are never in capitals.
 */
export function isTeaser(line: string): boolean {
  if (line.length > 160 || line.length < 20 || line === line.toLowerCase()) return false;
  if (line !== line.toUpperCase() || /[.!?]["”]?$/u.test(line.replace(/\b\p{Lu}\.(?:\p{Lu}\.)+$/u, "")))
    return false;
  return line.split(/\s+/u).length >= 5 && (line.match(/\p{Lu}/gu)?.length ?? 0) >= 16;
}

/** Lower case, straight quotes and hyphens, single spaces, no bullet in front: what phrases are compared with. */
export function fold(line: string): string {
  return line
    .toLowerCase()
    .replace(/[‘’‛`´]/gu, "'")
    .replace(/[“”„«»]/gu, '"')
    .replace(/[‐‑‒–—―−]/gu, "-")
    .replace(/\s+/gu, " ")
    .replace(/^[\s*_>•▪●►▶■□★☆✓✔👁📷#|/=~-]{1,12}(?=[^\s])/u, "")
    .trim();
}
