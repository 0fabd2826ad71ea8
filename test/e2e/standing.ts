import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { simpleParser } from "mailparser";
import { onTestFinished, vi } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { openWeb } from "../../src/wire-web.ts";
import { emptySite } from "../cli.ts";

export const publicUrl = "https://news.example.org/";

/** A whole site with its web front, over a real database and an outbox; gone after the test. */
export async function standingSite(settings = "", files: Readonly<Record<string, string>> = {}) {
  const root = emptySite();
  const put = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  put(
    "broadsheet.yaml",
    `title: The Gull\nurl: ${publicUrl}\nweb: {port: 0, publicUrl: "${publicUrl}", trustProxy: 1}\n${settings}`,
  );
  for (const [name, text] of Object.entries(files)) put(name, text);
  const said: string[] = [];
  const clock = { ms: Date.UTC(2026, 10, 20, 12) };
  const signal = new AbortController().signal;
  const web = await openWeb(loadConfig(root, {}), {
    host: "127.0.0.1",
    port: 0,
    maxAge: () => 900,
    log: (text) => said.push(text),
    front: { clock: { now: () => new Date(clock.ms) }, signal },
  });
  onTestFinished(() => web.close());

  const outbox = (): string[] => {
    try {
      return readdirSync(path.join(root, "outbox"), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".eml"))
        .toSorted();
    } catch {
      return [];
    }
  };
  const read = async (name: string) => await simpleParser(readFileSync(path.join(root, "outbox", name)));

  return {
    root,
    said,
    url: web.url,
    put,
    /** Lets time pass. */
    pass: (ms: number) => void (clock.ms += ms),
    /** Where a link of a mail leads here. */
    here: (link: string): string => link.replace(publicUrl, web.url),
    ask: (target: string, init: RequestInit = {}) =>
      fetch(new URL(target, web.url), { redirect: "manual", ...init }),
    /** Every mail so far that is addressed to somebody: `letters/confirm-….eml`. */
    async mailsTo(address: string) {
      const mails = await Promise.all(outbox().map(async (name) => ({ name, mail: await read(name) })));
      return mails.filter(({ mail }) => JSON.stringify(mail.to).includes(address));
    },
    /** The newest mail to an address whose name says what it is, as soon as it is there. */
    async letter(kind: string, address: string) {
      return await vi.waitFor(
        async () => {
          const found = (await this.mailsTo(address)).findLast(({ name }) => name.includes(kind));
          if (found == null) throw new Error(`no ${kind} to ${address}`);
          return found.mail;
        },
        { timeout: 20_000, interval: 50 },
      );
    },
    /** Every row of every table. */
    memory(): string {
      using database = new DatabaseSync(path.join(root, "data/broadsheet.db"), { readOnly: true });
      const tables = database
        .prepare("select name from sqlite_master where type = 'table' order by name")
        .all()
        .map(({ name }) => String(name));
      return JSON.stringify(
        tables.map((table) => [table, database.prepare(`select * from "${table}"`).all()]),
      );
    },
    /** What somebody else does to the database. */
    change(sql: string): void {
      using database = new DatabaseSync(path.join(root, "data/broadsheet.db"), { timeout: 5000 });
      database.exec(sql);
    },
    /** Another program begins to write. @returns what ends it */
    hold(): () => void {
      const database = new DatabaseSync(path.join(root, "data/broadsheet.db"), { timeout: 5000 });
      database.exec("begin immediate");
      return () => {
        database.exec("rollback");
        database.close();
      };
    },
    standingOf(address: string): string | null {
      using database = new DatabaseSync(path.join(root, "data/broadsheet.db"), { readOnly: true });
      const row = database.prepare("select standing from subscriber where address = ?").get(address);
      return row == null ? null : String(row["standing"]);
    },
  };
}

/** Every https link of a mail: those of its page, of its text, and of its header. */
export function linksIn(mail: Awaited<ReturnType<typeof simpleParser>>): string[] {
  const header = JSON.stringify(mail.headers.get("list") ?? "");
  const all = `${String(mail.html)} ${mail.text ?? ""} ${header}`.matchAll(/https:\/\/[^\s"'<>\\)]+/g);
  return [...new Set([...all].map(([link]) => link.replaceAll("&amp;", "&")))];
}

export const form = (fields: Readonly<Record<string, string>>): RequestInit => ({
  method: "POST",
  body: new URLSearchParams(fields),
});
