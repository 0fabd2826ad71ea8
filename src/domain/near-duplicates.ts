/**
 * The same story in two files: agency copy with another first paragraph, cut, edited or wrapped in furniture. Texts are
 * compared by their runs of five words (shingles); a follow-up on the same matter tells it in other words and shares few.
 * Compared is containment (Broder 1997): how much of the smaller text stands in the larger one, because copies are cut and
 * added to, which Jaccard similarity and SimHash take for difference. See bench/understanding/duplicates.ts.
 *
 * Two matches told by one reporter, two days of weather share their phrases and nothing else: where the names and numbers of one
 * are not the other's, it is another story, however much of the wording they share.
 */

/**
 * A sample of hashes, ascending. A hash is in it if its lowest `bits` bits are zero; `bits` is as small as keeps the sample
 * within its size. So any two samples can be compared at the coarser of their rates.
 */
export type Sample = { readonly bits: number; readonly hashes: Uint32Array };

/** A text by its shingles, and by its names and numbers. */
export type Sketch = Sample & { readonly facts: Sample };

/** A text already in the index that tells the same story. */
export type Copy<Id> = { readonly id: Id; readonly containment: number };

/**
 * At least this much of the smaller text must stand in the larger. A copy with every tenth word changed keeps 0.59; the
 * next day's story about the same event, which repeats what went before, has been seen at 0.35.
 */
export const copyThreshold = 0.4;

/** At least this much of the names and numbers of the text that has fewer must stand in the other. */
const factThreshold = 0.4;
/** Fewer say nothing. */
const leastFacts = 4;

const shingleWords = 5;
/** In scripts without spaces a token is one character, and five of them are less than a phrase. */
const shingleCharacters = 9;
const sketchSize = 128;
const factsSize = 64;
/** Hashes a text is found by: fewer than it is compared by, which keeps the index small. */
const indexedSize = 32;
/** Fewer shared hashes than this may be one stock phrase. */
const leastShared = 4;
/** A shingle in more texts than this is a stock phrase; it finds nothing more. */
const maxHolders = 64;
/** Texts that are looked at closely for one. */
const maxCompared = 64;

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

/** @param text what readers read: without furniture, which copies do not share and other articles do. Linear time. */
export function sketchOf(text: string): Sketch {
  const tokens = tokensOf(text);
  const length = tokens.isUnspaced ? shingleCharacters : shingleWords;
  const shingles = createSampler(sketchSize);
  const last = Math.max(1, tokens.hashes.length - length + 1);
  for (let at = 0; at < last && tokens.hashes.length > 0; at++)
    shingles.add(shingleHash(tokens.hashes, at, Math.min(at + length, tokens.hashes.length)));
  const facts = createSampler(factsSize);
  for (const hash of tokens.facts) facts.add(mixed(hash));
  return { ...shingles.sample(), facts: facts.sample() };
}

function createSampler(size: number) {
  let bits = 0;
  let kept = new Set<number>();
  return {
    add(hash: number): void {
      if ((hash & (2 ** bits - 1)) !== 0) return;
      kept.add(hash);
      while (kept.size > size) {
        bits++;
        const mask = 2 ** bits - 1;
        kept = new Set([...kept].filter((each) => (each & mask) === 0));
      }
    },
    sample: (): Sample => ({ bits, hashes: Uint32Array.from(kept).sort() }),
  };
}

/** Share of the smaller text that stands in the larger, 0 to 1, estimated; 0 where it tells of others. */
export function containment(a: Sketch, b: Sketch): number {
  const facts = overlapOf(a.facts, b.facts);
  if (facts.smaller >= leastFacts && facts.shared < factThreshold * facts.smaller) return 0;
  const { shared, smaller } = overlapOf(a, b);
  // A line or two is a copy only if nearly all of it is shared.
  const needed = Math.min(leastShared, Math.max(1, Math.ceil(0.8 * smaller)));
  return shared < needed ? 0 : shared / smaller;
}

