import path from "node:path";
import { expect, test } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { tree } from "../tree.ts";

test("what a model was paid for is remembered, the newest verdict of each", async () => {
  const file = path.join(tree(), "broadsheet.db");
  {
    await using store = await openSqlite(file);
    expect(await store.rewrites.recall("a")).toBeNull();
    await store.rewrites.record("a", "first");
    await store.rewrites.record("b", "other");
    await store.rewrites.record("a", "second");
  }
  await using again = await openSqlite(file);
  expect([await again.rewrites.recall("a"), await again.rewrites.recall("b")]).toEqual(["second", "other"]);
});
