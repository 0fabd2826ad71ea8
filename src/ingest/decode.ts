import { Unusable } from "./draft.ts";

/** `note` is set where the encoding was a guess; it is repeated in the finding for the language. */
export type Decoded = { readonly text: string; readonly note: string | null };

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
 * Bytes → clean text with `\n` line ends. A BOM decides, then strict UTF-8, then windows-1252 (WHATWG Encoding), which
 * is a guess and says so.
 *
 * @throws Unusable when the bytes are no text.
 */
export function decode(bytes: Uint8Array): Decoded {
  // Not TextDecoder, whose "latin1" is windows-1252 and changes bytes 80 to 9F.
  const start = Buffer.from(bytes.subarray(0, 32)).toString("latin1");
  const magic = magics.find(([first]) => start.startsWith(first));
  if (magic != null)
    throw new Unusable(`its content is ${magic[1]}, not text: export it as text, Markdown or HTML`);
  const [raw, note] = decodeRaw(bytes);
  if (raw.includes("\u0000"))
    throw new Unusable("it holds NUL bytes, so it is not text: save it as UTF-8 text");
  const sample = raw.slice(0, 100_000);
  const controls = sample.match(/(?![\s\u0085])\p{Cc}/gu)?.length ?? 0;
  if (controls > sample.length / 10) {
    throw new Unusable(
      "more than a tenth of it is control characters, so it is not text: save it as UTF-8 text",
    );
  }
  return { text: clean(raw), note };
}

function decodeRaw(bytes: Uint8Array): [text: string, note: string | null] {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return [new TextDecoder("utf-16le").decode(bytes), null];
  if (a === 0xfe && b === 0xff) return [new TextDecoder("utf-16be").decode(bytes), null];
  try {
    return [new TextDecoder("utf-8", { fatal: true }).decode(bytes), null];
  } catch {
    if (a === 0xef && b === 0xbb && c === 0xbf)
      throw new Unusable("it is marked as UTF-8 but is not: save it again");
    const note = "the file is not valid UTF-8 and was read as windows-1252, so letters may be wrong";
    return [new TextDecoder("windows-1252").decode(bytes), note];
  }
}

/**
 * Removes what no feed may carry: lone surrogates, C0 and C1 controls but `\n` and `\t`, noncharacters, and tag
 * characters (U+E0000…, used to hide text from people); ends lines with `\n`. XML 1.0 §2.2 forbids most of them.
 */
export function clean(text: string): string {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n").replace(
    // oxlint-disable-next-line no-control-regex -- controls are exactly what is to be removed
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufeff]|\p{Noncharacter_Code_Point}|\p{Surrogate}|[\u{e0000}-\u{e007f}]/gu,
    "",
  );
}

/** One line for a title, a name, a tag: cleaned, white space collapsed, without bidirectional overrides. */
export function oneLine(text: string): string {
  return clean(text)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
