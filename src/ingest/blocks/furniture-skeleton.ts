import type { Line } from "./line-shape.ts";
import {
  endsAsSentence,
  isCall,
  isEntry,
  isHeadline,
  isLabel,
  isSetAside,
  isText,
  isWritten,
  runsOn,
  widthOf,
  wordsIn,
} from "./line-shape.ts";

/**
 * Furniture by shape and place alone, in any language. The written sentences of an article are its spine; what stands
 * above the first and below the last of them is a page's, and so are headlines that come in runs between them. Verse,
 * recipes, lists and tables have no spine, or lines that look otherwise: see the guards of each rule.
 */

/** Fewer sentences make no spine. */
export const leastWritten = 3;
/** Menus are longer than this, but then words that we know are among them. */
export const maxHead = 60;
const maxBelowTitle = 14;
/** Names, places, minutes and buttons that no rule knows. */
const maxButtons = 6;
/** So many entries in a row above a headline are a menu, whatever they say. */
const leastMenu = 3;
/** A headline has at least so many words; the title of a short story may have fewer, but no menu then either. */
const titleWords = 4;

/** What stands above the first sentence, but for the headline (`headlineOf`). Changes `kind` in place. Linear. */
export function settleHead(lines: readonly Line[], title: number): void {
  if (title < 0) return;
  const isMenu = settleMenu(lines, title);
  settleBelowTitle(lines.slice(title + 1, lines.findIndex(isWritten)), isMenu);
}

function countWritten(lines: readonly Line[]): number {
  let count = 0;
  for (const line of lines) if (isWritten(line) && ++count >= leastWritten) break;
  return count;
}

/** Which line is the headline of a page whose title nobody has told; -1 where there is no page or no headline. */
export function headlineOf(lines: readonly Line[]): number {
  const first = lines.findIndex(isWritten);
  if (first < 1 || first > maxHead || countWritten(lines) < leastWritten) return -1;
  const head = lines.slice(0, first);
  const title = head.findIndex(({ kind }) => kind === "title");
  if (title >= 0) return title;
  const signed = head.findIndex(({ kind }) => kind === "byline" || kind === "dateline");
  const above = head.slice(0, Math.max(0, signed));
  const [widest, anywhere] = [widestIn(above), widestIn(head)];
  if (widest >= 0) return widest;
  if (above.length === 0) return anywhere;
  // "The Last Ferry", and below its byline nothing as long as a headline.
  const isBelow = anywhere >= 0 && wordsIn(head[anywhere]?.text ?? "") > titleWords;
  return isBelow ? anywhere : above.findLastIndex((line) => isLabel(line) && wordsIn(line.text) >= 2);
}

/** The widest line that may be a headline; the line above that, if that is the deck. */
function widestIn(head: readonly Line[]): number {
  let widest = -1;
  for (const [at, line] of head.entries()) {
    if (!(isLabel(line) || isCall(line)) || wordsIn(line.text) < titleWords) continue;
    if (widest < 0 || widthOf(line.text) > widthOf(head[widest]?.text ?? "")) widest = at;
  }
  const above = head[widest - 1];
  return above != null && (isLabel(above) || isCall(above)) && wordsIn(above.text) >= titleWords
    ? widest - 1
    : widest;
}

/** Short lines from the top of the page to its headline. */
function settleMenu(lines: readonly Line[], title: number): boolean {
  const menu = lines.slice(0, title);
  const known = menu.filter(isSetAside).length;
  settleBanner(menu);
  const unknown = menu.filter((line) => !isSetAside(line));
  if (!unknown.every((line) => isEntry(line) && !runsOn(line) && !/^\p{N}/u.test(line.text))) {
    return known >= leastMenu;
  }
  if (menu.length < leastMenu && known === 0) return false;
  // "Ferry returns" above a deck: clearly wider than the entries above it, where no sign says that the deck is none.
  const last = unknown.at(-1);
  const widest = Math.max(0, ...menu.slice(0, -1).map(({ text }) => widthOf(text)));
  const isTitle =
    last != null && last === menu.at(-1) && wordsIn(last.text) >= 2 && widthOf(last.text) > 1.5 * widest;
  for (const line of unknown) if (!isTitle || line !== last) line.kind = "boilerplate";
  return true;
}

