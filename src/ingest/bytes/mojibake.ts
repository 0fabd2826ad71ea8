/**
 * Text that was UTF-8 and was read as something else on its way here: "donâ€™t" for "don’t". Repaired only when certain:
 * every run of letters beyond ASCII, written back in the wrong encoding, must be valid UTF-8 again. A text with one
 * right "é" in it fails that and stays as it is.
 */
export type Repaired = { readonly text: string; readonly note: string | null };

/** Wrong readings met in files: of Western, of Cyrillic Windows and of old Macs. */
const readings = ["windows-1252", "windows-1251", "macintosh"] as const;
/** With fewer runs than this, only windows-1252 and only what Western text is full of is believed. */
const fewRuns = 3;
/** A text read wrongly twice is met; three times is not. */
const maxRounds = 2;

const runs = /[\u0080-\uffff]+/g;

/** Linear time. The text is to come before controls are removed from it: U+009D is part of what is repaired. */
export function repairMojibake(text: string): Repaired {
  let repaired = text;
  let wrong: string | null = null;
  for (let round = 0; round < maxRounds; round++) {
    const reading = readings.find((name) => repairable(repaired, name));
    if (reading == null) break;
    const bytes = bytesOf(reading);
    repaired = repaired.replace(runs, (run) => decodeRun(run, bytes) ?? run);
    wrong = reading;
  }
  if (wrong == null) return { text, note: null };
  return {
    text: repaired,
    note: `it was UTF-8 read as ${wrong} (“â€™” for an apostrophe) and has been repaired`,
  };
}

/** Does every run turn into UTF-8, and into something believable? */
function repairable(text: string, reading: (typeof readings)[number]): boolean {
  const bytes = bytesOf(reading);
  let count = 0;
  let isCommon = true;
  let hasWholeRun = false;
  for (const { 0: run } of text.matchAll(runs)) {
    const decoded = decodeRun(run, bytes);
    if (decoded == null) return false;
    count++;
    // Latin letters with marks, quotes, dashes, currency and letter-like signs.
    isCommon &&= /^[\u00a0-\u017f\u2010-\u2044\u20a0-\u20bf\u2100-\u214f]+$/u.test(decoded);
    hasWholeRun ||= !run.endsWith("â€");
  }
  if (count === 0 || !hasWholeRun) return false;
  return count >= fewRuns || (isCommon && reading === "windows-1252");
}

/** The run as it was meant, or null when its bytes are no UTF-8. */
function decodeRun(run: string, bytes: ReadonlyMap<string, number>): string | null {
  // The third byte of a closing quotation mark (9D) is no windows-1252, and many programs drop it.
  const isCut = run.endsWith("â€") && bytes.get("€") === 0x80;
  const whole = isCut ? `${run}\u009d` : run;
  const buffer = new Uint8Array(whole.length);
  for (let at = 0; at < whole.length; at++) {
    const byte = bytes.get(whole.charAt(at));
    if (byte == null) return null;
    buffer[at] = byte;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(buffer);
  } catch {
    return null;
  }
}

const tables = new Map<string, ReadonlyMap<string, number>>();

/** Character → byte 80 to FF of a single-byte encoding. */
function bytesOf(encoding: string): ReadonlyMap<string, number> {
  let table = tables.get(encoding);
  if (table == null) {
    const bytes = Uint8Array.from({ length: 128 }, (_, at) => 0x80 + at);
    const text = new TextDecoder(encoding).decode(bytes);
    table = new Map(Array.from(text, (character, at) => [character, 0x80 + at]));
    tables.set(encoding, table);
  }
  return table;
}
