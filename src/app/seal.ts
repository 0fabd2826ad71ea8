import { createHash } from "node:crypto";
import type { Digest, Edition, EditionPlan } from "../domain/edition.ts";
import type { EditionId } from "../domain/ids.ts";

/** The one immutable record: what was decided, what was rendered, for whom, and a hash over all of it. */
export function sealEdition(
  plan: EditionPlan,
  rest: Pick<Edition, "id" | "series" | "sealedAt" | "audience" | "language"> & { readonly digest: Digest },
): Edition {
  const record = { ...plan, ...rest, seal: "" };
  return { ...record, seal: sealOf(record) };
}

/** SHA-256, hex, over the record's JSON without the seal itself; keys in a fixed order. */
export function sealOf(edition: Edition): string {
  return createHash("sha256")
    .update(canonicalJson({ ...edition, seal: null }))
    .digest("hex");
}

/**
 * Tokens for one edition: functions of its random id, so that no article can hold one, and letters and digits only, so
 * that they stand unchanged in HTML, in a URL and in quoted-printable.
 *
 * @param has which of a reader's own links there are besides leaving
 */
export function tokensOf(id: EditionId, has: { readonly preferences?: boolean } = {}): Digest["tokens"] {
  const token = (purpose: string): string =>
    `bs${createHash("sha256").update(`${purpose}\n${id}`).digest("hex").slice(0, 24)}`;
  return {
    address: token("address"),
    unsubscribe: token("unsubscribe"),
    ...(has.preferences === true ? { preferences: token("preferences") } : {}),
  };
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) =>
    held != null && typeof held === "object" && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
}
