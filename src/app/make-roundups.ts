import type { Tally } from "../domain/delivery.ts";
import type { AudienceRule, Edition, EditionPlan, SubjectOf } from "../domain/edition.ts";
import type { Entry } from "../domain/entry.ts";
import { isWithdrawn } from "../domain/entry.ts";
import type { EntryId } from "../domain/ids.ts";
import type { Body } from "../domain/lead.ts";
import type { Store } from "../domain/ports.ts";
import type { Told } from "../domain/roundup-contents.ts";
import { contentsOf, planRoundup } from "../domain/roundup-contents.ts";
import type { Pace, RoundupDue } from "../domain/roundup.ts";
import { beginningsAt, roundupsOf } from "../domain/roundup.ts";

/** Round-ups for readers whose day has come: those who take a series daily, weekly or monthly, or are back from a pause. */
export type MakeRoundups = {
  readonly store: Store;
  readonly series: string;
  readonly audience: () => Promise<AudienceRule>;
  readonly seal: (plan: EditionPlan, audience: AudienceRule) => Promise<Edition>;
  readonly bodyOf: (entry: Entry) => Body | null;
  readonly rounding: Rounding;
};

/** `zone`: in which days, weeks and months begin. */
export type Rounding = {
  readonly now: Date;
  readonly zone: string;
  readonly subjectOf: (pace: Pace) => SubjectOf;
};

export type SealedRoundup = { readonly edition: Edition; readonly tally: Tally };

/**
 * Makes what is due, after the newest edition is sealed. Each round-up is sealed by itself, with its deliveries and its
 * readers' places in one transaction: whoever dies in between leaves the others due.
 */
export async function makeRoundups(run: MakeRoundups): Promise<readonly SealedRoundup[]> {
  const { store, series, rounding } = run;
  const due = await store.roundupsDue(series, rounding.now, beginningsAt(rounding.now, rounding.zone));
  if (due.length === 0) return [];
  const audience = await run.audience();
  const editions = await editionsOf(store, series, due);
  const sealed: SealedRoundup[] = [];
  for (const each of due) {
    const plan = await planOf(run, each, editions);
    // All of it was withdrawn: its readers stay where they are until there is something to tell.
    if (plan == null) continue;
    const edition = await run.seal(plan, audience);
    sealed.push({ edition, tally: await store.seal("", [], edition) });
  }
  return sealed;
}

/** Newest first. */
async function editionsOf(store: Store, series: string, due: readonly RoundupDue[]): Promise<Told[]> {
  const first = Math.min(...due.map(({ roundup }) => roundup.after));
  const newest = Math.max(...due.map(({ roundup }) => roundup.upTo));
  const told: Told[] = [];
  for (let number = newest; number > first; number--) {
    const edition = await store.edition(series, number);
    if (edition == null) continue;
    told.push({
      number,
      listed: edition.entries.map(({ id }) => id),
      more: edition.more ?? 0,
      corrected: (edition.corrections ?? []).map(({ id }) => id),
    });
  }
  return told;
}

async function planOf(
  { store, series, bodyOf, rounding }: MakeRoundups,
  due: RoundupDue,
  editions: readonly Told[],
): Promise<EditionPlan | null> {
  const { listed, counted, corrected } = contentsOf(due, editions);
  const [newest] = await store.editionHeads(roundupsOf(series));
  const planned = planRoundup(
    due,
    { entries: await shown(store, listed), counted, corrected: await shown(store, corrected) },
    newest?.number ?? 0,
    rounding.subjectOf(due.roundup.pace),
    bodyOf,
  );
  return planned.kind === "edition" ? planned.plan : null;
}

/** As they are now, so that nobody is told what has been set right, or sent to a page that is gone. */
async function shown(store: Store, ids: readonly EntryId[]): Promise<Entry[]> {
  const known = await store.entries(ids);
  return known.filter((each) => !isWithdrawn(each)).map(({ entry }) => entry);
}
