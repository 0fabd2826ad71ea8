import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Entry } from "../../src/domain/entry.ts";
import { fillTokens } from "../../src/render/digest.ts";
import { executablePath, openBrowser, violationsOn, widthOf } from "../browser.ts";
import { designs, digestOf, frontPage, reader, speaking } from "../render/front-page.ts";
import { entry } from "../render/sample.ts";

/** Pictures of all that is looked at here are left in this folder, where one is named. */
const gallery = process.env["BROADSHEET_GALLERY"];

/** In place of the picture that the edition names: a harbour at dusk, in a few strokes. */
const harbour = `<svg xmlns="http://www.w3.org/2000/svg" width="1040" height="520"><linearGradient id="s" x2="0" y2="1"><stop stop-color="#34495e"/><stop offset="1" stop-color="#e9a178"/></linearGradient><rect width="1040" height="520" fill="url(#s)"/><circle cx="720" cy="330" r="60" fill="#f7d9a0"/><path d="M0 350h1040v170H0z" fill="#2c4257"/><path d="M660 350h120l60 170H600z" fill="#c98e6b" opacity=".45"/><g fill="#f4f1ea"><path d="M170 330h330l-40 50H200z"/><path d="M230 290h190v40H230z"/><path d="M270 260h110v30H270z" fill="#8f1d14"/></g><path d="M0 440h1040v80H0z" fill="#141c24"/></svg>`;

const unbroken = "Donaudampfschifffahrtsgesellschaft".repeat(4).slice(0, 120);
const long = entry(2, {
  title: unbroken,
  author: unbroken,
  tags: [unbroken],
  summary: { method: "given", text: `${unbroken} ${unbroken}`, sentences: [] },
});

const arabic = (title: string, text: string): Partial<Entry> => ({
  title,
  language: "ar",
  tags: ["الميناء"],
  author: "ليلى حدّاد",
  summary: { method: "given", text, sentences: [] },
});
const arabicPage: readonly Entry[] = [
  entry(1, {
    ...arabic(
      "العبّارة الليلية تعود إلى البحر بعد أربع سنوات",
      "تعود العبّارة الليلية إلى البحر يوم الجمعة. وتدفع المدينة 2.4 مليون في السنة.",
    ),
    highlights: {
      points: ["تستغرق الرحلة تسع ساعات، والقطار أربع عشرة ساعة.", "تحمل كل عبّارة 310 ركاب وأربعين سيارة."],
      quote: { text: "«ميناء بلا عبّارة ليلية بركة لها سور.»", by: "قال رئيس سلطة الميناء" },
    },
    html: "<p>تعود العبّارة الليلية إلى البحر يوم الجمعة.</p><ul><li>رحلة كل ليلة</li></ul><blockquote><p>«ميناء بلا عبّارة ليلية بركة لها سور.»</p></blockquote>",
  }),
  entry(2, arabic("المكتبة التي تعير الصمت", "تبقى قاعات القراءة مفتوحة حتى الثانية ليلًا.")),
  entry(3, { title: "Reef counts rise for a third year" }),
  entry(4, arabic("من يملك الريح فوق الخليج؟", "لا أحد، قالت المحكمة.")),
  entry(5, arabic("أخبار أخرى", "")),
  entry(6, arabic("ما بقي من الأخبار", "")),
  entry(7, arabic("وأخبار قصيرة", "")),
];

describe.skipIf(executablePath == null)(
  "the digest as people look at it, in Chromium (skipped without Debian's chromium)",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(async () => {
      await browser.close();
    });

    /** Shows a mail. What it asks for is answered here, or not at all; the addresses are returned. */
    async function shown(html: string, options: BrowserContextOptions, pictures: "on" | "off" = "on") {
      const page = await browser.newPage(options);
      const asked: string[] = [];
      await page.route("**/*", async (route) => {
        asked.push(route.request().url());
        if (pictures === "off") await route.abort();
        else await route.fulfill({ contentType: "image/svg+xml", body: harbour });
      });
      await page.setContent(html, { waitUntil: "load" });
      return { page, asked };
    }

    async function kept(page: Page, name: string): Promise<void> {
      if (gallery == null) return;
      mkdirSync(gallery, { recursive: true });
      await page.screenshot({ path: path.join(gallery, `${name}.png`), fullPage: true });
    }

    const sizes = [
      ["375", { width: 375, height: 700 }],
      ["700", { width: 700, height: 900 }],
    ] as const;

    describe.each(designs)("in the design %s", (design) => {
      test.each(["light", "dark"] as const)(
        "passes axe and never scrolls sideways, %s",
        async (colorScheme) => {
          const { html } = fillTokens(
            await digestOf([frontPage[0]!, long, ...frontPage.slice(1)], { design }),
            reader,
          );
          const narrow = { colorScheme, viewport: { width: 320, height: 700 } };
          const { page, asked } = await shown(html, narrow);
          expect(await widthOf(page)).toBe(320);
          expect(await violationsOn(page)).toEqual([]);
          await page.close();
          expect(asked.filter((url) => !url.startsWith("https://news.gull.org/images/"))).toEqual([]);
          if (gallery == null) return;
          const whole = fillTokens(await digestOf(frontPage, { design }), reader).html;
          for (const [name, viewport] of sizes) {
            const look = await shown(whole, { colorScheme, viewport });
            await kept(look.page, `${design}-${name}-${colorScheme}`);
            if (colorScheme === "light" && name === "700") {
              await look.page.addStyleTag({ content: "html { filter: invert(1) hue-rotate(180deg) }" });
              await kept(look.page, `${design}-${name}-inverted`);
            }
            await look.page.close();
          }
        },
        120_000,
      );

      test("is whole with pictures off, and from right to left in Arabic", async () => {
        const off = await shown(
          fillTokens(await digestOf(frontPage, { design }), reader).html,
          { viewport: { width: 320, height: 700 } },
          "off",
        );
        expect(await widthOf(off.page)).toBe(320);
        await off.page.setViewportSize(sizes[0][1]);
        await kept(off.page, `${design}-375-off`);
        await off.page.close();
        const publication = speaking("ar");
        const mail = fillTokens(await digestOf(arabicPage, { design, publication, corrections: [] }), reader);
        const { page } = await shown(mail.html, { viewport: { width: 320, height: 700 } });
        expect(await widthOf(page)).toBe(320);
        expect(await violationsOn(page)).toEqual([]);
        const sides = (await page.evaluate(
          `[...document.querySelectorAll("h2, h3, .foot p, blockquote")].map((e) => getComputedStyle(e).textAlign + " " + getComputedStyle(e).direction)`,
        )) as string[];
        expect(new Set(sides.filter((side) => !side.endsWith("ltr")))).toEqual(new Set(["right rtl"]));
        await page.setViewportSize(sizes[1][1]);
        await kept(page, `${design}-700-arabic`);
        await page.close();
      }, 120_000);
    });
  },
);
