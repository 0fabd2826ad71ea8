import { isContent } from "./alignment.ts";
import type { Flag } from "./flags.ts";
import type { Passage } from "./passage.ts";

const leastWords = 5;
/** A true sentence in words of its own still shares more than this with its article. */
const leastShare = 0.35;
const shownChars = 80;

/** Sentences of the summary of whose words hardly any stand in the article. */
export function strangerFlags(article: Passage, summary: Passage): Flag[] {
  return summary.bounds.flatMap(([from, to], sentence) => {
    const words = summary.words.slice(from, to).filter(isContent);
    const known = words.filter(({ stem }) => article.places.has(stem)).length;
    if (words.length < leastWords || known >= words.length * leastShare) return [];
    const span = summary.sentences[sentence];
    const what =
      span == null ? "" : summary.text.slice(span.start, Math.min(span.end, span.start + shownChars));
    return [
      {
        kind: "binding",
        what,
        because: `${known} of its ${words.length} words stand in the article`,
        core: false,
      } as const,
    ];
  });
}
