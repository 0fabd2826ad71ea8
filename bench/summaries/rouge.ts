/**
 * ROUGE F1 (Lin 2004), written out so that the bench needs no package: words are runs of letters and digits, lower
 * case, unstemmed, stop words kept. ROUGE-L is the summary-level kind (union of the longest common subsequences), as
 * in figures published for CNN/DailyMail. With several references each one is scored and the **mean** is taken.
 */
export type Rouge = { readonly r1: number; readonly r2: number; readonly rl: number };

/** A summary as its sentences; F1 of each measure, from 0 to 1. */
export function rougeOf(sentences: readonly string[], references: readonly (readonly string[])[]): Rouge {
  const own = tokensOf(sentences);
  const scores = references.map((reference) => {
    const other = tokensOf(reference);
    return { r1: overlapF1(own, other, 1), r2: overlapF1(own, other, 2), rl: unionF1(own, other) };
  });
  const mean = (pick: (score: Rouge) => number): number =>
    scores.reduce((sum, score) => sum + pick(score), 0) / Math.max(1, scores.length);
  return { r1: mean((s) => s.r1), r2: mean((s) => s.r2), rl: mean((s) => s.rl) };
}

type Tokens = readonly (readonly string[])[];

const tokensOf = (sentences: readonly string[]): Tokens =>
  sentences.map((sentence) => rougeWords(sentence)).filter((words) => words.length > 0);

export function rougeWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Counts of the n-grams of a whole summary; they run over sentence ends, as in the usual implementations. */
export function gramsOf(words: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + n <= words.length; at++) {
    const gram = words.slice(at, at + n).join(" ");
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

function overlapF1(own: Tokens, reference: Tokens, n: number): number {
  const [a, b] = [gramsOf(own.flat(), n), gramsOf(reference.flat(), n)];
  let common = 0;
  for (const [gram, count] of a) common += Math.min(count, b.get(gram) ?? 0);
  return f1(common, own.flat().length - n + 1, reference.flat().length - n + 1);
}

/** For each reference sentence, which of its words stand in a longest common subsequence with any sentence of ours. */
function unionF1(own: Tokens, reference: Tokens): number {
  const ownLeft = gramsOf(own.flat(), 1);
  const referenceLeft = gramsOf(reference.flat(), 1);
  let common = 0;
  for (const sentence of reference) {
    const union = new Set(own.flatMap((other) => commonPositions(sentence, other)));
    for (const at of [...union].toSorted((a, b) => a - b)) {
      const word = sentence[at] ?? "";
      if ((ownLeft.get(word) ?? 0) <= 0 || (referenceLeft.get(word) ?? 0) <= 0) continue;
      ownLeft.set(word, (ownLeft.get(word) ?? 0) - 1);
      referenceLeft.set(word, (referenceLeft.get(word) ?? 0) - 1);
      common++;
    }
  }
  return f1(common, own.flat().length, reference.flat().length);
}

/** Positions in `a` of one longest common subsequence of `a` and `b`. */
function commonPositions(a: readonly string[], b: readonly string[]): number[] {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      table[i * width + j] =
        a[i - 1] === b[j - 1]
          ? (table[(i - 1) * width + j - 1] ?? 0) + 1
          : Math.max(table[(i - 1) * width + j] ?? 0, table[i * width + j - 1] ?? 0);
    }
  }
  const found: number[] = [];
  for (let i = a.length, j = b.length; i > 0 && j > 0;) {
    if (a[i - 1] === b[j - 1]) {
      found.push(i - 1);
      i--;
      j--;
    } else if ((table[(i - 1) * width + j] ?? 0) >= (table[i * width + j - 1] ?? 0)) i--;
    else j--;
  }
  return found.toReversed();
}

function f1(common: number, own: number, reference: number): number {
  if (common === 0 || own <= 0 || reference <= 0) return 0;
  const [precision, recall] = [common / own, common / reference];
  return (2 * precision * recall) / (precision + recall);
}
