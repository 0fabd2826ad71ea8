import path from "node:path";
import type { Announced } from "../app/announce.ts";
import type { DeliverReport, Stopped } from "../app/deliver.ts";
import type { RunReport } from "../app/run-edition.ts";
import { storiesIn } from "../domain/edition.ts";
import { subscribedSeries } from "../domain/roundup.ts";
import type { Config, Job } from "../config.ts";
import { publicationOf } from "../wire.ts";
import { isPlaceholder } from "../render/feed-address.ts";
import { pageHref, editionHref } from "../render/publication.ts";
import { argumentsOf } from "./editions.ts";
import type { Terminal } from "./terminal.ts";
import { count, plain } from "./terminal.ts";

type Place = {
  readonly config: Config;
  readonly job: Job;
  readonly rehearsal: boolean;
  readonly send: boolean;
};

/** What a run did, in plain words and at most 80 columns where the names allow. */
export function printReport(terminal: Terminal, report: RunReport, place: Place): void {
  const { job, rehearsal } = place;
  const { strong, faint } = terminal;
  const section = (name: string, lines: readonly string[]): void => {
    for (const [i, text] of lines.entries()) {
      const head = i === 0 ? strong(name.padEnd(11)) : " ".repeat(11);
      terminal.result(`${head}${text}`);
    }
  };
  terminal.result(
    faint(
      `Job ${job.name}: ${job.source.name} to ${job.publish}/${rehearsal ? " (dry run: nothing is written or sent)" : ""}`,
    ),
  );
  section("Articles", articleLines(report));
  section("Summaries", summaryLines(report));
  section("Edition", editionLines(report, rehearsal));
  section("Round-ups", roundupLines(report, rehearsal));
  section("Published", publicationLines(report, place));
  section("Hub", announcementLines(report.announced));
  section("Mail", mailLines(report, place));
  if (!rehearsal) section("Look at", lookAt(report, place));
  for (const note of remarks(report, place)) terminal.talk(terminal.warn(note));
}

function articleLines({ read, settled, changes, copies, skipped, drafts, notes }: RunReport): string[] {
  const of = (kind: string) => changes.filter((c) => c.kind === kind);
  const kept = changes.filter((c) => c.kind === "kept");
  const parts = [
    `${of("new").length} new`,
    `${of("updated").length} updated`,
    `${settled + of("unchanged").length} unchanged`,
    `${skipped.length} skipped`,
  ];
  return [
    `${read} read: ${parts.join(", ")}`,
    ...firstOf(of("new").map((c) => `  + ${plain(c.entry.title)}  (${plain(c.entry.path)})`)),
    ...firstOf(of("updated").map((c) => `  ~ ${plain(c.entry.title)}  (${plain(c.entry.path)})`)),
    ...of("restored").map((c) => `  + ${plain(c.entry.title)}: back again  (${plain(c.entry.path)})`),
    ...changes
      .filter((c) => c.kind === "withdrawn")
      .map((c) => `  - ${plain(c.entry.title)}: withdrawn (${plain(c.entry.path)})`),
    ...kept.map((c) => `  ! ${plain(c.entry.path)}: ${"why" in c ? c.why : ""}`),
    ...skipped.map((s) => `  skipped ${plain(s.path)}: ${plain(s.reason)}`),
    ...notes.map((n) => `  note ${plain(n.path)}: ${plain(n.note)}`),
    ...drafts.map((draft) => `  draft ${plain(draft)}: left alone`),
    ...copies.map(
      (c) => `  copy ${plain(c.path)}: tells the same story as ${plain(c.of)}; one entry for both`,
    ),
  ];
}

const maxLines = 40;

/** A first run over thousands of articles is not a list anybody reads; `--json` has all of it. */
function firstOf(lines: readonly string[]): readonly string[] {
  if (lines.length <= maxLines) return lines;
  return [...lines.slice(0, maxLines), `  and ${lines.length - maxLines} more`];
}

