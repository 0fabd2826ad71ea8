import { readFileSync } from "node:fs";
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { Session } from "./commands/session.ts";
import { type Surroundings, thisProcess } from "./commands/surroundings.ts";
import { addLedgerCommands } from "./cli-ledger.ts";
import { openTerminal } from "./commands/terminal.ts";
import { Fault, faults, reasonOf } from "./domain/faults.ts";
import { rampOf } from "./domain/pace.ts";

/** The commands, each loaded when it is called; the only catch; the only exit status (sysexits). */
export async function main(
  argv: readonly string[],
  surroundings: Surroundings = thisProcess(faults["more-to-do"]),
): Promise<number> {
  const { stdout, stderr } = surroundings;
  const terminal = openTerminal(surroundings);
  const session = async (command: Command, at?: Date): Promise<Session> => {
    const { openSession } = await import("./commands/session.ts");
    return openSession(terminal, surroundings, command.optsWithGlobals<{ dir?: string }>().dir, at);
  };
  let code = 0;

  const program = new Command("broadsheet")
    .description("Articles in; feeds, pages and a newsletter out.")
    .version(version(), "-V, --version")
    .option("-C, --dir <folder>", "the site: the folder that holds seeds/ (default: this one)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    })
    .showHelpAfterError("(broadsheet --help lists the commands)");

  program
    .command("run")
    .description("Read the articles, publish feeds and pages, send the digest; once")
    .addArgument(new Argument("[job]", "a file in jobs/, without .yaml").default("default"))
    .option("--dry-run", "tell what would happen; write and send nothing")
    .option("--no-send", "publish, but leave the mail queued for a later run")
    .addOption(
      new Option("--at <instant>", "as if it were then, e.g. 2026-11-23T07:00:00Z").argParser(instant),
    )
    .option("--json", "the result as JSON")
    .option("--ramp <n/day>", "for a sender nobody knows yet, e.g. 200/day; doubled each day", ramp)
    .option("--accept-database", "send although the database is older than what was sent from here")
    .option("--new-database", "begin anew where the database was lost")
    .action(async (job: string, options: RunFlags, command) => {
      const { run } = await import("./commands/run.ts");
      code = await run(await session(command, options.at), job, {
        dryRun: options.dryRun === true,
        send: options.send,
        json: options.json === true,
        memory: {
          isNew: options.newDatabase === true,
          isAccepted: options.acceptDatabase === true,
          ramp: options.ramp,
        },
      });
    });

  program
    .command("start")
    .description("Run every job on its schedule, until SIGTERM")
    .action(async (_options: unknown, command: Command) => {
      const { start } = await import("./commands/start.ts");
      code = await start(await session(command));
    });

  program
    .command("serve")
    .description("Serve what is published, to look at or behind a proxy; until SIGTERM")
    .option("--port <n>", "web.port of broadsheet.yaml, else 8080", port)
    .action(async (options: { port?: number }, command: Command) => {
      const { serve } = await import("./commands/serve.ts");
      code = await serve(await session(command), options);
    });

  program
    .command("preview")
    .description("Show the next digest and what could be better in it; send nothing")
    .addArgument(new Argument("[job]", "a file in jobs/, without .yaml").default("default"))
    .option("--live", "follow every change, until Ctrl-C; so it is in a terminal")
    .option("--once", "write files and end; so it is elsewhere")
    .option("--port <n>", "of the live page; any free one when absent", port)
    .option("--open", "open it in the browser; so it is in a terminal")
    .option("--no-open", "only say where it is")
    .action(async (job: string, options: PreviewFlags, command: Command) => {
      if (options.live === true && options.once === true)
        throw new Fault("usage", "Choose --live or --once, not both.");
      const { preview } = await import("./commands/preview.ts");
      const isWatched = surroundings.stdout.isTTY === true;
      const live = options.live ?? (isWatched && options.once !== true);
      const { open = isWatched && live } = options;
      code = await preview(await session(command), job, { live, open, port: options.port ?? 0 });
    });

  const subscribers = program.command("subscribers").description("Who gets the digest");
  subscribers
    .command("add")
    .description("Add addresses")
    .argument("<address...>")
    .option("--consent-source <text>", "where they agreed to it; brings back who had unsubscribed")
    .action(async (addresses: string[], options: { consentSource?: string }, command: Command) => {
      const { add } = await import("./commands/subscribers.ts");
      code = await add(await session(command), addresses, options);
    });
  subscribers
    .command("list")
    .description("List addresses: address, standing, origin, since; a tab between")
    .option("--json", "one JSON object a line")
    .action(async (options: { json?: true }, command: Command) => {
      const { list } = await import("./commands/subscribers.ts");
      code = await list(await session(command), { json: options.json === true });
    });
  subscribers
    .command("remove")
    .description("Remove addresses: no further mail from now on")
    .argument("<address...>")
    .action(async (addresses: string[], _options: unknown, command: Command) => {
      const { remove } = await import("./commands/subscribers.ts");
      code = await remove(await session(command), addresses);
    });

  subscribers
    .command("import")
    .description("Take in a list of addresses: CSV with , ; or tabs, columns by their header")
    .argument("<file>")
    .requiredOption("--consent-source <text>", "where and how these people agreed; kept with each of them")
    .option("--dry-run", "tell what would happen; take nothing in")
    .option("--rejected <file>", "where rows to look at are told, with reasons", "rejected.csv")
    .option("--json", "the result as JSON")
    .action(
      async (
        file: string,
        options: { consentSource: string; dryRun?: true; rejected: string; json?: true },
        command: Command,
      ) => {
        const { importList } = await import("./commands/subscriber-lists.ts");
        code = await importList(await session(command), file, {
          ...options,
          dryRun: options.dryRun === true,
          json: options.json === true,
        });
      },
    );
  subscribers
    .command("export")
    .description("Everybody as CSV that an import takes back, or all that is kept of one person as JSON")
    .option("--out <file>", "the CSV")
    .option("--of <address>", "one person: standing, evidence of consent, preferences, deliveries")
    .action(async (options: { out?: string; of?: string }, command: Command) => {
      const { exportList } = await import("./commands/subscriber-lists.ts");
      code = await exportList(await session(command), options);
    });
  subscribers
    .command("erase")
    .description("Erase all that says who somebody is; their deliveries stay countable")
    .argument("<address...>")
    .action(async (addresses: string[], _options: unknown, command: Command) => {
      const { erase } = await import("./commands/subscriber-lists.ts");
      code = await erase(await session(command), addresses);
    });

  program
    .command("status")
    .description("Subscribers, editions and what became of each mail")
    .option("--json", "as JSON")
    .option("--follow", "the newest edition's mail, a line whenever something changes, until all is sent")
    .action(async (options: { json?: true; follow?: true }, command: Command) => {
      const { follow, status } = await import("./commands/status.ts");
      code =
        options.follow === true
          ? await follow(await session(command))
          : await status(await session(command), { json: options.json === true });
    });

  addLedgerCommands(program, session, (status) => (code = status), stdout);

  program
    .command("bounces")
    .description("Take returned mail: bounces, complaints, wishes to leave; once")
    .option("--dry-run", "tell what would happen; change nothing and leave every mail where it is")
    .option("--json", "as JSON")
    .action(async (options: { dryRun?: true; json?: true }, command: Command) => {
      const { bounces } = await import("./commands/bounces.ts");
      code = await bounces(await session(command), {
        dryRun: options.dryRun === true,
        json: options.json === true,
      });
    });

  program
    .command("dkim")
    .description("Make the keys that sign mails, and print the DNS records for them")
    .option(
      "--selector <name>",
      "of the key in the DNS (dkim.selector of broadsheet.yaml, else broadsheet)",
      label,
    )
    .option("--force", "make other keys; those there are stay under another name")
    .option("--check", "look the records up, and say what fits")
    .action(async (options: { selector?: string; force?: true; check?: true }, command: Command) => {
      const { dkim } = await import("./commands/dkim.ts");
      code = await dkim(await session(command), {
        selector: options.selector ?? null,
        force: options.force === true,
        check: options.check === true,
      });
    });

  program
    .command("explain")
    .description("What was read in an article and why, its summary, its entry, and who got it")
    .argument("<article>", "a file in the job's source folder")
    .option("--job <name>", "a file in jobs/, without .yaml", "default")
    .option("--json", "as JSON")
    .action(async (article: string, options: { job: string; json?: true }, command: Command) => {
      const { explain: explainArticle } = await import("./commands/explain.ts");
      code = await explainArticle(await session(command), article, {
        job: options.job,
        json: options.json === true,
      });
    });

  program
    .command("understand")
    .description("What is read in each article, and why: JSON lines in, JSON lines out")
    .requiredOption("--jsonl", '{"id", "text"} or {"id", "path"} on standard input, one a line')
    .action(async () => {
      code = await filter("understand");
    });

  program
    .command("duplicates")
    .description("Which articles tell the same story: JSON lines in, a line for each pair out")
    .requiredOption("--jsonl", '{"id", "text"} on standard input, one a line')
    .action(async () => {
      const { duplicateLines } = await import("./commands/duplicates.ts");
      code = await duplicateLines(surroundings);
    });

  program
    .command("summarize")
    .description("The sentences that stand for each article: JSON lines in, JSON lines out")
    .requiredOption(
      "--jsonl",
      '{"id", "text"} on standard input, one a line; "title", "maxSentences" and "maxWords" as well',
    )
    .option("--sentences <n>", "at most so many sentences (3, where nothing else is said)", positive)
    .option("--words <n>", "at most so many words", positive)
    .action(async (options: { sentences?: number; words?: number }) => {
      code = await filter("summarize", {
        ...(options.sentences == null ? {} : { maxSentences: options.sentences }),
        ...(options.words == null ? {} : { maxWords: options.words }),
      });
    });

  program
    .command("verify")
    .description("What of a summary its article does not support")
    .argument("[article]", "a file of any format Broadsheet reads")
    .argument("[summary]", "a text file")
    .option("--jsonl", '{"id", "text", "summary"} on standard input, one a line')
    .action(async (article: string | undefined, summary: string | undefined, options: { jsonl?: true }) => {
      if (options.jsonl === true) code = await filter("verify");
      else if (article != null && summary != null) {
        const { verify } = await import("./commands/verify.ts");
        code = await verify(terminal, surroundings, article, summary);
      } else throw new Fault("usage", "Expected two files, ARTICLE and SUMMARY, or --jsonl.");
    });

  program
    .command("snippet")
    .description("The form to subscribe with, as HTML for a page of another site")
    .action(async (_options: unknown, command: Command) => {
      const { printSnippet } = await import("./commands/snippet.ts");
      code = printSnippet(await session(command));
    });

  program
    .command("schema")
    .description("JSON Schema of a job file or of broadsheet.yaml, for editors")
    .addArgument(new Argument("<what>").choices(["job", "site"]))
    .action(async (what: "job" | "site") => {
      const { printSchema } = await import("./commands/schema.ts");
      code = printSchema(terminal, what);
    });

  async function filter(name: string, options: unknown = null): Promise<number> {
    const { filterOnThread } = await import("./commands/jsonl.ts");
    return (await filterOnThread(name, surroundings, options)) === 0 ? 0 : new Fault("bad-data", "").exitCode;
  }

  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    return explain(error, (text) => terminal.talk(text));
  }
}

