import { expect, test } from "vitest";
import { articleOf } from "./reading.ts";

const words = "The ferry sails again in spring, the harbour office said.";

test.each([
  ["A ferry for Lund.md", "A ferry for Lund"],
  ["2026-11-03 A ferry for Lund.md", "A ferry for Lund"],
  ["notes/Über die Fähre.md", "Über die Fähre"],
])("a note without a heading, %s, is called as its file", async (path, title) => {
  expect((await articleOf(path, words)).title).toMatchObject({
    state: "inferred",
    value: title,
    confidence: 0.75,
  });
});

test.each([
  "a-ferry-for-lund.md",
  "Untitled 3.md",
  "2026-11-03.md",
  "New note.md",
  "A ferry for Lund.txt",
  "Copy of Ferry (1).md",
])("%s names no title", async (path) => {
  expect((await articleOf(path, words)).title.value).toBe(
    "The ferry sails again in spring, the harbour office said",
  );
});

test("what the note itself calls its title wins over its name", async () => {
  expect((await articleOf("A ferry for Lund.md", `# The ferry\n\n${words}`)).title.value).toBe("The ferry");
});