/** "An official website of …": a longer line, but with a menu between it and the headline. */
function settleBanner(menu: readonly Line[]): void {
  for (const [at, line] of menu.entries()) {
    const below = menu.slice(at + 1);
    const isFar =
      below.length >= 2 && below.every((each) => isSetAside(each) || isEntry(each) || isLabel(each));
    const isSigned = below.some(({ kind }) => kind === "byline" || kind === "dateline");
    if (isFar && !isSigned && below.some(isSetAside) && isLabel(line) && !isEntry(line))
      line.kind = "boilerplate";
  }
}

/** Name, day, minutes, buttons; the deck and a heading that opens the article stay. */
function settleBelowTitle(between: readonly Line[], isMenu: boolean): void {
  if (between.length > maxBelowTitle || between.some((line) => runsOn(line) && wordsIn(line.text) >= 4))
    return;
  const [deck] = between;
  const rest = deck != null && isLabel(deck) && wordsIn(deck.text) > titleWords ? between.slice(1) : between;
  const labels = rest.filter((line) => isLabel(line) || isCall(line));
  if (!(isMenu || rest.some(isSetAside)) || labels.filter(isHeadline).length > 2) return;
  // A recipe's ingredients, a cast, a table: more than any site has between its headline and its article.
  const counted = labels.filter((line) => /^\p{N}/u.test(line.text) && !isStamp(line)).length;
  if (labels.length > maxButtons || counted > 2) return;
  for (const [at, line] of rest.entries()) {
    const above = rest[at - 1];
    const opens =
      at === rest.length - 1 &&
      wordsIn(line.text) > 1 &&
      !/\p{N}/u.test(line.text) &&
      (above == null || above.kind !== "boilerplate");
    if ((isEntry(line) && !opens) || isStamp(line)) line.kind = "boilerplate";
  }
}

/** A year or a time of day among few words, in whatever language: "11 januari 2026 kl 06.00". */
const isStamp = (line: Line): boolean =>
  isLabel(line) &&
  line.text.length <= 48 &&
  wordsIn(line.text) <= 7 &&
  /(?<!\p{N})(?:(?:19|20)\p{N}{2}|\p{N}{1,2}[:.h]\p{N}{2})(?!\p{N})/u.test(line.text);

/** A page carries so many lines that are none of the article's; below that a lone word is a heading. */
const leastFurniture = 3;

/** Between the first sentence and the last: headlines of other articles, a button or a section's name alone. */
export function settleInside(lines: readonly Line[], isSection: (text: string) => boolean): void {
  const first = lines.findIndex(isWritten);
  const last = lines.findLastIndex(isWritten);
  if (first < 0 || countWritten(lines) < leastWritten) return;
  settleBesideOther(lines, first, last);
  settlePolls(lines);
  if (lines.filter(isSetAside).length < leastFurniture) return;
  settleLoneWords(lines, first, last, isSection);
  settleLoneCaption(lines, first, last);
  settleCounters(lines.slice(first, last + 1));
  for (let at = first + 1; at < last; at++) {
    let end = at;
    while (end < last && isHeadline(lines[end] ?? noLine)) end++;
    if (end > at && isStoryList(lines, at, end))
      for (const line of lines.slice(at, end)) line.kind = "boilerplate";
    at = Math.max(at, end);
  }
}

const noLine: Line = { text: "", kind: "paragraph", marked: true };

/** "Read more" on a line of its own, below the headline that it belongs to. */
const readOn =
  /^(?:read (?:more|next|on)|continue reading|mehr lesen|weiterlesen|lire la suite|leer más|leggi tutto|lees (?:meer|verder)|leia mais|läs mer|les mer|læs mere|czytaj więcej|читать (?:далее|дальше)|続きを読む|阅读更多|اقرأ المزيد)[\s.…»›>→]{0,3}$/iu;
