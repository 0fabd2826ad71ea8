import { lookup } from "node:dns/promises";
import { BlockList, isIP, isIPv4 } from "node:net";
import { shown } from "../folder.ts";

/** An address a host name stands for. */
export type HostAddress = { readonly address: string; readonly family: 4 | 6 };
export type Resolve = (hostname: string) => Promise<readonly HostAddress[]>;

/** What is known of the network: the names in it and which of its addresses are everybody's. Tests have their own. */
export type Network = { readonly resolve: Resolve; isPublic(address: string): boolean };

/** The machine's own resolver: hosts file, DNS. */
const systemResolve: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true, verbatim: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));

/** Thrown for an address that must not be asked; the message goes after "it": "leads to …". */
export class RefusedAddress extends Error {}

/** IANA special-purpose IPv4 ranges (RFC 6890 and its registry), and Azure's metadata host, which is a public address. */
const notPublic4 = blockList("ipv4", [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
]);
/** Global unicast is 2000::/3 (RFC 4291); everything else is refused unasked: loopback, unique local, link-local, … */
const global6 = blockList("ipv6", [["2000::", 3]]);
/** Inside 2000::/3: Teredo and other protocol assignments, documentation, 6to4. The last two wrap an IPv4 address. */
const notPublic6 = blockList("ipv6", [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
]);
/** IPv4 in the last 32 bits: mapped (RFC 4291 §2.5.5.2) and NAT64 (RFC 6052). */
const wrapping6 = blockList("ipv6", [
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
]);

function blockList(family: "ipv4" | "ipv6", ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, family);
  return list;
}

/**
 * Where clouds tell a machine its own secrets: link-local addresses (RFC 3927, RFC 4291 §2.5.6), and the hosts that AWS,
 * Azure and Alibaba have besides. No feed lives there, so that no leave opens them.
 */
const metadata4 = blockList("ipv4", [
  ["169.254.0.0", 16],
  ["168.63.129.16", 32],
  ["100.100.100.200", 32],
]);
const metadata6 = blockList("ipv6", [
  ["fe80::", 10],
  ["fd00:ec2::254", 128],
]);

/** Is this an address that is refused whatever a job allows? */
export function isNeverAsked(address: string): boolean {
  const [plain = ""] = address.split("%", 1);
  if (isIPv4(plain)) return metadata4.check(plain, "ipv4");
  if (isIP(plain) !== 6) return false;
  if (wrapping6.check(plain, "ipv6")) return metadata4.check(wrappedAddress(plain), "ipv4");
  return metadata6.check(plain, "ipv6");
}

/** May anybody on the internet be meant by this IP address? Private, local, multicast and metadata ones are not. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !notPublic4.check(address, "ipv4");
  if (isIP(address) !== 6 || address.includes("%")) return false;
  if (wrapping6.check(address, "ipv6")) return isPublicAddress(wrappedAddress(address));
  return global6.check(address, "ipv6") && !notPublic6.check(address, "ipv6");
}

/** `::ffff:7f00:1` and `::ffff:127.0.0.1` → `127.0.0.1`. */
function wrappedAddress(address: string): string {
  // The URL parser writes every IPv6 address in its shortest form, in hexadecimal (WHATWG URL §3.5).
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(":");
  const [high, low] = [groups.at(-2), groups.at(-1)].map((group) =>
    Number.parseInt(group === "" ? "0" : (group ?? "0"), 16),
  );
  return [high, low].flatMap((group = 0) => [group >> 8, group & 0xff]).join(".");
}

/**
 * Checks an address before anything is sent there: http(s), no password, a harmless port, and only public machines
 * behind its name. One private address among several refuses them all.
 *
 * @returns every machine the name stands for, to be connected to without asking again (DNS rebinding)
 * @throws RefusedAddress, or what the resolver throws
 */
export async function checkedAddresses(
  url: URL,
  allowPrivate: boolean,
  network: Partial<Network> = {},
): Promise<readonly HostAddress[]> {
  const { resolve = systemResolve, isPublic = isPublicAddress } = network;
  refuseForm(url, allowPrivate);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  // Addresses are never looked up by `node:net`, so that its lookup would not see them.
  const addresses =
    family === 0 ? await resolve(host) : [{ address: host, family: family === 6 ? 6 : 4 } as const];
  const never = addresses.find(({ address }) => isNeverAsked(address));
  if (never != null) {
    throw new RefusedAddress(
      `leads to ${shown(host)}${family === 0 ? `, which is ${shown(never.address)}` : ""}, a link-local address, such as clouds use for a machine’s own keys: it is never asked`,
    );
  }
  const bad = addresses.find(({ address }) => !isPublic(address));
  if (bad != null && !allowPrivate) {
    throw new RefusedAddress(
      `leads to ${shown(host)}${family === 0 ? `, which is ${shown(bad.address)}` : ""}, an address inside a private network: set allowPrivate: true in the job if that machine is yours`,
    );
  }
  if (addresses.length === 0)
    throw new RefusedAddress(`names the host ${shown(host)}, which has no address: check it`);
  return addresses;
}

function refuseForm(url: URL, allowPrivate: boolean): void {
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new RefusedAddress(`leads to a ${shown(url.protocol)} address: only http and https are read`);
  if (url.username !== "" || url.password !== "")
    throw new RefusedAddress("leads to an address with a password in it, which is not sent: use one without");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  // Mail, remote shells and the like live below 1024, and some take what an HTTP client says for commands.
  if (!allowPrivate && port < 1024 && port !== 80 && port !== 443)
    throw new RefusedAddress(`leads to port ${port}: only 80, 443 and those from 1024 on are asked`);
}
