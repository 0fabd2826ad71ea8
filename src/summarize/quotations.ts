/**
 * Which sentences stand inside a quotation that others open or close: a quotation is not chosen without its speaker.
 * Straight marks are told apart by the spaces around them, so that one stray mark spoils nothing after it.
 */
export type Quoting = {
  /** Goes on with a quotation that a sentence before it opened. */
  readonly goesOn: boolean;
  /** Opens a quotation that a sentence after it closes. */
  readonly staysOpen: boolean;
  /** Is nothing but a quotation: who speaks stands in a neighbour. */
  readonly isBare: boolean;
};

/** A quotation of more sentences than this is a mark gone astray. */
const maxOpen = 4;
const marks = /[“„«「『]|[”»」』]|"/gu;
const opening = /[“„«「『]/u;
const bare = /^["“„«「『][^"“”„«»「」『』]+["”»」』][.,]?$/u;

/** @param sentences of one paragraph, in order */
export function quotingOf(sentences: readonly string[]): Quoting[] {
  const edges = sentences.map(edgesOf);
  const found = sentences.map((sentence) => ({
    goesOn: false,
    staysOpen: false,
    isBare: bare.test(sentence.trim()),
  }));
  for (const [at, { last }] of edges.entries()) {
    if (last !== "opens") continue;
    const rest = edges.slice(at + 1, at + maxOpen);
    const end = rest.findIndex(({ first }) => first !== "none");
    if (end < 0 || rest[end]?.first !== "closes") continue;
    for (let n = at; n <= at + end; n++) {
      const [here, next] = [found[n], found[n + 1]];
      if (here != null) here.staysOpen = true;
      if (next != null) next.goesOn = true;
    }
  }
  return found;
}

type Edge = "opens" | "closes" | "none";

/** What the first and the last quotation mark of a sentence do. */
function edgesOf(sentence: string): { readonly first: Edge; readonly last: Edge } {
  let first: Edge = "none";
  let last: Edge = "none";
  for (const { 0: mark, index } of sentence.matchAll(marks)) {
    last = edgeOf(mark, sentence.charAt(index - 1), sentence.charAt(index + 1));
    if (first === "none") first = last;
  }
  return { first, last };
}

function edgeOf(mark: string, before: string, after: string): Edge {
  if (mark !== '"') return opening.test(mark) ? "opens" : "closes";
  // Before the first character and after the last one there is nothing, which is like a space.
  const [startsWord, endsWord] = [/^[\s([—–-]?$/u.test(before), /^[\s)\],.;:!?—–-]?$/u.test(after)];
  if (startsWord === endsWord) return "none";
  return startsWord ? "opens" : "closes";
}
