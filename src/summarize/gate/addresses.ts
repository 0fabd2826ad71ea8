/**
 * Whatever a mail program, a browser or a chat makes a link of, in plain words or in a disguise that a reader would follow
 * all the same. Looked for in the compatibility form (NFKC), so that full-width and mathematical letters are letters.
 */

/** "https://", "hxxp://", and any scheme at all. */
const scheme = /[\p{L}][\p{L}\p{N}+.-]{0,20}:\s?\/\/\S{0,200}/u;
/** Schemes that do without slashes. */
const bare =
  /(?<![\p{L}\p{N}])(?:mailto|javascript|vbscript|data|tel|sms|mms|callto|facetime|sips?|xmpp|ircs?|geo|maps|magnet|bitcoin|ethereum|lightning|litecoin|monero|file|ftps?|sftp|ssh|ldaps?|smb|intent|market|itms(?:-apps)?|whatsapp|tg|viber|skype|signal|steam|zoommtg|msteams|blob|about|chrome|view-source|ms-[a-z-]{2,20}|urn|news|nntp|gopher|wss?):(?=[^\s"'”’)])\S{1,200}/iu;
const web = /(?<![\p{L}\p{N}])www\d?\.\S{1,200}/iu;
const mail = /[^\s@]{1,64}@[^\s@]{1,200}|(?<=^|[\s(])@[\p{L}\p{N}_]{2,40}/u;
/** "example [dot] com", "name(at)example". */
const spelled = /[\p{L}\p{N}]\s?[[({]\s?(?:dot|at|punkt|punto|точка)\s?[\])}]\s?[\p{L}\p{N}]/iu;
const ip4 =
  /(?<![\p{N}.])(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\p{N}.]?\p{N})/u;
const ip6 = /(?<![\p{L}\p{N}:])(?:[0-9a-f]{0,4}:){2,7}:?[0-9a-f]{1,4}(?![\p{L}\p{N}:])/iu;
/** Labels with dots and no space between them, the last one of letters: a name, if none of `noDomain`. */
const domain = /[\p{L}\p{N}][\p{L}\p{N}\p{M}_-]{0,62}(?:\.[\p{L}\p{N}\p{M}_-]{1,63}){1,8}/gu;
/** "a.m.", "U.S.A", "J.K.Rowling", "e.g", "4.5", "No.10", "3.5bn". */
const noDomain = /^(?:\p{L}{1,2}\.){1,4}\p{L}?$|^(?:\p{Lu}\.)+\p{Lu}|^[\p{N}.]+\p{L}{0,3}$|\.\p{N}{1,4}$/u;
/** The last label of a name: of letters in one case, or in the coding of other scripts. */
const topLevel = /\.(?:\p{Ll}{2,24}|\p{Lu}{2,24}|xn--[a-z0-9-]{2,59}|[\p{Lo}\p{M}]{2,24})$/iu;

/** The first address in a text, as it stands there or nearly so; null where there is none. Linear time. */
export function addressIn(text: string): string | null {
  const plain = text
    .normalize("NFKC")
    .replace(/[。．｡]/gu, (mark, at: number, all: string) =>
      /[\p{Script=Latin}\p{N}]/u.test(all.charAt(at - 1)) &&
      /[\p{Script=Latin}\p{N}]/u.test(all.charAt(at + 1))
        ? "."
        : mark,
    );
  for (const pattern of [scheme, bare, web, mail, spelled, ip4]) {
    const [found] = pattern.exec(plain) ?? [];
    if (found != null) return found;
  }
  const six = ip6.exec(plain)?.[0];
  // Not the time "10:20:30".
  if (six != null && (six.includes("::") || /[a-f]/i.test(six))) return six;
  for (const [found] of plain.matchAll(domain)) {
    if (!noDomain.test(found) && isDomain(found)) return found;
  }
  return null;
}

/** A sentence that lost the space before it ("ended.The") has a capital there and small letters after it. */
function isDomain(name: string): boolean {
  const last = name.slice(name.lastIndexOf(".") + 1);
  return topLevel.test(name) && !/^\p{Lu}\p{Ll}/u.test(last);
}
