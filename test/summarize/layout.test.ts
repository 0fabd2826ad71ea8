import { describe, expect, it } from "vitest";
import { summarizing } from "../../src/commands/summarize.ts";

/** As `broadsheet summarize --jsonl` answers. */
async function answerTo(text: string, limit: { maxWords?: number } = {}) {
  const [answer] = await summarizing({}).answer({ id: 1, text, ...limit });
  return answer as { summary: string; sentences: { text: string; start: number; end: number }[] };
}

const stanzas = [
  ["Oh slowly comes the ferryman", "Across the silver bay", "He carries home the fishermen"],
  ["The lanterns on the harbour wall", "Are burning low and blue", "And nobody can hear him call"],
];

describe("what is set in lines", () => {
  it("a poem without full stops keeps its lines apart", async () => {
    const { summary } = await answerTo(stanzas.map((lines) => lines.join("\n")).join("\n\n"));
    expect(summary).toBe(stanzas.flat().join(" / "));
  });

  it("a poem with full stops keeps sentences and lines", async () => {
    const poem =
      "Slowly comes the ferryman\nAcross the silver bay,\nHe carries home the fishermen.\nThe lanterns on the harbour wall\nAre burning low and blue.";
    expect((await answerTo(poem)).summary).toBe(
      "Slowly comes the ferryman / Across the silver bay, / He carries home the fishermen. The lanterns on the harbour wall / Are burning low and blue.",
    );
  });

  it("a long stanza without a full stop is taken line by line, and a limit holds for whoever counts", async () => {
    const poem = Array.from({ length: 12 }, (_, n) => `Line number ${n} of the song`).join("\n");
    const { summary, sentences } = await answerTo(poem, { maxWords: 14 });
    expect(summary.split(/\s+/).length).toBeLessThanOrEqual(14);
    for (const { text, start, end } of sentences) {
      expect(poem.slice(start, end)).toBe(text);
      expect(text).not.toContain("\n");
    }
  });

  it("prose broken at a margin is no verse", async () => {
    const prose =
      "The ferry to the outer islands will sail\nagain in spring, the harbour office said\non Wednesday. It stopped six years ago.";
    expect((await answerTo(prose)).summary).toBe(prose.replaceAll("\n", " "));
  });

  it("code among prose is left out", async () => {
    const { summary } = await answerTo(
      "Here is how boats are sorted by their length.\n\nfunction sortBoats(boats) {\n  return boats.sort((a, b) => a.length - b.length);\n}\n\nCall it with a list of boats. The same list comes back. It is in order then.",
    );
    expect(summary).not.toMatch(/[{}]|=>/);
    expect(summary).toContain("Here is how boats are sorted by their length.");
  });

  it("code alone keeps its lines apart", async () => {
    expect((await answerTo("const a = 1;\nconst b = 2;\nconsole.log(a + b);\n")).summary).toBe(
      "const a = 1; / const b = 2; / console.log(a + b);",
    );
  });

  it("what announces a list does not come without it", async () => {
    const rest = "Traders have asked for boats. Lorries take the long road. The council will meet on Friday.";
    const article = (list: string): string =>
      `The bridge was closed on Monday. There are three reasons for the closing of the bridge:\n\n${list}\n\n${rest}`;
    const listed = await answerTo(
      article("- The storm broke two cables.\n- The deck is rusty.\n- Nobody paid."),
    );
    expect(listed.summary).not.toContain("reasons");
    const told = await answerTo(
      article("The storm broke two cables of the bridge, the deck is rusty, and nobody paid."),
    );
    expect(told.summary).not.toMatch(/bridge:(?! The storm)/);
  });
});
