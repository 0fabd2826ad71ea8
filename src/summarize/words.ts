/** A new segmenter costs more than an article: one per language is kept. */
const segmenters = new Map<string, Intl.Segmenter>();
const maxSegmenters = 100;

/** Scripts that write no spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const spacedWord = /[\p{L}\p{M}\p{N}]+(?:['’.,](?=[\p{L}\p{N}])[\p{L}\p{M}\p{N}]+)*/gu;

/** Longer words than this are not counted as one: they would let a summary grow without end. */
const maxWordChars = 40;

/** Words as Unicode counts them (UAX #29), so that Chinese and Thai have words, too. */
export function wordsOf(text: string, language: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenterFor(language).segment(text)) {
    if (isWordLike === true) words.push(segment);
  }
  return words;
}

/**
 * How long a text is, in words: by Unicode's count or by its spaces, whichever is more, so that a limit holds for
 * whoever counts. A run of characters that no dictionary divides counts by its length.
 */
export function countWords(text: string, language: string): number {
  const words = wordsOf(text, language).reduce((n, word) => n + Math.ceil(word.length / maxWordChars), 0);
  return Math.max(words, text.match(/\S+/gu)?.length ?? 0);
}

/** Lower-case words for comparing sentences; quick, and near enough to Unicode's where words have spaces. */
export function comparableWords(text: string, language: string): readonly string[] {
  const lower = text.toLowerCase();
  return unspaced.test(lower) ? wordsOf(lower, language) : (lower.match(spacedWord) ?? []);
}

const stopWords = new Set(
  `a an the of to in on at by for with from and or but as is are was were be been being it its this that these those he she
  they we you i his her their our your my him them us not no so if than then there which who whom whose what when where how why
  will would can could may might must should has have had do does did also said says more most some any all one two up out about
  after before over into between during under again just only very such own same other new
  der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach
  wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch
  de la le et les des en un une du que est dans pour qui sur au plus par ne pas ce il avec se sont son
  el y los del las por con una su para al lo como pero sus ha di il che per è non si i della da sono nel
  het een van dat op te zijn met voor niet die er aan om ook`.split(/\s+/),
);

/** Content words with their counts: no stop words, plurals and possessives made one. */
export function termsOf(words: readonly string[]): Map<string, number> {
  const terms = new Map<string, number>();
  for (const word of words) {
    if (stopWords.has(word)) continue;
    const term = stem(word);
    if (term.length < 2 && !/[\p{Script=Han}\p{N}]/u.test(term)) continue;
    terms.set(term, (terms.get(term) ?? 0) + 1);
  }
  return terms;
}

/** Enough to see that two sentences speak of the same thing. */
function stem(word: string): string {
  return word.replace(/(?:['’]s|(?<=\p{L}{3}[^s])s)$/u, "");
}

/** Where the n-th word of a text ends, counted as `countWords` does. */
export function endOfWords(text: string, n: number, language: string): number {
  let words = 0;
  let last = 0;
  for (const { segment, index, isWordLike } of segmenterFor(language).segment(text)) {
    if (isWordLike !== true) continue;
    const count = Math.ceil(segment.length / maxWordChars);
    if (words + count > n) return words === 0 ? wholeCharacters(text, n * maxWordChars) : last;
    words += count;
    last = index + segment.length;
    if (words === n) return endOfTokens(text, n, last);
  }
  return endOfTokens(text, n, text.length);
}

/** The same end, or an earlier one where more than `n` runs without spaces stand before it ("a – b"). */
function endOfTokens(text: string, n: number, end: number): number {
  let tokens = 0;
  for (const { index } of text.slice(0, end).matchAll(/\S+/gu)) {
    if (++tokens > n) return text.slice(0, index).trimEnd().length;
  }
  return end;
}

/** At most `chars` code units, and no half of a surrogate pair at the end. */
export function wholeCharacters(text: string, chars: number): number {
  if (text.length <= chars) return text.length;
  return /[\ud800-\udbff]/.test(text.charAt(chars - 1)) ? chars - 1 : chars;
}

export function segmenterFor(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (segmenter == null) {
    segmenter = new Intl.Segmenter(isSupported(language) ? language : "en", { granularity: "word" });
    // Tags come from files; a folder with a thousand made-up ones must not fill memory.
    if (segmenters.size < maxSegmenters) segmenters.set(language, segmenter);
  }
  return segmenter;
}

function isSupported(language: string): boolean {
  try {
    return Intl.Segmenter.supportedLocalesOf(language).length > 0;
  } catch {
    return false;
  }
}
