import type { Writable } from "node:stream";
import type { DeliveryState } from "../domain/delivery.ts";
import type { LedgerLine } from "../domain/ledger-port.ts";
import { csvTo } from "../tables/write-csv.ts";
import { openStore } from "../wire.ts";
import type { Which } from "./editions.ts";
import { editionOf } from "./editions.ts";
import type { Session } from "./session.ts";
import { plain } from "./terminal.ts";

const columns = ["address", "state", "reason", "attempts", "reply", "retryAt", "changedAt"] as const;

/** `broadsheet deliveries --edition N`: one line for each reader, as a table or CSV. Changes nothing. */
export async function deliveries(
  session: Session,
  which: Which,
  options: { readonly state: DeliveryState | null; readonly csv: Writable | null },
): Promise<number> {
  await using store = await openStore(session.config, true);
  const { edition } = await editionOf(store, session, which);
  const csv = options.csv == null ? null : csvTo(options.csv);
  await csv?.write([columns]);
  for await (const line of store.lines(edition.id, options.state)) {
    const cells = columns.map((name) => textOf(line[name]));
    if (csv != null) await csv.write([cells]);
    else session.terminal.result(cells.map((cell) => plain(cell) || "-").join("\t"));
  }
  return 0;
}

const textOf = (value: LedgerLine[(typeof columns)[number]]): string =>
  value instanceof Date ? value.toISOString() : String(value ?? "");
