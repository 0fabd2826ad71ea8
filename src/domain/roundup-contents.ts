import type { EditionPlan, Planned, SubjectOf } from "./edition.ts";
import { maxEditionEntries, planEdition } from "./edition.ts";
import type { Entry } from "./entry.ts";
import type { EntryId } from "./ids.ts";
import type { Body } from "./lead.ts";
import type { RoundupDue } from "./roundup.ts";

/** What a round-up needs to know of an edition. */
export type Told = {
  readonly number: number;
  readonly listed: readonly EntryId[];
  readonly more: number;
  readonly corrected: readonly EntryId[];
};

/** `counted`: how many it does not list. What is corrected and listed is told as it is now, and needs no correction. */
export type RoundupContents = {
  readonly listed: readonly EntryId[];
  readonly counted: number;
  readonly corrected: readonly EntryId[];
};

/** @param editions the newest first; others than the round-up's are passed over */
export function contentsOf({ roundup, older }: RoundupDue, editions: readonly Told[]): RoundupContents {
  const own = editions.filter(({ number }) => number > roundup.after && number <= roundup.upTo);
  const all = own.flatMap(({ listed }) => listed);
  const known = new Set(all);
  return {
    listed: all.slice(0, maxEditionEntries),
    counted: older + own.reduce((n, { more }) => n + more, 0) + Math.max(0, all.length - maxEditionEntries),
    corrected: [...new Set(own.flatMap(({ corrected }) => corrected))].filter((id) => !known.has(id)),
  };
}

/**
 * @param contents entries as they are now, without those that were withdrawn
 * @param last number of the newest round-up of the series, 0 when there is none
 */
export function planRoundup(
  { roundup }: RoundupDue,
  contents: {
    readonly entries: readonly Entry[];
    readonly counted: number;
    readonly corrected: readonly Entry[];
  },
  last: number,
  subjectOf: SubjectOf,
  bodyOf: (entry: Entry) => Body | null,
): Planned {
  const { entries, counted, corrected } = contents;
  const planned = planEdition(entries, last, subjectOf, { more: counted, corrected, bodyOf });
  if (planned.kind !== "edition") return planned;
  const plan: EditionPlan = { ...planned.plan, roundup };
  return { kind: "edition", plan };
}
