import { Unusable } from "../formats/draft.ts";
import { guessEncodings } from "./encoding.ts";
import { lettersMayBeWrong } from "./encoding-note.ts";
import { repairMojibake } from "./mojibake.ts";

/** `note` is set where the encoding was a guess or the text was repaired; where letters may be wrong, the language is less sure. */
export type Decoded = {
  readonly text: string;
  /** As the WHATWG Encoding Standard names it, lower case. */
  readonly encoding: string;
  /** 0 to 1: 1 by a byte order mark, nearly so by valid UTF-8. */
  readonly confidence: number;
  readonly note: string | null;
};

type Raw = Omit<Decoded, "text"> & { readonly raw: string };

/** Less sure than this, the text is more likely rubbish than not. */
const leastConfidence = 0.5;

/** First bytes of what people drop into a folder by mistake, in Latin-1. */
const magics: readonly (readonly [start: string, what: string])[] = [
  ["%PDF-", "a PDF"],
  ["PK\u0003\u0004", "a ZIP archive or an office document"],
  ["\u0089PNG", "a PNG image"],
  ["\u00ff\u00d8\u00ff", "a JPEG image"],
  ["GIF8", "a GIF image"],
  ["\u001f\u008b", "a gzip archive"],
  ["BZh", "a bzip2 archive"],
  ["\u00fd7zXZ", "an xz archive"],
  ["7z\u00bc\u00af", "a 7-Zip archive"],
  ["Rar!", "a RAR archive"],
  ["\u00d0\u00cf\u0011\u00e0", "an old office document"],
  ["\u007fELF", "a program"],
  ["MZ\u0090", "a program"],
  ["{\\rtf", "an RTF document"],
  ["SQLite format 3", "a database"],
  ["OggS", "a sound file"],
  ["ID3", "a sound file"],
];

/**
 * Bytes → clean text with `\n` line ends. A byte order mark decides, then strict UTF-8, then what the file declares,
 * then detection, which is a guess and says so. UTF-8 before the declaration, because browsers save pages as UTF-8 with
 * their old `<meta charset>`, while other encodings are valid UTF-8 by chance about never.
 *
 * @param declared what the file says of itself (see `declaredIn`) or its carrier does (a MIME header)
 * @throws Unusable when the bytes are no text, or nobody can tell which.
 */
export function decode(bytes: Uint8Array, declared?: string | null): Decoded {
  // Not TextDecoder, whose "latin1" is windows-1252 and changes bytes 80 to 9F.
  const start = Buffer.from(bytes.subarray(0, 32)).toString("latin1");
  const magic = magics.find(([first]) => start.startsWith(first));
  if (magic != null)
    throw new Unusable(`its content is ${magic[1]}, not text: export it as text, Markdown or HTML`);
  const { raw, ...rest } = decodeRaw(bytes, declared ?? null);
  if (raw.includes("\u0000"))
    throw new Unusable("it holds NUL bytes, so it is not text: save it as UTF-8 text");
  const sample = raw.slice(0, 100_000);
  const controls = sample.match(/(?![\s\u0085])\p{Cc}/gu)?.length ?? 0;
  if (controls > sample.length / 10) {
    throw new Unusable(
      "more than a tenth of it is control characters, so it is not text: save it as UTF-8 text",
    );
  }
  const { text, note } = repairMojibake(raw);
  return {
    ...rest,
    text: clean(text),
    note: [rest.note, note].filter((each) => each != null).join("; ") || null,
  };
}

function decodeRaw(bytes: Uint8Array, declared: string | null): Raw {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return sure("utf-16le", new TextDecoder("utf-16le").decode(bytes), 1);
  if (a === 0xfe && b === 0xff) return sure("utf-16be", new TextDecoder("utf-16be").decode(bytes), 1);
  const hasMark = a === 0xef && b === 0xbb && c === 0xbf;
  // ISO-2022-JP shifts between alphabets by escapes and is valid UTF-8, as rubbish.
  const utf8 = bytes.includes(0x1b) ? null : strictly("utf-8", bytes);
  if (utf8 != null && !utf8.includes("\u0000")) return sure("utf-8", utf8, hasMark ? 1 : 0.99);
  if (hasMark) throw new Unusable("it is marked as UTF-8 but is not: save it again as UTF-8 text");
  const label = declared == null ? null : canonical(declared);
  const told = label == null ? null : strictly(label, bytes);
  if (label != null && told != null && !told.includes("\u0000")) return sure(label, told, 0.95);
  return guessed(bytes) ?? whatIsLeft(bytes);
}

const sure = (encoding: string, raw: string, confidence: number): Raw => ({
  encoding,
  raw,
  confidence,
  note: null,
});

