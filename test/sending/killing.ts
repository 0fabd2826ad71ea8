import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openSqlite } from "../../src/store/sqlite.ts";
import { sealedFor, send } from "./edition.ts";
import type { Point } from "./server.ts";
import { recordingServer } from "./server.ts";

export type Kill = {
  readonly at: Point | "any";
  /** When so many have been accepted. */ readonly after: number;
};
export type Killed = {
  readonly kills: number;
  readonly lost: number;
  /** Copies beyond the first. */
  readonly repeats: number;
  /** Of these, those that no lost answer explains, or that are more than one to the same reader. */
  readonly avoidable: number;
  /** Copies that were not the same to the byte. */
  readonly different: number;
  readonly unclear: number;
  readonly sentByOneMore: number;
  readonly balanced: boolean;
};

const connections = 5;
const child = path.join(import.meta.dirname, "child.ts");

/** A sender in its own process. */
export function startSender(
  database: string,
  url: string,
  sealedAt: Date,
  of: Record<string, string> = {},
): ChildProcess {
  return spawn(process.execPath, [child], {
    env: { ...process.env, DATABASE: database, SMTP_URL: url, SEALED_AT: sealedAt.toISOString(), ...of },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/**
 * Sends to so many readers, and kills the sender (or asks it to stop) again and again; then lets it finish, and lets one more
 * come. The server's own record says who got what.
 */
export async function killedSending(
  database: string,
  readers: number,
  kills: readonly Kill[],
  signal: "SIGKILL" | "SIGTERM" = "SIGKILL",
): Promise<Killed> {
  const edition = await sealedFor(database, readers);
  await using server = await recordingServer();
  const unanswered = new Set<string>();
  for (const kill of kills) {
    const sender = startSender(database, server.url, edition.sealedAt);
    const end = once(sender, "exit");
    let isAimed = true;
    const before = server.accepted.length;
    server.script = ({ point }) => {
      const isThere =
        server.accepted.length - before >= kill.after && (kill.at === "any" || kill.at === point);
      if (isAimed && isThere) {
        isAimed = false;
        // A message at its end is taken, and its sender dies before it hears of it.
        sender.kill(signal);
        return point === "message" && signal === "SIGKILL" ? { lose: true } : null;
      }
      return null;
    };
    await end;
    const taken = new Set(server.accepted.map(({ to }) => to));
    const doubtful = inDoubt(database).filter((address) => taken.has(address) && !unanswered.has(address));
    if (doubtful.length > connections)
      throw new Error(`${doubtful.length} of ${connections} connections were in doubt`);
    for (const address of doubtful) unanswered.add(address);
  }
  server.script = () => null;
  const last = startSender(database, server.url, edition.sealedAt);
  await once(last, "exit");
  const before = server.accepted.length;
  await using store = await openSqlite(database);
  await send(store, edition, server.url);
  const tally = await store.tally(edition.id);
  const copies = Map.groupBy(server.accepted, ({ to }) => to);
  const repeats = server.accepted.length - copies.size;
  return {
    kills: kills.length,
    lost: readers - copies.size - tally.unclear,
    repeats,
    avoidable: [...copies].reduce(
      (sum, [to, those]) => sum + Math.max(0, those.length - (unanswered.has(to) ? 2 : 1)),
      0,
    ),
    different: [...copies.values()].filter(
      (those) => new Set(those.map(({ messageId, hash }) => `${messageId} ${hash}`)).size > 1,
    ).length,
    unclear: tally.unclear,
    sentByOneMore: server.accepted.length - before,
    balanced: (await store.unbalanced("default")).length === 0,
  };
}

/** Whose messages the sender had in hand when it died, or never heard about. */
function inDoubt(database: string): string[] {
  using open = new DatabaseSync(database, { timeout: 8000 });
  return open
    .prepare(
      "select address from delivery join subscriber on id = subscriber_id where state in ('sending', 'unclear')",
    )
    .all()
    .map((row) => String(row["address"]));
}
