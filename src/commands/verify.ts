import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Article } from "../domain/article.ts";
import { Fault, reasonOf } from "../domain/faults.ts";
import { understandFile } from "../ingest/single.ts";
import type { Flag } from "../summarize/gate/gate.ts";
import { flagsOf } from "../summarize/gate/gate.ts";
import type { Filter } from "./jsonl.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Terminal } from "./terminal.ts";
import { plain } from "./terminal.ts";

const question = z.object({ id: z.union([z.string(), z.number()]), text: z.string(), summary: z.string() });

/** `broadsheet verify --jsonl`: what of each summary its article does not support; `flags` is empty where it passes. */
export const verifying: Filter<z.output<typeof question>> = {
  schema: question,
  answer: ({ id, text, summary }) => [{ id, flags: flagsOf(text, summary) }],
};

/**
 * `broadsheet verify ARTICLE SUMMARY`: a line for each flag; 65 when there is one.
 *
 * @param article a file of any format Broadsheet reads
 * @param summary a file of plain text
 */
export async function verify(
  terminal: Terminal,
  { workingFolder }: Pick<Surroundings, "workingFolder">,
  article: string,
  summary: string,
): Promise<number> {
  const single = await understandFile(path.resolve(workingFolder, article));
  if ("unusable" in single) throw new Fault("no-input", `${article}: ${single.unusable}`);
  const flags = flagsOf(textOf(single.article), await summaryIn(path.resolve(workingFolder, summary)));
  for (const flag of flags) terminal.result(lineOf(flag));
  if (flags.length === 0) terminal.talk("Nothing was found that the article does not support.");
  return flags.length === 0 ? 0 : new Fault("bad-data", "").exitCode;
}

/** What the article itself says: its title and its text, without what is known about it from elsewhere. */
const textOf = ({ title, text }: Pick<Article, "title" | "text">): string => `${title.value}\n\n${text}`;

async function summaryIn(file: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    throw new Fault("no-input", `expected a summary as a text file: ${reasonOf(error)}`, { cause: error });
  }
}

const lineOf = ({ kind, what, because }: Flag): string =>
  plain(`${kind}: ${what === "" ? "(all)" : what} (${because})`);
