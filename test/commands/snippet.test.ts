import { writeFileSync } from "node:fs";
import path from "node:path";
import { HtmlValidate } from "html-validate";
import { expect, test } from "vitest";
import { broadsheet, emptySite } from "../cli.ts";

test("the form for other sites is whole, in the site's language, and needs nothing of the page it stands in", async () => {
  const site = emptySite();
  const settings = "title: Möwe & <Co>\nlanguage: de\nweb: {publicUrl: https://news.example.org/post/}\n";
  writeFileSync(path.join(site, "broadsheet.yaml"), settings);
  const { code, stdout } = await broadsheet(site, ["snippet"]);
  expect(code).toBe(0);
  expect(stdout).toContain('action="https://news.example.org/post/subscribe" lang="de" dir="ltr"');
  expect(stdout).toContain("Möwe &amp; &lt;Co&gt;");
  expect(stdout).not.toMatch(/<script|style|class=|src=/);
  const report = await new HtmlValidate({ extends: ["html-validate:recommended"] }).validateString(stdout);
  expect(report.results.flatMap(({ messages }) => messages)).toEqual([]);
});

test("without an address there is no form, and a word about what to set", async () => {
  const { code, stderr } = await broadsheet(emptySite(), ["snippet"]);
  expect([code, stderr]).toEqual([78, expect.stringContaining("web.publicUrl")]);
});
