import type { OutputFile } from "../../src/domain/ports.ts";

/**
 * A site that is another one in each generation: every file names its generation at its beginning and its end, and is large enough
 * to be written in several pieces. In publishing order: what others link to first.
 */
const pages = Array.from({ length: 8 }, (_, n) => `articles/page-${n}.html`);
const feeds = ["feed.json", "rss.xml", "atom.xml"] as const;
export const always: readonly string[] = ["editions/1.html", ...pages, "index.html", ...feeds];
/** Withdrawn in each odd generation, and back in the next. */
export const passing: readonly string[] = ["articles/passing-0.html", "articles/passing-1.html"];

const words = Array.from({ length: 6_000 }, (_, n) => (n * 7_919).toString(36)).join(" ");

const html = (mark: string, links: readonly string[]): string =>
  `<!doctype html><html lang="en"><title>${mark}</title><body><p>${words.slice(0, 20_000)}</p>` +
  `${links.map((to) => `<a href="${to}">${to}</a>`).join("")}<p>${mark}</p></body></html>\n`;
const xml = (root: string, mark: string, links: readonly string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<${root} mark="${mark}"><p>${words}</p>` +
  `${links.map((to) => `<link href="${to}"/>`).join("")}<end>${mark}</end></${root}>\n`;

/** What stands in a file in a generation; null where it is withdrawn. */
export function bodyOf(file: string, generation: number): string | null {
  const mark = `generation ${generation}`;
  const isOdd = generation % 2 === 1;
  if (isOdd && passing.includes(file)) return null;
  const links = [...pages, ...(isOdd ? [] : passing)];
  if (file === "atom.xml" || file === "rss.xml") return xml(file.slice(0, -4), mark, links);
  if (file === "feed.json") return JSON.stringify({ mark, links, words, end: mark });
  return html(mark, file === "index.html" ? links : []);
}

export function filesOf(generation: number): OutputFile[] {
  return [...passing, ...always].flatMap((file) => {
    const body = bodyOf(file, generation);
    return body == null ? [] : { path: file, body };
  });
}

export const goneIn = (generation: number): readonly string[] => (generation % 2 === 1 ? passing : []);

/** Which generation a file says it is of. @throws where it says none */
export function generationOf(text: string): number {
  const found = /generation (\d+)/.exec(text);
  if (found == null) throw new Error("a file of no generation");
  return Number(found[1]);
}
