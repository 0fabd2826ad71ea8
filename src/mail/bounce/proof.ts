import type { Proof } from "../../domain/bounce.ts";
import type { SigningKeys, TokenClaim, TokenPurpose } from "../../domain/reader-token.ts";
import { readToken } from "../../domain/reader-token.ts";
import type { Head } from "./head.ts";

export type Proven = { readonly about: TokenClaim; readonly proof: Proof };

const maxTries = 20;

/**
 * The first token in these texts that the site's keys have signed. A bare address is never taken for a reader: anybody can
 * write one.
 */
export function tokenIn(
  texts: readonly string[],
  purposes: readonly TokenPurpose[],
  keys: SigningKeys,
): TokenClaim | null {
  const found = texts
    .flatMap((text) => [...unescaped(text).matchAll(/(?<![a-z0-9])[a-z2-7]{48}(?![a-z0-9])/gi)])
    .slice(0, maxTries);
  for (const [token] of found) {
    for (const purpose of purposes) {
      const claim = readToken(keys, purpose, token);
      if (claim != null) return claim;
    }
  }
  return null;
}

/** Addresses in URLs are percent-encoded (RFC 6068), and folding may leave spaces before an escape. */
const unescaped = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Where servers write to whom a mail was delivered, before `To`, which anybody may write. */
const envelopeFields = [
  "delivered-to",
  "x-original-to",
  "envelope-to",
  "x-envelope-to",
  "x-delivered-to",
  "to",
] as const;

export function envelopeProof(head: Head, keys: SigningKeys): Proven | null {
  const texts = envelopeFields.flatMap((name) => head.get(name) ?? []);
  return proven(tokenIn(texts, ["bounce"], keys), "envelope");
}

export function envelopeIdProof(id: string, keys: SigningKeys): Proven | null {
  return proven(tokenIn([id], ["bounce"], keys), "envelope-id");
}

const returnedFields = ["message-id", "return-path", "original-mail-from", "list-unsubscribe"] as const;

/** By what the returned mail carries of ours: Message-ID, envelope sender, List-Unsubscribe. */
export function returnedProof(returned: readonly Head[], keys: SigningKeys): Proven | null {
  const texts = returnedFields.flatMap((name) => returned.flatMap((head) => head.get(name) ?? []));
  return proven(tokenIn(texts, ["bounce", "unsubscribe"], keys), "returned message");
}

const proven = (about: TokenClaim | null, proof: Proof): Proven | null =>
  about == null ? null : { about, proof };
