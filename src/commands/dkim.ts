import { resolveTxt } from "node:dns/promises";
import path from "node:path";
import { Fault } from "../domain/faults.ts";
import type { DkimDesk } from "../wire-dkim.ts";
import { openDkimDesk, openDnsDesk } from "../wire-dkim.ts";
import type { Session } from "./session.ts";
import { plain } from "./terminal.ts";

export type DkimOptions = {
  readonly selector: string | null;
  /** Other keys in place of those there are, which stay under another name. */
  readonly force: boolean;
  /** Look the records up instead. */
  readonly check: boolean;
};

type ResolveTxt = (name: string) => Promise<readonly (readonly string[])[]>;

/** `broadsheet dkim`: makes the keys that sign mails, and says what to put into the DNS. */
export async function dkim(
  session: Session,
  options: DkimOptions,
  resolve: ResolveTxt = resolveTxt,
): Promise<number> {
  const desk = openDkimDesk(session.config, { ...options, make: !options.check });
  return options.check ? await check(session, desk, resolve) : await describe(session, desk);
}

async function describe({ config, terminal }: Session, desk: DkimDesk): Promise<number> {
  const dns = await openDnsDesk(config, desk);
  const shown = (file: string): string => path.relative(config.root, file);
  for (const { key, signer, isNew } of desk.signatures) {
    const kind = signer.algorithm === "rsa-sha256" ? "RSA" : "Ed25519";
    terminal.talk(
      isNew
        ? `Made ${shown(key)} (${kind}). Keep it secret, and back it up.`
        : `${shown(key)} (${kind}) is there.`,
    );
  }
  const section = (title: string, ...lines: readonly string[]): void => {
    terminal.result(`\n${terminal.strong(title)}`);
    for (const line of lines) terminal.result(line === "" ? "" : `  ${line}`);
  };
  terminal.result(`DNS records for mail from ${dns.domain}, as a zone file has them. Where a`);
  terminal.result("form wants one value, join the pieces without their quotation marks.");
  section("DKIM: this mail is ours, and nobody changed it", ...dns.dkim);
  section(
    `SPF: these servers may send for ${dns.envelopeDomain}`,
    ...dns.spf,
    "",
    "One such record for a domain: where there is one already, add to it what your",
    "mail provider says, such as include:_spf.provider.example.",
  );
  section(
    "DMARC: what becomes of mail that is neither",
    ...dns.dmarc,
    "",
    "Begin with p=none and read the reports that come to the rua address. When all",
    "of your own mail passes: p=quarantine, then p=reject; np=reject.",
  );
  if (!desk.areInUse) section("And in broadsheet.yaml, once the records are there", ...dns.settings);
  terminal.talk("\nLook whether they are there, in an hour or so: broadsheet dkim --check");
  return 0;
}

async function check({ config, terminal }: Session, desk: DkimDesk, resolve: ResolveTxt): Promise<number> {
  const dns = await openDnsDesk(config, desk);
  const findings = await dns.check(async (name) => {
    try {
      return (await resolve(name)).map((strings) => strings.join(""));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      return code === "ENOTFOUND" || code === "ENODATA" ? [] : null;
    }
  });
  for (const { kind, name, verdict, says } of findings) {
    const mark = verdict === "fits" ? verdict : terminal.warn(verdict);
    terminal.result(`${kind.padEnd(5)}  ${mark}${" ".repeat(7 - verdict.length)}  ${name}`);
    terminal.result(`                ${terminal.faint(plain(says).slice(0, 200))}`);
  }
  if (!desk.areInUse)
    terminal.talk(
      "Mails are not signed yet: broadsheet.yaml has no dkim. broadsheet dkim says what to write.",
    );
  if (findings.every(({ verdict }) => verdict === "fits")) return 0;
  const isOpen = findings.every(({ verdict }) => verdict === "fits" || verdict === "unknown");
  return new Fault(isOpen ? "busy" : "config", "").exitCode;
}
