import type { KeyObject } from "node:crypto";
import { hash, sign } from "node:crypto";

export type DkimAlgorithm = "rsa-sha256" | "ed25519-sha256";

/** One signature that each mail gets. A `KeyObject` can be handed to a worker thread as it is. */
export type DkimKey = {
  readonly domain: string;
  readonly selector: string;
  readonly algorithm: DkimAlgorithm;
  readonly privateKey: KeyObject;
};

/**
 * What a signature covers, where the mail has it. One-click needs List-Unsubscribe and List-Unsubscribe-Post among them
 * (RFC 8058 §4).
 */
const signedFields: readonly string[] = [
  "From",
  "Sender",
  "Reply-To",
  "To",
  "Subject",
  "Date",
  "Message-ID",
  "MIME-Version",
  "Content-Type",
  "Content-Language",
  "List-Id",
  "List-Unsubscribe",
  "List-Unsubscribe-Post",
  "List-Archive",
  "Feedback-ID",
  "Auto-Submitted",
  "Precedence",
];

/** Named once more than they stand there, so that nobody can add a second one, which some readers would be shown (RFC 6376 §8.15). */
const oversigned: ReadonlySet<string> = new Set(["from", "reply-to", "to", "subject", "date"]);

/**
 * The DKIM-Signature fields for a message, one a key, each ending in CRLF: what goes before it. `relaxed/relaxed`, which
 * survives what relays do to white space. A function of its arguments alone (both algorithms sign without chance). RSA, most of the
 * cost, is computed on Node's pool of threads, while this one goes on with other mails.
 *
 * Our own, and not mailauth's `dkimSign`, for its cost (`bench/digest`): what is not the signature itself takes a tenth of
 * the time. mailauth verifies a sample whenever sending begins (`dkim-trial.ts`).
 *
 * @param raw with CRLF line ends
 * @param at for `t=`: when the edition was sealed, so that a message signed again is the same to the byte
 */
export async function dkimFields(raw: Buffer, keys: readonly DkimKey[], at: Date): Promise<Buffer> {
  const end = raw.indexOf("\r\n\r\n");
  const head = raw.toString("latin1", 0, end + 2);
  const bodyHash = bodyHashOf(raw.subarray(end + 4));
  const { names, canonical } = coveredOf(head);
  const fields = keys.map(async (key) => {
    const { domain, selector, algorithm } = key;
    const tags = [
      `DKIM-Signature: v=1; a=${algorithm}; c=relaxed/relaxed;`,
      ` d=${domain}; s=${selector}; t=${Math.floor(+at / 1000)};`,
      ` h=${folded(names)};`,
      ` bh=${bodyHash};`,
      " b=",
    ].join("\r\n");
    return `${tags}${wrapped(await signatureOf(key, canonical + relaxedField(tags)))}\r\n`;
  });
  return Buffer.from((await Promise.all(fields)).join(""), "latin1");
}

/** RSA signs what it hashes; Ed25519 signs the SHA-256 of it (RFC 8463 §3), sooner than another thread would have begun. */
async function signatureOf({ algorithm, privateKey }: DkimKey, data: string): Promise<string> {
  const bytes = Buffer.from(data, "latin1");
  const signature =
    algorithm === "rsa-sha256"
      ? await onPool("sha256", bytes, privateKey)
      : sign(null, hash("sha256", bytes, "buffer"), privateKey);
  return signature.toString("base64");
}

const onPool = (algorithm: string, bytes: Buffer, key: KeyObject): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    sign(algorithm, bytes, key, (error, signature) => (error == null ? resolve(signature) : reject(error)));
  });

/** Of fields that stand there more than once, the last one is signed first (RFC 6376 §5.4.2). */
function coveredOf(head: string): { readonly names: readonly string[]; readonly canonical: string } {
  const standing = new Map<string, string[]>();
  for (const [text] of head.matchAll(/[^\r\n]+\r\n(?:[ \t][^\r\n]*\r\n)*/g)) {
    const name = text.slice(0, text.indexOf(":")).trim().toLowerCase();
    const same = standing.get(name);
    if (same == null) standing.set(name, [text]);
    else same.unshift(text);
  }
  const names: string[] = [];
  let canonical = "";
  for (const name of signedFields) {
    const texts = standing.get(name.toLowerCase()) ?? [];
    for (const text of texts) {
      names.push(name);
      canonical += `${relaxedField(text)}\r\n`;
    }
    if (oversigned.has(name.toLowerCase())) names.push(name);
  }
  return { names, canonical };
}

/** RFC 6376 §3.4.2, without the line end. */
function relaxedField(text: string): string {
  const colon = text.indexOf(":");
  const value = text.slice(colon + 1).replace(/[\r\n]/g, "");
  return `${text.slice(0, colon).trim().toLowerCase()}:${collapsed(value)}`;
}

const collapsed = (text: string): string => text.replace(/[ \t]+/g, " ").trim();

const space = 0x20;
const tab = 0x09;
const cr = 0x0d;
const lf = 0x0a;
const oneSpace = Buffer.from(" ");
const lineEnd = Buffer.from("\r\n");
/** How white space begins that is not in its canonical form. Native searches, for most of a body has none of them. */
const loose: readonly Buffer[] = ["  ", " \t", "\t", " \r\n"].map((text) => Buffer.from(text));

/** Of the canonical form, base64. RFC 6376 §3.4.4: white space becomes one space and ends no line, empty lines end no body. */
export function bodyHashOf(body: Buffer): string {
  const isSpace = (at: number): boolean => body[at] === space || body[at] === tab;
  let end = body.length;
  while (end > 0 && isSpace(end - 1)) end--;
  const kept: Buffer[] = [];
  const nextOf = loose.map(() => -1);
  for (let from = 0; ;) {
    let gap = end;
    for (let n = 0; n < loose.length; n++) {
      // Each search goes on where its last one ended, so that all of them see the body once.
      if (nextOf[n]! < from) {
        const found = body.indexOf(loose[n]!, from);
        nextOf[n] = found === -1 ? body.length : found;
      }
      gap = Math.min(gap, nextOf[n]!);
    }
    kept.push(body.subarray(from, gap));
    if (gap === end) break;
    from = gap;
    while (isSpace(from)) from++;
    if (body[from] !== cr || body[from + 1] !== lf) kept.push(oneSpace);
  }
  const relaxed = Buffer.concat([...kept, lineEnd]);
  let length = relaxed.length - 2;
  while (length >= 2 && relaxed[length - 1] === lf && relaxed[length - 2] === cr) length -= 2;
  // What follows is the end of a line: one of those it ended in, or the one that was put there.
  return hash("sha256", relaxed.subarray(0, length === 0 ? 0 : length + 2), "base64");
}

const maxLineChars = 72;

/** Names with colons between, on lines that begin with a space. */
function folded(names: readonly string[]): string {
  let line = "";
  let text = "";
  for (const [at, name] of names.entries()) {
    const next = at === names.length - 1 ? name : `${name}:`;
    if (line !== "" && line.length + next.length > maxLineChars) {
      text += `${line}\r\n  `;
      line = "";
    }
    line += next;
  }
  return text + line;
}

const wrapped = (base64: string): string => base64.match(/.{1,72}/g)?.join("\r\n  ") ?? "";
