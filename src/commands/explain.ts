import path from "node:path";
import type { Article, BlockKind, Finding } from "../domain/article.ts";
import { originOfId } from "../app/kept-ids.ts";
import { jobNamed } from "../config.ts";
import type { Job } from "../config.ts";
import type { DeliveryState } from "../domain/delivery.ts";
import { deliveryStates } from "../domain/delivery.ts";
import type { KnownEntry } from "../domain/entry.ts";
import { isWithdrawn } from "../domain/entry.ts";
import { Fault } from "../domain/faults.ts";
import { candidateOf } from "../domain/recognition.ts";
import type { Store, StoredEdition } from "../domain/ports.ts";
import type { Summary } from "../domain/summary.ts";
import { pageHref } from "../render/publication.ts";
import type { Reason } from "../summarize/index.ts";
import { becauseOf, summarizers } from "../summarize/index.ts";
import { limitOf, openSource } from "../wire-run.ts";
import { openStore } from "../wire.ts";
import type { Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";
import { count, plain } from "./terminal.ts";
import { dateText } from "./understand.ts";

/** All there is to say of one article. */
type Explanation = {
  readonly path: string;
  readonly article: Article | null;
  /** Why it cannot be used, where it cannot. */
  readonly skipped: string | null;
  readonly summary: Summary | null;
  readonly reasons: readonly Reason[];
  /** What a language model made of it, where the job asks one. */
  readonly model: string | null;
  readonly known: KnownEntry | null;
  readonly editions: readonly StoredEdition[];
  /** Where its id comes from. */
  readonly idFrom: string | null;
};

/**
 * `broadsheet explain ARTICLE`: what was read in it and why, what its summary is made of and why, which entry it is, and who
 * got it. Changes nothing.
 *
 * @param name a path in the job's source folder, from there or from the working directory
 */
export async function explain(
  session: Session,
  name: string,
  options: { readonly job: string; readonly json: boolean },
): Promise<number> {
  const job = jobNamed(session.config, options.job);
  await using store = await openStore(session.config, true);
  const explanation = await explanationOf(session, job, store, name);
  const { terminal } = session;
  if (options.json) terminal.result(JSON.stringify(explanation, null, 2));
  else print(terminal, explanation);
  return explanation.skipped == null ? 0 : new Fault("bad-data", "").exitCode;
}

async function explanationOf(session: Session, job: Job, store: Store, name: string): Promise<Explanation> {
  const { config, clock, workingFolder } = session;
  const source = openSource({ config, job, store });
  const heads = await store.heads(source.name);
  const paths = candidatePaths(job, name, workingFolder);
  // All others are known, so that this one alone is read, with what its folder repeats taken into account.
  const others = heads.filter((head) => !paths.includes(head.path) && head.reading != null);
  const known = new Map(others.map((head) => [head.path, (head.reading ?? "").split(" ")[0] ?? ""]));
  const reading = await source.read(clock.now(), known);
  const articles = [...reading.articles];
  const article = articles.find((each) => paths.includes(each.path)) ?? null;
  const present = new Set([...reading.unchanged, ...articles.map((each) => each.path)]);
  const skipped = reading.skipped.find((each) => paths.includes(each.path))?.reason ?? null;
  const head = heads.find((each) => paths.includes(each.path));
  if (article == null && skipped == null && head == null) {
    throw new Fault("no-input", `There is no article ${JSON.stringify(name)} in ${source.name}.`);
  }
  const [entry] = head == null ? [] : await store.entries([head.id]);
  const printed = head == null ? new Set() : await store.printedIn(head.id);
  const editions =
    printed.size === 0 ? [] : (await store.allEditions()).filter(({ edition }) => printed.has(edition.id));
  const limit = limitOf(job.summary);
  const summary = article == null ? null : await summarizers.extract.summarize(article, limit);
  const shown = entry?.entry.summary ?? summary;
  return {
    path: article?.path ?? paths.at(-1) ?? name,
    article,
    skipped,
    summary: shown,
    reasons: article == null || shown == null ? [] : becauseOf(article, shown.sentences, limit.maxSentences),
    model: article == null ? null : await verdictOf(article, job, store, clock.now()),
    known: entry ?? null,
    editions,
    idFrom: await originOfId(
      source,
      head?.id ?? null,
      article == null || summary == null ? null : candidateOf(article, summary, ""),
      (each) => present.has(each),
    ),
  };
}

/** As written from the source folder, and as written from here. */
function candidatePaths({ source }: Job, name: string, workingFolder: string): string[] {
  if (source.kind === "feed") return [name];
  const inside = path.relative(source.folder, path.resolve(workingFolder, name)).split(path.sep).join("/");
  return inside.startsWith("../") || path.isAbsolute(inside) ? [name] : [name, inside];
}

async function verdictOf(article: Article, job: Job, store: Store, now: Date): Promise<string | null> {
  const { method, provider } = job.summary;
  if (method !== "model" || provider == null) return null;
  const { recalled } = await import("../summarize/model/recalled.ts");
  const verdict = await recalled(article, provider.model, limitOf(job.summary), store.rewrites, now);
  if (verdict == null) return `${provider.model} has not been asked, or its server failed`;
  if (verdict.kind === "refused") return `what ${provider.model} wrote was refused: ${verdict.because}`;
  if (verdict.repaired == null) return `in the words of ${provider.model}, which passed the gate`;
  return `in the words of ${provider.model}, which was first told: ${verdict.repaired}`;
}

function print(terminal: Terminal, { path: name, article, skipped, ...rest }: Explanation): void {
  const { strong, faint } = terminal;
  const row = (label: string, lines: readonly string[]): void => {
    for (const [at, line] of lines.entries())
      terminal.result(`${at === 0 ? strong(label.padEnd(width)) : " ".repeat(width)}${line}`);
  };
  terminal.result(strong(plain(name)));
  if (skipped != null) row("Skipped", wrapped(skipped));
  if (article != null) {
    row(
      "Title",
      finding(article.title, (value) => value, faint),
    );
    row(
      "Date",
      finding(article.date, (value) => dateText(value) ?? "", faint),
    );
    row(
      "Author",
      finding(article.author, (value) => value, faint),
    );
    row(
      "Language",
      finding(article.language, (value) => value, faint),
    );
    row(
      "Place",
      finding(article.place, (value) => value, faint),
    );
    if (article.tags.length > 0) row("Tags", wrapped(article.tags.join(", ")));
    if (article.draft) row("Draft", ["it says so, and is left alone"]);
    row("Text", blockLines(article, faint));
    row(
      "Notes",
      article.notes.flatMap((note) => wrapped(note)),
    );
  }
  row("Summary", summaryLines(rest, faint));
  row("Entry", entryLines(rest, faint));
}

const width = 10;
const columns = 80;

function finding<T>(
  found: Finding<T>,
  show: (value: T) => string,
  faint: (text: string) => string,
): string[] {
  if (found.state === "unknown") return ["unknown", ...wrapped(found.because).map(faint)];
  const how = found.state === "given" ? "" : `${Math.round(100 * found.confidence)} % sure: `;
  const others = found.state === "inferred" ? found.alternatives : [];
  return [
    ...wrapped(show(found.value)),
    ...wrapped(`${how}${found.because}`).map(faint),
    ...others.flatMap((other) => wrapped(`or ${show(other.value)}: ${other.because}`).map(faint)),
  ];
}

const setAside: ReadonlySet<BlockKind> = new Set<BlockKind>([
  "boilerplate",
  "embed",
  "caption",
  "correction",
]);

function blockLines({ text, blocks }: Article, faint: (text: string) => string): string[] {
  const counts = Map.groupBy(blocks, ({ kind }) => kind);
  const all = [...counts].map(([kind, own]) =>
    count(own.length, kind, kind.endsWith("s") ? kind : `${kind}s`),
  );
  const aside = blocks.filter(({ kind }) => setAside.has(kind));
  return [
    ...wrapped(all.join(", ")),
    ...aside.map(({ kind, start, end }) => {
      const line = plain(text.slice(start, Math.min(end, start + 200)).replace(/\s+/g, " "));
      const room = columns - width - kind.length - 2;
      return faint(`${kind}: ${line.length > room ? `${line.slice(0, room - 1)}…` : line}`);
    }),
  ];
}

function summaryLines(
  { summary, reasons, model }: Pick<Explanation, "summary" | "reasons" | "model">,
  faint: (text: string) => string,
): string[] {
  if (summary == null) return [];
  const by = new Map(reasons.map((reason) => [reason.start, reason]));
  const sentences = summary.sentences.flatMap(({ text, start, end }) => {
    const reason = by.get(start);
    const why =
      reason == null
        ? ""
        : `: ${reason.because} (${ordinal(reason.rank)} of ${count(reason.of, "sentence")})`;
    return [
      ...wrapped(text.replace(/\s+/g, " ")),
      ...wrapped(`characters ${start} to ${end}${why}`).map(faint),
    ];
  });
  const whole = summary.method === "given" ? "the author's own" : "";
  return [
    ...(sentences.length === 0 ? wrapped(summary.text) : sentences),
    ...[whole, model ?? ""].flatMap((line) => (line === "" ? [] : wrapped(line).map(faint))),
  ];
}

const ordinal = (n: number): string => (n === 1 ? "the best" : `no. ${n}`);

function entryLines(
  { known, editions, idFrom }: Pick<Explanation, "known" | "editions" | "idFrom">,
  faint: (text: string) => string,
): string[] {
  const from = idFrom == null ? [] : wrapped(`id: ${idFrom}`).map(faint);
  if (known == null) return ["not published yet", ...from];
  const { entry } = known;
  const state = isWithdrawn(known) ? "withdrawn" : pageHref(entry);
  return [
    state,
    faint(entry.id),
    ...from,
    faint(`published ${entry.published.toISOString()}, updated ${entry.updated.toISOString()}`),
    ...editions.map(({ edition, tally }) => {
      const outcomes = deliveryStates
        .filter((each: DeliveryState) => tally[each] > 0)
        .map((each) => `${tally[each]} ${each}`);
      return `${edition.series} No. ${edition.number}: ${outcomes.length === 0 ? "nobody subscribed" : outcomes.join(", ")}`;
    }),
    ...(editions.length === 0 ? ["in no edition yet"] : []),
  ];
}

/** Lines that fit behind the labels; a word longer than a line stays whole. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of plain(text).split(/\s+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length > columns - width && line !== "") {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}
