import { once } from "node:events";
import path from "node:path";
import { expect, test } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { sealedFor } from "../sending/edition.ts";
import { killedSending, startSender } from "../sending/killing.ts";
import { recordingServer } from "../sending/server.ts";
import { inMemory, tree } from "../tree.ts";

const database = (): string => path.join(tree({}, inMemory), "broadsheet.db");

test("a sender killed anywhere loses nobody, and mails twice only whom the server had taken unanswered; bench/delivery/kills.ts does it a hundred times", async () => {
  const kills = [
    { at: "sender", after: 20 },
    { at: "body", after: 30 },
    { at: "message", after: 25 },
    { at: "replied", after: 35 },
  ] as const;
  const killed = await killedSending(database(), 300, kills);
  expect(killed).toMatchObject({
    lost: 0,
    avoidable: 0,
    different: 0,
    unclear: 0,
    sentByOneMore: 0,
    balanced: true,
  });
});

test("a sender that is asked to stop repeats nothing", async () => {
  const stops = [
    { at: "any", after: 15 },
    { at: "message", after: 20 },
  ] as const;
  const stopped = await killedSending(database(), 120, stops, "SIGTERM");
  expect(stopped).toMatchObject({ lost: 0, repeats: 0, unclear: 0, sentByOneMore: 0, balanced: true });
});

test("of two senders at once one waits, and nobody gets two copies", async () => {
  const file = database();
  const edition = await sealedFor(file, 100);
  await using server = await recordingServer();
  const senders = [1, 2].map(() => startSender(file, server.url, edition.sealedAt));
  await Promise.all(senders.map((each) => once(each, "exit")));
  expect(new Set(server.accepted.map(({ to }) => to)).size).toBe(100);
  expect(server.accepted).toHaveLength(100);
  await using store = await openSqlite(file);
  expect(await store.tally(edition.id)).toMatchObject({ audience: 100, accepted: 100 });
});