/** How many hashes two samples share, and how many the smaller one has, at the coarser of their rates. */
function overlapOf(a: Sample, b: Sample): { readonly shared: number; readonly smaller: number } {
  const mask = 2 ** Math.max(a.bits, b.bits) - 1;
  let shared = 0;
  let inA = 0;
  let inB = 0;
  let at = 0;
  let to = 0;
  while (at < a.hashes.length || to < b.hashes.length) {
    const left = a.hashes[at] ?? Number.POSITIVE_INFINITY;
    const right = b.hashes[to] ?? Number.POSITIVE_INFINITY;
    const isCounted = (Math.min(left, right) & mask) === 0 ? 1 : 0;
    if (left <= right) {
      at++;
      inA += isCounted;
    }
    if (right <= left) {
      to++;
      inB += isCounted;
    }
    if (left === right) shared += isCounted;
  }
  return { shared, smaller: Math.min(inA, inB) };
}

/** The same text by fewer hashes: it takes less room, and is compared with others at a coarser rate. */
export function coarserSketch(sketch: Sketch, shingles: number, facts: number): Sketch {
  return { ...coarser(sketch, shingles), facts: coarser(sketch.facts, facts) };
}

/** Texts seen so far, and which of them tell the story of the next one. */
export type CopyIndex<Id> = {
  /** Copies of `sketch` among the texts added, likest first. */
  find(sketch: Sketch): readonly Copy<Id>[];
  /** From now on it is one of them. */
  insert(id: Id, sketch: Sketch): void;
  /** `find`, then `insert`. */
  add(id: Id, sketch: Sketch): readonly Copy<Id>[];
  /** Texts added. */
  readonly size: number;
  /** Bytes held, without the ids: some 1,000 an article, the room to grow included. */
  readonly bytes: number;
};

/** Memory grows by what is added and by nothing else; an `add` looks at a bounded number of texts. */
export function createIndex<Id>(): CopyIndex<Id> {
  const ids: Id[] = [];
  const sketches = createShelf();
  const postings = createPostings();
  const find = (sketch: Sketch): readonly Copy<Id>[] => {
    const hits = new Map<number, number>();
    for (const hash of sketch.hashes) postings.collect(hash, hits);
    const copies: Copy<Id>[] = [];
    for (const text of likeliest(hits)) {
      const share = containment(sketch, sketches.at(text));
      if (share >= copyThreshold) copies.push({ id: ids[text] as Id, containment: share });
    }
    return copies.sort((a, b) => b.containment - a.containment);
  };
  const insert = (id: Id, sketch: Sketch): void => {
    const text = ids.push(id) - 1;
    sketches.push(sketch);
    for (const hash of coarser(sketch, indexedSize).hashes) postings.insert(hash, text);
  };
  return {
    get size() {
      return ids.length;
    },
    get bytes() {
      return sketches.bytes + postings.bytes;
    },
    find,
    insert,
    add(id, sketch) {
      const copies = find(sketch);
      insert(id, sketch);
      return copies;
    },
  };
}

/** Texts of one agency share stock phrases with thousands, and a copy shares more than those: the rest need not be compared. */
function likeliest(hits: ReadonlyMap<number, number>): number[] {
  if (hits.size <= maxCompared) return [...hits.keys()];
  return [...hits]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, maxCompared)
    .map(([text]) => text);
}

type Shelf = { push(sketch: Sketch): void; at(number: number): Sketch; readonly bytes: number };

/** Sketches end to end in one array: as objects of their own they would take half as much again. */
function createShelf(): Shelf {
  let hashes = new Uint32Array(1024);
  const ends: number[] = [];
  const bits: number[] = [];
  const push = (sample: Sample): void => {
    const start = ends.at(-1) ?? 0;
    const end = start + sample.hashes.length;
    if (end > hashes.length) {
      const larger = new Uint32Array(Math.max(end, 2 * hashes.length));
      larger.set(hashes);
      hashes = larger;
    }
    hashes.set(sample.hashes, start);
    ends.push(end);
    bits.push(sample.bits);
  };
  const at = (number: number): Sample => ({
    bits: bits[number] ?? 0,
    hashes: hashes.subarray(ends[number - 1] ?? 0, ends[number] ?? 0),
  });
  return {
    get bytes() {
      return hashes.byteLength + 16 * ends.length;
    },
    push(sketch) {
      push(sketch);
      push(sketch.facts);
    },
    at: (number) => ({ ...at(2 * number), facts: at(2 * number + 1) }),
  };
}