function guessed(bytes: Uint8Array): Raw | null {
  for (const { encoding, confidence } of guessEncodings(bytes)) {
    if (confidence < leastConfidence) return null;
    const raw = strictly(encoding, bytes);
    if (raw != null) return { encoding, raw, confidence, note: noteOn(encoding, confidence) };
  }
  return null;
}

const noteOn = (encoding: string, confidence: number): string =>
  confidence >= 0.9
    ? `the file names no encoding and was read as ${encoding}`
    : `the file is not valid UTF-8 and was read as ${encoding}, so ${lettersMayBeWrong}`;

/** Too few words for detection: a few accents and curly quotes are windows-1252, by far the commonest; else rubbish. */
function whatIsLeft(bytes: Uint8Array): Raw {
  const plain = strictly("utf-8", bytes);
  if (plain != null) return sure("utf-8", plain, 0.9);
  const encoding = "windows-1252";
  const raw = new TextDecoder(encoding).decode(bytes);
  if (/^[\t\n\r\u0020-\u007e\u00a0-\u00ff‘’“”„‚…–—•€™Œœ]*$/u.test(raw) && !/[\u00a1-\u00ff]{4}/u.test(raw))
    return { encoding, raw, confidence: 0.6, note: noteOn(encoding, 0.6) };
  throw new Unusable(
    "its encoding cannot be told (it is not UTF-8, and as nothing else does it read as a language): save it as UTF-8 text",
  );
}

function strictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A label as TextDecoder names it, or null for one it does not know. */
function canonical(label: string): string | null {
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return null;
  }
}

/**
 * What an HTML page or an XML file says of its own encoding within its first 1024 bytes: `<?xml encoding="…"?>`,
 * `<meta charset="…">`, `<meta http-equiv … content="…; charset=…">` (HTML §13.2.3.2, XML 1.0 §4.3.3), or null.
 */
export function declaredIn(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString("latin1");
  const xml = /^\s{0,9}<\?xml[^>]{1,100}?encoding\s{0,3}=\s{0,3}["']([A-Za-z0-9._:-]{1,40})["']/.exec(
    start,
  )?.[1];
  const found =
    xml ?? /<meta\s[^>]{0,200}?charset\s{0,3}=\s{0,3}["']?([A-Za-z0-9._:-]{1,40})/i.exec(start)?.[1];
  // A declaration that could be read byte by byte is not in UTF-16, whatever it says.
  return found == null || /^utf-?16/i.test(found) ? null : found;
}

const unwanted =
  // oxlint-disable-next-line no-control-regex -- controls are exactly what is to be removed
  /\r\n?|[\u0085\u2028\u2029]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufeff]|\p{Noncharacter_Code_Point}|\p{Surrogate}|[\u{e0000}-\u{e007f}]/gu;

/**
 * Removes what no feed may carry: lone surrogates, C0 and C1 controls but `\n` and `\t`, noncharacters, and tag
 * characters (U+E0000…, used to hide text from people); ends lines with `\n`. XML 1.0 §2.2 forbids most of them.
 */
export function clean(text: string): string {
  return text.replace(unwanted, cleanOne);
}

const cleanOne = (match: string): string => (/[\r\u0085\u2028\u2029]/.test(match) ? "\n" : "");

/** `text` cleaned; `original` gives where a UTF-16 offset of it stood in the text before. */
export type Cleaned = { readonly text: string; readonly original: (offset: number) => number };

/**
 * As `clean`, and each offset in the result can be told in the text given. `original(offset)` is where the character at
 * `offset` began, so the end of a span that ends at `end` is `original(end - 1) + 1`: characters removed after its last
 * one do not belong to it. The end of the text is the end of the text.
 */
export function cleanKeepingOffsets(text: string): Cleaned {
  // After cleaned offset at[i], the original is shift[i] further on.
  const at: number[] = [];
  const shift: number[] = [];
  let removed = 0;
  const cleaned = text.replace(unwanted, (match: string, offset: number) => {
    const kept = cleanOne(match);
    if (match.length === kept.length) return kept;
    at.push(offset - removed + kept.length);
    removed += match.length - kept.length;
    shift.push(removed);
    return kept;
  });
  const original = (offset: number): number => {
    if (offset >= cleaned.length) return text.length;
    let low = 0;
    for (let high = at.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((at[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return offset + (shift[low - 1] ?? 0);
  };
  return { text: cleaned, original };
}

/** For comparing texts only: letters composed one way (NFC). What people read stays as it was written. */
export function forComparison(text: string): string {
  return text.normalize("NFC");
}

/** One line for a title, a name, a tag: cleaned, white space collapsed, without bidirectional overrides. */
export function oneLine(text: string): string {
  return clean(text)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
