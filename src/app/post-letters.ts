import type { Courier } from "../domain/consent-memory.ts";
import type { Letter } from "../domain/letter.ts";
import { letterExpireMs } from "../domain/letter.ts";
import type { Clock, Store } from "../domain/ports.ts";
import { backoffMs } from "../domain/retry.ts";

export type Posted = { readonly sent: number; readonly waiting: number; readonly dropped: number };

const atOnce = 50;

/**
 * Sends the letters that are due, one after the other. One that went is evidence with its Message-ID; one that a server put off
 * waits; one that was refused, or got too old, is dropped. Who dies in between sends one letter twice, with the same Message-ID.
 */
export async function postLetters({
  store,
  clock,
  courier,
  signal,
}: {
  readonly store: Pick<Store, "consents">;
  readonly clock: Clock;
  readonly courier: Courier;
  /** Aborted: no further letter is begun. */
  readonly signal: AbortSignal;
}): Promise<Posted> {
  const posted = { sent: 0, waiting: 0, dropped: 0 };
  for (;;) {
    const due = await store.consents.dueLetters(clock.now(), atOnce);
    for (const letter of due) {
      if (signal.aborted) return posted;
      posted[await post(letter)]++;
    }
    if (due.length < atOnce) return posted;
  }

  async function post(letter: Letter): Promise<keyof Posted> {
    const isOver = +clock.now() > +letter.made + letterExpireMs;
    const { outcome, messageId } = isOver
      ? { outcome: { kind: "failed" } as const, messageId: "" }
      : await courier.send(letter);
    const at = clock.now();
    switch (outcome.kind) {
      case "accepted":
      case "unclear":
        await store.consents.settleLetter(letter, {
          mailed: { kind: "mailed", at, letter: letter.kind, messageId },
        });
        return "sent";
      case "failed":
        await store.consents.settleLetter(letter, { retryAt: null });
        return "dropped";
      case "deferred":
      case "refused-us":
        await store.consents.settleLetter(letter, {
          retryAt: new Date(+at + backoffMs(letter.attempts + 1)),
        });
        return "waiting";
    }
  }
}
