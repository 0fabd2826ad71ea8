import type { DkimKey } from "./dkim.ts";
import { dkimName, dkimRecord } from "./dkim-keys.ts";

/** A TXT record that says something about who may send. */
export type DnsRecord = { readonly name: string; readonly value: string };

/** RFC 6376 §3.6.1. */
export const dkimRecords = (keys: readonly DkimKey[]): DnsRecord[] =>
  keys.map((key) => ({ name: dkimName(key), value: dkimRecord(key) }));

/** RFC 9989: to be told of what passes and what does not, while nothing is refused. */
export const dmarcRecord = (domain: string): DnsRecord => ({
  name: `_dmarc.${domain}`,
  value: `v=DMARC1; p=none; rua=mailto:dmarc@${domain}`,
});

const maxStringChars = 72;

/** As a zone file has it: strings of at most 255 bytes (RFC 1035 §3.3.14), and short enough for 80 columns. */
export function zoneLines({ name, value }: DnsRecord): string[] {
  const strings = value.match(new RegExp(`.{1,${maxStringChars}}`, "g")) ?? [""];
  if (strings.length === 1 && name.length + value.length < 64) return [`${name}. IN TXT "${value}"`];
  return [
    `${name}. IN TXT (`,
    ...strings.map((text, at) => `  "${text}"${at === strings.length - 1 ? " )" : ""}`),
  ];
}

/** The texts of a name's TXT records, each joined of its strings; null where nobody answers. */
export type LookUp = (name: string) => Promise<readonly string[] | null>;

export type Finding = {
  readonly name: string;
  readonly verdict: "fits" | "missing" | "differs" | "unknown";
  readonly says: string;
};

const unknown = (name: string): Finding => ({ name, verdict: "unknown", says: "no answer; try again later" });

/** Is the public half of the key where receivers will look for it? */
export async function checkDkim(key: DkimKey, lookUp: LookUp): Promise<Finding> {
  const name = dkimName(key);
  const texts = await lookUp(name);
  if (texts == null) return unknown(name);
  const records = texts.map(tagsOf).filter((tags) => tags.has("p"));
  const [record] = records;
  if (record == null) return { name, verdict: "missing", says: "no key there yet" };
  const ours = tagsOf(dkimRecord(key));
  const differs = (says: string): Finding => ({ name, verdict: "differs", says });
  if (records.length > 1) return differs("several keys there; one is allowed (RFC 6376, 3.6.2.2)");
  if (record.get("p") === "") return differs("the key is revoked (p= is empty); use another selector");
  if (record.get("p") !== ours.get("p") || (record.get("k") ?? "rsa") !== ours.get("k"))
    return differs("another key is there than the one that signs");
  if (record.get("t")?.split(":").includes("y") === true)
    return differs("t=y: marked as a test, which receivers pass over");
  return { name, verdict: "fits", says: "is the public half of the key" };
}

/** @param domain of the envelope's sender (RFC 7208 §2.4) */
export async function checkSpf(domain: string, lookUp: LookUp): Promise<Finding> {
  const texts = await lookUp(domain);
  if (texts == null) return unknown(domain);
  const [policy, second] = texts.filter((text) => /^v=spf1(?: |$)/i.test(text));
  if (policy == null) return { name: domain, verdict: "missing", says: "no SPF record (v=spf1 …)" };
  if (second != null)
    return {
      name: domain,
      verdict: "differs",
      says: "two SPF records, which counts as none; make one of them",
    };
  if (/(?:^| )\+?all(?: |$)/i.test(policy))
    return {
      name: domain,
      verdict: "differs",
      says: "ends in +all: anybody may send; end it in ~all or -all",
    };
  return { name: domain, verdict: "fits", says: policy };
}

/** At the domain, else at one above it: the tree walk of RFC 9989 §4.10, at most eight names. */
export async function checkDmarc(domain: string, lookUp: LookUp): Promise<Finding> {
  const labels = domain.split(".");
  const starts = labels.map((_, at) => at).filter((at) => at === 0 || labels.length - at < 8);
  for (const at of starts.slice(0, Math.max(1, labels.length - 1))) {
    const name = `_dmarc.${labels.slice(at).join(".")}`;
    const texts = await lookUp(name);
    if (texts == null) return unknown(name);
    const records = texts.filter((text) => /^v=DMARC1(?:[ ;]|$)/.test(text));
    const [record] = records;
    if (record == null) continue;
    if (records.length > 1)
      return { name, verdict: "differs", says: "several DMARC records; make one of them" };
    const policy = tagsOf(record).get("p") ?? "none";
    return /^(?:none|quarantine|reject)$/i.test(policy)
      ? { name, verdict: "fits", says: record }
      : { name, verdict: "differs", says: `p=${policy} is no policy; expected none, quarantine or reject` };
  }
  return { name: `_dmarc.${domain}`, verdict: "missing", says: "no DMARC record (v=DMARC1; p=none)" };
}

/** `v=DKIM1; k=rsa; p=AB CD` → v, k and p, without white space in what they say. */
function tagsOf(text: string): Map<string, string> {
  return new Map(
    text.split(";").flatMap((tag): [string, string][] => {
      const at = tag.indexOf("=");
      return at === -1 ? [] : [[tag.slice(0, at).trim(), tag.slice(at + 1).replace(/\s/g, "")]];
    }),
  );
}
