/** Content codings, the better ones first: who takes several with equal joy gets the first. */
export const codings = ["br", "gzip", "identity"] as const;
export type Coding = (typeof codings)[number];

/** What a client takes: the coding it gets of files that are packed, and whether it takes files as they are. */
export type Taste = { readonly packed: Coding | null; readonly takesPlain: boolean };

const part =
  /^[ \t]*([!#$%&'*+.^_`|~0-9a-z-]+)[ \t]*(?:;[ \t]*q[ \t]*=[ \t]*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)[ \t]*)?$/i;

/**
 * Accept-Encoding (RFC 9110 §12.5.3). Without it, or with one that names nothing we have, files go as they are, unless that is
 * refused. Parts that are malformed count for nothing.
 */
export function tasteOf(header: string | undefined): Taste {
  if (header == null) return { packed: "identity", takesPlain: true };
  const known = tastes.get(header);
  if (known != null) return known;
  const taste = read(header);
  // Clients use a handful of forms; whoever sends others does not fill our memory with them.
  if (tastes.size >= maxTastes) tastes.clear();
  tastes.set(header, taste);
  return taste;
}

const maxTastes = 200;
const tastes = new Map<string, Taste>();

function read(header: string): Taste {
  const weights = new Map<string, number>();
  for (const each of header.split(",")) {
    const [, name, q] = part.exec(each) ?? [];
    if (name == null) continue;
    const coding = name.toLowerCase().replace(/^x-gzip$/, "gzip");
    weights.set(coding, Number(q ?? 1));
  }
  const rest = weights.get("*");
  // Not named, `identity` is taken, and liked least of all.
  const weigh = (coding: Coding): number =>
    weights.get(coding) ?? rest ?? (coding === "identity" ? Number.MIN_VALUE : 0);
  const best = codings.reduce((a, b) => (weigh(b) > weigh(a) ? b : a));
  return { packed: weigh(best) > 0 ? best : null, takesPlain: weigh("identity") > 0 };
}
