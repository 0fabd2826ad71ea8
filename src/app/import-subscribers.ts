import { parseAddress } from "../domain/address.ts";
import type { ImportRow, Take } from "../domain/consent-memory.ts";
import type { Preference } from "../domain/preferences.ts";
import type { Person, Silence } from "../domain/subscriber.ts";
import { after, isReader, whyNotImported } from "../domain/subscriber.ts";
import type { Layout } from "./list-columns.ts";
import { layoutOf, quoted, toldSince, toldStanding, toldWishes } from "./list-columns.ts";
import { seenRows } from "./seen-rows.ts";
import type { ReaderMeans } from "./sign-up.ts";
import { silenceMarks } from "./sign-up.ts";
import { typoHint } from "./typo-hint.ts";

/** A row to be looked at. `row` counts as spreadsheets do: the first line of the file is 1. */
export type Remark = {
  readonly row: number;
  readonly value: string;
  readonly left: "left out" | "taken";
  readonly why: string;
};

export type ImportReport = {
  readonly rows: number;
  readonly added: number;
  /** How many were on the list before, as they are in this one. */
  readonly known: number;
  /** How many the list itself silenced or took out. */
  readonly silenced: number;
  readonly leftOut: number;
  /** Taken, but perhaps misspelt. */
  readonly hints: number;
};

/** Few enough to be collected while they are young. */
const rowsAtOnce = 500;

/** Fewer would write the same pages of the database more often, and more would keep others waiting. */
const rowsOfTransaction = 100_000;

/**
 * Takes a list in, so many rows a transaction: an import that was interrupted is run again, finds what it has done, and ends
 * with the same. It revives nobody who left or is silent, and it may say of somebody that they are.
 *
 * @param batches rows, the header among them
 * @param source on what ground these people consented, in the operator's words; kept with each of them
 * @param onRemarks rows that were left out and why, and those that were perhaps misspelt, in their order
 * @throws Fault `bad-data` where no column holds addresses
 */
export async function importSubscribers(
  { store, clock, keys, mintId }: ReaderMeans,
  batches: AsyncIterable<readonly (readonly string[])[]>,
  {
    source,
    firstRow = 1,
    onRemarks,
    signal,
  }: {
    readonly source: string;
    /** In which row of the file the first of them stands. */
    readonly firstRow?: number;
    readonly onRemarks: (remarks: readonly Remark[]) => Promise<void>;
    /** Aborted: what was read is written, and no more is read. */
    readonly signal: AbortSignal;
  },
): Promise<ImportReport> {
  const marks = silenceMarks(keys);
  const seen = seenRows();
  const report = { rows: 0, added: 0, known: 0, silenced: 0, leftOut: 0, hints: 0 };
  const now = clock.now();
  let layout: Layout | null = null;
  let row = firstRow - 1;
  let taken: ImportRow[] = [];
  let remarks: Remark[] = [];

  const flush = async (take: Take): Promise<void> => {
    const before = await take(taken);
    for (const [i, person] of before.entries()) judge(taken[i], person);
    taken = [];
    report.leftOut += remarks.filter(({ left }) => left === "left out").length;
    report.hints += remarks.filter(({ left }) => left === "taken").length;
    await onRemarks(remarks.toSorted((a, b) => a.row - b.row));
    remarks = [];
  };
  const judge = (line: ImportRow | undefined, before: Person): void => {
    if (line == null) return;
    const { event, mailbox } = line;
    const why = whyNotImported(before);
    const isRefused =
      event.standing !== "unsubscribed" && line.silence == null && why != null && !isReader(before);
    if (isRefused) {
      remarks.push({ row: event.row, value: mailbox.address, left: "left out", why });
      return;
    }
    const next = after(before, event);
    if (before.standing == null) report.added++;
    else if (next.standing !== before.standing && next.standing === "unsubscribed") report.silenced++;
    else if (line.silence != null && before.silence == null) report.silenced++;
    else if (next !== before) report.added++;
    else report.known++;
    const hint = typoHint(mailbox.address);
    if (hint != null)
      remarks.push({ row: event.row, value: mailbox.address, left: "taken", why: `was ${hint} meant?` });
  };

  const read = (batch: readonly (readonly string[])[]): void => {
    let from = 0;
    if (layout == null) {
      const found = layoutOf(batch);
      layout = found.layout;
      from = found.headerRows;
      row += from;
    }
    for (const cells of from === 0 ? batch : batch.slice(from)) {
      row++;
      if (cells.length === 1 && cells[0]?.trim() === "") continue;
      report.rows++;
      const told = toldBy(cells, layout);
      const first = "why" in told ? null : seen.firstRowOf(told.mailbox.key, row);
      const leave = (value: string, why: string) => remarks.push({ row, value, left: "left out", why });
      if ("why" in told) leave((cells[layout.address] ?? "").slice(0, 320), told.why);
      else if (first != null) leave(told.mailbox.address, `is the same as row ${first}`);
      else taken.push(rowOf(told, row));
    }
  };

  const rows = batches[Symbol.asyncIterator]();
  for (let isDone = false; !isDone;) {
    isDone = await store.consents.taking(marks, async (take) => {
      for (let n = 0; n < rowsOfTransaction;) {
        const next = signal.aborted ? null : await rows.next();
        if (next == null || next.done === true) {
          await flush(take);
          return true;
        }
        read(next.value);
        n += next.value.length;
        if (taken.length + remarks.length >= rowsAtOnce) await flush(take);
      }
      await flush(take);
      return false;
    });
  }
  await rows.return?.();
  return report;

  function rowOf(told: Told, at: number): ImportRow {
    const { mailbox, standing, silence, consent, wishes } = told;
    return {
      mailbox,
      newId: mintId(),
      since: told.since == null || told.since > now ? now : told.since,
      event: {
        kind: "imported",
        at: now,
        source,
        row: at,
        standing,
        ...(consent === "" ? {} : { earlier: consent }),
      },
      silence: silence == null ? null : { kind: kindOf[silence], at: now, detail: `imported: ${source}` },
      preferences: wishes,
    };
  }
}

const kindOf = {
  bounced: "bounced",
  complained: "complained",
  manual: "suppressed",
  erased: "suppressed",
  moved: "suppressed",
} as const satisfies Record<Silence, string>;

type Told = Pick<ImportRow, "mailbox"> & {
  readonly standing: ImportRow["event"]["standing"];
  readonly silence: Silence | null;
  readonly since: Date | null;
  readonly consent: string;
  readonly wishes: readonly Preference[];
};

/** What a row says, or why it cannot be understood. */
function toldBy(cells: readonly string[], layout: Layout): Told | { readonly why: string } {
  const cell = (at: number | undefined): string => (at == null ? "" : (cells[at] ?? "").trim());
  const parsed = parseAddress(cell(layout.address));
  if (!parsed.ok) return { why: parsed.why };
  const standing = toldStanding(cell(layout.standing), cell(layout.silence));
  if ("why" in standing) return standing;
  const sinceText = cell(layout.since);
  const since = sinceText === "" ? null : toldSince(sinceText);
  if (sinceText !== "" && since == null) return { why: `${quoted(sinceText)} is no date such as 2026-05-04` };
  const wishes = toldWishes(cell(layout.wishes));
  if (wishes == null) return { why: `${quoted(cell(layout.wishes))} says no wishes such as default=weekly` };
  return {
    mailbox: parsed.mailbox,
    ...standing,
    since,
    consent: cell(layout.consent).slice(0, 1000),
    wishes,
  };
}
