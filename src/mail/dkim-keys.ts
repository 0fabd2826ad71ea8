import type { KeyObject } from "node:crypto";
import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import path from "node:path";
import { Fault, reasonOf } from "../domain/faults.ts";
import type { DkimAlgorithm, DkimKey } from "./dkim.ts";

/** RFC 8301 §3.2 asks for at least 2048 bits; larger keys fit no single DNS string and are refused by some. */
const rsaBits = 2048;

/**
 * @param file absolute
 * @throws Fault `config` when it is not there, others may read it, or it is no key that DKIM signs with
 */
export function readDkimKey(file: string, domain: string, selector: string): DkimKey {
  const privateKey = parseKey(file, readSecret(file));
  return { domain, selector, privateKey, algorithm: algorithmOf(file, privateKey) };
}

function readSecret(file: string): string {
  try {
    // On Windows the mode says nothing about who may read.
    if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0)
      throw new Fault("config", `${file} may be read by others: run chmod 600 ${file}`);
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Fault) throw error;
    const hint =
      error instanceof Error && "code" in error && error.code === "ENOENT"
        ? `${file} is not there, and mail is to be signed with it. Make it by: broadsheet dkim`
        : `${file} cannot be read: ${reasonOf(error)}`;
    throw new Fault("config", hint, { cause: error });
  }
}

function parseKey(file: string, text: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch (error) {
    // The cause may repeat what it could not read: it is not told.
    throw new Fault("config", `${file} is not a private key in PEM without a passphrase.`, { cause: error });
  }
}

function algorithmOf(file: string, { asymmetricKeyType, asymmetricKeyDetails }: KeyObject): DkimAlgorithm {
  if (asymmetricKeyType === "ed25519") return "ed25519-sha256";
  if (asymmetricKeyType !== "rsa")
    throw new Fault(
      "config",
      `${file} is a key of type ${asymmetricKeyType}; DKIM signs with rsa and ed25519.`,
    );
  const bits = asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits >= rsaBits) return "rsa-sha256";
  throw new Fault(
    "config",
    `${file} is an RSA key of ${bits} bits; at least ${rsaBits} are needed (RFC 8301).`,
  );
}

/** A new key in a new file that nobody else may read. @throws Fault `cannot-write`, also when there is a file already */
export function makeDkimKey(file: string, algorithm: DkimAlgorithm): void {
  const { privateKey } =
    algorithm === "rsa-sha256"
      ? generateKeyPairSync("rsa", { modulusLength: rsaBits })
      : generateKeyPairSync("ed25519");
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const handle = openSync(file, "wx", 0o600);
    try {
      writeSync(handle, privateKey.export({ type: "pkcs8", format: "pem" }).toString());
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new Fault("cannot-write", `${file} cannot be made: ${reasonOf(error)}`, { cause: error });
  }
}

/** The public half as DNS carries it (RFC 6376 §3.6.1, RFC 8463 §4). */
export function dkimRecord({ algorithm, privateKey }: DkimKey): string {
  const publicKey = createPublicKey(privateKey);
  if (algorithm === "ed25519-sha256") {
    const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
    return `v=DKIM1; k=ed25519; p=${raw.toString("base64")}`;
  }
  return `v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
}

/** The name the record stands under. */
export const dkimName = ({ selector, domain }: Pick<DkimKey, "selector" | "domain">): string =>
  `${selector}._domainkey.${domain}`;