/** A model's part in the run; nothing where the job asks for none. Equal reasons are told once. */
export function summaryLines({ rewrites }: Pick<RunReport, "rewrites">): string[] {
  if (rewrites == null) return [];
  const { model, outcomes, spent } = rewrites;
  const of = (kind: string) => outcomes.filter((outcome) => outcome.kind === kind);
  const repaired = of("repaired");
  const fellBack = Map.groupBy(of("fell back"), (outcome) => ("because" in outcome ? outcome.because : ""));
  const price = (money: number | null): string => (money == null ? "" : ` for ${money.toFixed(4)}`);
  const { unsure } = spent;
  return [
    `${of("kept").length + repaired.length} by ${plain(model)}, ${count(of("fell back").length, "extract")} instead; ${count(spent.tokens, "token")} in ${count(spent.calls, "call")}${price(spent.money)}`,
    ...(unsure.calls === 0
      ? []
      : [
          `  at most ${count(unsure.tokens, "token")} more${price(unsure.money)}: ${count(unsure.calls, "call")} broke off or did not say`,
        ]),
    ...firstOf(repaired.map((o) => `  repaired ${plain(o.path)}: ${"because" in o ? plain(o.because) : ""}`)),
    ...firstOf(
      [...fellBack].map(
        ([because, [first, ...more]]) =>
          `  extract ${plain(first?.path ?? "")}${more.length === 0 ? "" : ` and ${more.length} more`}: ${plain(because)}`,
      ),
    ),
  ];
}

function editionLines({ edition }: RunReport, rehearsal: boolean): string[] {
  if (edition.kind === "nothing-new") return ["nothing new"];
  const { number, subject, entries, audience, more } = edition.edition;
  const readers = count(edition.tally.audience, audience === "demo" ? "demo subscriber" : "subscriber");
  return [
    `No. ${number}${rehearsal ? " would be" : ""}: ${plain(subject)}`,
    `${count(storiesIn(edition.edition), "story", "stories")}, for ${readers}`,
    ...(more == null ? [] : [`it lists the newest ${entries.length}; the others are published and counted`]),
  ];
}

/** Nothing where nobody's day has come. */
function roundupLines({ roundups }: RunReport, rehearsal: boolean): string[] {
  return roundups.flatMap(({ edition, tally }) => {
    const { number, subject, roundup } = edition;
    const pace = roundup == null ? "" : `, ${roundup.pace}`;
    return [
      `No. ${number}${pace}${rehearsal ? " would be" : ""}: ${plain(subject)}`,
      `  ${count(storiesIn(edition), "story", "stories")}, for ${count(tally.audience, "subscriber")}`,
    ];
  });
}

function publicationLines({ publication }: RunReport, { job, rehearsal }: Place): string[] {
  const { written, removed } = publication;
  if (written.length + removed.length === 0) return [`nothing changed`];
  return [
    `${count(written.length, "file")}${rehearsal ? " would be" : ""} written`,
    ...firstOf(byRoom(written).map((file) => `  ${job.publish}/${file}`)),
    ...firstOf(byRoom(removed).map((file) => `  ${job.publish}/${file}  removed`)),
  ];
}

/** One article stands in many lists: pages are told one by one, and of folders of lists and pictures how many files. */
function byRoom(files: readonly string[]): string[] {
  const isTold = (file: string): boolean => /^(?:[^/]+|(?:articles|editions)\/[^/]+)$/.test(file);
  const rooms = Map.groupBy(
    files.filter((file) => !isTold(file)),
    (file) => file.slice(0, file.indexOf("/") + 1),
  );
  const folders = [...rooms].map(([room, those]) => `${room}  ${count(those.length, "file")}`);
  return [...files.filter(isTold), ...folders];
}

function mailLines({ deliveries, waiting }: RunReport, { rehearsal, send, config }: Place): string[] {
  if (rehearsal) return [waiting === 0 ? "nothing to send" : `${waiting} would be sent`];
  if (!send && waiting > 0) return [`${waiting} queued, not sent (--no-send); the next run sends them`];
  if (deliveries.length > 0) return deliveries.flatMap(deliveryLines);
  if (waiting === 0) return ["nothing to send"];
  return [
    `${waiting} waiting: ${config.smtpUrl == null ? "SMTP_URL is not set" : "a later run tries again"}`,
  ];
}

/** What became of telling the hub; equal answers are told once. */
export function announcementLines(announced: readonly Announced[]): string[] {
  const told = announced.filter(({ kind }) => kind === "told");
  const failed = announced.flatMap((each) => (each.kind === "failed" ? [each] : []));
  const byReason = Map.groupBy(failed, ({ reason, retryAt }) => `${reason} ${retryAt?.toISOString()}`);
  return [
    ...(told[0] == null ? [] : [`${told[0].hub} was told of ${count(told.length, "feed")}`]),
    ...[...byReason.values()].flatMap(([first, ...more]) => {
      if (first == null) return [];
      const then =
        first.retryAt == null
          ? "not told again before the next change"
          : `told again after ${first.retryAt.toISOString()}`;
      return [`note ${first.hub} ${plain(first.reason)}; ${count(more.length + 1, "feed")}, ${then}`];
    }),
  ];
}

