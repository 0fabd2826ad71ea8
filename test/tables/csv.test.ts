import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "../../src/tables/read-csv.ts";
import { csvFile } from "../../src/tables/write-csv.ts";
import { tree } from "../tree.ts";

async function rowsOf(bytes: string | Uint8Array) {
  const file = path.join(tree(), "list.csv");
  writeFileSync(file, bytes);
  const table = await readCsv(file, "list.csv");
  const rows = (await Array.fromAsync(table.batches)).flat();
  return { ...table.form, firstRow: table.firstRow, rows };
}

const windows1252 = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => (letter === "€" ? 0x80 : letter.charCodeAt(0)));

describe("a table is read", () => {
  test.each([
    ["with commas", "address,name\nada@example.org,Ada\n", ","],
    ["with semicolons", 'address;name\nada@example.org;"Ada, Countess"\n', ";"],
    ["with tabs", "address\tname\nada@example.org\tAda\n", "\t"],
    ["with a byte order mark", "\uFEFFaddress,name\r\nada@example.org,Ada\r\n", ","],
    ["with the lines of an old Mac", "address,name\rada@example.org,Ada\r", ","],
    ["without a last line end", "address,name\nada@example.org,Ada", ","],
  ])("%s", async (_how, text, delimiter) => {
    const { rows, ...form } = await rowsOf(text);
    expect(form).toEqual({ delimiter, encoding: "utf-8", firstRow: 1 });
    expect(rows.map(([address]) => address)).toEqual(["address", "ada@example.org"]);
  });

  test("whose first line says what stands between its values", async () => {
    const { rows, firstRow } = await rowsOf("sep=;\naddress;note\nada@example.org;a,b,c,d\n");
    expect(firstRow).toBe(2);
    expect(rows).toEqual([
      ["address", "note"],
      ["ada@example.org", "a,b,c,d"],
    ]);
  });

  test("in Windows-1252, where it cannot be UTF-8", async () => {
    const { rows, encoding } = await rowsOf(windows1252("address;name\nada@example.org;Zoë, 5 €\n"));
    expect(encoding).toBe("windows-1252");
    expect(rows[1]).toEqual(["ada@example.org", "Zoë, 5 €"]);
  });

  test("in UTF-8, also where a letter lies across two pieces of the file", async () => {
    const long = "ë".repeat(40_000);
    const { rows, encoding } = await rowsOf(`a,b\nx${long},1\n`);
    expect(encoding).toBe("utf-8");
    expect(rows[1]?.[0]).toBe(`x${long}`);
  });

  test("with line ends and quotation marks inside values", async () => {
    const { rows } = await rowsOf('a,b\n"one\ntwo","say ""hi"""\n');
    expect(rows[1]).toEqual(["one\ntwo", 'say "hi"']);
  });

  test("but not where a quotation mark is never closed", async () => {
    await expect(rowsOf(`a,b\n"${"x".repeat(200_000)}`)).rejects.toThrow(
      /list\.csv cannot be read as a table/,
    );
  });
});

test("any rows written are the same when read, and none of their values begins a formula", async () => {
  const value = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc
      .tuple(fc.constantFrom("=", "+", "-", "@", "\t", "\r", "'", "''=", "＝"), fc.string({ maxLength: 5 }))
      .map((p) => p.join("")),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 5 }), async (rows) => {
      // A byte order mark at the beginning of a file is none of its values.
      const given = [["first", "second"], ...rows.map((row) => row.map((text) => text.toWellFormed()))];
      const file = path.join(tree(), "out.csv");
      {
        await using writer = csvFile(file, "out.csv");
        await writer.write(given);
      }
      const cells = parse(readFileSync(file, "utf8")).flat();
      expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
      const table = await readCsv(file, "out.csv");
      expect((await Array.fromAsync(table.batches)).flat()).toEqual(given);
    }),
    { numRuns: 60 },
  );
});