/** A sample at as fine a rate as leaves at most `size` hashes. */
function coarser({ bits, hashes }: Sample, size: number): Sample {
  let kept = hashes;
  let rate = bits;
  while (kept.length > size && rate < 31) {
    rate++;
    const mask = 2 ** rate - 1;
    kept = kept.filter((hash) => (hash & mask) === 0);
  }
  return { bits: rate, hashes: kept };
}

type Postings = {
  insert(hash: number, text: number): void;
  /** Counts one hit for each text that has the hash. */
  collect(hash: number, hits: Map<number, number>): void;
  readonly bytes: number;
};

/**
 * Hash → texts, as one open-addressing table of number pairs: a Map of arrays takes ten times the memory. Texts are
 * stored as their number plus one; 0 is an empty slot.
 */
function createPostings(): Postings {
  let slots = new Uint32Array(2 * 1024);
  let used = 0;
  return {
    get bytes() {
      return slots.byteLength;
    },
    insert(hash, text) {
      if (put(slots, hash, text + 1)) used++;
      if (used < 0.7 * (slots.length / 2)) return;
      const larger = new Uint32Array(2 * slots.length);
      for (let at = 0; at < slots.length; at += 2) {
        const stored = slots[at + 1] ?? 0;
        if (stored !== 0) put(larger, slots[at] ?? 0, stored);
      }
      slots = larger;
    },
    collect(hash, hits) {
      const mask = slots.length / 2 - 1;
      for (let slot = spread(hash) & mask; slots[2 * slot + 1] !== 0; slot = (slot + 1) & mask) {
        if (slots[2 * slot] !== hash) continue;
        const text = (slots[2 * slot + 1] ?? 0) - 1;
        hits.set(text, (hits.get(text) ?? 0) + 1);
      }
    },
  };
}

/** False where the hash has holders enough. The table always has empty slots. */
function put(table: Uint32Array, hash: number, stored: number): boolean {
  const mask = table.length / 2 - 1;
  let holders = 0;
  let slot = spread(hash) & mask;
  for (; table[2 * slot + 1] !== 0; slot = (slot + 1) & mask) {
    if (table[2 * slot] === hash && ++holders >= maxHolders) return false;
  }
  table[2 * slot] = hash;
  table[2 * slot + 1] = stored;
  return true;
}

/** The low bits of sampled hashes are zero; slots go by the others. */
const spread = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 7;

type Tokens = {
  readonly hashes: readonly number[];
  readonly facts: readonly number[];
  readonly isUnspaced: boolean;
};

/**
 * Words (or single characters), hashed; case, composition and punctuation do not count. Facts are numbers, and words with a
 * capital that does not begin a sentence.
 */
function tokensOf(text: string): Tokens {
  const hashes: number[] = [];
  const facts: number[] = [];
  let characters = 0;
  let last = 0;
  const whole = text.normalize("NFKC");
  for (const { 0: written, index } of whole.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const opens = last === 0 || opening.test(whole.slice(last, Math.min(index, last + 10)));
    last = index + written.length;
    const word = written.toLowerCase();
    if (!unspaced.test(word)) {
      const hash = textHash(word);
      hashes.push(hash);
      if (/^\p{N}/u.test(word) || (!opens && word !== written && /^\p{Lu}/u.test(written))) facts.push(hash);
      continue;
    }
    for (const character of word) {
      hashes.push(textHash(character));
      characters++;
    }
  }
  return { hashes, facts, isUnspaced: characters > hashes.length / 2 };
}

/** Between two words of which the second begins a sentence. */
const opening = /[.!?:…。！？\n]/u;

/** FNV-1a over UTF-16 units, 32 bits. */
function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Mixed well enough (MurmurHash3's finalizer) that its low bits are a fair sample. */
function shingleHash(tokens: readonly number[], start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (tokens[at] ?? 0), 0x85ebca6b) ^ (hash >>> 13);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const mixed = (hash: number): number => shingleHash([hash], 0, 1);
