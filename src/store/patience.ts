import { setTimeout } from "node:timers/promises";
import type { BounceMemory } from "../domain/bounce-ports.ts";
import type { ConsentMemory } from "../domain/consent-memory.ts";
import { Fault } from "../domain/faults.ts";

const patienceMs = 15_000;
const pauseMs = 50;

/**
 * What another connection keeps from being done is tried again for a while, and this process goes on meanwhile: SQLite's own
 * waiting would stop it, and with it perhaps the run that is being waited for.
 *
 * @param consents of a store that does not wait itself
 */
export function patientConsents(consents: ConsentMemory): ConsentMemory {
  return {
    ...consents,
    find: (...given) => patiently(() => consents.find(...given)),
    look: (...given) => patiently(() => consents.look(...given)),
    evidence: (...given) => patiently(() => consents.evidence(...given)),
    wishes: (...given) => patiently(() => consents.wishes(...given)),
    prefer: (...given) => patiently(() => consents.prefer(...given)),
    count: (...given) => patiently(() => consents.count(...given)),
    happen: (...given) => patiently(() => consents.happen(...given)),
    askToMove: (...given) => patiently(() => consents.askToMove(...given)),
    move: (...given) => patiently(() => consents.move(...given)),
    dueLetters: (...given) => patiently(() => consents.dueLetters(...given)),
    settleLetter: (...given) => patiently(() => consents.settleLetter(...given)),
    expire: (...given) => patiently(() => consents.expire(...given)),
  };
}

/** As `patientConsents`. */
export const patientBounces = (bounces: BounceMemory): BounceMemory => ({
  kindOf: (...given) => patiently(() => bounces.kindOf(...given)),
  history: (...given) => patiently(() => bounces.history(...given)),
  record: (...given) => patiently(() => bounces.record(...given)),
  cameBack: (...given) => patiently(() => bounces.cameBack(...given)),
});

/** Does it again while another connection is in the way. @throws Fault `busy` after 15 s */
export async function patiently<R>(act: () => Promise<R>): Promise<R> {
  for (let left = patienceMs / pauseMs; ; left--) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "busy" || left <= 0) throw error;
      await setTimeout(pauseMs);
    }
  }
}
