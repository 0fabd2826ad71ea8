/** What is set in lines, and is no prose: verse, and code in a text without markup. */

const codeLine =
  /[{}]\s{0,9}$|\)\s{0,9};?\s{0,9}$(?<=\(.{0,200})|^\s{0,40}(?:\/\/|#include\b|```|~~~|\$ \S)|^\s{0,40}(?:const|let|var|def|fn|func|function|class|public|private|static|import|from|return|package|using|export)\b.{0,200}[;:{(=]|^\s{0,40}[\w.[\]]{1,60}\s?(?:=|:=|\+=|-=)\s?\S.{0,200};?$/;
/** Of a page in lines no more is looked at. */
const maxLines = 60;
const maxChars = 4000;

/** Most of its lines are written for a machine. A line of prose that ends in a bracket does not make it so. */
export function isCode(block: string): boolean {
  const lines = linesOf(block);
  const written = lines.filter((line) => codeLine.test(line.slice(0, 300))).length;
  return written > 0 && written * 2 > lines.length && /[;{}=]|=>|```|~~~/.test(block.slice(0, maxChars));
}

const leastLines = 3;
const longestLine = 60;

/** Short lines that begin with capitals, and mostly do not end a sentence. Prose broken at a margin goes on in small letters. */
export function isVerse(block: string): boolean {
  const lines = linesOf(block);
  if (lines.length < leastLines || lines.some((line) => line.trim().length > longestLine)) return false;
  const opens = lines.filter((line) => /^\s{0,40}["'“‘«¿¡—–-]{0,2}\s?\p{Lu}/u.test(line)).length;
  const ends = lines.filter((line) => endsSentence(line)).length;
  return opens * 10 >= lines.length * 7 && ends * 2 <= lines.length;
}

const linesOf = (block: string): string[] =>
  block
    .slice(0, maxChars)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(0, maxLines);

/** "…day." and "…day”." do; a line of a poem, a list or a program mostly does not. */
export const endsSentence = (text: string): boolean =>
  /[\p{STerm}…:：]["'”’“«»›‹)\]」』）*_]{0,4}$/u.test(text.trimEnd().slice(-8));
