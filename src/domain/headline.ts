/** Where a statement ends, and what stands before can stand alone: a title may end there without a word. */
const statementEnd = /[:;.!?](?=\s)|\s[–—-](?=\s)|[：；。！？]/gu;
/** Half of a thought may end here: `When the bridge opened, …`. */
const pauseEnd = /,(?=\s)|[،，、]/gu;

/**
 * At most `maxChars` characters of a headline (UTF-16 code units): whole if it fits, else up to a statement's end past its
 * middle, else up to a pause there or to a word, with an ellipsis. No letter is parted from its marks.
 */
export function headline(text: string, maxChars: number): string {
  const line = text.replace(/\s+/gu, " ").trim();
  if (line.length <= maxChars) return line;
  const head = line.slice(0, maxChars + 1);
  const isPastMiddle = (end: number): boolean => end >= maxChars / 2;
  const statement = [...head.matchAll(statementEnd)].map(({ index }) => index).find(isPastMiddle);
  if (statement != null && statement <= maxChars) return line.slice(0, statement).trimEnd();
  const room = maxChars - 1;
  const pause = [...head.matchAll(pauseEnd)]
    .map(({ index }) => index)
    .findLast((end) => isPastMiddle(end) && end <= room);
  if (pause != null) return `${line.slice(0, pause).trimEnd()}…`;
  const space = line.lastIndexOf(" ", room);
  return `${(space > maxChars / 2 ? line.slice(0, space) : wholeCharacters(head, room)).trimEnd()}…`;
}

const characters = new Intl.Segmenter("und", { granularity: "grapheme" });

/** As many whole characters, as readers see them, as fit; of one that is longer than all there is room for, none is left whole. */
function wholeCharacters(text: string, maxChars: number): string {
  let end = 0;
  for (const { segment, index } of characters.segment(text)) {
    if (index + segment.length > maxChars) break;
    end = index + segment.length;
  }
  return end > 0 ? text.slice(0, end) : text.slice(0, maxChars).replace(/[\ud800-\udbff]$/, "");
}
