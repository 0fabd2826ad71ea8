/** One mailbox (RFC 5321 §4.1.2, RFC 6531): `address` as given, with its domain as A-labels; `key` for comparing. */
export type Mailbox = { readonly address: string; readonly key: string };

export type ParsedAddress =
  | { readonly ok: true; readonly mailbox: Mailbox }
  | { readonly ok: false; readonly why: string };

// Dot-atom (RFC 5322 §3.2.3) with letters beyond ASCII (RFC 6531 §3.3). Quoted local parts are refused on purpose:
// no provider hands them out, and every parser on the way reads them differently.
const atom = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+$/u;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Exactly one address, nothing around it: no display name, list, comment or quotes. nodemailer would read
 * `a@b.example, c@d.example` as two recipients, so nothing that is not one mailbox comes past here.
 */
export function parseAddress(text: string): ParsedAddress {
  const given = text.trim().normalize("NFC");
  const no = (why: string): ParsedAddress => ({
    ok: false,
    why: `${why}: ${JSON.stringify(given.slice(0, 80))}`,
  });
  const at = given.lastIndexOf("@");
  if (at < 1 || at === given.length - 1) return no("expected an address such as ada@example.org, got");
  const local = given.slice(0, at);
  const domain = asciiDomain(given.slice(at + 1));
  if (!local.split(".").every((part) => atom.test(part)))
    return no("the part before @ is not a plain address");
  if (local.length > 64 || utf8Bytes(local) > 64) return no("the part before @ is longer than 64 bytes");
  if (domain == null) return no("the part after @ is not a domain name");
  const address = `${local}@${domain}`;
  if (address.length > 254) return no("the address is longer than 254 characters");
  return { ok: true, mailbox: { address, key: address.toLowerCase() } };
}

/** What stands after the @, as it is written. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

/** Mail for it goes only where each server on the way offers SMTPUTF8 (RFC 6531). */
export const needsSmtpUtf8 = (address: string): boolean => /[^\x20-\x7e]/.test(address);
/** Most addresses are ASCII, and lists of them are long. */
const utf8Bytes = (text: string): number =>
  isAscii.test(text) ? text.length : new TextEncoder().encode(text).length;
// oxlint-disable-next-line no-control-regex -- all of ASCII is meant
const isAscii = /^[\x00-\x7f]*$/;

/** Domain in A-labels, lower case, or null. The URL parser is the runtime's own IDNA (UTS 46). */
function asciiDomain(text: string): string | null {
  if (/[^\p{L}\p{N}\p{M}.-]/u.test(text)) return null;
  const host = /^[a-z0-9.-]+$/i.test(text) && !/xn--/i.test(text) ? text.toLowerCase() : idna(text);
  if (host == null) return null;
  const labels = host.split(".");
  const top = labels.at(-1) ?? "";
  if (labels.length < 2 || !labels.every((l) => label.test(l)) || /^(?:[0-9]+|0x[0-9a-f]*)$/.test(top))
    return null;
  return host.length <= 253 ? host : null;
}

function idna(text: string): string | null {
  try {
    return new URL(`http://${text}`).hostname;
  } catch {
    return null;
  }
}

/** Enough for whoever has it to know it again: `a***@example.org`. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf("@");
  const [first = ""] = address.slice(0, at);
  return `${first}***${address.slice(at)}`;
}
