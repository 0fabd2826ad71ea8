/**
 * Bodies in quoted-printable (RFC 2045 §6.7) with places in them that are filled for each reader. All that is the same for
 * every reader is encoded once for an edition.
 */

/** How a value is written where it stands: as text, or as text in HTML. */
export type Script = "text" | "html";

/** What stands at a place, by the place's name. */
export type Values = Readonly<Record<string, () => string>>;

type Place = { readonly name: string; readonly script: Script; readonly closing: Buffer };
export type Piece = Buffer | Place;

const softBreak = "=\r\n";
/** A line holds 76 characters with the "=" that breaks it. */
const maxLineChars = 75;

/**
 * Finds the tokens in an encoded body and makes places of them. Each place has lines of its own, between soft breaks, so that no
 * line grows by what is put there.
 *
 * @param encoded quoted-printable with CRLF; a token may be broken by soft breaks
 * @param tokens by the name of what is to stand there; letters and digits, which quoted-printable leaves as they are
 */
export function piecesOf(encoded: string, script: Script, tokens: Readonly<Record<string, string>>): Piece[] {
  const named = Object.entries(tokens);
  if (named.length === 0) return [fixed(encoded)];
  // The longest first, so that a token that begins as another one does is found whole.
  const sorted = named.toSorted(([, a], [, b]) => b.length - a.length);
  const pattern = new RegExp(sorted.map(([, token]) => `(${broken(token)})`).join("|"), "g");
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of encoded.matchAll(pattern)) {
    const before = encoded.slice(at, match.index);
    pieces.push(fixed(before === "" || before.endsWith("\r\n") ? before : before + softBreak));
    at = match.index + match[0].length;
    if (encoded.startsWith(softBreak, at)) at += softBreak.length;
    const endsLine = at === encoded.length || encoded.startsWith("\r\n", at);
    const name = sorted[match.slice(1).findIndex((group) => group != null)]?.[0] ?? "";
    pieces.push({ name, script, closing: ascii(endsLine ? "" : softBreak) });
  }
  return [...pieces, fixed(encoded.slice(at))];
}

/**
 * Of whole lines, or what ends in a soft break. No line begins with a dot, which SMTP would have to double (RFC 5321 §4.5.2), or
 * with "From ", before which some mailboxes put a ">", and the signature breaks.
 */
const fixed = (text: string): Buffer => ascii(text.replace(/^(?:\.|From )[^\r\n]*/gm, sheltered));

function sheltered(line: string): string {
  if (!/^(?:\.|From )/.test(line)) return line;
  const first = line.startsWith(".") ? "=2E" : "=46";
  const rest = line.slice(1);
  return first.length + rest.length <= maxLineChars + 1 ? first + rest : first + softBreak + sheltered(rest);
}

/** The body's bytes for one reader. @param cache of this reader's values as they are written */
export function fillPiece(piece: Piece, values: Values, cache: Map<string, Buffer>): readonly Buffer[] {
  if (Buffer.isBuffer(piece)) return [piece];
  const key = `${piece.script} ${piece.name}`;
  let written = cache.get(key);
  if (written == null) {
    const value = values[piece.name]?.() ?? "";
    written = ascii(quotedPrintable(piece.script === "html" ? escapeHtml(value) : value));
    cache.set(key, written);
  }
  return [written, piece.closing];
}

/** A token's letters with a soft break between any two of them. */
const broken = (token: string): string => token.split("").join("(?:=\\r\\n)?");

/**
 * One value in lines of its own. Everything but visible ASCII is encoded, and so is a dot that begins a line: nothing that
 * SMTP doubles (RFC 5321 §4.5.2), no white space that a relay may take away.
 */
export function quotedPrintable(value: string): string {
  let text = "";
  let column = 0;
  for (const byte of Buffer.from(value, "utf8")) {
    const isPlain = byte > 0x20 && byte < 0x7f && byte !== 0x3d && (byte !== 0x2e || column > 0);
    const written = isPlain
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    if (column + written.length > maxLineChars) {
      text += softBreak;
      column = 0;
      // What was plain in the middle of a line may not be at its beginning.
      if (byte === 0x2e) {
        text += "=2E";
        column = 3;
        continue;
      }
    }
    text += written;
    column += written.length;
  }
  return text;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c] ?? c);

const ascii = (text: string): Buffer => Buffer.from(text, "latin1");