/** For mail sent outside a run. */
export function printDeliveries(terminal: Terminal, deliveries: readonly DeliverReport[]): void {
  for (const line of deliveries.flatMap(deliveryLines)) terminal.result(line);
}

function deliveryLines(report: DeliverReport): string[] {
  const { edition, sent, captured, transport, tally, places, stopped, reasons } = report;
  const isRoundup = subscribedSeries(edition.series) !== edition.series;
  const kept = tally.queued > 0 ? " to look at; they wait for a mail server (SMTP_URL)" : "";
  const done = captured
    ? `${places.length === 0 ? 0 : sent} captured in ${transport}${kept}`
    : `${sent} accepted by ${transport}`;
  const rest = (["queued", "deferred", "failed", "suppressed", "expired", "unclear"] as const)
    .filter((state) => tally[state] > 0 && !(captured && state === "queued"))
    .map((state) => `${tally[state]} ${state}`);
  return [
    [`${isRoundup ? "Round-up " : ""}No. ${edition.number}: ${done}`, ...rest].join(", "),
    ...places.map((place) => `  ${transport}${place}`),
    ...(sent > places.length && captured ? [`  and ${sent - places.length} more`] : []),
    ...(captured ? [] : reasons.replies.map((r) => `  ${r.count} ${r.state}: ${plain(r.reply)}`)),
    ...(reasons.nextTry == null || (stopped != null && stopped.goesOn !== "run")
      ? []
      : [`  next try after ${reasons.nextTry.toISOString()}`]),
    ...(stopped == null ? [] : [`stopped: ${plain(stopped.why)}`, ...goingOn(stopped, edition)]),
  ];
}

/** What to do about it: where somebody or an alarm has stopped it, one more run does not go on. */
function goingOn({ goesOn }: Stopped, edition: DeliverReport["edition"]): string[] {
  if (goesOn === "never") return [];
  const how = goesOn === "run" ? "run again" : `broadsheet editions resume ${argumentsOf(edition)}`;
  return [`what is queued stays queued; ${how} to go on`];
}

function lookAt({ edition, deliveries }: RunReport, { job }: Place): string[] {
  const capture = deliveries.find((d) => d.captured && d.places.length > 0);
  return [
    path.posix.join(job.publish, "index.html"),
    ...(edition.kind === "sealed" ? [path.posix.join(job.publish, editionHref(edition.edition.number))] : []),
    ...(capture == null ? [] : [path.posix.join(capture.transport, capture.places[0] ?? "")]),
  ];
}

function remarks({ isUnread }: RunReport, { config, job }: Place): string[] {
  const { url } = publicationOf(config, job);
  return [
    ...(isPlaceholder(url)
      ? [
          `Feeds link to ${url}, which nobody else can follow. Before ${job.publish}/ is served to others, set url in broadsheet.yaml (url: https://…) and run again.`,
        ]
      : []),
    ...(isPlaceholder(url) && job.feed.hub != null
      ? ["The hub (feed.hub) is not told of anything before that."]
      : []),
    ...(isUnread ? ["Nobody is subscribed yet: broadsheet subscribers add you@example.org"] : []),
  ];
}

/** The same for machines; stable names, no words to parse. */
export function reportJson(report: RunReport, job: Job, rehearsal: boolean): object {
  const { edition } = report;
  return {
    job: job.name,
    dryRun: rehearsal,
    articles: {
      read: report.read,
      changes: report.changes
        .filter((c) => c.kind !== "unchanged")
        .map((c) => ({ kind: c.kind, id: c.entry.id, path: c.entry.path, title: c.entry.title })),
      skipped: report.skipped,
      drafts: report.drafts,
      notes: report.notes,
      copies: report.copies,
    },
    summaries: report.rewrites,
    edition:
      edition.kind === "nothing-new"
        ? null
        : {
            number: edition.edition.number,
            subject: edition.edition.subject,
            sealedAt: edition.edition.sealedAt,
            seal: edition.edition.seal,
            audience: edition.tally.audience,
            stories: storiesIn(edition.edition),
            entries: edition.edition.entries.map((e) => ({
              id: e.id,
              title: e.title,
              path: e.path,
              page: `${job.publish}/${pageHref(e)}`,
              summary: e.summary,
            })),
          },
    roundups: report.roundups.map(({ edition: { number, subject, seal, roundup, ...made }, tally }) => ({
      number,
      pace: roundup?.pace,
      after: roundup?.after,
      upTo: roundup?.upTo,
      subject,
      seal,
      audience: tally.audience,
      stories: storiesIn(made),
    })),
    publication: report.publication,
    announced: report.announced,
    deliveries: report.deliveries,
    waiting: report.waiting,
  };
}
