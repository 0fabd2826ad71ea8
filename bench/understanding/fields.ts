/**
 * Dates and authors read from the text alone, against the true ones of the labelled pages: accuracy (right of those with
 * a truth), unknown rate, wrong-and-confident rate (at 0.9 and more), precision of what is claimed. Beside them, in the
 * same run: the first full date near either end, and a bare "By X" rule. Whether confidences hold: calibration.ts.
 *
 *   node bench/understanding/fields.ts [--list wrong|claims] [--half dev|heldout|all]
 *
 * BROADSHEET_DATA names the folder (default ../shared/data beside the checkout). Pages are halved by a hash of their id:
 * the rules were made on `dev`, `heldout` was only measured. Files have no time of their own here (all the same day,
 * years later), so that nothing can be right by the file's time.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ArticleDate, Finding } from "../../src/domain/article.ts";
import { authorOf } from "../../src/ingest/fields/author.ts";
import { datesIn } from "../../src/ingest/fields/calendar.ts";
import { dateOf } from "../../src/ingest/fields/date.ts";
import { defaultLimits } from "../../src/ingest/formats/draft.ts";
import { text as plainText } from "../../src/ingest/formats/text.ts";

type Meta = {
  readonly id: string;
  readonly kind: string;
  readonly date: string;
  readonly author: string;
  readonly text?: string;
};
export type Answer = { readonly value: string; readonly confidence: number } | null;
type Score = {
  known: number;
  claimed: number;
  right: number;
  sure: number;
  sureRight: number;
  unlabelled: number;
};

export function dataFolder(): string | null {
  const beside = join(dirname(fileURLToPath(import.meta.url)), "../../../shared/data");
  const folder = process.env["BROADSHEET_DATA"] ?? beside;
  return existsSync(folder) ? folder : null;
}

export function rowsOf<T>(folder: string, name: string): T[] {
  return readFileSync(join(folder, name), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

export const halfOf = (id: string): "dev" | "heldout" =>
  createHash("sha256").update(id).digest().readUInt8(3) % 2 === 0 ? "dev" : "heldout";

export const share = (part: number, whole: number): string =>
  whole === 0 ? "    –  " : `${((100 * part) / whole).toFixed(1).padStart(5)} %`;

const modified = new Date("2026-11-01T12:00:00Z");
/** Below it, an answer is a hint and not a claim. */
const leastConfidence = 0.6;

function run(): void {
  const folder = dataFolder();
  if (folder == null || !existsSync(join(folder, "meta.dev.jsonl"))) {
    console.log("fields: skipped, no labelled data (set BROADSHEET_DATA)");
    return;
  }
  const texts = new Map(
    rowsOf<{ id: string; text: string }>(folder, "summ.dev.jsonl").map(({ id, text }) => [id, text]),
  );
  const pages = rowsOf<Meta>(folder, "meta.dev.jsonl").map((row) => ({
    ...row,
    body: row.text ?? texts.get(row.id) ?? "",
  }));
  const only = process.argv.includes("--half") ? process.argv[process.argv.indexOf("--half") + 1] : "all";
  for (const half of only === "all" ? (["dev", "heldout"] as const) : [only]) {
    const rows = pages.filter(({ id, body }) => body !== "" && halfOf(id) === half);
    console.log(
      `${half}: field            with truth  accuracy  unknown  wrong ≥ 0.9  claimed    right    ≥ 0.9    right  no truth`,
    );
    for (const kind of ["page", "inshorts"]) {
      const own = rows.filter((row) => row.kind === kind);
      report(`date, ${kind}`, own, ({ date }) => isoOf(date), dated, withinADay);
      report(`  first/last 300`, own, ({ date }) => isoOf(date), nearEdges, withinADay);
      report(`author, ${kind}`, own, ({ author }) => author, signed, sameAuthor);
      report(`  bare "By X"`, own, ({ author }) => author, bareBy, sameAuthor);
    }
  }
}

type Page = Meta & { readonly body: string };

