import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { executablePath, openBrowser, violationsOn, widthOf } from "../browser.ts";
import { templateFiles } from "../render/sample.ts";
import { everyPage } from "../web/front/every-page.ts";
import { linksIn, publicUrl, standingSite } from "./standing.ts";

const style = templateFiles["pages/style.css"] ?? "";

/** Pages that differ from another one in words alone. */
const others = new Set([
  "dead-link",
  "too-many",
  "cannot",
  "confirmed",
  "leave",
  "move",
  "moved",
  "move-asked",
]);

describe.skipIf(executablePath == null)(
  "the pages for people, in Chromium (skipped without Debian's chromium)",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(async () => {
      await browser.close();
    });

    /** Shows each page at 320 pixels. @returns what is wrong with it */
    async function faults(
      language: string,
      colorScheme: "light" | "dark",
      look: (page: Page) => Promise<readonly string[]>,
      isLookedAt = (_name: string): boolean => true,
    ): Promise<string[]> {
      const found: string[] = [];
      const page = await browser.newPage({ viewport: { width: 320, height: 900 }, colorScheme });
      await page.route("**/*", (route) => route.abort());
      for (const [name, body] of everyPage(language)) {
        if (!isLookedAt(name)) continue;
        const styled = body.replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`);
        await page.setContent(styled);
        found.push(...(await look(page)).map((what) => `${name} (${language}, ${colorScheme}): ${what}`));
      }
      await page.close();
      return found;
    }

    test.each(["de", "ar"])("never scroll sideways at 320 pixels, in %s", async (language) => {
      const look = async (page: Page): Promise<string[]> => {
        const wide = await widthOf(page);
        return wide > 320 ? [`${wide} pixels wide`] : [];
      };
      expect(await faults(language, "light", look)).toEqual([]);
    });

    test.each([
      ["light", ""],
      // What is no colour is the same in both.
      ["dark", '{runOnly: ["color-contrast"]}'],
    ] as const)("pass axe in %s", async (colorScheme, what) => {
      const look = async (page: Page): Promise<string[]> => {
        return await violationsOn(page, what);
      };
      expect(await faults("en", colorScheme, look, (name) => !others.has(name))).toEqual([]);
    });

    test("take somebody by the keyboard alone, with scripts switched off, from the form to the inbox and out again", async () => {
      const site = await standingSite("", { "public/index.html": "<p>Front" });
      const context = await browser.newContext({
        javaScriptEnabled: false,
        viewport: { width: 375, height: 700 },
      });
      const page = await context.newPage();
      const foreign: string[] = [];
      const refused: string[] = [];
      page.on("request", (request) => {
        if (!request.url().startsWith(site.url)) foreign.push(request.url());
      });
      page.on("console", (message) => {
        if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text());
      });
      const heading = (): Promise<string> => page.locator("h1").innerText();
      const link = async (name: string, kind: string, address: string): Promise<string> => {
        const links = linksIn(await site.letter(kind, address));
        return site.here(links.find((each) => each.startsWith(`${publicUrl}${name}/`)) ?? "");
      };

      await page.goto(`${site.url}subscribe`);
      await page.locator("#content").focus();
      await page.keyboard.press("Tab");
      await page.keyboard.type("ada@gmial.com");
      await page.keyboard.press("Enter");
      await page.waitForSelector("text=Did you mean");
      expect(await heading()).toBe("Did you mean ada@gmail.com?");
      await tabTo(page, "Yes, ada@gmail.com");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/subscribe/done");
      expect(await heading()).toBe("Check your mail");

      await page.goto(await link("confirm", "confirm", "ada@gmail.com"));
      expect([await heading(), site.standingOf("ada@gmail.com")]).toEqual([
        "Confirm your subscription",
        "pending",
      ]);
      await tabTo(page, "Confirm");
      await page.keyboard.press("Enter");
      await page.waitForSelector("text=You are subscribed");
      expect(site.standingOf("ada@gmail.com")).toBe("active");

      // Who signs up again is told by mail that it is done, and gets there the way to what they may choose.
      await page.goto(`${site.url}subscribe`);
      await page.locator("#email").fill("ada@gmail.com");
      await page.getByRole("button", { name: "Subscribe" }).click();
      await page.goto(await link("preferences", "already", "ada@gmail.com"));
      await page.getByLabel("How often").selectOption("weekly");
      await page.getByRole("button", { name: "Save" }).click();
      expect(await page.getByRole("status").innerText()).toBe("Your preferences are saved.");
      expect(await page.getByLabel("How often").inputValue()).toBe("weekly");

      await page.getByRole("link", { name: "Unsubscribe" }).click();
      expect([await heading(), site.standingOf("ada@gmail.com")]).toEqual(["Unsubscribe", "active"]);
      await page.getByRole("button", { name: "Unsubscribe" }).click();
      await page.waitForSelector("text=You are unsubscribed");
      expect(site.standingOf("ada@gmail.com")).toBe("unsubscribed");
      await page.getByRole("link", { name: "Subscribe again" }).click();
      expect(await heading()).toBe("Subscribe");
      const font = (await page.evaluate("getComputedStyle(document.body).fontFamily")) as string;
      expect(font).toContain("Segoe UI");
      expect([foreign, refused, await context.cookies()]).toEqual([[], [], []]);
      await context.close();
    }, 120_000);
  },
);

async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = page.getByRole("button", { name });
  for (let n = 0; n < 20; n++) {
    await page.keyboard.press("Tab");
    if (await wanted.evaluate((button) => button === button.ownerDocument.activeElement)) return;
  }
  throw new Error(`"${name}" cannot be reached by Tab.`);
}
