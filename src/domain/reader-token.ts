import type { KeyObject } from "node:crypto";
import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import type { EditionId, SubscriberId } from "./ids.ts";
import { subscriberId } from "./ids.ts";

/** 32 bytes of chance each, newest first: the first one signs, each of them is believed. */
export type SigningKeys = readonly [Uint8Array, ...Uint8Array[]];

/** What a token may be used for. One made for a purpose is nothing for another. */
export type TokenPurpose = "bounce" | "unsubscribe" | "preferences" | "confirm" | "change-address";

/**
 * Whom a token speaks for. `about` is 32 bits whose meaning is the purpose's own: the mark of an edition, or when the token
 * ends.
 */
export type TokenClaim = { readonly subscriber: SubscriberId; readonly about: number };

const idBytes = 16;
const payloadBytes = idBytes + 4;
/** 80 bits: to forge one, each try has to be sent to us (RFC 2104 §5 asks for at least 80). */
const macBytes = 10;

/** `a`–`z` and `2`–`7`, so that a mail system may change its case (RFC 4648 §6). */
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
const tokenPattern = /^[a-z2-7]{48}$/;

/** 30 bytes in 48 letters: with `bounces+` before it still a local part of at most 64 (RFC 5321 §4.5.3.1.1). */
export function issueToken([key]: SigningKeys, purpose: TokenPurpose, claim: TokenClaim): string {
  const payload = Buffer.alloc(payloadBytes);
  payload.write(claim.subscriber.replaceAll("-", ""), 0, "hex");
  payload.writeUInt32BE(claim.about >>> 0, idBytes);
  return base32(Buffer.concat([payload, macOf(key, purpose, payload)]));
}

/** @returns null for what nobody with one of the keys has made for this purpose */
export function readToken(keys: SigningKeys, purpose: TokenPurpose, token: string): TokenClaim | null {
  const small = token.toLowerCase();
  if (!tokenPattern.test(small)) return null;
  const bytes = fromBase32(small);
  const payload = bytes.subarray(0, payloadBytes);
  const mac = bytes.subarray(payloadBytes);
  if (!keys.some((key) => timingSafeEqual(mac, macOf(key, purpose, payload)))) return null;
  const hex = payload.toString("hex", 0, idBytes);
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return { subscriber: subscriberId(id.join("-")), about: payload.readUInt32BE(idBytes) };
}

/** Enough of a random id to tell the editions of one site apart. */
export const editionMark = (id: EditionId): number => Number.parseInt(id.slice(0, 8), 16);

/** A key made ready is four fifths of what a token costs; keys last as long as the process. */
const prepared = new WeakMap<Uint8Array, KeyObject>();

function macOf(key: Uint8Array, purpose: TokenPurpose, payload: Uint8Array): Buffer {
  let ready = prepared.get(key);
  if (ready == null) prepared.set(key, (ready = createSecretKey(key)));
  return createHmac("sha256", ready).update(`${purpose}\n`).update(payload).digest().subarray(0, macBytes);
}

/** Of a whole number of five bytes. */
function base32(bytes: Uint8Array): string {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
  }
  return text;
}

function fromBase32(text: string): Buffer {
  const bytes = Buffer.alloc((text.length * 5) / 8);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    held = ((held << 5) | alphabet.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits >= 8) bytes[at++] = (held >> (bits -= 8)) & 0xff;
  }
  return bytes;
}
