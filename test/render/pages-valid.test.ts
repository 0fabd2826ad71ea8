import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { describe, expect, test } from "vitest";
import { hazards } from "./feed-hazards.ts";
import { publication, sampleEntries } from "./sample.ts";
import { editionOf, wholeSite } from "./whole-site.ts";

const validator = new HtmlValidate(
  new StaticConfigLoader({
    extends: ["html-validate:recommended", "html-validate:standard", "html-validate:a11y"],
    rules: {
      // A title is as long as its author made the headline; search engines cut it where they like.
      "long-title": "off",
      // White space at line ends is an article's own, in preformatted text.
      "no-trailing-whitespace": "off",
    },
  }),
);

/** A megabyte of one paragraph and 500 pages of tags would show nothing more, and take most of the time. */
const entries = [
  ...sampleEntries,
  ...hazards.filter(({ name }) => name !== "body-huge").map((h) => h.entry),
].map((entry, n) => ({ ...entry, slug: `entry-${n}`, tags: entry.tags.slice(0, 8) }));

describe("every page with every hazard", () => {
  test.each([
    ["en", "https://news.example.org/", entries],
    ["ar", "https://news.example.org/a/b/", entries.filter((_, n) => n % 8 === 2)],
  ])(
    "is valid HTML, in %s at %s",
    async (language, url, shown) => {
      const here = { ...publication, url, voice: { ...publication.voice, language } };
      const found: string[] = [];
      for (const [path, body] of wholeSite(shown, [editionOf(shown)], here)) {
        if (!path.endsWith(".html")) continue;
        const { results } = await validator.validateString(body, path);
        for (const { line, ruleId, message } of results.flatMap((result) => result.messages))
          found.push(`${path}:${line} ${ruleId}: ${message}: ${body.split("\n")[line - 1]?.slice(0, 200)}`);
      }
      expect(found).toEqual([]);
    },
    120_000,
  );
});