function report(
  name: string,
  pages: readonly Page[],
  truth: (page: Page) => string,
  answer: (text: string) => Answer,
  isRight: (value: string, truth: string) => boolean,
): void {
  const score: Score = { known: 0, claimed: 0, right: 0, sure: 0, sureRight: 0, unlabelled: 0 };
  const list = process.argv.includes("--list") ? process.argv[process.argv.indexOf("--list") + 1] : "";
  for (const page of pages) {
    const wanted = truth(page);
    const found = answer(page.body);
    if (wanted !== "") score.known++;
    if (found == null || found.confidence < leastConfidence) continue;
    if (wanted === "") score.unlabelled++;
    else if (tally(score, found, isRight(found.value, wanted)) ? list === "claims" : list === "wrong") {
      console.log(`    ${page.id}: ${found.value} (${found.confidence.toFixed(2)}), true ${wanted}`);
    }
    if (wanted === "" && list === "claims")
      console.log(`    ${page.id}: ${found.value} (${found.confidence.toFixed(2)}), no truth`);
  }
  const { known, claimed, right, sure, sureRight, unlabelled } = score;
  const cells = [
    String(known).padStart(12),
    `  ${share(right, known)}`,
    share(known - claimed, known),
    `     ${share(sure - sureRight, known)}`,
    String(claimed).padStart(8),
    share(right, claimed),
    String(sure).padStart(8),
    share(sureRight, sure),
    String(unlabelled).padStart(8),
  ];
  console.log(`  ${name.padEnd(18)} ${cells.join("  ").replace(/^ {2}/, "")}`);
}

function tally(score: Score, { confidence }: NonNullable<Answer>, right: boolean): boolean {
  score.claimed++;
  if (right) score.right++;
  if (confidence >= 0.9) score.sure++;
  if (confidence >= 0.9 && right) score.sureRight++;
  return right;
}

function answerOf<T>(finding: Finding<T>, text: (value: T) => string): Answer {
  return finding.state === "unknown" ? null : { value: text(finding.value), confidence: finding.confidence };
}

export const dated = (body: string): Answer =>
  answerOf(dateOf(plainText.draft(body, defaultLimits), { path: "article.txt", modified }), dayOf);
export const signed = (body: string): Answer =>
  answerOf(authorOf(plainText.draft(body, defaultLimits)), (value) => value);

const dayOf = (date: ArticleDate): string =>
  date.precision === "day" ? date.day : date.at.toISOString().slice(0, 10);

/** The peer for dates: the first full date in the first 300 characters, else the last in the last 300. */
function nearEdges(body: string): Answer {
  const found = datesIn(body.slice(0, 300))[0] ?? datesIn(body.slice(-300)).at(-1);
  return found == null ? null : { value: found.day, confidence: 0.6 };
}

/** The peer for authors. */
function bareBy(body: string): Answer {
  const match = /^(?:By|by|BY) ((?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+)/m.exec(body);
  return match == null ? null : { value: match[1] ?? "", confidence: 0.9 };
}

export function isoOf(date: string): string {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(date) ? `${date}T00:00:00Z` : `${date} UTC`);
  // Some pages are labelled with the year 1, for none.
  return Number.isNaN(at.getTime()) || !/(?:19|20)\d{2}/.test(date) ? "" : at.toISOString().slice(0, 10);
}

export const withinADay = (value: string, truth: string): boolean =>
  Math.abs(Date.parse(value) - Date.parse(truth)) <= 86_400_000;

/** One of the people named is enough: some truths list only the first. */
export function sameAuthor(value: string, truth: string): boolean {
  const wanted = peopleIn(truth);
  return peopleIn(value).some((one) => wanted.some((other) => one.includes(other) || other.includes(one)));
}

function peopleIn(names: string): string[] {
  const people = names.toLowerCase().split(/,|\band\b|&|;/u);
  return people.map((one) => one.replace(/[^\p{L}]+/gu, "")).filter((one) => one !== "");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) run();
