import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { flagsOf } from "../../../src/summarize/gate/gate.ts";

type Pairs = { readonly article: string; readonly true: readonly string[] } & Readonly<
  Record<"number" | "date" | "quote" | "negation", readonly string[]>
>;
const languages = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, "../../../bench/gate/languages.json"), "utf8"),
) as Record<string, Pairs>;

const kindsOf = (article: string, summary: string): string[] =>
  flagsOf(article, summary).map(({ kind }) => kind);

describe.each(Object.entries(languages))(
  "in %s",
  (_, { article, number, date, quote, negation, ...pairs }) => {
    it.each([...pairs.true])("true: %s", (summary) => expect(flagsOf(article, summary)).toEqual([]));
    it.each([...number])("another number: %s", (summary) =>
      expect(kindsOf(article, summary)).toContain("number"),
    );
    it.each([...date])("another day or month: %s", (summary) =>
      expect(kindsOf(article, summary)).toContain("date"),
    );
    it.each([...quote])("another quotation: %s", (summary) =>
      expect(kindsOf(article, summary)).toContain("quote"),
    );
    it.each([...negation])("turned round: %s", (summary) =>
      expect(kindsOf(article, summary)).toContain("negation"),
    );
  },
);

describe("numbers are the same in every dress", () => {
  it.each([
    [
      "fr",
      "Le pont a coûté 1 234 567 euros et la ville en a payé la moitié avec le port.",
      "Le pont a coûté 1.234.567 euros.",
    ],
    [
      "de",
      "Die Brücke kostete 1’234’567 Franken, und die Stadt hat sie mit dem Hafen bezahlt.",
      "Die Brücke kostete 1.234.567 Franken.",
    ],
    [
      "ja",
      "橋の建設には１２３億４５００万円がかかったと市は発表した。",
      "橋の建設には12,345,000,000円がかかった。",
    ],
    ["zh", "新桥耗资三千五百万元，由市政府和港口共同承担。", "新桥耗资3500万元。"],
    ["hi", "पुल पर १२ लाख रुपये खर्च हुए और शहर ने यह राशि बंदरगाह के साथ मिलकर दी।", "पुल पर 1200000 रुपये खर्च हुए।"],
    ["ar", "كلف الجسر ٣ ملايين يورو ودفعت المدينة نصف المبلغ مع الميناء.", "كلف الجسر 3 ملايين يورو."],
    [
      "tr",
      "Köprü için 45 bin lira ödendi ve bu para şehir ile liman tarafından verildi.",
      "Köprü için 45.000 lira ödendi.",
    ],
    [
      "de",
      "Die dreizehnköpfige Besatzung der Fähre ist auf der Insel und nicht im Hafen.",
      "Die Besatzung hat 13 Köpfe.",
    ],
  ])("%s: %s", (_, article, summary) => {
    expect(flagsOf(article, summary).filter(({ kind }) => kind === "number")).toEqual([]);
    const other = summary.replace(/\d(?=\D*$)/, (last) => String((Number(last) + 5) % 10));
    expect(kindsOf(article, other)).toContain("number");
  });
});
