import { randomBytes, randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { editionId, subscriberId } from "../../src/domain/ids.ts";
import type { SigningKeys } from "../../src/domain/reader-token.ts";
import { editionMark, issueToken, readToken } from "../../src/domain/reader-token.ts";

const keys: SigningKeys = [randomBytes(32), randomBytes(32)];
const claims = fc.record({
  subscriber: fc.uuid().map(subscriberId),
  about: fc.integer({ min: 0, max: 0xffff_ffff }),
});

test("a token is read back, in any case of letters, and fits a local part behind a prefix", () => {
  fc.assert(
    fc.property(claims, (claim) => {
      const token = issueToken(keys, "bounce", claim);
      expect(token).toMatch(/^[a-z2-7]{48}$/);
      expect(`bounces+${token}`.length).toBeLessThanOrEqual(64);
      expect(readToken(keys, "bounce", token)).toEqual(claim);
      expect(readToken(keys, "bounce", token.toUpperCase())).toEqual(claim);
    }),
  );
});

test("a token is nothing for another purpose, with another key, or with any letter changed", () => {
  fc.assert(
    fc.property(claims, fc.nat(47), fc.nat(30), (claim, at, by) => {
      const token = issueToken(keys, "unsubscribe", claim);
      expect(readToken(keys, "preferences", token)).toBeNull();
      expect(readToken([randomBytes(32)], "unsubscribe", token)).toBeNull();
      const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
      const other = alphabet[(alphabet.indexOf(token[at]!) + 1 + by) % 32]!;
      expect(readToken(keys, "unsubscribe", token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
    }),
  );
});

test("what is no token is none", () => {
  fc.assert(fc.property(fc.string(), (text) => readToken(keys, "confirm", text) === null));
  for (const text of ["", "a".repeat(47), "a".repeat(49), "1".repeat(48), `${"a".repeat(48)}\n`])
    expect(readToken(keys, "confirm", text)).toBeNull();
});

test("after a rotation, tokens of the older key are still believed", () => {
  const claim = { subscriber: subscriberId(randomUUID()), about: 7 };
  const token = issueToken(keys, "unsubscribe", claim);
  expect(readToken([randomBytes(32), ...keys], "unsubscribe", token)).toEqual(claim);
});

test("an edition's mark is the beginning of its id", () => {
  expect(editionMark(editionId("fe4e28ba-2fa1-4d2e-883f-0016d3cca427"))).toBe(0xfe4e28ba);
});
