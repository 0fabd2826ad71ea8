import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";

/** Debian's Chromium; elsewhere, or without it, tests that look at pages say that they are skipped. */
export const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
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

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

/** What axe finds wrong with the page as it is shown. @param options of `axe.run`, as its source */
export async function violationsOn(page: Page, options = ""): Promise<string[]> {
  await page.evaluate(axe);
  const found = (await page.evaluate(
    `axe.run(${options}).then((result) => result.violations)`,
  )) as Violation[];
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

export const widthOf = async (page: Page): Promise<number> =>
  (await page.evaluate("document.documentElement.scrollWidth")) as number;
