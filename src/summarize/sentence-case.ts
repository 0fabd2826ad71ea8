/**
 * Sentence ends are told by the capital after them. A text that was lower-cased (transcripts, old wires, other
 * people's tools) has none, and would be one sentence: such a text gets its capitals back where a sentence may begin,
 * only for finding where sentences end.
 */

/** Below this share of capitals among its letters a text has lost them; English prose has 2 to 8 %. */
const leastCapitals = 0.002;
const leastLetters = 40;
const judgedChars = 20_000;
const afterStop = /([.!?…]["'”’»)\]]{0,3}\s{1,4}["'“‘„«([]{0,3})(\p{Ll})/gu;
/** "mr. lind": a title before a full stop is known by its capital, too. */
const beforeStop = /(?<=^|\s)(\p{Ll})(?=\p{Ll}{1,4}\.\s)/gu;

/** The text with such capitals, as long as it was; texts in any other case as they are. Linear time. */
export function inSentenceCase(text: string): string {
  const sample = text.slice(0, judgedChars);
  const small = sample.match(/\p{Ll}/gu)?.length ?? 0;
  const capital = sample.match(/\p{Lu}/gu)?.length ?? 0;
  if (small < leastLetters || capital > leastCapitals * small) return text;
  return text
    .replace(beforeStop, (letter) => capitalOf(letter))
    .replace(afterStop, (_, stop: string, letter: string) => stop + capitalOf(letter));
}

/** A capital that takes more room ("ß") would move every offset after it. */
function capitalOf(letter: string): string {
  const capital = letter.toUpperCase();
  return capital.length === letter.length ? capital : letter;
}
