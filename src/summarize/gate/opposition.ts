import type { Alignment } from "./alignment.ts";
import { isContent, wordsOf } from "./alignment.ts";
import type { Flag } from "./flags.ts";
import { familyOf, opposites } from "./opposites.ts";
import type { Passage } from "./passage.ts";

const leastScore = 0.2;
/** How near a word of the summary must stand to one that the article's sentence has too. */
const nearWords = 4;

/** A word whose opposite, or another of its kind, stands in its place in the article. English. */
export function oppositionFlags(article: Passage, summary: Passage, alignments: readonly Alignment[]): Flag[] {
  const flags: Flag[] = [];
  summary.words.forEach((word, at) => {
    if (!opposites.has(word.stem) && !familyOf.has(word.stem)) return;
    const aligned = (alignments[word.sentence] ?? []).filter(({ score }) => score >= leastScore);
    const stems = new Set([...wordsOf(summary, word.sentence)].map((index) => summary.words[index]?.stem ?? ""));
    const isElsewhere = article.places.has(word.stem);
    const against = isElsewhere ? null : (contraryIn(article, aligned, stems, word.stem, summary, at) ?? strangerTo(article, aligned, stems, word.stem));
    if (against == null) return;
    flags.push({ kind: "antonym", what: word.text, because: `the article says “${against}”`, core: false });
  });
  return flags;
}

/** The opposite in a sentence the summary's is made from, beside a word that both have. */
function contraryIn(article: Passage, aligned: Alignment, own: ReadonlySet<string>, stem: string, summary: Passage, at: number): string | null {
  const contrary = opposites.get(stem);
  if (contrary == null) return null;
  const around = summary.words.slice(Math.max(0, at - nearWords), at + nearWords + 1).filter((other) => isContent(other) && other.stem !== stem);
  for (const { sentence } of aligned) {
    for (const place of wordsOf(article, sentence)) {
      const word = article.words[place];
      if (word == null || !contrary.has(word.stem) || own.has(word.stem)) continue;
      const near = article.words.slice(Math.max(0, place - nearWords), place + nearWords + 1);
      if (around.some((other) => near.some((each) => each.stem === other.stem))) return word.text;
    }
  }
  return null;
}

/** Another member of its family in such a sentence, which the summary does not have. */
function strangerTo(article: Passage, aligned: Alignment, own: ReadonlySet<string>, stem: string): string | null {
  for (const { members, kinds } of familyOf.get(stem) ?? []) {
    const isTaken = [...members].some(([other, theirs]) => other !== stem && article.places.has(other) && [...theirs].some((kind) => kinds.has(kind)));
    if (isTaken) continue;
    for (const { sentence } of aligned) {
      for (const place of wordsOf(article, sentence)) {
        const word = article.words[place];
        if (word != null && members.has(word.stem) && !own.has(word.stem)) return word.text;
      }
    }
  }
  return null;
}
