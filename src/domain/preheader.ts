import type { Entry } from "./entry.ts";
import { headline } from "./headline.ts";
import { oneLine } from "./summary.ts";

const maxChars = 100;
/** Below this an inbox fills the line with whatever the mail begins with. */
const leastChars = 40;

type Story = Pick<Entry, "title" | "summary">;

/**
 * What an inbox shows after the subject: the headlines that the subject does not tell, and where they are few what the lead
 * says first. It extends the subject and never repeats it; "" where there is nothing else to say.
 */
export function preheaderOf(subject: string, lead: Story, rest: readonly Story[]): string {
  const titles = [lead, ...rest].map(({ title }) => title).filter((title) => !repeats(title, subject));
  let line = "";
  for (const title of titles) {
    const longer = line === "" ? title : `${line} · ${title}`;
    if (longer.length > maxChars) break;
    line = longer;
  }
  if (line === "" && titles[0] != null) return headline(titles[0], maxChars);
  if (line.length >= leastChars) return line;
  const room = maxChars - (line === "" ? 0 : line.length + " · ".length);
  const said = openingOf(lead, [subject, lead.title, ...titles], room);
  return [line, said].filter((part) => part !== "").join(" · ");
}

/** The lead's first words that are not its title once more. */
function openingOf({ summary }: Story, told: readonly string[], room: number): string {
  const isNew = (text: string): boolean => told.every((known) => !repeats(text, known));
  if (summary.sentences.length === 0) {
    const line = oneLine(summary, room);
    return isNew(line) ? line : "";
  }
  const fresh = summary.sentences.filter(({ text }) => isNew(text));
  return fresh.length === 0 ? "" : oneLine({ ...summary, sentences: fresh } as Story["summary"], room);
}

/** So many of a text's pairs of letters stand in another that it says the same. */
const repeatedShare = 0.75;

/** Is a text told by another one: its beginning, its like, or nearly all of its letters in their order? */
function repeats(text: string, known: string): boolean {
  const [own, other] = [lettersOf(text), lettersOf(known)];
  if (own === "") return true;
  if (other === "") return false;
  if (own.startsWith(other) || other.startsWith(own)) return true;
  const pairs = pairsOf(own);
  const there = pairsOf(other);
  const shared = [...pairs].filter((pair) => there.has(pair)).length;
  return shared >= pairs.size * repeatedShare;
}

const lettersOf = (text: string): string =>
  text
    .slice(0, 400)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "");

const pairsOf = (letters: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)));
