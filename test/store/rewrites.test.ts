import path from "node:path";
import { expect, test } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { tree } from "../tree.ts";

const monday = new Date("2026-03-02T07:00:00Z");
const later = (days: number): Date => new Date(+monday + days * 86_400_000);

test("what a model was paid for is remembered, the newest verdict of each", async () => {
  const file = path.join(tree(), "broadsheet.db");
  {
    await using store = await openSqlite(file);
    expect(await store.rewrites.recall("a", monday)).toBeNull();
    await store.rewrites.record("a", "first", monday);
    await store.rewrites.record("b", "other", monday);
    await store.rewrites.record("a", "second", monday);
  }
  await using again = await openSqlite(file);
  expect([await again.rewrites.recall("a", monday), await again.rewrites.recall("b", monday)]).toEqual([
    "second",
    "other",
  ]);
});

test("what no article asks for any more is forgotten, and what one asks for is not", async () => {
  await using store = await openSqlite(path.join(tree(), "broadsheet.db"));
  await store.rewrites.record("asked for", "a", monday);
  await store.rewrites.record("left over", "b", monday);
  expect(await store.rewrites.recall("asked for", later(300))).toBe("a");
  expect(await store.rewrites.forgetUnused(later(1), later(366))).toBe(1);
  expect(await store.rewrites.recall("left over", later(366))).toBeNull();
  expect(await store.rewrites.recall("asked for", later(366))).toBe("a");
});
