/** At most so many of one kind from one origin within a time, in ms; in any window of that length. */
export type RateLimit = { readonly name: string; readonly most: number; readonly withinMs: number };

const hour = 3_600_000;

/** Mails that anybody can have sent to an address: nobody's inbox is filled by us. */
export const addressLimit: RateLimit = { name: "address", most: 2, withinMs: 24 * hour };

/** Sign-ups from one network. Schools and offices share one. */
export const clientLimit: RateLimit = { name: "client", most: 20, withinMs: hour };

/** Of all sign-ups together: past it somebody uses the form against others. */
export const siteLimit = (perHour: number): RateLimit => ({ name: "site", most: perHour, withinMs: hour });

/**
 * What stands for whoever asks: an IPv4 address, or the first 64 bits of an IPv6 one (RFC 6177: a single user has them
 * all). Text that is neither stands for itself.
 */
export function networkOf(ip: string): string {
  const plain = ip.toLowerCase().replace(/%.*$/s, "");
  const mapped = /^(?:0*:)*:?ffff:(\d{1,3}(?:\.\d{1,3}){3})$/.exec(plain)?.[1];
  if (mapped != null) return mapped;
  if (!/^[0-9a-f:.]{2,45}$/.test(plain) || !plain.includes(":")) return plain.slice(0, 64);
  const [head = "", tail] = plain.split("::");
  const before = head === "" ? [] : head.split(":");
  const behind = tail == null || tail === "" ? [] : tail.split(":");
  const gap = tail == null ? 0 : Math.max(0, 8 - before.length - behind.length);
  const groups = [...before, ...Array<string>(gap).fill("0"), ...behind];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
