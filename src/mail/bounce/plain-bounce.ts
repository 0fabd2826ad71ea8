import { classOf } from "../../domain/bounce-class.ts";
import type { Verdict } from "./delivery-status.ts";
import { first } from "./head.ts";
import type { OpenedMail } from "./opened-mail.ts";

/**
 * Bounces that only people were meant to read: old qmail, Exim and sendmail, and servers of firms. Told by who sends them and
 * by a subject of mail servers together, because a person's answer may say "undeliverable" as well.
 */

const failedSubject =
  /^(?:\[[^\]]{0,40}\] ?)?(?:undeliver(?:ed|able)\b|failure notice|returned mail\b|mail (?:delivery|system) (?:failed|failure|error|problem)|(?:message |mail )?delivery (?:has )?fail(?:ed|ure)|delivery (?:status notification|notification|problem|error)|(?:your )?(?:message|mail|e-?mail) (?:could not be|was not|not) delivered|non[- ]delivery|nondeliverable|unable to deliver|mail could not be delivered|unzustellbar|unzustellbare|nicht zustellbar|non remis|[eé]chec de (?:la )?(?:remise|distribution)|non distribuable|no se puede entregar|no se ha podido entregar|mensaje no entregado|recapito non riuscito|mancato recapito|onbestelbaar|n[aã]o [eé] poss[ií]vel entregar|n[aã]o entregue|olevererbart|niedostarczon|недоставленное|не удается доставить|配信不能|配達不能|无法投递|系统退信)/iu;
const delayedSubject =
  /^(?:\*{0,5} ?)?(?:warning: (?:message|could not send)|delivery (?:delayed|status notification ?\(delay\))|(?:message|mail) (?:delivery )?(?:delayed|delivery delayed)|delayed mail|verz[oö]gerte zustellung|zustellung verz[oö]gert)/iu;

/** Where the mail that came back begins: what stands there is ours, not the server's. */
const copyBegins =
  /^[ \t>]{0,4}(?:-{2,10} ?(?:below this line is a copy|this is a copy|the (?:header|body) of|original message|transcript of the original|returned message|undelivered message|message header|forwarded message)|original message headers?:|(?:the )?(?:first|following) \d{1,5} lines|(?:return-path|received|message-id|mime-version|dkim-signature): ?\S)/im;

/** @returns null for what is no bounce */
export function plainBounce({ head, subject, text }: OpenedMail): Verdict | null {
  const failed = failedSubject.test(subject.trim());
  const delayed = delayedSubject.test(subject.trim());
  if (!isFromMailer(first(head, "from"), first(head, "return-path"))) return null;
  const own = serverWords(text);
  const isQmail = /^hi\. this is the\b/im.test(own.slice(0, 500));
  if (!failed && !delayed && !isQmail && !head.has("x-failed-recipients")) return null;
  const told = own.slice(0, 4000);
  const waits =
    delayed ||
    (/(?:not yet been delivered|delayed|could not send message for past)/i.test(told) &&
      /no action is required|warning|still trying|will (?:be retried|keep trying)/i.test(told));
  const status = codeIn(told);
  return {
    ...classOf({ action: waits ? "delayed" : "failed", status, words: told }),
    status,
    words: reasonIn(told),
  };
}

const isFromMailer = (from: string, returnPath: string): boolean =>
  /^\s{0,5}<>\s{0,5}$/.test(returnPath) ||
  /\b(?:mailer-?daemon|postmaster|mail-?daemon|mdaemon|mailerdaemon|mail delivery)\b/i.test(from);

/** A code is one where a server would write it: after its reply, or as qmail does. A version number is none. */
const codeIn = (text: string): string | null =>
  /(?:\(#|\b[45]\d\d[ -])([45]\.\d{1,3}\.\d{1,3})(?!\.?\d)/.exec(text)?.[1] ?? null;

function serverWords(text: string): string {
  const plain = text.replace(/\r\n?/g, "\n");
  const copy = copyBegins.exec(plain)?.index ?? plain.length;
  // A ruler at the beginning stands under a greeting.
  const ruler = /^-{3,60}$/m.exec(plain.slice(300))?.index ?? plain.length;
  return plain.slice(0, Math.min(copy, 300 + ruler));
}

/** The line that says why, for people: one with a reply code, else one after the address, else the first. */
function reasonIn(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const coded = lines.find((line) => /(?:^|[\s;:])[45]\d\d[ -]|\(#[45]\./.test(line));
  const address = lines.findIndex((line) => /^<?\S{1,200}@\S{1,200}>?:?$/.test(line));
  return coded ?? (address === -1 ? lines[0] : lines[address + 1]) ?? "";
}