function explain(error: unknown, talk: (text: string) => void): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : new Fault("usage", "").exitCode;
  if (error instanceof Fault && error.code !== "bug") {
    talk(`broadsheet: ${error.message}`);
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : reasonOf(error);
  talk(`broadsheet: this is a fault of Broadsheet itself; please report it with these lines.\n${stack}`);
  return new Fault("bug", "").exitCode;
}

type PreviewFlags = {
  readonly live?: true;
  readonly once?: true;
  readonly port?: number;
  readonly open?: boolean;
};

function port(text: string): number {
  const n = Number(text);
  if (!/^\d{1,5}$/.test(text) || n > 65_535)
    throw new InvalidArgumentError("Expected a port from 1 to 65535, or 0 for any free one.");
  return n;
}

function label(text: string): string {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,50}[a-z0-9])?$/.test(text))
    throw new InvalidArgumentError("Expected a name of a-z, 0-9 and -, such as news2026.");
  return text;
}

type RunFlags = {
  readonly dryRun?: true;
  readonly send: boolean;
  readonly at?: Date;
  readonly json?: true;
  readonly ramp?: number;
  readonly acceptDatabase?: true;
  readonly newDatabase?: true;
};

function ramp(text: string): number {
  const first = rampOf(text);
  if (first == null) throw new InvalidArgumentError("Expected a number a day, such as 200/day.");
  return first;
}

function positive(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1 || n > 100_000)
    throw new InvalidArgumentError("Expected a whole number from 1 to 100000.");
  return n;
}

function instant(text: string): Date {
  if (
    !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text) ||
    Number.isNaN(Date.parse(text))
  ) {
    throw new InvalidArgumentError("Expected an instant such as 2026-11-23T07:00:00Z (RFC 3339).");
  }
  return new Date(text);
}

function version(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
