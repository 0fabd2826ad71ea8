import type { Address, Attachment } from "postal-mime";
import { type ArticleDate, type Found, given, inferred } from "../../domain/article.ts";
import { parseStated } from "../fields/calendar.ts";
import { clean, oneLine } from "../bytes/decode.ts";
import { type BinaryFormat, type Draft, type InsidePicture, Unusable } from "./draft.ts";
import { convertedDraft, withOwnSources } from "./html.ts";
import { cidOf, pictureScheme } from "./placed-pictures.ts";
import { text } from "./text.ts";
import { typeOf } from "../pictures/picture-type.ts";

/**
 * A mail as a mail program saves it: its subject is the title, its sender the author, its text the article. Attachments
 * are left out, but for pictures: they stand where the text shows them, or after it. Addresses never reach the article: a sender without a name stays unknown.
 */
export const eml: BinaryFormat = {
  name: "mail",
  async read(bytes, limits) {
    refuseManyLines(bytes);
    const { default: PostalMime } = await import("postal-mime");
    const options = { maxNestingDepth: 32, maxHeadersSize: 256 * 1024, maxRfc822NestingDepth: 2 };
    const mail = await PostalMime.parse(bytes, options).catch((error: unknown) => {
      throw new Unusable("it is nested too deep or its head is too long for a mail: save it as text", {
        cause: error,
      });
    });
    if (mail.headers.length === 0)
      throw new Unusable("it is no mail, as it begins without a head: name it .txt, or save the mail again");
    const subject = subjectOf(mail.subject ?? "");
    const title = subject.words === "" ? null : given(subject.words, "the mail's subject is its title");
    const inner = forwardedHead(clean(mail.text ?? ""));
    return {
      ...withAttached(bodyOf(mail.html ?? "", inner.rest, title, limits), insideOf(mail.attachments)),
      title,
      author: inner.author ?? senderOf(mail.from, subject.forwarded || inner.isForwarded),
      date: inner.date ?? dateOf(mail.date ?? "", subject.forwarded || inner.isForwarded),
    };
  },
};

/** Measured: the parser takes 6 µs for each line, however short. Five megabytes of attachment are 65,000 lines. */
const maxLines = 150_000;

function refuseManyLines(bytes: Uint8Array): void {
  let lines = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) lines++;
  if (lines > maxLines)
    throw new Unusable(`it has ${lines} lines, more than ${maxLines} for a mail: save its text as .txt`);
}

