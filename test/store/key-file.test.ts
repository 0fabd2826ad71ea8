import { chmodSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { Fault } from "../../src/domain/faults.ts";
import { openKeys, rotateKeys } from "../../src/store/key-file.ts";

const place = (): string => path.join(mkdtempSync(path.join(tmpdir(), "keys-")), "data", "keys");

test("is made once, for its owner alone, and is the same at each opening", () => {
  const file = place();
  const first = openKeys(file);
  expect(openKeys(file)).toEqual(first);
  expect(first).toHaveLength(1);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(path.dirname(file))).toEqual(["keys"]);
});

test("rotation signs with a new key and goes on believing the old ones", () => {
  const file = place();
  const [old] = openKeys(file);
  rotateKeys(file);
  rotateKeys(file);
  const keys = openKeys(file);
  expect(keys).toHaveLength(3);
  expect(keys[2]).toEqual(old);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8").match(/^#/gm)).toHaveLength(2);
});

test("is refused where others may read it, and where a line is no key", () => {
  const file = place();
  openKeys(file);
  chmodSync(file, 0o644);
  expect(() => openKeys(file)).toThrow(/chmod 600/);
  chmodSync(file, 0o600);
  writeFileSync(file, "not-a-key\n");
  expect(() => openKeys(file)).toThrow(/keys:1: expected a key of 32 bytes/);
  writeFileSync(file, "");
  expect(() => openKeys(file)).toThrow(Fault);
  expect(readFileSync(file, "utf8")).toBe("");
});
