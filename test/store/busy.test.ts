import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { tree } from "../tree.ts";

// In a file of its own, because it takes as long as the store waits (8 s) and other tests can run meanwhile.
test("a database that another program keeps to itself is waited for, and then said to be busy", async () => {
  const file = path.join(tree(), "broadsheet.db");
  await (await openSqlite(file))[Symbol.asyncDispose]();
  using other = new DatabaseSync(file);
  other.exec("pragma locking_mode = exclusive; begin exclusive");
  await expect(openSqlite(file)).rejects.toMatchObject({
    code: "busy",
    exitCode: 75,
    message: expect.stringContaining(file),
  });
});
