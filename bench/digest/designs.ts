/**
 * What the digest costs: once for an edition (views, templates, MJML), and for each reader (putting in what is his own).
 *
 *   node bench/digest/designs.ts
 */
import { maxDigestBytes, prepareDigest } from "../../src/render/digest.ts";
import { heaviest } from "../../src/render/digest-pieces.ts";
import { designs, digestOf, frontPage, tokens } from "../../test/render/front-page.ts";
import { entry } from "../../test/render/sample.ts";
import { table } from "../understanding/data.ts";

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

async function msOf(work: () => unknown, times: number): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return median(taken);
}

const long = (letter: string) => (n: number) =>
  entry(n + 1, {
    title: letter.repeat(300 / letter.length),
    summary: { method: "given", text: `${letter.repeat(40)} `.repeat(30), sentences: [] },
  });
const editions = [
  ["one of everything", frontPage],
  ["500 plain", Array.from({ length: 500 }, (_, n) => entry(n + 1))],
  ["500 long, Latin", Array.from({ length: 500 }, (_, n) => long("word ")(n))],
  ["500 long, four bytes a letter", Array.from({ length: 500 }, (_, n) => long("𠜎")(n))],
  ["500 of ampersands", Array.from({ length: 500 }, (_, n) => long("&")(n))],
] as const;

/** As many as a job may ask for. */
const layout = { stories: 30, briefs: 60 };

await digestOf(frontPage);
const rows: string[][] = [];
for (const design of designs) {
  for (const [name, entries] of editions) {
    const digest = await digestOf(entries, { design, layout });
    const ms = await msOf(() => digestOf(entries, { design, layout }), 9);
    const fill = prepareDigest(digest);
    let n = 0;
    const perReader = await msOf(() => {
      for (let at = 0; at < 1000; at++)
        // The pieces lie side by side until somebody reads them.
        Buffer.byteLength(
          fill({
            address: `reader${n++}@example.org`,
            unsubscribe: `https://news.example.org/u/${n}`,
            preferences: `https://news.example.org/p/${n}`,
          }).html,
        );
    }, 9);
    rows.push([
      design,
      name,
      `${Buffer.byteLength(digest.html)}`,
      `${heaviest(digest.html, tokens)} of ${maxDigestBytes}`,
      ms.toFixed(1),
      perReader.toFixed(2),
    ]);
  }
}
table(["design", "edition", "bytes", "with the longest values", "ms an edition", "µs a reader"], rows);
