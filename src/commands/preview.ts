import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runEdition } from "../app/run-edition.ts";
import type { Config } from "../config.ts";
import { jobNamed } from "../config.ts";
import type { Edition } from "../domain/edition.ts";
import { Fault, reasonOf } from "../domain/faults.ts";
import type { Store } from "../domain/ports.ts";
import { mailOf, showPreview } from "../wire-preview.ts";
import { runOf } from "../wire-run.ts";
import { openStore, openTransport } from "../wire.ts";
import type { PreviewState } from "./preview-files.ts";
import { previewFiles } from "./preview-files.ts";
import { summaryLines } from "./report.ts";
import type { Session } from "./session.ts";
import { plain } from "./terminal.ts";
import { stampOfSite } from "./watch.ts";

export type PreviewOptions = {
  /** In the browser. */
  readonly open: boolean;
  /** Shows a page that follows every change, until SIGTERM; else writes it once. */
  readonly live: boolean;
  readonly port: number;
};

/**
 * `broadsheet preview`: the next edition as it would be sealed, or the last one where nothing is new, as a page in
 * `data/preview/`. Made on a copy of the memory by the very story that `run` tells, so that a preview is what is sent.
 */
export async function preview(session: Session, jobName: string, options: PreviewOptions): Promise<number> {
  return options.live ? await follow(session, jobName, options) : await once(session, jobName, options);
}

async function once(session: Session, jobName: string, { open }: PreviewOptions): Promise<number> {
  const { config, terminal, workingFolder } = session;
  const made = await make(session, config, jobName);
  const page = await write(config, previewFiles(made, config.templates, 0));
  for (const line of told(made)) terminal.result(line);
  const shown = path.relative(workingFolder, page);
  terminal.result(`Open ${shown === "" ? page : shown}`);
  if (open) openInBrowser(page);
  return 0;
}

/** How long changes are waited for between two looks, in ms; longer where a look itself takes long. */
const leastWaitMs = 400;

async function follow(session: Session, jobName: string, { open, port }: PreviewOptions): Promise<number> {
  const { terminal, signal, reload } = session;
  let { config } = session;
  let version = 0;
  let state: PreviewState = { trouble: "The edition is being made." };
  // The page is made of templates, too: while its own are broken, the last ones that worked say so.
  let { templates } = config;
  let files = previewFiles(state, templates, version);
  const show = async (next: PreviewState, by: Config["templates"]): Promise<void> => {
    files = previewFiles(next, by, version + 1);
    [state, templates] = [next, by];
    version++;
    await write(config, files);
  };
  await using server = await openServer(() => ({ version, files }), port, terminal);
  terminal.result(`Preview at ${server.url}`);
  terminal.result("It follows articles, templates and settings as they change. Ctrl-C ends it.");
  if (open) openInBrowser(server.url);

  for (let stamp: string | null | undefined; !signal.aborted;) {
    const began = performance.now();
    const found = stampOfSite(config, session.clock.now());
    if (found !== stamp && (found != null || stamp === undefined)) {
      stamp = found;
      try {
        config = reload();
        const made = await make(session, config, jobName);
        await show(made, config.templates);
        terminal.talk(terminal.faint(told(made)[0] ?? ""));
      } catch (error) {
        // What was shown stays, with the reason why it is not the newest.
        const trouble = reasonOf(error);
        await show({ ...state, trouble }, templates);
        terminal.talk(terminal.warn(trouble));
      }
    }
    const took = performance.now() - began;
    await sleep(Math.max(leastWaitMs, took), null, { signal }).catch(() => {});
  }
  return 0;
}

async function openServer(
  site: Parameters<typeof showPreview>[0],
  port: number,
  terminal: Session["terminal"],
) {
  const server = await showPreview(site, { port, log: (text) => terminal.talk(terminal.warn(text)) });
  return { url: server.url, [Symbol.asyncDispose]: () => server.close() };
}

type Made = Required<Pick<PreviewState, "mail">> & PreviewState;

async function make(session: Session, config: Config, jobName: string): Promise<Made> {
  const { clock, signal } = session;
  const job = jobNamed(config, jobName);
  await using store = await openStore(config, true);
  const transport = await openTransport(config);
  // What a model is paid for here is what the run will send: it is kept, though all else of a preview is forgotten.
  await using memory = job.summary.method === "model" ? await openStore(config) : null;
  const plan = runOf({
    config,
    job,
    store,
    clock,
    transport,
    rehearsal: true,
    ...(memory == null ? {} : { rewrites: memory.rewrites }),
    signal,
    onProgress: () => {},
  });
  const report = await runEdition({ ...plan, rounding: null }, { send: false });
  const isNew = report.edition.kind === "sealed";
  const edition =
    report.edition.kind === "sealed" ? report.edition.edition : await lastEdition(store, job.name);
  if (edition == null) throw new Fault("nothing-usable", "There is no edition to preview.");
  return {
    mail: {
      ...(await mailOf(config, job, edition, { again: !isNew })),
      edition,
      isNew,
      title: config.site.title,
      postalAddress: config.site.postalAddress ?? "",
    },
    summaries: summaryLines(report),
  };
}

async function lastEdition(store: Store, series: string): Promise<Edition | null> {
  const [last] = await store.editionHeads(series);
  return last == null ? null : await store.edition(series, last.number);
}

function told({ mail: { edition, isNew }, summaries = [] }: Made): string[] {
  const state = isNew ? "the next edition" : "the last edition, with the templates of now; nothing is new";
  return [
    `No. ${edition.number} (${state}): ${plain(edition.subject)}`,
    ...summaries.map((line, at) => (at === 0 ? `Summaries: ${line}` : line)),
  ];
}

async function write(config: Config, files: ReadonlyMap<string, Buffer>): Promise<string> {
  const folder = path.join(config.root, "data", "preview");
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, bytes] of files) await writeFile(path.join(folder, name), bytes);
  } catch (error) {
    throw new Fault("cannot-write", `The preview could not be written to ${folder}.`, { cause: error });
  }
  return path.join(folder, "index.html");
}

/** Best effort: where there is no desktop the path printed above is enough. */
function openInBrowser(place: string): void {
  const opener = { darwin: "open", win32: "explorer" }[process.platform as string] ?? "xdg-open";
  const child = spawn(opener, [place], { detached: true, stdio: "ignore" });
  child.on("error", () => {});
  child.unref();
}
