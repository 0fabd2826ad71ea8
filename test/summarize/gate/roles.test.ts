import { describe, expect, it } from "vitest";
import { flagsOf } from "../../../src/summarize/gate/gate.ts";

const article = [
  "Harbour boss Petra Holm sued the ferry builder Jonas Berg on Monday over two boats that leaked.",
  "“The boats took in water on the very first day,” said Holm.",
  "“We warned her not to sail them in a storm,” said Berg at the gate of the yard.",
  "Engineer Anna Lind was hired by Berg in March to mend the boats, and was praised by the town.",
  "The yard has built ferries for forty years. The case will be heard in May.",
].join("\n\n");
const found = (summary: string): string[] => flagsOf(article, summary).map(({ kind }) => kind);

describe("who did it to whom", () => {
  it.each([
    "Jonas Berg sued Petra Holm over two boats.",
    "Berg hired Lind, who sued nobody. Lind hired Berg to mend the boats.",
  ])("turned round is told: %s", (summary) => expect(found(summary)).toContain("binding"));
  it.each([
    "Petra Holm sued Jonas Berg over two boats.",
    "Berg hired Anna Lind in March to mend the boats.",
    "Anna Lind was hired by Berg to mend the boats.",
  ])("as it was is not: %s", (summary) => {
    expect(flagsOf(article, summary).filter(({ because }) => because.includes("other way round"))).toEqual(
      [],
    );
  });
});

describe("a quotation of the article", () => {
  it("given to somebody else who speaks beside it is told", () => {
    expect(found("“The boats took in water on the very first day,” said Berg.")).toContain("attribution");
    expect(found("“We warned her not to sail them in a storm,” Petra Holm said.")).toContain("attribution");
  });
  it("given to whoever said it is not, by first name, last name or both", () => {
    expect(found("“The boats took in water on the very first day,” Petra Holm said.")).not.toContain(
      "attribution",
    );
    expect(found("“We warned her not to sail them in a storm,” said Jonas Berg.")).not.toContain(
      "attribution",
    );
  });
});

it("the second half of a match supports no two", () => {
  const match =
    "Second-half goals were missing when Ostwick met Karlsund. Half of the crowd left early. Ostwick stay in the lower part of the table.";
  expect(flagsOf(match, "Ostwick missed the top 2 of the table.").map(({ kind }) => kind)).toContain(
    "number",
  );
});
