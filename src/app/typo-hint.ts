import leven from "leven";

/** Where most mailboxes are; a domain one slip away from one of them is hardly ever meant. */
const common = [
  "gmail.com",
  "googlemail.com",
  "outlook.com",
  "hotmail.com",
  "hotmail.co.uk",
  "live.com",
  "yahoo.com",
  "yahoo.co.uk",
  "yahoo.fr",
  "icloud.com",
  "aol.com",
  "gmx.de",
  "gmx.net",
  "web.de",
  "t-online.de",
  "orange.fr",
  "wanadoo.fr",
  "libero.it",
  "proton.me",
  "protonmail.com",
  "mail.ru",
  "yandex.ru",
  "qq.com",
] as const;

/** Real providers that look like a slip. */
const real = new Set<string>([
  ...common,
  "gmx.com",
  "gmx.at",
  "gmx.ch",
  "email.com",
  "mail.com",
  "me.com",
  "ymail.com",
  "live.de",
  "live.fr",
  "yahoo.de",
  "yahoo.it",
  "yahoo.es",
  "hotmail.de",
  "hotmail.fr",
  "hotmail.es",
  "hotmail.it",
  "outlook.de",
  "outlook.fr",
  "outlook.es",
  "mail.de",
  "bmail.com",
  "hmail.com",
  "email.de",
  "we.de",
]);

/** `ada@gmial.com` → `ada@gmail.com`; null where nothing looks like a slip. @param address with its domain in lower case */
export function typoHint(address: string): string | null {
  const at = address.lastIndexOf("@") + 1;
  const domain = address.slice(at);
  const known = hints.get(domain);
  if (known !== undefined) return known == null ? null : address.slice(0, at) + known;
  const meant = meantBy(domain);
  if (hints.size >= maxHints) hints.clear();
  hints.set(domain, meant);
  return meant == null ? null : address.slice(0, at) + meant;
}

/** A list of a million addresses has a few thousand domains. */
const hints = new Map<string, string | null>();
const maxHints = 10_000;

function meantBy(domain: string): string | null {
  if (real.has(domain) || domain.length > 20) return null;
  return (
    common.find((each) => isSwap(domain, each)) ??
    common.find((each) => each.length >= 7 && leven(domain, each, { maxDistance: 2 }) === 1) ??
    null
  );
}

/** Two neighbouring letters the other way round, which is two single changes. */
function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at < a.length && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
