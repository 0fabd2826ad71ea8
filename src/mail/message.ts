import { domainOf } from "../domain/address.ts";
import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Edition } from "../domain/edition.ts";
import { Fault } from "../domain/faults.ts";
import { subscriberId } from "../domain/ids.ts";
import type { Message } from "../domain/ports.ts";
import type { SigningKeys } from "../domain/reader-token.ts";
import type { Piece } from "./message-body.ts";
import { fillPiece, piecesOf } from "./message-body.ts";
import type { Letterhead, Reader, Recipient } from "./message-head.ts";
import { boundaryOf, crlf, field, listHeaders, plainSubject, readerOf } from "./message-head.ts";

export type { Letterhead, Recipient } from "./message-head.ts";

/**
 * Makes an edition ready to be written to any number of readers: composed once by nodemailer, it is a skeleton in which for
 * each reader only a few headers and the tokens' places are filled in (some 50 µs for 50 KB, where composing takes 2 ms and more).
 *
 * Everything in a message is a function of the sealed edition, the letterhead, the keys and the subscriber: composed again,
 * it is the same to the byte, and so is its Message-ID (a receiver that sees a second copy can know it for one). Lines end
 * in CRLF, those of bodies have 76 characters at most and begin with no dot; all but a reader's own address is ASCII.
 */
export async function prepareMessages(
  edition: Edition,
  letterhead: Letterhead,
  keys: SigningKeys,
): Promise<(recipient: Recipient) => Message> {
  requirePlaces(edition, letterhead, keys);
  const { head, pieces } = await skeletonOf(edition, letterhead);
  return (recipient) => {
    const reader = readerOf(edition, letterhead, keys, recipient);
    const written = new Map<string, Buffer>();
    const chunks = pieces.flatMap((piece) => fillPiece(piece, reader.values, written));
    return {
      envelope: { from: reader.envelopeFrom, to: recipient.address },
      raw: Buffer.concat([Buffer.from(head.map((part) => part(reader)).join(""), "utf8"), ...chunks]),
      name: `${edition.series}-${edition.number}/${fileNameOf(recipient.address)}.eml`,
    };
  };
}

type HeadPart = (reader: Reader) => string;

/** The fields that differ between readers. nodemailer writes them with stand-ins, which keeps their place among the others. */
const readersOwn: Readonly<Record<string, HeadPart>> = {
  to: ({ address }) => field("To", address),
  "message-id": ({ messageId }) => field("Message-ID", messageId),
  "list-unsubscribe": ({ unsubscribe }) =>
    field("List-Unsubscribe", ...unsubscribe.map((href) => `<${href}>`)),
};

/** Quoted-printable can never write "=_" (RFC 2045 §6.7), so that no text ends a part early. */
const boundaryPrefix = "=_";
const delimiter = `\r\n--${boundaryPrefix}`;

type Skeleton = { readonly head: readonly HeadPart[]; readonly pieces: readonly Piece[] };

async function skeletonOf(edition: Edition, letterhead: Letterhead): Promise<Skeleton> {
  const { digest } = edition;
  const tokens = { ...digest.tokens };
  const composer = new MailComposer({
    from: { name: letterhead.title, address: letterhead.from },
    ...(letterhead.sender == null ? {} : { sender: letterhead.sender }),
    to: "reader@broadsheet.example",
    replyTo: letterhead.replyTo,
    subject: plainSubject(edition.subject),
    date: edition.sealedAt,
    messageId: `<reader@${domainOf(letterhead.from)}>`,
    html: lines(digest.html),
    text: lines(digest.text),
    textEncoding: "quoted-printable",
    // Also where a short text in ASCII could go without: places are filled in with soft line breaks.
    encoding: "quoted-printable",
    boundaryPrefix,
    baseBoundary: boundaryOf(edition),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: "win",
    headers: listHeaders(edition, letterhead),
  });
  const raw = crlf((await composer.compile().build()).toString("utf8"));
  const end = raw.indexOf("\r\n\r\n") + 2;
  const body = raw.slice(end);
  // Three delimiters: before the text, before the page, at the end.
  const page = body.lastIndexOf(delimiter, body.lastIndexOf(delimiter) - 1);
  return {
    head: headParts(raw.slice(0, end)),
    pieces: join([
      ...piecesOf(body.slice(0, page), "text", tokens),
      ...piecesOf(body.slice(page), "html", tokens),
    ]),
  };
}

/** Every token is one that stands unchanged in an encoded body, and has something to make way for. */
function requirePlaces(edition: Edition, letterhead: Letterhead, keys: SigningKeys): void {
  const nobody = { id: subscriberId("00000000-0000-4000-8000-000000000000"), address: "" };
  const { values } = readerOf(edition, letterhead, keys, nobody);
  for (const [name, token] of Object.entries(edition.digest.tokens))
    if (!/^[A-Za-z0-9]+$/.test(token) || values[name] == null)
      throw new Fault("bug", `The digest's token "${token}" for "${name}" cannot be filled in.`);
}

function headParts(head: string): HeadPart[] {
  const parts: HeadPart[] = [];
  let fixed = "";
  for (const [text] of head.matchAll(/[^\r\n]+\r\n(?:[ \t][^\r\n]*\r\n)*/g)) {
    const own = readersOwn[text.slice(0, text.indexOf(":")).toLowerCase()];
    if (own == null) {
      fixed += text;
      continue;
    }
    const before = fixed;
    parts.push(() => before, own);
    fixed = "";
  }
  const rest = fixed;
  return [...parts, () => rest];
}

/** Neighbours that are the same for all become one. */
function join(pieces: readonly Piece[]): Piece[] {
  return pieces.reduce<Piece[]>((joined, piece) => {
    const last = joined.at(-1);
    if (Buffer.isBuffer(last) && Buffer.isBuffer(piece))
      joined[joined.length - 1] = Buffer.concat([last, piece]);
    else joined.push(piece);
    return joined;
  }, []);
}

/** The address where it is safe as a file name; else made safe, with a hash so that two never meet. */
function fileNameOf(address: string): string {
  const safe = address
    .toLowerCase()
    .replace(/[^a-z0-9@._+-]/g, "_")
    .slice(0, 100);
  return safe === address
    ? safe
    : `${safe}-${createHash("sha256").update(address).digest("hex").slice(0, 8)}`;
}

/** A text's own line ends, each a single LF: quoted-printable lets a bare CR through. */
const lines = (text: string): string => text.replace(/\r\n?/g, "\n");
