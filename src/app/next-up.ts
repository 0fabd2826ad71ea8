import type { Candidate, Ledger, Look, LookPlace } from "../domain/ledger-port.ts";
import type { Pace } from "../domain/pace.ts";

export type Turn =
  | { readonly kind: "go"; readonly candidate: Candidate }
  /** Nothing may go now; in so many ms something may. Infinity: when a message in the air has been answered. */
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "done" };

/** Who is sent to next: in the order of the ledger, but for domains that have to wait, which are passed over for a while. */
export type NextUp = {
  /** The candidate is this caller's, and in the air from now on. */
  take(): Promise<Turn>;
  /** It was claimed, or was not to be had: either way it is not looked up again as it was. */
  release(candidate: Candidate): void;
};

const pageSize = 1000;
/** So many that had to wait are kept in mind; further ones are looked up again. */
const maxHeld = 5000;

/** @param look made anew for each page, as time goes on */
export function nextUp(
  ledger: Pick<Ledger, "candidates">,
  look: () => Look,
  pace: Pace,
  now: () => number,
): NextUp {
  let page: readonly Candidate[] = [];
  let at = 0;
  let place: LookPlace | null = null;
  let isRead = false;
  let hasSkipped = false;
  let held = 0;
  const byDomain = new Map<string, Candidate[]>();
  const taken = new Set<string>();
  let loading: Promise<void> | null = null;

  const load = async (): Promise<void> => {
    const { candidates, next } = await ledger.candidates(look(), place, pageSize);
    page = candidates.filter(({ subscriber }) => !taken.has(subscriber));
    at = 0;
    place = next;
    isRead = next == null;
  };
  const go = (candidate: Candidate): Turn => {
    taken.add(candidate.subscriber);
    pace.begin(candidate.domain);
    return { kind: "go", candidate };
  };
  const hold = (candidate: Candidate): void => {
    if (held >= maxHeld) {
      hasSkipped = true;
      return;
    }
    held++;
    const others = byDomain.get(candidate.domain);
    if (others == null) byDomain.set(candidate.domain, [candidate]);
    else others.push(candidate);
  };
  /** The shortest wait of those held, or the one among them that may go. */
  const fromHeld = (): Turn | { readonly kind: "wait"; readonly ms: number } => {
    let ms = Infinity;
    for (const [domain, candidates] of byDomain) {
      const wait = pace.wait(domain, now());
      if (wait > 0) {
        ms = Math.min(ms, wait);
        continue;
      }
      const candidate = candidates.shift();
      if (candidates.length === 0) byDomain.delete(domain);
      if (candidate == null) continue;
      held--;
      return go(candidate);
    }
    return { kind: "wait", ms };
  };
  const pick = (): Turn | null => {
    const siteWait = pace.wait("", now());
    if (siteWait > 0 && (held > 0 || at < page.length || !isRead)) return { kind: "wait", ms: siteWait };
    if (held > 0) {
      const turn = fromHeld();
      if (turn.kind === "go") return turn;
    }
    for (let candidate = page[at]; candidate != null; candidate = page[at]) {
      at++;
      if (pace.wait(candidate.domain, now()) === 0) return go(candidate);
      hold(candidate);
    }
    return null;
  };

  return {
    async take() {
      for (;;) {
        const turn = pick();
        if (turn != null) return turn;
        if (isRead) {
          if (held > 0) return fromHeld();
          if (!hasSkipped) return { kind: "done" };
          hasSkipped = false;
          isRead = false;
          place = null;
        }
        loading ??= load().finally(() => (loading = null));
        await loading;
      }
    },
    release(candidate) {
      taken.delete(candidate.subscriber);
    },
  };
}
