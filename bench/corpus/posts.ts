import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chance } from "../understanding/data.ts";
import { articleText } from "./articles.ts";

const topics = list(
  "farming rivers ferries schools chess weather trade markets science health music theatre roads courts letters housing energy forests fishing sport",
);
const realms = list("north south east west coast hills islands valley city border");
const firstNames = list(
  "Ada Bram Cleo Dov Edda Femi Greta Hugo Ines Jonas Kaja Lars Mina Nils Olga Piet Rosa Sven Tilda Vera",
);
const lastNames = list(
  "Aldberg Birkholm Carnsen Drevstrand Elmwick Falmann Gorov Haskley Ivarquist Jorberg Kestholm Lundsen Morstrand Nordwick Ostmann",
);

/** 200 tags: a topic, and often the same of one part of the country. */
const tagOf = (n: number): string => {
  const topic = topics[n % topics.length] ?? "";
  const realm = realms[Math.floor(n / topics.length)] ?? "";
  return `${topic} ${realm}`;
};
/** 300 names. */
const authorOf = (n: number): string =>
  `${firstNames[n % firstNames.length]} ${lastNames[Math.floor(n / firstNames.length)]}`;

const newest = Date.UTC(2025, 11, 31, 20);
const tenYearsMs = 3_652 * 86_400_000;

export type Post = { readonly path: string; readonly text: string };

/**
 * Post `n` of `count`: Markdown with YAML front matter as every static site generator reads it, dates spread evenly over the
 * ten years that end with 2025, one to three of 200 tags, one of 300 authors; few tags and authors are common and
 * many are rare, as they are anywhere. The same numbers give the same post. Its folder is its month: `2016/03/`.
 */
export function postOf(n: number, count: number): Post {
  const next = chance(n + 7_000_001);
  // Squared: the first tags and authors get most.
  const rare = (of: number): number => Math.floor(next() ** 2 * of);
  const date = new Date(newest - Math.floor(((count - 1 - n) / count) * tenYearsMs));
  const tags = new Set(Array.from({ length: 1 + Math.floor(next() * 3) }, () => tagOf(rare(200))));
  const body = articleText(n);
  const title = `${titleOf(body)} (${n})`;
  const text = `---
title: ${JSON.stringify(title)}
date: ${date.toISOString()}
author: ${authorOf(rare(300))}
tags: [${[...tags].join(", ")}]
---

${body}`;
  const month = date.toISOString().slice(0, 7).replace("-", "/");
  return { path: `${month}/post-${n}.md`, text };
}

/** The first words of the longest of the first lines. */
function titleOf(body: string): string {
  const line = body.split("\n", 5).reduce((a, b) => (b.length > a.length ? b : a));
  return line.replace(/["“”]/g, "").split(" ").slice(0, 9).join(" ").replace(/[.,]$/, "");
}

/** Posts `from` to `to` of `count` as files. */
export function writePosts(folder: string, from: number, to: number, count: number): void {
  const made = new Set<string>();
  for (let n = from; n < to; n++) {
    const { path: name, text } = postOf(n, count);
    const place = path.join(folder, name);
    const parent = path.dirname(place);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(place, text);
  }
}

function list(text: string): readonly string[] {
  return text.split(" ");
}
