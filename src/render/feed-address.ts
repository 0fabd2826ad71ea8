import { Fault } from "../domain/faults.ts";

/** Names that lead to this machine or, by RFC 2606 and RFC 6761, to nobody. */
const nobody = /(?:^|\.)(?:localhost|local|test|invalid|example|example\.(?:com|net|org))\.?$/;
/** This machine, an address of none, and those a machine gives itself (RFC 1122, RFC 3927, RFC 4291). */
const thisMachine = /^(?:127\.|0\.|169\.254\.|\[::1?\]$|\[::ffff:(?:7f|0:|a9fe:)|\[fe[89ab][\da-f]:)/;

/** Does an address lead nowhere from another machine? One of a private network does not: those have readers, too. */
export function isPlaceholder(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return true;
  return nobody.test(hostname) || thisMachine.test(hostname);
}

/**
 * Readers replace the address they subscribed to by the one a feed says it has (Miniflux does): one feed with an address that
 * leads nowhere loses all of them. To be asked before feeds are put anywhere but on this machine.
 *
 * @param place where the feeds would go, as the operator names it
 * @throws Fault `config`
 */
export function requireRealAddress(url: string, place: string): void {
  if (!isPlaceholder(url)) return;
  throw new Fault(
    "config",
    `The feeds would say that they stand at ${url}, which leads nowhere from other machines, and readers would subscribe to that instead. Set url in broadsheet.yaml (or PUBLIC_URL) to the address ${place} is read at.`,
  );
}