/** Attached pictures, known by what their bytes are or their part is said to be. */
function insideOf(attachments: readonly Attachment[]): InsidePicture[] {
  return attachments.flatMap(({ mimeType, contentId, content }, at): InsidePicture[] => {
    if (typeof content === "string") return [];
    const bytes = new Uint8Array(content);
    if (typeOf(bytes) == null && !/^image\//i.test(mimeType)) return [];
    return [{ cid: contentId?.replace(/^\s*<|>\s*$/g, "") ?? `attached ${at + 1}`, bytes }];
  });
}

/** Pictures that the text does not show follow it, as in mail programs; where it shows none, the first one opens the article. */
function withAttached(draft: Draft, inside: readonly InsidePicture[]): Draft {
  const shown = new Set(draft.pictures.map(({ src }) => cidOf(src)));
  const pictures = [...draft.pictures];
  let html = draft.html;
  for (const { cid } of inside) {
    if (shown.has(cid)) continue;
    shown.add(cid);
    const lead = pictures.length === 0;
    if (!lead) html += `\n<p><img src="${pictureScheme}:${pictures.length}" /></p>`;
    pictures.push({ src: `cid:${encodeURIComponent(cid)}`, alt: "", lead });
  }
  return { ...draft, html, pictures, inside };
}

/** The HTML part where there is one: mail programs make the other from it. */
function bodyOf(
  html: string,
  plain: string,
  title: Found<string> | null,
  limits: Parameters<typeof text.draft>[1],
): Draft {
  // Gmail's own mark for the head of a forwarded mail.
  const own = clean(html).replace(
    /<div [^<>]{0,100}class="gmail_attr"[^<>]{0,100}>(?:(?!<\/div>)[^]){0,5000}<\/div>/,
    "",
  );
  if (/\p{L}/u.test(own.replace(/<[^<>]{0,2000}>/g, " "))) return convertedDraft(own, title, limits);
  const [unsigned = ""] = plain.split(/^-- $/m, 1);
  return withOwnSources(text.draft(unsigned, limits));
}

type Forwarded = {
  readonly isForwarded: boolean;
  readonly author: Found<string> | null;
  readonly date: Found<ArticleDate> | null;
  /** The text from below the forwarded head on. */
  readonly rest: string;
};

/** The lines mail programs put over a forwarded text: a rule or an announcement, then From, Date, Subject, To. */
const forwardedMark =
  /^(?:> ?)?(?:-{3,} ?(?:Forwarded message|Original Message|Weitergeleitete Nachricht|Ursprüngliche Nachricht|Message transféré|Mensaje reenviado|Messaggio inoltrato)[^\n]{0,40}|Begin forwarded message:|Anfang der weitergeleiteten Nachricht:)[ \t]*\n(?:(?:> ?)?[ \t]*\n){0,3}((?:(?:> ?)?[\p{L}-]{2,20}: [^\n]{0,500}\n){2,8})/imu;

function forwardedHead(plain: string): Forwarded {
  const match = forwardedMark.exec(plain);
  if (match == null) return { isForwarded: false, author: null, date: null, rest: plain };
  const lines = (match[1] ?? "").split("\n");
  const value = (name: RegExp): string =>
    oneLine(lines.map((line) => name.exec(line)).find((found) => found != null)?.[1] ?? "");
  const name = value(/^(?:> ?)?(?:From|Von|De|Da): (.*)/iu)
    .replace(/[<(]?\S{1,100}@\S{1,100}/g, "")
    .replace(/^[\s"'*]+|[\s"'*[\]]+$/g, "");
  const date = parseStated(value(/^(?:> ?)?(?:Date|Sent|Datum|Gesendet|Fecha|Data): (.*)/iu));
  return {
    isForwarded: true,
    author: /\p{L}/u.test(name) ? inferred(name, "the forwarded mail's sender is named so", 0.8) : null,
    date: date == null ? null : inferred(date, "the forwarded mail states it", 0.9),
    rest: plain.slice(match.index + match[0].length),
  };
}

/** "Fwd: AW: The harbour" → "The harbour". Prefixes of mail programs in the languages they are written in. */
function subjectOf(subject: string): { words: string; forwarded: boolean } {
  const prefix =
    /^(?:(re|aw|sv|vs|rif|odp|antw)|(fwd?|wg|tr|rv|enc|i|vl|doorst|pd))(?:\[\d{1,3}\])?\s?[:：]\s{0,5}/iu;
  let words = oneLine(subject);
  let forwarded = false;
  for (let match = prefix.exec(words); match != null; match = prefix.exec(words)) {
    words = words.slice(match[0].length);
    forwarded ||= match[2] != null;
  }
  return { words, forwarded };
}

function senderOf(from: Address | undefined, forwarded: boolean): Found<string> | null {
  const name = oneLine(from?.name ?? "").replace(/^["']|["']$/g, "");
  if (!/\p{L}/u.test(name) || name.includes("@") || name.length > 100) return null;
  return forwarded
    ? inferred(name, "the mail was forwarded by this sender, who may not have written it", 0.4)
    : inferred(name, "the mail's sender is named so", 0.9);
}

function dateOf(date: string, forwarded: boolean): Found<ArticleDate> | null {
  const at = new Date(date);
  if (date === "" || Number.isNaN(at.getTime())) return null;
  const value: ArticleDate = { precision: "instant", at };
  return forwarded
    ? inferred(value, "the mail was forwarded then", 0.5)
    : given(value, "the mail's Date header states it");
}