/** "Photo by Jane Doe", "Image: Gull": who took the picture, and nothing of what it shows. */
const credit =
  /^\(?(?:photo(?:graph)?|image|picture|foto|bild|illustration|credit|credits?)s?(?: credit)? ?(?:by |: ?|\/)\s?\p{L}.{1,60}$/iu;
const maxSentenceCaption = 130;
/** What happened is told in words of this language only; of others nothing can be said. */
const english = /\s(?:the|an?|of|at|with|and)\s/u;
const told =
  /["“”«]|\s(?:was|were|had|did|said|says|told|took|made|left|came|went|has|have|will|sang|ran|fell|won|lost|gave|got|held|kept|knew|met|paid|put|sat|saw|sent|sold|stood|thought|wrote|became|began|brought|built|bought|could|would|felt|found|grew|heard|led|rose|spoke|spent|\p{L}{3,}ed)(?!\p{L})/u;

/** "Was this helpful?", "Yes", "No": a question above its two buttons, in any language. */
function settlePolls(lines: readonly Line[]): void {
  for (let at = 0; at + 2 < lines.length; at++) {
    const [question, yes, no, below] = lines.slice(at, at + 4);
    if (question == null || yes == null || no == null || !/[?？؟]$/u.test(question.text)) continue;
    const isButton = (line: Line): boolean =>
      isLabel(line) && line.text.length <= 8 && wordsIn(line.text) === 1;
    if (!isText(question) || !isButton(yes) || !isButton(no) || (below != null && isButton(below))) continue;
    for (const line of [question, yes, no]) line.kind = "boilerplate";
  }
}

/** "3" on a gallery's picture; numbers that begin at one count chapters. */
function settleCounters(inside: readonly Line[]): void {
  const numbers = inside.filter(({ text }) => /^\p{N}{1,2}$/u.test(text));
  if (numbers.some(({ text }) => Number(text) <= 1)) return;
  for (const line of numbers) line.kind = "boilerplate";
}

/** A headline above its "Read more", a caption above its credit. */
function settleBesideOther(lines: readonly Line[], first: number, last: number): void {
  for (let at = first + 1; at <= last; at++) {
    const [line, below] = [lines[at], lines[at + 1]];
    if (line == null || below == null || !isSetAside(below)) continue;
    if (!isText(line) || line.marked || line.kind === "list") continue;
    if (readOn.test(below.text) && isLabel(line) && wordsIn(line.text) >= titleWords)
      line.kind = "boilerplate";
    if (!credit.test(below.text) || line.text.length > maxSentenceCaption || isTitleCase(line.text)) continue;
    if (
      isLabel(line)
        ? widthOf(line.text) >= 30 && wordsIn(line.text) >= 6
        : english.test(line.text) && !told.test(line.text)
    )
      line.kind = "caption";
  }
}

/** Two headlines and more with sentences around them. A colon, a heading or a verse's neighbour makes them the article's. */
function isStoryList(lines: readonly Line[], from: number, to: number): boolean {
  const [above, below] = [lines[from - 1], lines[to]];
  if (above == null || below == null || to - from < 2 || to - from > 8) return false;
  if (/[:：]$/u.test(above.text) || runsOn(below) || !(isWritten(below) || isSetAside(below))) return false;
  // A song begins its lines alike; sites do not tell two stories with the same two words.
  const openings = lines.slice(from, to).map(({ text }) => text.split(" ", 2).join(" "));
  const isVerse = new Set(openings).size < openings.length;
  const widths = lines.slice(from, to).map(({ text }) => widthOf(text));
  // A heading announces points of its own; those are shorter or fewer, as a rule, or count something.
  if (!isLabel(above)) return widths.every((width) => width >= 26) && Math.max(...widths) >= 30 && !isVerse;
  const isCounted = lines.slice(from, to).some(({ text }) => /^\p{N}/u.test(text));
  return widths.every((width) => width >= 30) || (widths.length > 2 && !isCounted);
}

/** "Sport", "Aa": one such word between sentences; several are the headings of a reference article. */
function settleLoneWords(
  lines: readonly Line[],
  first: number,
  last: number,
  isSection: (text: string) => boolean,
): void {
  const words = lines
    .slice(first, last)
    .filter((line) => isLabel(line) && wordsIn(line.text) === 1 && !/\p{N}/u.test(line.text));
  const [word] = words;
  if (word == null || words.length > 1) return;
  if (isSection(word.text) || widthOf(word.text) <= 2) word.kind = "boilerplate";
}

/** Narrower lines alone between sentences are headings. */
const minCaption = 28;
/** The picture stands at the top of an article, below so many of its sentences at most. */
const aboveCaption = 4;

/** The only line of its kind in an article, near its top: what the picture shows. Headings come in numbers. */
function settleLoneCaption(lines: readonly Line[], first: number, last: number): void {
  const alone = lines.slice(first + 1, last).filter((line, at) => {
    const [above, below] = [lines[first + at], lines[first + at + 2]];
    return (
      isLabel(line) &&
      wordsIn(line.text) >= 4 &&
      above != null &&
      below != null &&
      isSentence(above) &&
      isSentence(below)
    );
  });
  const [line] = alone;
  if (line == null || alone.length > 1 || !isHeadline(line) || widthOf(line.text) < minCaption) return;
  const above = lines.slice(0, lines.indexOf(line)).filter(isWritten).length;
  if (above <= aboveCaption && !isCall(line) && !isTitleCase(line.text)) line.kind = "caption";
}

const isSentence = (line: Line): boolean => isWritten(line) || (isText(line) && endsAsSentence(line.text));

/** Most German nouns have capitals as well, but not most words. */
function isTitleCase(text: string): boolean {
  const words = text.split(/\s+/u).filter((word) => /^\p{L}{4,}/u.test(word));
  return words.filter((word) => /^\p{Lu}/u.test(word)).length > 0.8 * words.length;
}

/** How many lines above the end are asked whether an article ends there. */
const asked = 12;
/** Fewer lines below the last sentence are a heading that lost its paragraph, or the article's own last words. */
const leastTail = 3;
const leastUnknownTail = 4;
const maxTail = 60;

/** Everything short below the last sentence. */
export function settleTail(lines: readonly Line[]): void {
  const last = lastSentenceIn(lines);
  const tail = lines.slice(last + 1);
  const article = lines
    .slice(0, last + 1)
    .filter((line) => !isSetAside(line))
    .slice(-asked);
  const written = article.filter((line) => isWritten(line) || endsAsSentence(line.text)).length;
  const from = tail.findIndex((line) => isLabel(line) || isSetAside(line));
  const end = tail.slice(Math.max(0, from));
  const known = end.filter(isSetAside).length;
  const isPage = lines.length > 2 && lines.filter(isSetAside).length >= leastFurniture;
  if (written < leastWritten || written * (known > 0 ? 3 : 2) < article.length) return;
  if (
    from < 0 ||
    end.length < (known > 0 || isPage ? leastTail : leastUnknownTail) ||
    end.length - known > maxTail
  )
    return;
  const announced = [lines[last], ...tail.slice(0, from)].some((line) => /[:：]$/u.test(line?.text ?? ""));
  if (announced || isListOrVerse(end, known)) return;
  const firstKnown = end.findIndex(isSetAside);
  for (const [at, line] of end.entries()) {
    const headsList = end[at + 1]?.kind === "list";
    const isTopic =
      firstKnown >= 0 &&
      at > firstKnown &&
      isText(line) &&
      line.text.length <= 40 &&
      /[:：]$/u.test(line.text);
    if (!headsList && (isLabel(line) || isCall(line) || isTopic)) line.kind = "boilerplate";
  }
}

/** The last line of the spine, or of the short sentences directly below it ("She may be right.", an interview's "No."). */
function lastSentenceIn(lines: readonly Line[]): number {
  let last = lines.findLastIndex(isWritten);
  for (let at = last + 1; at < lines.length; at++) {
    const line = lines[at];
    if (line == null || isLabel(line)) break;
    if (isText(line) && !isCall(line) && endsAsSentence(line.text)) last = at;
  }
  return last;
}

/** Verse runs on; a list's lines begin with numbers, or a colon announces them. */
function isListOrVerse(end: readonly Line[], known: number): boolean {
  const opening = end.slice(0, 6).filter((line) => !isSetAside(line));
  const above = end.slice(0, Math.max(0, end.findIndex(isSetAside)));
  if ((known === 0 ? opening : above).some((line) => /[:：]$/u.test(line.text))) return true;
  if (opening.filter(runsOn).length > (known > 3 ? 1 : 0)) return true;
  return opening.filter(({ text }) => /^\p{N}/u.test(text)).length * 2 > opening.length && known < 3;
}
