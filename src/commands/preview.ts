import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { runEdition } from "../app/run-edition.ts";
import { jobNamed } from "../config.ts";
import type { Edition } from "../domain/edition.ts";
import { Fault } from "../domain/faults.ts";
import type { Store } from "../domain/ports.ts";
import { fillTokens } from "../render/digest.ts";
import { createTemplates } from "../render/template.ts";
import { runOf } from "../wire-run.ts";
import { openStore, openTransport } from "../wire.ts";
import { summaryLines } from "./report.ts";
import type { Session } from "./session.ts";
import { plain } from "./terminal.ts";

const reader = {
  address: "reader@example.com",
  unsubscribe: "mailto:news@example.com?subject=unsubscribe",
  preferences: "https://example.com/preferences",
};

/**
 * `broadsheet preview`: the next edition as it would be sealed, or the last one where nothing is new, as files in
 * `data/preview/`. Made on a copy of the memory by the very story that `run` tells, so that a preview is what is sent.
 */
export async function preview(
  session: Session,
  jobName: string,
  options: { readonly open: boolean },
): Promise<number> {
  const { config, terminal, clock, signal, workingFolder } = session;
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
  const report = await runEdition(plan, { send: false });
  const edition =
    report.edition.kind === "sealed" ? report.edition.edition : await lastEdition(store, job.name);
  if (edition == null) throw new Fault("nothing-usable", "There is no edition to preview.");

  const folder = path.join(config.root, "data", "preview");
  const page = await writePreview(folder, edition, config.templates);
  const shown = path.relative(workingFolder, page);
  const state = report.edition.kind === "sealed" ? "the next edition" : "the last edition; nothing is new";
  terminal.result(`No. ${edition.number} (${state}): ${plain(edition.subject)}`);
  for (const [at, line] of summaryLines(report).entries())
    terminal.result(at === 0 ? `Summaries: ${line}` : line);
  terminal.result(`Open ${shown === "" ? page : shown}`);
  if (options.open) openInBrowser(page);
  return 0;
}

async function lastEdition(store: Store, series: string): Promise<Edition | null> {
  const [last] = await store.editionHeads(series);
  return last == null ? null : await store.edition(series, last.number);
}

async function writePreview(
  folder: string,
  edition: Edition,
  templates: Readonly<Record<string, string>>,
): Promise<string> {
  const { html, text } = fillTokens(edition.digest, reader);
  const view = {
    subject: edition.subject,
    preheader: edition.preheader,
    bytes: Buffer.byteLength(html),
    text,
  };
  const page = path.join(folder, "index.html");
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "digest.html"), html);
    await writeFile(path.join(folder, "digest.txt"), text);
    await writeFile(page, createTemplates(templates).html("pages/preview.liquid", view));
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault("cannot-write", `The preview could not be written to ${folder}.`, { cause: error });
  }
  return page;
}

/** Best effort: where there is no desktop the path printed above is enough. */
function openInBrowser(file: string): void {
  const opener = { darwin: "open", win32: "explorer" }[process.platform as string] ?? "xdg-open";
  const child = spawn(opener, [file], { detached: true, stdio: "ignore" });
  child.on("error", () => {});
  child.unref();
}
