import type { BlockKind } from "../../domain/article.ts";
import { fold, furnitureOf, isTeaser } from "./boilerplate.ts";
import { bioIn } from "../fields/byline.ts";
import { settleReleases } from "./release.ts";
import { headlineOf, settleHead, settleInside, settleTail } from "./furniture-skeleton.ts";
import { settleAuthors } from "./furniture-authors.ts";
import { settleStrips } from "./furniture-zones.ts";
import type { Line } from "./line-shape.ts";
import { wholeLines } from "./furniture-lines.ts";
import { listTriggers } from "./furniture-phrases.ts";

/**
 * Furniture by where it stands: headlines of other articles below "Related", a site's sections above the title, a
 * caption alone between paragraphs, a reporter's biography at the end. What a line says alone is boilerplate.ts.
 */

/** Longer lines are paragraphs, and nothing but their own words can make them furniture. */
const maxHeadline = 130;
const maxListed = 14;
/** Shorter lines without a full stop between paragraphs are headings. */
const minLoneCaption = 66;
const headLines = 5;
/** Lines of a menu no rule knows, between two it knows; their length. */
const maxBetween = 3;
const maxMenuLine = 40;
const tailLines = 12;
const sentenceEnd = /[.!?。！？؟…][)"'”’“‘»\]]{0,3}$/u;
const bulleted = /^(?:[-*•▪‣◦·]\s|\p{N}{1,3}[.)]\s)/u;

/** Sections of a site, as menus list them; lone words that mean nothing between two paragraphs of an article. */
const sections = new Set(
  `news|world|politics|business|sport|sports|opinion|tech|technology|science|health|entertainment|lifestyle|life|travel|money|economy|us|u.s.|uk|europe|asia|africa|americas|middle east|local|local news|us news|u.s. news|uk news|world news|national|nation|international|education|environment|climate|style|fashion|food|arts|arts & culture|culture|music|film|movies|books|tv|television|obituaries|weather|traffic|crime|courts|markets|finance|investing|companies|analysis|features|editorial|letters|columnists|celebrity|royals|football|soccer|cricket|tennis|golf|nfl|nba|mlb|nhl|gaming|reviews|deals|podcasts|magazine|the morning|games|puzzles|real estate|cars|autos|classifieds|living|homes|e-edition|politik|wirtschaft|kultur|wissen|wissenschaft|gesellschaft|ausland|inland|panorama|feuilleton|gesundheit|reise|regional|politique|économie|société|monde|international|culture|sciences|santé|política|economía|sociedad|mundo|cultura|deportes|ciencia|salud|tecnología|internacional|españa|economia|esportes|saúde|politica|cronaca|esteri|mondo|scienza|salute|politiek|economie|binnenland|buitenland|wetenschap|политика|экономика|общество|мир|культура|наука|спорт|essays|essay|fiction|poetry|profiles|interviews|interview|criticism|dispatches|reportage|ideas|voices|perspectives|commentary|columns|explainers|explainer|long reads|longreads|long read|briefing|q&a|first person|letters|notebook|diary|urgent|faits divers|regionales|lokales|portada|última hora|vermischtes|ratgeber|karriere|leben|netzwelt|meinung|lokal|régions|planète|idées|débats|médias|high-tech|sucesos|opinión|gente|televisión|brasil|cidades|entretenimento|famosos|regio|cultuur|opinie|in depth|investigations|live|watch|scotland|wales|northern ireland|england|england news|canada|australia|new zealand|india|cities|states|metro|nation & world|community|neighborhoods|elections|campaigns|law|religion|history|space|energy|cybersecurity|ai|startups|media|advice|relationships|parenting|wellness|nutrition|fitness|beauty|gardening|design|theatre|theater|stage|photography|video games|rugby|rugby union|boxing|f1|formula 1|motorsport|athletics|cycling|racing|horse racing|swimming|college sports|high school sports|سياسة|اقتصاد|رياضة|ثقافة`.split(
    "|",
  ),
);

export const isSection = (line: string): boolean => line.length <= 24 && sections.has(fold(line));

/** Settles the kinds of all lines of an article. Linear in their number; changes `kind` in place. */
export function settleFurniture(lines: readonly Line[]): void {
  keepHeadline(lines);
  markBiographies(lines);
  markSignedBiographies(lines);
  settleReleases(lines);
  markLists(lines);
  markSections(lines);
  const headline = headlineOf(lines);
  markBetween(lines, headline);
  settleHead(lines, headline);
  settleAuthors(lines);
  markTail(lines);
  settleTail(lines);
  settleStrips(lines, headline);
  settleInside(lines, isSection);
  markLoneCaptions(lines);
}

