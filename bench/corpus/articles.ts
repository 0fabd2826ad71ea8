import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chance } from "../understanding/data.ts";

/**
 * Articles without end, for measuring: news that never happened, each with words, names and figures of its own, some with a
 * title line, a dateline, a byline or furniture. The same number gives the same article.
 */
export function articleText(n: number): string {
  const next = chance(n + 1);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const name = (): string => `${pick(firstNames)} ${pick(starts)}${pick(ends)}`;
  const place = (): string => `${pick(starts)}${pick(placeEnds)}`;
  const count = (): string => String(Math.floor(next() * 9_000) + 12);
  const person = name();
  const town = place();
  const sentence = (): string =>
    pick([
      () => `The ${pick(bodies)} of ${town} ${pick(deeds)} ${count()} ${pick(things)} on ${pick(days)}.`,
      () =>
        `${name()}, who ${pick(pasts)} the ${pick(bodies)} for ${count()} days, called it “${pick(words)} and ${pick(words)}”.`,
      () =>
        `A ${pick(words)} ${pick(things)} near ${place()} cost ${count()} crowns, according to ${name()}.`,
      () =>
        `${person} said the ${pick(things)} would be ${pick(words)} before the ${pick(bodies)} of ${place()} met again.`,
      () => `Nobody in ${place()} had expected the ${pick(words)} ${pick(things)} to last ${count()} hours.`,
      () =>
        `In ${1900 + Math.floor(next() * 126)} the ${pick(bodies)} had ${pick(deeds)} only ${count()} ${pick(things)}.`,
    ])();
  const paragraphs = Array.from({ length: 6 + Math.floor(next() * 8) }, () =>
    Array.from({ length: 2 + Math.floor(next() * 3) }, sentence).join(" "),
  );
  const form = next();
  const head = form < 0.3 ? `${person} and the ${pick(words)} ${pick(things)} of ${town}\n\n` : "";
  const byline = form > 0.6 ? `By ${name()}\n\n` : "";
  const dateline = form > 0.8 ? `${town.toUpperCase()}, Nov. ${1 + Math.floor(next() * 28)} (Gull) — ` : "";
  const foot = form > 0.5 ? `\n\nSign up for our morning newsletter and never miss a story.\n` : "\n";
  return `${head}${byline}${dateline}${paragraphs.join("\n\n")}${foot}`;
}

/** `count` articles as files, a thousand to a folder. @returns the folder they lie in */
export function writeArticles(folder: string, count: number): string {
  for (let n = 0; n < count; n++) {
    const place = path.join(folder, `part-${Math.floor(n / 1_000)}`);
    if (n % 1_000 === 0) mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, `${n}.txt`), articleText(n));
  }
  return folder;
}

const list = (text: string): readonly string[] => text.split(" ");
const firstNames = list(
  "Ada Bram Cleo Dov Edda Femi Greta Hugo Ines Jonas Kaja Lars Mina Nils Olga Piet Rosa Sven Tilda Vera",
);
const starts = list(
  "Ald Birk Carn Drev Elm Fal Gor Hask Ivar Jor Kest Lund Mor Nord Ost Pell Quar Rav Stav Tarn Ulv Vest Wen Yar",
);
const ends = list("berg holm sen strand wick mann ov ley quist aker");
const placeEnds = list("stad haven by ford minster kirk dorf wold ness ham");
const bodies = list(
  "council harbour library railway theatre hospital market college orchestra museum observatory cooperative",
);
const deeds = list(
  "opened closed counted repaired sold lost measured painted refused borrowed returned moved",
);
const things = list(
  "bridges ferries lamps archives gardens clocks engines ledgers pianos windmills tunnels orchards beacons kilns",
);
const pasts = list("led advised audited visited defended rebuilt left studied financed");
const words = list(
  "quiet costly fragile remarkable ordinary doubtful patient crooked generous stubborn careful needless brilliant late",
);
const days = list("Monday Tuesday Wednesday Thursday Friday Saturday Sunday");
