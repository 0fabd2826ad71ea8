import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { disclose, eraseSubscriber, exportedRows } from "../app/export-subscribers.ts";
import type { ImportReport } from "../app/import-subscribers.ts";
import { importSubscribers } from "../app/import-subscribers.ts";
import { Fault } from "../domain/faults.ts";
import type { SubscriberId } from "../domain/ids.ts";
import { subscriberId } from "../domain/ids.ts";
import { readCsv } from "../tables/read-csv.ts";
import type { CsvWriter } from "../tables/write-csv.ts";
import { csvFile } from "../tables/write-csv.ts";
import { openStore } from "../wire.ts";
import type { Session } from "./session.ts";
import { meansOf } from "./subscribers.ts";
import { count } from "./terminal.ts";

export type ImportOptions = {
  readonly consentSource: string;
  readonly dryRun: boolean;
  readonly rejected: string;
  readonly json: boolean;
};

/** `broadsheet subscribers import FILE` */
export async function importList(session: Session, name: string, options: ImportOptions): Promise<number> {
  const { terminal, workingFolder, config, signal } = session;
  const source = options.consentSource.trim();
  if (source === "" || source.length > 1000)
    throw new Fault("usage", "Expected --consent-source with words: where and how these people agreed.");
  const table = await readCsv(path.resolve(workingFolder, name), name);
  await using store = await openStore(config, options.dryRun);
  const place = path.resolve(workingFolder, options.rejected);
  rmSync(place, { force: true });
  const progress = terminal.progress("Importing");
  let report: ImportReport;
  {
    await using remarks = lazily(() => csvFile(place, options.rejected));
    report = await importSubscribers({ ...meansOf(session, store), mintId: risingIds() }, table.batches, {
      source,
      firstRow: table.firstRow,
      signal,
      onRemarks: async (rows) => {
        const { bytes, of } = table.progress();
        progress.update(bytes, of);
        if (rows.length > 0)
          await remarks.write(rows.map(({ row, value, left, why }) => [String(row), value, left, why]));
      },
    });
  }
  progress.end();
  if (options.json) terminal.result(JSON.stringify(report));
  else {
    const { rows, added, known, silenced, leftOut, hints } = report;
    const parts = [
      `${added} ${options.dryRun ? "would be added" : "added"}`,
      ...(known > 0 ? [`${known} known already`] : []),
      ...(silenced > 0 ? [`${silenced} silenced by the list`] : []),
      ...(leftOut > 0 ? [`${leftOut} left out`] : []),
    ];
    terminal.result(`${count(rows, "row")}: ${parts.join(", ")}`);
    if (hints > 0) terminal.talk(`${count(hints, "address", "addresses")} may be misspelt.`);
    if (existsSync(place)) terminal.talk(`What to look at: ${options.rejected}`);
  }
  if (!signal.aborted) return 0;
  terminal.talk("Stopped before the end of the list. Run it again to go on.");
  return new Fault("more-to-do", "").exitCode;
}

/**
 * UUIDs of version 7 (RFC 9562 §5.7): time first, a count after it, then chance. Rows that come together stand together in each
 * index, where those of version 4 would each be written to a page of their own.
 */
function risingIds(): () => SubscriberId {
  const chance = new Uint8Array(8 * 512);
  let at = chance.length;
  let n = 0;
  let ms = Date.now();
  return () => {
    if (at === chance.length) {
      crypto.getRandomValues(chance);
      at = 0;
    }
    if (++n > 0xfff) {
      n = 0;
      ms = Math.max(ms + 1, Date.now());
    }
    const tail = Buffer.from(chance.subarray(at, (at += 8)));
    tail[0] = 0x80 | ((tail[0] ?? 0) & 0x3f);
    const time = ms.toString(16).padStart(12, "0");
    const hex = tail.toString("hex");
    return subscriberId(
      `${time.slice(0, 8)}-${time.slice(8)}-7${n.toString(16).padStart(3, "0")}-${hex.slice(0, 4)}-${hex.slice(4)}`,
    );
  };
}

/** A file for what there may be none of. */
function lazily(open: () => CsvWriter): CsvWriter {
  let writer: CsvWriter | null = null;
  return {
    async write(rows) {
      if (writer == null) {
        writer = open();
        await writer.write([["row", "value", "left", "why"]]);
      }
      await writer.write(rows);
    },
    [Symbol.asyncDispose]: async () => await writer?.[Symbol.asyncDispose](),
  };
}

const rowsAtOnce = 1000;

/** `broadsheet subscribers export`: CSV for everybody, or JSON for one person. */
export async function exportList(
  session: Session,
  { of, out }: { readonly of?: string; readonly out?: string },
): Promise<number> {
  const { terminal, workingFolder } = session;
  await using store = await openStore(session.config);
  const means = meansOf(session, store);
  if (of != null) {
    terminal.result(JSON.stringify(await disclose(means, of), null, 2));
    return 0;
  }
  if (out == null) throw new Fault("usage", "Expected --out FILE, or --of ADDRESS for one person.");
  await using writer = csvFile(path.resolve(workingFolder, out), out);
  let rows: (readonly string[])[] = [];
  let n = -1;
  for await (const row of exportedRows(means)) {
    n++;
    if (rows.push(row) < rowsAtOnce) continue;
    await writer.write(rows);
    rows = [];
  }
  await writer.write(rows);
  terminal.talk(`${count(n, "subscriber")} in ${out}`);
  return 0;
}

/** `broadsheet subscribers erase ADDRESS…` */
export async function erase(session: Session, addresses: readonly string[]): Promise<number> {
  await using store = await openStore(session.config);
  const means = meansOf(session, store);
  for (const address of addresses)
    session.terminal.result(
      `${await eraseSubscriber(means, address)}: erased; a keyed hash stays, so that no list brings the address back`,
    );
  session.terminal.talk(
    "Not reached from here: backups, captured mails in outbox/, and the logs of mail and web servers.",
  );
  return 0;
}
