import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { simpleParser } from "mailparser";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageHref } from "../../src/render/publication.ts";
import { executablePath, openBrowser, violationsOn, widthOf } from "../browser.ts";
import { broadsheet, emptySite, seededSite } from "../cli.ts";
import { inFull } from "../effort.ts";
import { hazards } from "../render/feed-hazards.ts";
import { entry, publication } from "../render/sample.ts";
import { editionOf, wholeSite } from "../render/whole-site.ts";

describe.skipIf(executablePath == null)(
  "what people look at, in Chromium (skipped without Debian's chromium)",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(async () => {
      await browser.close();
    });

    type Scheme = "light" | "dark";

    /** What is wrong with pages at 320 pixels: what axe finds, sideways scrolling, anything asked of elsewhere. */
    async function faults(folder: string, names: readonly string[], schemes: readonly Scheme[]) {
      const found: string[] = [];
      for (const colorScheme of schemes) {
        const page = await browser.newPage({ viewport: { width: 320, height: 900 }, colorScheme });
        page.on("request", (request) => {
          if (!request.url().startsWith("file:")) found.push(`${page.url()} asks for ${request.url()}`);
        });
        for (const name of names) {
          await page.goto(pathToFileURL(path.join(folder, name)).href);
          const wide = await widthOf(page);
          if (wide > 320) found.push(`${name} (${colorScheme}) is ${wide} pixels wide at 320`);
          found.push(...(await violationsOn(page)).map((what) => `${name} (${colorScheme}): ${what}`));
        }
        await page.close();
      }
      return found;
    }

    test("the mail and every page of a run pass axe in light and dark, and never scroll sideways at 320 pixels", async () => {
      const site = seededSite();
      await broadsheet(site, ["run"]);
      const mail = await simpleParser(readFileSync(path.join(site, "outbox/default-1/ada@example.com.eml")));
      writeFileSync(path.join(site, "mail.html"), String(mail.html));
      const articles = readdirSync(path.join(site, "public/articles")).map(
        (name) => `public/articles/${name}`,
      );
      const pages = ["mail.html", "public/index.html", "public/editions/1.html", ...articles];
      expect(await faults(site, pages, ["light", "dark"])).toEqual([]);
    }, 240_000);

    // Half a minute of axe: in CI.
    test.runIf(inFull).each(["en", "ar"])(
      "so does every kind of page with every hazard, in %s",
      async (language) => {
        const folder = emptySite();
        // A megabyte of one paragraph takes axe minutes and shows nothing more.
        const bearable = hazards.filter(({ name }) => name !== "body-huge");
        const entries = bearable.map((hazard, n) => ({
          ...hazard.entry,
          slug: `entry-${n}`,
          tags: hazard.entry.tags.slice(0, 3),
        }));
        const many = Array.from({ length: 45 }, (_, n) => entry(n + 1, { tags: ["harbour"] }));
        const all = [...many, ...entries];
        const here = {
          ...publication,
          url: "https://news.example.org/",
          voice: { ...publication.voice, language },
        };
        const site = wholeSite(all, [editionOf(all)], here);
        for (const [name, body] of site) {
          mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
          writeFileSync(path.join(folder, name), body);
        }
        const lists = [...site.keys()].filter((name) => /^(?:tags|authors|archive)\/.+\//.test(name));
        const kinds = [
          "index.html",
          "editions/214.html",
          "editions/index.html",
          "tags/index.html",
          "authors/index.html",
          "archive/index.html",
          "tags/harbour/index.html",
          "tags/harbour/1.html",
          ...lists.filter((name) => !name.includes("harbour")).filter((_, n) => n % 12 === 0),
          ...entries.filter((_, n) => n % 8 === (language === "en" ? 0 : 4)).map(pageHref),
        ];
        expect(await faults(folder, kinds, ["light", "dark"])).toEqual([]);
      },
      240_000,
    );
  },
);
