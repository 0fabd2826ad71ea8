type Stretch = { readonly first: number; readonly last: number };
export type Role = "signature" | "opening" | "mark" | "words";

const maxMarks = 8;
const maxWords = 300;
const sentenceEnd = /[.!?:;…]["'”’»)]{0,2}$/u;

/**
 * A post with the counts, links and frames that touch it, on either side, and with its words where they were pasted below all
 * of these.
 *
 * @param free the first line that is not yet another post's
 */
export function grownPost(
  lines: readonly string[],
  post: Stretch,
  free: number,
  roleAt: (at: number) => Role,
): Stretch {
  const isMark = (at: number): boolean => roleAt(at) === "mark";
  const down = (from: number): number => {
    let last = from;
    while (last + 1 < lines.length && last - from < maxMarks && isMark(last + 1)) last++;
    return last;
  };
  let { first } = post;
  while (first - 1 >= free && post.first - first < maxMarks && isMark(first - 1)) first--;
  const last = down(post.last);
  const roles = Array.from({ length: last - first + 1 }, (_, at) => roleAt(first + at));
  const next = lines[last + 1] ?? "";
  // A lone link is a post by itself; what is signed, or opens below all else, has words somewhere.
  const isOpen = roles.includes("signature") || (roles.length > 1 && roles.at(-1) === "opening");
  const lacksWords = isOpen && !roles.includes("words");
  const isWords = next !== "" && next.length <= maxWords && !sentenceEnd.test(next);
  return { first, last: lacksWords && isWords && roleAt(last + 1) === "words" ? down(last + 1) : last };
}
