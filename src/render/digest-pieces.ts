import type { Digest } from "../domain/edition.ts";

/** What is a reader's own in a digest. `preferences` is asked for only where the digest leads there. */
export type DigestReader = {
  readonly address: string;
  /** http, https or mailto. */
  readonly unsubscribe: string;
  /** http or https. */
  readonly preferences?: string;
};

export type ReaderValue = keyof Digest["tokens"];

/** In order: text that all readers share, and the names of what is each one's own. */
export type Piece = { readonly text: string } | { readonly value: ReaderValue };
export type DigestPieces = { readonly html: readonly Piece[]; readonly text: readonly Piece[] };

/** Both bodies, split where readers' own values go. */
export function digestPieces({ html, text, tokens }: Digest): DigestPieces {
  const named = Object.entries(tokens) as [ReaderValue, string][];
  const values = new Map(named.map(([value, token]) => [token, value]));
  // Tokens are letters and digits: nothing in them means anything here.
  const token = new RegExp(`(${[...values.keys()].join("|")})`);
  const split = (body: string): Piece[] =>
    body.split(token).map((part) => {
      const value = values.get(part);
      return value == null ? { text: part } : { value };
    });
  return { html: split(html), text: split(text) };
}

/**
 * For all readers of a digest: it is searched once, and then joined for each. What a reader's values say is never searched, so
 * that nobody's can bring in anything else.
 */
export function prepareDigest(
  digest: Digest,
): (reader: DigestReader) => { readonly html: string; readonly text: string } {
  const pieces = digestPieces(digest);
  return (reader) => {
    const values = valuesOf(reader, digest);
    const escaped: Record<ReaderValue, string> = {
      address: escapeHtml(values.address),
      unsubscribe: escapeHtml(values.unsubscribe),
      preferences: escapeHtml(values.preferences),
    };
    return { html: joined(pieces.html, escaped), text: joined(pieces.text, values) };
  };
}

/** Digests in hand, prepared: an edition's readers come one after another. */
const prepared = new WeakMap<Digest, ReturnType<typeof prepareDigest>>();

/** One reader's digest. */
export function fillTokens(
  digest: Digest,
  reader: DigestReader,
): { readonly html: string; readonly text: string } {
  let fill = prepared.get(digest);
  if (fill == null) prepared.set(digest, (fill = prepareDigest(digest)));
  return fill(reader);
}

function joined(pieces: readonly Piece[], values: Readonly<Record<ReaderValue, string>>): string {
  let body = "";
  for (const piece of pieces) body += "value" in piece ? values[piece.value] : piece.text;
  return body;
}

/** @throws where a link is none that a mail may hold, which is our own mistake: links are made, not given */
function valuesOf({ address, unsubscribe, preferences }: DigestReader, { tokens }: Digest) {
  const isAsked = tokens.preferences != null;
  if (isAsked && preferences == null)
    throw new Error("the digest asks for a page of preferences that the reader has not");
  const links = [unsubscribe, ...(isAsked ? [preferences] : [])];
  for (const link of links)
    if (link == null || !/^(?:https?:\/\/|mailto:)[^\s\p{Cc}]*$/iu.test(link))
      throw new Error("a reader's link in a digest must be http, https or mailto");
  return { address: address.replace(/\p{Cc}+/gu, ""), unsubscribe, preferences: preferences ?? "" };
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c] ?? c);

/**
 * So much longer than its token a value can be as HTML, in bytes: an address has 254 at most (RFC 5321 §4.5.3.1), of which 64
 * may each take five; a link to us as much as the site's address and a token.
 */
const longest: Readonly<Record<ReaderValue, number>> = { address: 510, unsubscribe: 800, preferences: 800 };

/** What a digest weighs with the longest values there are, in bytes. */
export function heaviest(html: string, tokens: Digest["tokens"]): number {
  const named = Object.entries(tokens) as [ReaderValue, string][];
  return named.reduce(
    (bytes, [value, token]) =>
      bytes + (html.split(token).length - 1) * Math.max(0, longest[value] - token.length),
    Buffer.byteLength(html),
  );
}
