/**
 * Are confidences worth their number? Findings by band (0.9 and more, 0.6 to 0.9, less): how many, and how many of them
 * right. Wanted: of those at 0.9 and more, 95 in 100, in both halves.
 *
 *   node bench/understanding/calibration.ts [--list]     BROADSHEET_DATA=folder (default ../shared/data)
 *
 * - Title: the labelled texts with their headline put back in the ways files have it, and without it, where a line
 *   taken for the title is wrong. Titles made from the text are no claim and are not counted.
 * - Date and author: from the text alone, as in fields.ts.
 * - Language: the labelled texts are English; beside them the windows of languages.json. Whole texts and 80 characters.
 *
 * Rows are halved by a hash of their id; `heldout` was only measured. `--list` prints the wrong ones at 0.9 and more.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inferLanguage, languageOf } from "../../src/ingest/fields/language.ts";
import { titleOf } from "../../src/ingest/fields/title.ts";
import { defaultLimits } from "../../src/ingest/formats/draft.ts";
import { text as plainText } from "../../src/ingest/formats/text.ts";
import { percent, table } from "./data.ts";
import {
  type Answer,
  dataFolder,
  dated,
  halfOf,
  isoOf,
  rowsOf,
  sameAuthor,
  signed,
  withinADay,
} from "./fields.ts";

type Half = "dev" | "heldout";
type Asked = {
  readonly field: string;
  readonly half: Half;
  readonly confidence: number;
  readonly isRight: boolean;
  /** For `--list`. */
  readonly about: string;
};
type Row = { readonly id: string; readonly title: string; readonly date: string; readonly author: string };

const bands = [
  ["≥ 0.9", 0.9, Number.POSITIVE_INFINITY],
  ["0.6–0.9", 0.6, 0.9],
  ["< 0.6", 0, 0.6],
] as const;

/** How files have their headline; `null` for a file without one. */
const layouts: readonly ((headline: string) => string | null)[] = [
  (headline) => `${headline}\n\n`,
  (headline) => `${headline}\nBy Jane Doe\n\n`,
  (headline) => `${headline.toUpperCase()}\n\nPublished 3 November 2026\n\n`,
  (headline) => `# ${headline}\n\n`,
  () => "JANE DOE\n3 November 2026\n\n",
  () => null,
];

const folder = dataFolder();
if (folder == null || !existsSync(join(folder, "meta.dev.jsonl"))) {
  console.log("calibration: skipped, no labelled data (set BROADSHEET_DATA)");
} else {
  const texts = new Map(
    rowsOf<{ id: string; text: string }>(folder, "summ.dev.jsonl").map(({ id, text }) => [id, text]),
  );
  const rows = rowsOf<Row & { text?: string }>(folder, "meta.dev.jsonl")
    .map((row) => ({ ...row, body: row.text ?? texts.get(row.id) ?? "" }))
    .filter(({ body }) => body !== "");
  print([
    ...rows.flatMap((row) => titlesIn(row, row.body)),
    ...rows.flatMap((row) => datesAndAuthors(row, row.body)),
    ...[...texts].flatMap(([id, text]) => english(id, text)),
    ...otherLanguages(),
  ]);
}

function titlesIn({ id, title }: Row, body: string): Asked[] {
  if (title === "") return [];
  return layouts.flatMap((layout) => {
    const head = layout(title);
    const draft = plainText.draft(`${head ?? ""}${body}`, defaultLimits);
    // Made titles are weighed by titles.ts.
    if (draft.title == null) return [];
    const { value, confidence } = titleOf(draft, languageOf(draft, null), "article.txt");
    const isRight = head?.includes(title) === true ? value === title : value === title.toUpperCase();
    return [{ field: "title", half: halfOf(id), confidence, isRight, about: `${id}: ${value}` }];
  });
}

function datesAndAuthors({ id, date, author }: Row, body: string): Asked[] {
  const asked = (
    field: string,
    truth: string,
    found: Answer,
    same: (a: string, b: string) => boolean,
  ): Asked[] =>
    truth === "" || found == null
      ? []
      : [
          {
            field,
            half: halfOf(id),
            confidence: found.confidence,
            isRight: same(found.value, truth),
            about: `${id}: ${found.value}, true ${truth}`,
          },
        ];
  return [
    ...asked("date", isoOf(date), dated(body), withinADay),
    ...asked("author", author, signed(body), sameAuthor),
  ];
}

function english(id: string, text: string): Asked[] {
  return [
    ["language, whole text", text],
    ["language, 80 characters", text.slice(0, 80)],
  ].flatMap(([field = "", part = ""]) => language(field, halfOf(id), part, "en"));
}

function otherLanguages(): Asked[] {
  const file = new URL("languages.json", import.meta.url);
  const paragraphs = JSON.parse(readFileSync(file, "utf8")) as Record<string, string[]>;
  return Object.entries(paragraphs).flatMap(([tag, texts]) =>
    texts.flatMap((text) =>
      [25, 40, 80, 200].flatMap((size) =>
        Array.from({ length: Math.floor(text.length / size) }, (_, at) =>
          language("language, 42 of them", halfOf(text), text.slice(at * size, at * size + size), tag),
        ).flat(),
      ),
    ),
  );
}

function language(field: string, half: Half, text: string, truth: string): Asked[] {
  const found = inferLanguage(text);
  if (found.state === "unknown") return [];
  const about = `${found.value}, true ${truth}: ${text.slice(0, 60)}`;
  return [{ field, half, confidence: found.confidence, isRight: found.value === truth, about }];
}

function print(asked: readonly Asked[]): void {
  const fields = [...new Set(asked.map(({ field }) => field))];
  table(
    ["field", "half", ...bands.flatMap(([name]) => [name, "right"])],
    fields.flatMap((field) =>
      (["dev", "heldout"] as const).map((half) => {
        const own = asked.filter((one) => one.field === field && one.half === half);
        return [
          field,
          half,
          ...bands.flatMap(([, from, to]) => {
            const band = own.filter(({ confidence }) => confidence >= from && confidence < to);
            return [String(band.length), percent(band.filter(({ isRight }) => isRight).length, band.length)];
          }),
        ];
      }),
    ),
  );
  if (!process.argv.includes("--list")) return;
  for (const { field, half, confidence, isRight, about } of asked)
    if (confidence >= 0.9 && !isRight) console.log(`${field}, ${half}, ${confidence}: ${about}`);
}
