import { expect, test } from "vitest";
import { jobNamed, loadConfig } from "../src/config.ts";
import { checkFeeds } from "../src/render/feed-gate.ts";
import { writeFeeds } from "../src/render/feeds.ts";
import { letterheadOf } from "../src/wire-mail.ts";
import { publicationOf } from "../src/wire.ts";
import { entry } from "./render/sample.ts";
import { tree } from "./tree.ts";

test("a site with letters of its own in its address has feeds that say it as readers ask for it", () => {
  const root = tree({ "broadsheet.yaml": "url: https://bücher.example.net/täglich\n" });
  const config = loadConfig(root, {});
  const publication = publicationOf(config, jobNamed(config, "default"));
  expect(publication.url).toBe("https://xn--bcher-kva.example.net/t%C3%A4glich/");
  const document = { publication, entries: [entry(1)], content: "full" } as const;
  expect(() => checkFeeds(writeFeeds(document), document)).not.toThrow();
});

test("a site that says no line of its own has one in its language", () => {
  const taglineOf = (yaml: string): string => {
    const config = loadConfig(tree({ "broadsheet.yaml": yaml }), {});
    return publicationOf(config, jobNamed(config, "default")).tagline;
  };
  expect(taglineOf("title: News")).toBe("The news, summarised");
  expect(taglineOf("language: de")).toBe("Die Nachrichten, zusammengefasst");
  expect(taglineOf("language: pt-BR")).toBe("As notícias, resumidas");
  expect(taglineOf('language: ar\ntagline: ""')).toBe("");
});

test("mails come from the site's name without the marks that would turn it round", () => {
  const config = loadConfig(tree({ "broadsheet.yaml": 'title: "The \\u202e\\u2066Gull\\ufeff"\n' }), {});
  expect(letterheadOf(config, { url: "https://news.example.org/" }).title).toBe("The Gull");
});
