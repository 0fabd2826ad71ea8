import type { Writable } from "node:stream";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Session } from "./commands/session.ts";
import type { DeliveryState } from "./domain/delivery.ts";
import { deliveryStates } from "./domain/delivery.ts";

/** The commands about editions and who got them. */
export function addLedgerCommands(
  program: Command,
  session: (command: Command) => Promise<Session>,
  ends: (status: number) => void,
  stdout: Writable,
): void {
  const editions = program.command("editions").description("What was printed, and whether it is being sent");
  const one = (name: string, description: string): Command =>
    editions
      .command(name)
      .description(description)
      .argument("<number>", "of the edition", edition)
      .option(...job);

  editions
    .command("list")
    .description("All of them, the newest first")
    .action(async (_options: unknown, command: Command) => {
      const { list } = await import("./commands/editions.ts");
      ends(await list(await session(command)));
    });
  one("show", "Outcomes by reason and by domain")
    .option("--json", "as JSON")
    .action(async (number: number, options: Named & { json?: true }, command: Command) => {
      const { show } = await import("./commands/editions.ts");
      ends(await show(await session(command), { number, job: options.job }, { json: options.json === true }));
    });
  one("hold", "Send nothing more of it for now, also where it is being sent").action(
    async (number: number, options: Named, command: Command) => {
      const { hold } = await import("./commands/editions.ts");
      ends(await hold(await session(command), { number, job: options.job }));
    },
  );
  one("cancel", "Never send what is not sent yet").action(
    async (number: number, options: Named, command: Command) => {
      const { cancel } = await import("./commands/editions.ts");
      ends(await cancel(await session(command), { number, job: options.job }));
    },
  );
  one("resume", "Go on with one that is held or paused")
    .addOption(
      new Option("--unclear <what>", "messages of which nobody knows whether they arrived").choices([
        "send",
        "skip",
      ]),
    )
    .action(async (number: number, options: Named & { unclear?: "send" | "skip" }, command: Command) => {
      const { resume } = await import("./commands/editions.ts");
      const { job: name, unclear } = options;
      ends(await resume(await session(command), { number, job: name }, unclear == null ? {} : { unclear }));
    });

  program
    .command("deliveries")
    .description("Who got an edition: address, state, reason, attempts, reply, next try, when; a tab between")
    .requiredOption("--edition <number>", "of the edition", edition)
    .option(...job)
    .addOption(new Option("--state <state>", "only these").choices(deliveryStates))
    .option("--csv", "as CSV, with a head")
    .action(
      async (options: Named & { edition: number; state?: DeliveryState; csv?: true }, command: Command) => {
        const { deliveries } = await import("./commands/deliveries.ts");
        const which = { number: options.edition, job: options.job };
        const how = { state: options.state ?? null, csv: options.csv === true ? stdout : null };
        ends(await deliveries(await session(command), which, how));
      },
    );
}

type Named = { readonly job: string };
const job = [
  "--job <name>",
  "a file in jobs/, without .yaml; of a round-up with /roundups behind it",
  "default",
] as const;

function edition(text: string): number {
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number < 1)
    throw new InvalidArgumentError("Expected the number of an edition, such as 12.");
  return number;
}
