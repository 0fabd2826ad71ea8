import { Fault, reasonOf } from "../domain/faults.ts";
import type { DkimKey } from "./dkim.ts";
import { dkimFields } from "./dkim.ts";
import { dkimName, dkimRecord } from "./dkim-keys.ts";

/**
 * Signs a sample and has mailauth, which shares no code with the signer, verify each signature by the public half of its
 * key. Mail that claims to be signed and is not goes to spam folders, and nothing says so.
 *
 * @param sample a message as it will be sent
 * @throws Fault `config` unless every signature holds
 */
export async function tryDkim(sample: Buffer, keys: readonly DkimKey[], at: Date): Promise<void> {
  const { dkimVerify } = await import("mailauth/lib/dkim/verify.js");
  const records = new Map(keys.map((key) => [dkimName(key), dkimRecord(key)]));
  const signed = Buffer.concat([await dkimFields(sample, keys, at), sample]);
  const { results } = await dkimVerify(signed, {
    curTime: at,
    strict: true,
    resolver: (name: string) => Promise.resolve([[records.get(name) ?? ""]]),
  }).catch((error: unknown) => {
    throw refused(keys, reasonOf(error), error);
  });
  for (const key of keys) {
    const result = results.find(
      ({ selector, signingDomain }) => selector === key.selector && signingDomain === key.domain,
    );
    if (result?.status.result !== "pass")
      throw refused([key], result?.status.comment ?? "no signature was found");
  }
}

function refused(keys: readonly DkimKey[], why: string, cause?: unknown): Fault {
  const names = keys.map(dkimName).join(" and ");
  return new Fault(
    "config",
    `A sample signed with the key of ${names} does not verify (${why}), so nothing is sent. Make another key: broadsheet dkim --force`,
    { cause },
  );
}
