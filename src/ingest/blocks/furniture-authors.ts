import { namesIn } from "../fields/byline.ts";
import type { Line } from "./line-shape.ts";
import { leastWritten, maxHead } from "./furniture-skeleton.ts";
import { isEntry, isLabel, isSetAside, isWritten, wordsIn } from "./line-shape.ts";

/**
 * What a page tells of its authors, in any language: by where their names stand. Biographies known by their words are
 * furniture.ts.
 */

/** Changes `kind` in place. Linear in the number of lines. */
export function settleAuthors(lines: readonly Line[]): void {
  settleAuthorBox(lines);
  settleCredited(lines);
}

const personal = /^\p{Lu}[\p{L}\p{M}’'-]+(?: \p{Lu}[\p{L}\p{M}.’'-]*){1,3}/u;
const maxTold = 6;

/** The last paragraphs that begin with a name which nothing but bylines, credits and a line of its own has. */
function settleCredited(lines: readonly Line[]): void {
  const [first, last] = [lines.findIndex(isWritten), lines.findLastIndex(isWritten)];
  if (first < 0) return;
  for (let at = last; at > Math.max(first + leastWritten, last - maxTold); at--) {
    const line = lines[at];
    if (line == null || line.kind !== "paragraph" || line.text.length > maxBox) continue;
    const [name] = personal.exec(line.text) ?? [];
    const isOwn = name != null && isNamedAside(lines, at, name);
    const box = [lines[at - 1], lines[at - 2]].find(
      (above) =>
        above != null &&
        (isEntry(above) || isSetAside(above)) &&
        personal.exec(above.text)?.[0] === above.text &&
        namesIn(above.text) != null,
    );
    const given = line.text.split(/[\s,]/u, 1)[0] ?? "";
    const isBoxed = box != null && given.length > 2 && box.text.split(" ").includes(given);
    if (!isOwn && !isBoxed) continue;
    line.kind = "boilerplate";
    const alone = isBoxed ? box.text : name;
    for (const other of lines) if (other.text === alone && isEntry(other)) other.kind = "boilerplate";
  }
}

function isNamedAside(lines: readonly Line[], at: number, name: string): boolean {
  const surname = name.split(" ").at(-1) ?? "";
  if (surname.length < 3) return false;
  const others = lines.filter((line, index) => index !== at && line.text.includes(surname));
  return others.some((line) => isSetAside(line) && line.text.includes(name)) && others.every(isSetAside);
}

/** Who is named at the head and again below the article, alone: the author's box, and what it tells of her. */
function settleAuthorBox(lines: readonly Line[]): void {
  const first = lines.findIndex(isWritten);
  if (first < 1 || first > maxHead) return;
  const names = new Set(
    lines
      .slice(0, first)
      .filter((line) => (isSetAside(line) || isEntry(line)) && isNamelike(line.text))
      .map(({ text }) => bare(text)),
  );
  if (names.size === 0) return;
  for (let at = first + leastWritten; at < lines.length; at++) {
    const [line, below] = [lines[at], lines[at + 1]];
    if (line == null || !(isLabel(line) || isSetAside(line)) || !names.has(bare(line.text))) continue;
    line.kind = "boilerplate";
    const own = new Set(
      bare(line.text)
        .split(" ")
        .filter((word) => word.length > 2),
    );
    if (
      below?.kind === "paragraph" &&
      below.text.length <= maxBox &&
      own.has(below.text.split(/[\s,]/u, 1)[0] ?? "")
    )
      below.kind = "boilerplate";
  }
}

const maxBox = 400;
const isNamelike = (text: string): boolean =>
  wordsIn(text) >= 2 && wordsIn(text) <= 5 && !/\p{N}/u.test(text);
const bare = (text: string): string =>
  text
    .replace(/^(?:By|BY|Von|Par|Por|Di|Door|Af|Av|Words by|Text:?)\s/u, "")
    .replace(/\s+/gu, " ")
    .trim();
