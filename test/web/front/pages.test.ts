import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { expect, test } from "vitest";
import { directionOf } from "../../../src/domain/language.ts";
import { createFrontPages } from "../../../src/render/front-pages.ts";
import { entry, publication, templateFiles, templates } from "../../render/sample.ts";
import { wholeSite } from "../../render/whole-site.ts";
import { everyPage } from "./every-page.ts";

const languages = Object.keys(templateFiles).flatMap((name) => /^words\/(.+)\.yaml$/.exec(name)?.[1] ?? []);

test.each(languages)(
  "in %s every page has its words, its direction, and nothing that is not its own",
  (language) => {
    for (const [name, body] of everyPage(language)) {
      expect(body, name).toContain(`<html lang="${language}" dir="${directionOf(language)}">`);
      expect(body, name).not.toMatch(/[{}]|undefined|<script|style=|onclick|http-equiv|autofocus/);
      const elsewhere = body.matchAll(/(?:src|href|action)="([^"]*)"/g);
      for (const [, link = ""] of elsewhere)
        expect(link, name).toMatch(/^(?:\/(?!\/)|#|https:\/\/news\.example\.org\/)/);
      expect(body.match(/<h1/g), name).toHaveLength(1);
    }
  },
);

test("every page is valid HTML", async () => {
  const validator = new HtmlValidate(
    new StaticConfigLoader({
      extends: ["html-validate:recommended", "html-validate:standard", "html-validate:a11y"],
      rules: { "long-title": "off" },
    }),
  );
  const found: string[] = [];
  for (const [name, body] of everyPage("en")) {
    const { results } = await validator.validateString(body, name);
    for (const { line, ruleId, message } of results.flatMap(({ messages }) => messages))
      found.push(`${name}:${line} ${ruleId}: ${message}: ${body.split("\n")[line - 1]}`);
  }
  expect(found).toEqual([]);
});

test("published pages lead to the form where there is one, and nowhere else", () => {
  const site = (subscribeUrl?: string) =>
    [...wholeSite([entry(1)], [], { ...publication, ...(subscribeUrl == null ? {} : { subscribeUrl }) })]
      .filter(([name]) => name.endsWith(".html"))
      .map(([, body]) =>
        body.includes('<li><a href="https://news.example.org/subscribe">Subscribe</a></li>'),
      );
  expect(new Set(site("https://news.example.org/subscribe"))).toEqual(new Set([true]));
  expect(new Set(site())).toEqual(new Set([false]));
});

test("where the published pages have another host, links lead there, and styles and forms stay here", () => {
  const front = createFrontPages(
    { ...publication, url: "https://cdn.example.net/news/" },
    templates,
    "https://mail.example.org/here/",
  );
  const page = front.signUp(null);
  expect(page).toContain('<link rel="stylesheet" href="/here/subscribe/style.css">');
  expect(page).toContain('action="/here/subscribe"');
  expect(page).toContain('href="https://cdn.example.net/news/index.html"');
  expect(page).toContain('href="https://cdn.example.net/news/atom.xml"');
});
