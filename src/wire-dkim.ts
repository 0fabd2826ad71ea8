import { domainOf } from "./domain/address.ts";
import { existsSync, renameSync } from "node:fs";
import path from "node:path";
import type { Config } from "./config.ts";
import { Fault, reasonOf } from "./domain/faults.ts";
import type { DkimAlgorithm, DkimKey } from "./mail/dkim.ts";
import { makeDkimKey, readDkimKey } from "./mail/dkim-keys.ts";
import type { Finding, LookUp } from "./mail/dns-records.ts";
import { checkDkim, checkDmarc, checkSpf, dkimRecords, dmarcRecord, zoneLines } from "./mail/dns-records.ts";

/** Stands in until the operator says who sends. The domain is reserved (RFC 2606): nothing can go there. */
export const placeholderFrom = "news@broadsheet.example";

/** One signature as it is configured, everything said. `key` is the absolute path of a file. */
export type SignatureSetting = { readonly domain: string; readonly selector: string; readonly key: string };

/** @throws Fault `config` for a domain that says nothing about `from` to those who receive the mail */
export function signaturesOf({ site, root }: Config): SignatureSetting[] {
  const settings = site.dkim == null ? [] : [site.dkim].flat();
  const sender = domainOf(site.from ?? placeholderFrom);
  const [first, second] = settings;
  if (first != null && first.selector === second?.selector && first.domain === second.domain)
    throw new Fault("config", `broadsheet.yaml: dkim names the selector ${first.selector} twice.`);
  return settings.map(({ selector, domain = sender, key }) => {
    if (site.from != null && !isWithin(sender, domain) && !isWithin(domain, sender))
      throw new Fault(
        "config",
        `broadsheet.yaml: dkim signs for ${domain}, but mail comes from ${sender}. Receivers want them to agree (DMARC): set domain: ${sender}`,
      );
    return { selector, domain, key: path.resolve(root, key ?? `data/dkim/${selector}.pem`) };
  });
}

/** What stands in for a site that does not sign yet: both algorithms, for receivers that know only the older one. */
function suggested(config: Config, selector: string): SignatureSetting[] {
  const domain = domainOf(config.site.from ?? placeholderFrom);
  return [selector, `${selector}-ed`].map((name) => ({
    selector: name,
    domain,
    key: path.join(config.root, "data", "dkim", `${name}.pem`),
  }));
}

export type DkimDesk = {
  readonly signatures: readonly (SignatureSetting & { readonly signer: DkimKey; readonly isNew: boolean })[];
  /** Whether broadsheet.yaml names them. */
  readonly areInUse: boolean;
};

/**
 * The keys of a site, those that it lacks made. No file is ever written over: with `force` the old one is renamed.
 *
 * @throws Fault `config` where nothing says who sends, or a key cannot be used; `cannot-write`
 */
export function openDkimDesk(
  config: Config,
  {
    selector,
    force,
    make,
  }: { readonly selector: string | null; readonly force: boolean; readonly make: boolean },
): DkimDesk {
  if (config.site.from == null)
    throw new Fault("config", "Set from: in broadsheet.yaml first, the address the digest comes from.");
  const configured = withAlgorithm(signaturesOf(config)).filter(
    ({ setting }) => selector == null || setting.selector === selector,
  );
  const areInUse = configured.length > 0;
  const wanted = areInUse ? configured : withAlgorithm(suggested(config, selector ?? "broadsheet"));
  const signatures = wanted.map(({ setting, usual }) => {
    const { key, domain, selector: name } = setting;
    const isThere = existsSync(key);
    // Another key for the same selector is of the kind that the old one was.
    const algorithm = make && force && isThere ? (algorithmIn(setting) ?? usual) : usual;
    if (make && force && isThere) setAside(key);
    const isNew = make && (force || !isThere);
    if (isNew) makeDkimKey(key, algorithm);
    return { ...setting, isNew, signer: readDkimKey(key, domain, name) };
  });
  return { signatures, areInUse };
}

/** By its place among all of them, the first is the one that every receiver knows. */
const withAlgorithm = (
  settings: readonly SignatureSetting[],
): { readonly setting: SignatureSetting; readonly usual: DkimAlgorithm }[] =>
  settings.map((setting, at) => ({ setting, usual: at === 0 ? "rsa-sha256" : "ed25519-sha256" }));

/** Null where the file is no key that can be used: that may be why it is to be replaced. */
function algorithmIn({ key, domain, selector }: SignatureSetting): DkimAlgorithm | null {
  try {
    return readDkimKey(key, domain, selector).algorithm;
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** `news.pem` → `news.pem.old`, or the next number that is free. */
function setAside(file: string): void {
  for (let n = 1; ; n++) {
    const place = `${file}.old${n === 1 ? "" : n}`;
    if (existsSync(place)) continue;
    try {
      return renameSync(file, place);
    } catch (error) {
      throw new Fault("cannot-write", `${file} cannot be renamed: ${reasonOf(error)}`, { cause: error });
    }
  }
}

const isWithin = (domain: string, parent: string): boolean =>
  domain === parent || domain.endsWith(`.${parent}`);

export type DnsDesk = {
  readonly domain: string;
  readonly envelopeDomain: string;
  /** Lines to print. */
  readonly dkim: readonly string[];
  readonly spf: readonly string[];
  readonly dmarc: readonly string[];
  /** What broadsheet.yaml says to sign with these keys. */
  readonly settings: readonly string[];
  check(lookUp: LookUp): Promise<readonly (Finding & { readonly kind: "DKIM" | "SPF" | "DMARC" })[]>;
};

/** What the DNS has to say for mail that these keys sign. */
export async function openDnsDesk({ site, smtpUrl }: Config, { signatures }: DkimDesk): Promise<DnsDesk> {
  // With nodemailer behind it, which no other command needs for this.
  const { isLoopback } = await import("./mail/smtp.ts");
  const from = site.from ?? placeholderFrom;
  const domain = domainOf(from);
  const envelopeDomain = domainOf(site.bounces?.address ?? from);
  const keys = signatures.map(({ signer }) => signer);
  const host = smtpUrl == null ? "localhost" : new URL(smtpUrl).hostname;
  // A mail server beside us sends by itself, and most often receives as well.
  const servers = isLoopback(host) ? "mx a" : `a:${host}`;
  return {
    domain,
    envelopeDomain,
    dkim: dkimRecords(keys).flatMap(zoneLines),
    spf: zoneLines({ name: envelopeDomain, value: `v=spf1 ${servers} -all` }),
    dmarc: zoneLines(dmarcRecord(domain)),
    settings: ["dkim:", ...keys.map(({ selector }) => `  - {selector: ${selector}}`)],
    async check(lookUp) {
      const dkim = await Promise.all(keys.map((key) => checkDkim(key, lookUp)));
      return [
        ...dkim.map((finding) => ({ kind: "DKIM" as const, ...finding })),
        { kind: "SPF", ...(await checkSpf(envelopeDomain, lookUp)) },
        { kind: "DMARC", ...(await checkDmarc(domain, lookUp)) },
      ];
    },
  };
}
