import { once } from "node:events";
import type { Config, Job } from "../config.ts";
import { isPlaceholder } from "../render/feed-address.ts";
import { parseSchedule, shortestGap } from "../schedule/timetable.ts";
import { addressOf } from "../wire.ts";
import type { Session } from "./session.ts";

const usualPort = 8080;
const usualHost = "127.0.0.1";

/** `broadsheet serve`: what is published, at an address of this machine, until SIGTERM. Publishes and sends nothing. */
export async function serve(session: Session, options: { readonly port?: number }): Promise<number> {
  const { config, signal } = session;
  const { web } = config.site;
  const server = await openServer(session, {
    host: web?.host ?? usualHost,
    port: options.port ?? web?.port ?? usualPort,
  });
  if (!signal.aborted) await once(signal, "abort");
  await server.close();
  return 0;
}

/** Begins to serve, and says so. @throws Fault as `openWeb` */
export async function openServer(
  { config, terminal, clock, signal }: Session,
  {
    host,
    port,
    takesForms = false,
  }: { readonly host: string; readonly port: number; readonly takesForms?: boolean },
) {
  const { openWeb } = await import("../wire-web.ts");
  const now = clock.now();
  const log = (text: string): void => terminal.talk(terminal.warn(text));
  const maxAge = (job: Job): number => maxAgeOf(job, now);
  const front = takesForms ? { front: { clock, signal } } : {};
  const server = await openWeb(config, { host, port, maxAge, log, ...front });
  terminal.talk(`Serving ${foldersOf(config)} at ${server.url}`);
  const url = addressOf(config);
  if (isPlaceholder(url))
    terminal.talk(
      terminal.warn(
        `To look at from this machine only: feeds say that they stand at ${url}. Before others read them, set url in broadsheet.yaml (or PUBLIC_URL).`,
      ),
    );
  return server;
}

const foldersOf = ({ jobs }: Config): string =>
  [...new Set(jobs.map(({ publish }) => `${publish}/`))].toSorted().join(", ");

/** Readers come by every quarter of an hour at the earliest; where news comes more often, as often as that. */
const usualMaxAge = 900;

/** In seconds. */
function maxAgeOf({ name, schedule, timezone }: Job, now: Date): number {
  const gap = shortestGap(parseSchedule(schedule, timezone, `jobs/${name}.yaml, schedule`), now);
  return Math.min(usualMaxAge, Math.floor(gap / 1000));
}
