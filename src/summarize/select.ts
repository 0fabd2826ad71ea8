import type { Candidate } from "./candidates.ts";
import type { Features } from "./features.ts";
import { countEither, union } from "./recurring.ts";
import {
  type SetSums,
  type Weights,
  sentenceScores,
  setFeatureNames,
  setFeaturesOf,
  usualSentences,
  usualWords,
  worthOfSet,
} from "./score.ts";

/** What a choice may be: all hold. Infinity where nothing is asked. */
export type Room = {
  readonly sentences: number;
  readonly words: number;
  readonly chars: number;
  /** How long a sentence is; computed where asked for, and once. */
  readonly wordsOf: (candidate: Candidate) => number;
  readonly charsOf: (candidate: Candidate) => number;
  /** Between two sentences. */
  readonly joint: number;
};

/** A set of sentences as it grows in article order, so that each set is met once. */
type Draft = {
  readonly before: Seed | null;
  readonly last: Candidate;
  readonly sums: SetSums;
  readonly own: number;
  readonly score: number;
  readonly words: number;
  readonly chars: number;
};

/** A set that is worth growing. Of most drafts only the score is ever asked for. */
type Seed = Draft & {
  readonly before: Seed | null;
  /** Its recurring words, as bits. */
  readonly recurring: Uint32Array;
};

/** Sets kept of each size; with this many, three sentences are found as if all sets had been tried. */
const beamWidth = 120;
/** Of sets of more sentences fewer are kept: they differ less. */
const narrowWidth = 30;
/** Sentences looked at: the beginning, and the most promising of the rest. */
const openingSentences = 12;
const promisingSentences = 16;
const maxPool = 60;
/** No summary is longer; a limit of thousands of words would cost without end. */
const maxPicks = 40;
/** A sentence so like a chosen one says it again; one less like it, if nearly all its words stand there. */
const duplicate = 0.8;
const suspect = 0.5;
const retold = { share: 0.75, words: 6 };
/** Too short an article to rank: its beginning. */
const leastToRank = 5;

/**
 * The best set of sentences within the room, in article order; empty when no sentence fits. Sets in which a sentence hangs
 * in the air ("But he …" without what it answers, half a quotation) are not tried unless nothing else fits.
 */
export function select(features: Features, room: Room, weights: Weights): Candidate[] {
  if (features.candidates.length < leastToRank) return beginning(features.candidates, room);
  return search(features, room, weights, true) ?? search(features, room, weights, false) ?? [];
}

function beginning(candidates: readonly Candidate[], room: Room): Candidate[] {
  const chosen: Candidate[] = [];
  let [words, chars] = [0, -room.joint];
  for (const candidate of candidates) {
    words += room.wordsOf(candidate);
    chars += room.charsOf(candidate) + room.joint;
    if (chosen.length >= room.sentences || words > room.words || chars > room.chars) break;
    chosen.push(candidate);
  }
  while (chosen.length > 1 && chosen.at(-1)?.announces === true) chosen.pop();
  return chosen;
}

/** What is searched, and by what. */
type Task = {
  readonly features: Features;
  readonly room: Room;
  readonly weights: Weights;
  /** What each candidate is worth by itself. */
  readonly own: readonly number[];
  readonly pool: readonly Candidate[];
  readonly scale: number;
  /** Features of the set that is being weighed. */
  readonly ofSet: Float64Array;
};

/** Beam search over growing sets. @param isCoherent whether no sentence may hang in the air */
function search(features: Features, room: Room, weights: Weights, isCoherent: boolean): Candidate[] | null {
  const own = sentenceScores(features, weights);
  const scale = scaleOf(room);
  const pool = poolOf(features.candidates, own, Math.min(maxPool, promisingSentences * scale));
  const ofSet = new Float64Array(setFeatureNames.length);
  const task = { features, room, weights, own, pool, scale, ofSet };
  let best: Draft | null = null;
  let beam: readonly (Seed | null)[] = [null];
  const most = Math.min(room.sentences, maxPicks);
  for (let size = 1; size <= most && beam.length > 0; size++) {
    const drafts = beam.flatMap((seed) => grown(task, seed, isCoherent));
    for (const draft of drafts) {
      if ((best == null || draft.score > best.score) && (!isCoherent || mayEnd(draft))) best = draft;
    }
    if (size < most) beam = seedsOf(drafts, size < usualSentences ? beamWidth : narrowWidth, features);
  }
  return best == null ? null : sentencesOfDraft(best);
}

/** The best of the drafts. */
function seedsOf(drafts: readonly Draft[], width: number, { recurring: { bits } }: Features): Seed[] {
  const best = drafts.toSorted((a, b) => b.score - a.score).slice(0, width);
  return best.map((draft) => {
    const theirs = bits[draft.last.index] ?? none;
    const recurring = draft.before == null ? theirs : union(draft.before.recurring, theirs);
    return { ...draft, recurring };
  });
}

const none = new Uint32Array();

