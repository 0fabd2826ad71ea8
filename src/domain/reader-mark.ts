import { createHmac } from "node:crypto";
import type { SigningKeys } from "./reader-token.ts";

/** What a mark is for: the same text has another mark for each. */
export type MarkPurpose = "silence" | "address-limit" | "client-limit";

/**
 * A keyed hash by which something can be known again, but not be read or guessed by who has the database without the keys;
 * 128 bits, base64url.
 */
export function markOf(key: Uint8Array, purpose: MarkPurpose, text: string): string {
  return createHmac("sha256", key)
    .update(`mark ${purpose}\n${text}`)
    .digest()
    .subarray(0, 16)
    .toString("base64url");
}

/** By each key, newest first: what was marked before a key was changed is known again. */
export const marksOf = (keys: SigningKeys, purpose: MarkPurpose, text: string): [string, ...string[]] => {
  const [first, ...older] = keys;
  return [markOf(first, purpose, text), ...older.map((key) => markOf(key, purpose, text))];
};