/** Furniture by its words, for a line of this kind. Headings that a format marks are furniture only as labels. */
export function furnitureByWords(text: string, kind: BlockKind, marked: boolean): BlockKind | null {
  if (kind !== "heading" || !marked) return furnitureOf(text);
  if (text.length > 60) return null;
  const folded = fold(text.replace(/^#{1,6}\s/u, "")).replace(/[\s:.!]+$/u, "");
  return wholeLines.has(folded) && (listTriggers.test(folded) || labels.test(folded)) ? "boilerplate" : null;
}

const labels =
  /^(?:share|comment|advert|anzeige|werbung|publicité|publicidad|newsletter|subscribe|sign up|tags?$|follow|leave a|about the author|teilen|kommentar)/u;

const isProse = ({ kind }: Line): boolean => kind === "paragraph" || kind === "heading" || kind === "list";
const isFurniture = ({ kind }: Line): boolean => kind === "boilerplate" || kind === "caption";
const isParagraph = ({ text, kind }: Line): boolean =>
  (kind === "paragraph" || kind === "quote") &&
  (text.length > maxHeadline || (text.length > 30 && sentenceEnd.test(text)));
/** Words without a sentence's end: a headline, a name, a label. */
const isUnfinished = (line: Line): boolean =>
  isProse(line) &&
  !line.marked &&
  line.text.length <= maxHeadline &&
  !sentenceEnd.test(line.text) &&
  !/[:;,]$/u.test(line.text);

/** "Jane Doe is a reporter for The Gull." at the end, with next to nothing of the article after it. */
function markBiographies(lines: readonly Line[]): void {
  for (let at = lines.length - 1, below = 0; at > 2 && lines.length - at < 2 * tailLines && below < 3; at--) {
    const line = lines[at];
    if (line == null) break;
    if (line.kind === "paragraph" && bioIn(line.text) != null) line.kind = "boilerplate";
    else if (line.kind === "paragraph" && line.text.length > 60) below++;
  }
}

/** What the author of the byline is or does now: "Jane Doe lives in Cardiff.", "Mr. Doe teaches history at …". */
const present =
  /^(?:,[^,.]{2,60},)?\s(?:is|are|lives?|writes?|covers?|reports?|teach(?:es)?|works?|runs?|edits?|hosts?|joined|has|can|serves?|studies|lectures?|leads?|founded|blogs?|tweets?|ist|lebt|schreibt|berichtet|est|vit|écrit|enseigne|es|vive|escribe|è|scrive|é|escreve|woont|schrijft)\s/u;
const told =
  /["“„«]|(?<!\p{L})(?:said|told|says|according to|was|were|had|sagt|sagte|dit|dijo|dice|disse)(?!\p{L})/u;
const maxBiography = 400;

/** Who signed the article, told of in the third person beside the byline or below the article. */
function markSignedBiographies(lines: readonly Line[]): void {
  const signed = lines.find(({ kind }) => kind === "byline");
  if (signed == null) return;
  const signedAt = lines.indexOf(signed);
  const [name = ""] =
    /(?:\p{Lu}[\p{L}\p{M}.’'-]+\s){1,3}\p{Lu}[\p{L}\p{M}’'-]+/u.exec(
      signed.text.replace(/^\S+\s(?=\p{Lu})(?<=^(?:By|BY|Von|Par|Por|Di|Door|Af|Av)\s)/u, ""),
    ) ?? [];
  const surname = name.split(" ").at(-1) ?? "";
  if (surname.length < 3) return;
  const last = lines.findLastIndex(isParagraph);
  for (const [at, { text, kind }] of lines.entries()) {
    const isBeside = at > signedAt && at <= signedAt + 3;
    if (kind !== "paragraph" || text.length > maxBiography || !(isBeside || at > last - 4)) continue;
    const own = [
      name,
      `Mr. ${surname}`,
      `Ms. ${surname}`,
      `Mrs. ${surname}`,
      `Dr. ${surname}`,
      `Dr ${surname}`,
      `Prof. ${surname}`,
    ].find((each) => text.startsWith(each));
    const line = lines[at];
    if (line != null && own != null && present.test(text.slice(own.length)) && !told.test(text))
      line.kind = "boilerplate";
  }
}

/** A headline in capitals is a teaser anywhere but above an article that has no other headline. */
function keepHeadline(lines: readonly Line[]): void {
  const first = lines.findIndex(isParagraph);
  const above = lines.slice(0, Math.max(0, first));
  const isHeadline = (line: Line): boolean =>
    line.kind === "title" || (isUnfinished(line) && line.text.split(" ").length > 3);
  if (above.some(isHeadline)) return;
  const shouted = above.find(({ kind, text }) => kind === "boilerplate" && isTeaser(text));
  if (shouted != null) shouted.kind = "paragraph";
}

/** Headlines that follow "Related", "Most read", "More on this story:". */
function markLists(lines: readonly Line[]): void {
  for (const [at, trigger] of lines.entries()) {
    if (trigger.kind !== "boilerplate" || trigger.text.length > 70) continue;
    const folded = fold(trigger.text);
    const isLabel =
      wholeLines.has(folded.replace(/[\s:.!»›>→-]+$/u, "")) ||
      /(?:[:：…]|\.\.\.)$/u.test(trigger.text.trim());
    if (!isLabel || !listTriggers.test(folded)) continue;
    for (let next = at + 1; next < lines.length && next <= at + maxListed; next++) {
      const line = lines[next];
      if (line == null || (!isFurniture(line) && !isListed(line) && !isSignature(line, lines[next - 1])))
        break;
      // A heading of the article itself is followed by its paragraph; a first headline follows the label.
      if (next > at + 1 && isHeadingOf(line, lines[next + 1])) break;
      if (isProse(line)) line.kind = "boilerplate";
    }
  }
}

const isListed = (line: Line): boolean => isUnfinished(line) && line.text.split(/\s+/u).length >= 3;
/** "JANE DOE" below the headline of her article. */
const isSignature = (line: Line, above: Line | undefined): boolean =>
  above?.kind === "boilerplate" &&
  isUnfinished(line) &&
  /^\p{Lu}[\p{Lu}\p{M}.’'-]*(?: (?:\p{Lu}[\p{Lu}\p{M}.’'-]*|and|et|y|und)){1,4}$/u.test(line.text);
const isHeadingOf = (line: Line, next: Line | undefined): boolean =>
  line.kind === "heading" && line.text.split(" ").length <= 3 && next != null && isParagraph(next);

/** "News", "World" at the head, at the end, or beside other furniture. */
function markSections(lines: readonly Line[]): void {
  const last = lines.findLastIndex(isParagraph);
  for (const [at, line] of lines.entries()) {
    if (!isUnfinished(line) || !isSection(line.text)) continue;
    const [before, after] = [lines[at - 1], lines[at + 1]];
    const beside = (before != null && isFurniture(before)) || (after != null && isFurniture(after));
    if (at < Math.min(headLines, last) || at > last || beside) line.kind = "boilerplate";
  }
}

/**
 * A menu's other lines: a few short ones without a full stop, with furniture directly above and below them, but not the
 * headline.
 */
function markBetween(lines: readonly Line[], headline: number): void {
  let above = -1;
  for (const [at, line] of lines.entries()) {
    if (line.kind === "boilerplate") {
      const between = above < 0 ? [] : lines.slice(above + 1, at);
      if (between.length <= maxBetween) for (const short of between) short.kind = "boilerplate";
      above = at;
    } else if (
      at === headline ||
      !isUnfinished(line) ||
      line.text.length > maxMenuLine ||
      bulleted.test(line.text)
    )
      above = -1;
  }
}

/** What stands below the last paragraph: headlines of other articles, tags, names of sections. */
function markTail(lines: readonly Line[]): void {
  let from = lines.length;
  let unfinished = 0;
  let furniture = 0;
  while (from > 0) {
    const line = lines[from - 1];
    if (line == null) break;
    if (isFurniture(line)) furniture++;
    else if (isUnfinished(line) && !bulleted.test(line.text)) unfinished++;
    else if (line.kind !== "byline" && line.kind !== "dateline") break;
    from--;
  }
  const above = lines.slice(Math.max(0, from - tailLines), from);
  const article = above.filter(isParagraph).length;
  // Recipes, verse and lists end without full stops as well: only below an article, and not what a colon announces.
  if (article < 3 || article < above.length / 2 || unfinished + furniture < 3 || unfinished > 40) return;
  if (/[:：]$/u.test(lines[from - 1]?.text ?? "")) return;
  if (furniture === 0 && unfinished < 4) return;
  // A chronicle, a table of results: the lines of a list that has no bullets.
  const counted = lines.slice(from).filter(({ text }) => /^\p{N}/u.test(text)).length;
  if (furniture === 0 && counted * 2 > unfinished) return;
  for (const line of lines.slice(from)) if (isProse(line)) line.kind = "boilerplate";
}

/** One line without a full stop between paragraphs that have theirs, in a sentence's capitals, is a caption. */
function markLoneCaptions(lines: readonly Line[]): void {
  for (let at = 2; at + 1 < lines.length; at++) {
    const [before, line, after] = [lines[at - 1], lines[at], lines[at + 1]];
    if (before == null || line == null || after == null || !isUnfinished(line) || line.kind === "list")
      continue;
    if (
      line.text.length < minLoneCaption ||
      !endsWell(before) ||
      !(endsWell(after) || after.kind === "heading")
    )
      continue;
    if (/^['‘]|["“”„«»?]/u.test(line.text) || bulleted.test(line.text) || isTitleCase(line.text)) continue;
    line.kind = "caption";
  }
}

const endsWell = (line: Line): boolean =>
  isFurniture(line) || (isParagraph(line) && sentenceEnd.test(line.text) && line.text.length > 60);

function isTitleCase(text: string): boolean {
  const words = text.split(/\s+/u).filter((word) => /^\p{L}{4,}/u.test(word));
  return words.filter((word) => /^\p{Lu}/u.test(word)).length > 0.6 * words.length;
}