/** A draft with each sentence after its last one that may follow and fits. */
function grown(task: Task, seed: Seed | null, isCoherent: boolean): Draft[] {
  const longer: Draft[] = [];
  for (const next of task.pool) {
    if (seed != null && next.index <= seed.last.index) continue;
    if (isCoherent && !mayFollow(seed, next)) continue;
    const extended = extend(task, seed, next);
    if (extended != null) longer.push(extended);
  }
  return longer;
}

/** Null where the sentence does not fit, or says again what stands there. Called some ten thousand times for an article. */
function extend(task: Task, seed: Seed | null, next: Candidate): Draft | null {
  const { features, room, weights, scale } = task;
  const words = (seed == null ? 0 : seed.words) + room.wordsOf(next);
  const chars = (seed == null ? 0 : seed.chars + room.joint) + room.charsOf(next);
  if (words > room.words || chars > room.chars) return null;
  const likeness = likenessToAll(features, seed, next);
  if (likeness == null) return null;
  const { bits, often } = features.recurring;
  const theirs = bits[next.index] ?? none;
  const ours = seed == null ? theirs : seed.recurring;
  const before = seed?.sums;
  const sums: SetSums = {
    sentences: (before?.sentences ?? 0) + 1,
    words: (before?.words ?? 0) + next.words.length,
    neighbours: (before?.neighbours ?? 0) + (seed?.last.index === next.index - 1 ? 1 : 0),
    likeness: (before?.likeness ?? 0) + likeness,
    recurring: countEither(ours, theirs, ours.length),
    recurringOften: countEither(ours, theirs, often),
  };
  const own = (seed?.own ?? 0) + (task.own[next.index] ?? 0);
  const ofSet = setFeaturesOf(sums, scale, features.candidates.length, task.ofSet);
  const score = worthOfSet(own, ofSet, weights);
  return { before: seed, last: next, sums, own, score, words, chars };
}

/** The first sentences, the best of the rest, and those that these lean on; in article order. */
function poolOf(candidates: readonly Candidate[], own: readonly number[], count: number): Candidate[] {
  const promising = candidates
    .slice(openingSentences)
    .toSorted((a, b) => (own[b.index] ?? 0) - (own[a.index] ?? 0) || a.index - b.index)
    .slice(0, count);
  const inPool = new Set(promising.map(({ index }) => index));
  for (const { index, leansOnPrevious, quoting, announces } of promising) {
    if (leansOnPrevious || quoting.goesOn) inPool.add(index - 1);
    if (quoting.staysOpen || quoting.isBare || announces) inPool.add(index + 1);
  }
  return candidates.filter(({ index }) => index < openingSentences || inPool.has(index));
}

/** How much more than the usual three sentences is asked for; of words only the part that whole sentences fill. */
function scaleOf({ sentences, words, chars }: Room): number {
  const filled = 0.85;
  const charsPerWord = 6;
  return Math.max(
    1,
    Math.min(
      sentences / usualSentences,
      (filled * words) / usualWords,
      (filled * chars) / charsPerWord / usualWords,
      maxPicks / usualSentences,
    ),
  );
}

/** Of a sentence to those chosen, added up; null where it says one of them again. */
function likenessToAll({ likeness }: Features, draft: Draft | null, next: Candidate): number | null {
  let sum = 0;
  for (let each = draft; each != null; each = each.before) {
    const like = likeness.between(each.last.index, next.index);
    if (like > duplicate || (like > suspect && isContained(each.last, next))) return null;
    sum += like;
  }
  return sum;
}

/** Do nearly all content words of the shorter sentence stand in the longer one? */
function isContained(a: Candidate, b: Candidate): boolean {
  const [short, long] = a.terms.size < b.terms.size ? [a.terms, b.terms] : [b.terms, a.terms];
  let shared = 0;
  for (const term of short.keys()) if (long.has(term)) shared++;
  return shared >= retold.words && shared >= short.size * retold.share;
}

/** Does what `next` leans on, or what the last one left open, stand beside it? */
function mayFollow(draft: Draft | null, next: Candidate): boolean {
  if (draft?.last.index === next.index - 1) return true;
  if (draft != null && !mayEnd(draft)) return false;
  return next.index === 0 || !(next.leansOnPrevious || next.quoting.goesOn);
}

/** A bare quotation is closed by the sentence before it, where that was chosen: there is its speaker. */
function mayEnd({ last, before }: Draft): boolean {
  const hasPrevious = before?.last.index === last.index - 1;
  return !last.quoting.staysOpen && !last.announces && (!last.quoting.isBare || hasPrevious);
}

/** The same rules for a set at once, in article order: does no sentence of it hang in the air? */
export function mayStand(set: readonly Candidate[]): boolean {
  const has = (index: number): boolean => set.some((other) => other.index === index);
  return set.every(({ index, leansOnPrevious, quoting, announces }) => {
    if (index > 0 && (leansOnPrevious || quoting.goesOn) && !has(index - 1)) return false;
    if ((quoting.staysOpen || announces) && !has(index + 1)) return false;
    return !quoting.isBare || has(index - 1) || has(index + 1);
  });
}

function sentencesOfDraft(draft: Draft): Candidate[] {
  const chosen: Candidate[] = [];
  for (let each: Draft | null = draft; each != null; each = each.before) chosen.push(each.last);
  return chosen.toReversed();
}
