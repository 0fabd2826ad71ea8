import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { simpleParser } from "mailparser";
import type { Browser } from "playwright-core";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { broadsheet, seededSite } from "../cli.ts";

/** Debian's Chromium; elsewhere, or without it, these tests say that they are skipped. */
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

describe.skipIf(executablePath == null)(
  "what people look at, in Chromium (skipped without Debian's chromium)",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: executablePath ?? "",
        args: [
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
        ],
      });
    });
    afterAll(async () => {
      await browser.close();
    });

    test("the mail and every kind of page pass axe in light and dark, and never scroll sideways at 320 pixels", async () => {
      const site = seededSite();
      await broadsheet(site, ["run"]);
      const mail = await simpleParser(readFileSync(path.join(site, "outbox/default-1/ada@example.com.eml")));
      writeFileSync(path.join(site, "mail.html"), String(mail.html));
      const articles = readdirSync(path.join(site, "public/articles")).map(
        (name) => `public/articles/${name}`,
      );
      const pages = ["mail.html", "public/index.html", "public/editions/1.html", ...articles];
      const found: string[] = [];
      for (const name of pages) {
        const url = pathToFileURL(path.join(site, name)).href;
        for (const colorScheme of ["light", "dark"] as const) {
          const page = await browser.newPage({ viewport: { width: 320, height: 900 }, colorScheme });
          const outside: string[] = [];
          page.on("request", (request) => {
            if (!request.url().startsWith("file:")) outside.push(request.url());
          });
          await page.goto(url);
          const wide = (await page.evaluate("document.documentElement.scrollWidth")) as number;
          if (wide > 320) found.push(`${name} (${colorScheme}) is ${wide} pixels wide at 320`);
          found.push(...outside.map((asked) => `${name} asks for ${asked}`));
          await page.evaluate(axe);
          const violations = (await page.evaluate(
            "axe.run().then((result) => result.violations)",
          )) as Violation[];
          found.push(...violations.map((v) => `${name} (${colorScheme}): ${v.id}: ${v.nodes[0]?.html}`));
          await page.close();
        }
      }
      expect(found).toEqual([]);
    }, 120_000);
  },
);
