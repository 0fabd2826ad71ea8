import type { Claim, Settlement } from "../src/domain/delivery.ts";
import type { EditionId } from "../src/domain/ids.ts";
import type { Look } from "../src/domain/ledger-port.ts";
import type { Store } from "../src/domain/ports.ts";

/** Claims the next delivery that is due, as one connection of a sender does; null where nothing is. */
export async function claim(
  store: Store,
  edition: EditionId,
  now: Date,
  startedAt = now,
  of: Partial<Look> = {},
): Promise<Claim | null> {
  const look = { edition, now, startedAt, captures: false, resend: true, ...of };
  for (let from = null; ;) {
    const { candidates, next } = await store.candidates(look, from, 3);
    for (const candidate of candidates) {
      const [marked] = await store.mark(edition, [{ settle: null, claim: candidate }], now);
      if (marked?.claim != null) return marked.claim;
    }
    if (next == null) return null;
  }
}

/** @returns whether it was this claim's to settle */
export async function settle(store: Store, held: Claim, settlement: Settlement, now: Date): Promise<boolean> {
  const [marked] = await store.mark(
    held.edition,
    [{ settle: { claim: held, settlement }, claim: null }],
    now,
  );
  return marked?.settled === true;
}
