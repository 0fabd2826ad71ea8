import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { simpleParser } from "mailparser";
import { describe, expect, test, vi } from "vitest";
import { subscriberId } from "../../src/domain/ids.ts";
import type { Frequency } from "../../src/domain/preferences.ts";
import { defaultPreference, frequencies } from "../../src/domain/preferences.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { broadsheet, snapshot } from "../cli.ts";
import { mailServer } from "../smtp.ts";
import { tree } from "../tree.ts";

const article = (title: string): string =>
  `# ${title}\n\nThe ${title.toLowerCase()} was opened on a fine day.\n`;

const joined = new Date("2026-05-05T06:00:00Z");

/** A site with a reader for each way to take it, and one article. */
async function site(
  readers: readonly Frequency[] = frequencies,
  settings: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = tree({ "seeds/bridge.md": article("Old bridge"), "data/": "", ...settings });
  await using store = await openSqlite(path.join(folder, "data/broadsheet.db"));
  for (const [at, frequency] of readers.entries()) {
    const address = `${frequency}@example.com`;
    const id = subscriberId(`00000000-0000-4000-8000-00000000000${at}`);
    await store.addSubscriber({
      id,
      mailbox: { address, key: address },
      standing: "active",
      origin: "form",
      since: joined,
    });
    await store.consents.prefer(id, {
      kind: "preferences",
      at: joined,
      client: { ip: "192.0.2.7", userAgent: "Mozilla/5.0" },
      preferences: [{ ...defaultPreference("default"), frequency }],
    });
  }
  return folder;
}
const runAt = (folder: string, at: string, ...rest: readonly string[]) =>
  broadsheet(folder, ["run", "--at", at, ...rest]);
const print = (folder: string, title: string): void =>
  writeFileSync(path.join(folder, "seeds", `${title.replaceAll(" ", "-")}.md`), article(title));
const outbox = (folder: string, name: string): string[] => readdirSync(path.join(folder, "outbox", name));
const mail = (folder: string, name: string) => simpleParser(readFileSync(path.join(folder, "outbox", name)));

const settings = {
  "broadsheet.yaml": "url: https://news.example.org/\nfrom: news@example.org\n",
  "jobs/default.yaml": 'schedule: "0 * * * *"\n',
};

describe("who takes a series less often", () => {
  test("gets what they missed as one round-up, once, when their day has come; a missed day is made up for", async () => {
    const folder = await site();
    await runAt(folder, "2026-05-05T07:00:00Z");
    expect(outbox(folder, "default-1")).toEqual(["each@example.com.eml"]);
    print(folder, "New library");
    // Wednesday: the daily reader's day has come, and nobody else's.
    const wednesday = await runAt(folder, "2026-05-06T07:00:00Z");
    expect(wednesday.stdout).toContain("Round-ups  No. 1, daily: Daily round-up: ");
    expect(wednesday.stdout).toContain("2 stories, for 1 subscriber");
    expect(outbox(folder, "default/roundups-1")).toEqual(["daily@example.com.eml"]);
    print(folder, "Third station");
    // Monday's run did not happen.
    const before = snapshot(folder);
    const rehearsed = await runAt(folder, "2026-05-12T07:00:00Z", "--dry-run");
    expect(rehearsed.stdout).toContain("No. 3, weekly would be: Weekly round-up: ");
    expect(snapshot(folder)).toEqual(before);
    const tuesday = await runAt(folder, "2026-05-12T07:00:00Z", "--json");
    expect(JSON.parse(tuesday.stdout)).toMatchObject({
      edition: { number: 3 },
      roundups: [
        { number: 2, pace: "daily", after: 2, upTo: 3, stories: 1, audience: 1 },
        { number: 3, pace: "weekly", after: 0, upTo: 3, stories: 3, audience: 1 },
      ],
    });
    const again = await runAt(folder, "2026-05-12T08:00:00Z");
    expect(again.stdout).not.toContain("Round-ups");
    expect(again.stdout).toContain("nothing new");
    // Nothing is new, and yet: the month has ended.
    const june = await runAt(folder, "2026-06-01T07:00:00Z");
    expect(june.stdout).toContain("No. 4, monthly: Monthly round-up: ");
    expect(outbox(folder, "default/roundups-4")).toEqual(["monthly@example.com.eml"]);

    const { stdout } = await broadsheet(folder, ["status"]);
    expect(stdout).toContain("default/roundups No. 4");
    expect(stdout).toContain("default No. 3");
    const shown = await broadsheet(folder, ["editions", "show", "4", "--job", "default/roundups"]);
    expect(shown.stdout).toMatch(/^default\/roundups No\. 4, 2026-06-01 07:00 UTC: Monthly round-up: /);
    const explained = await broadsheet(folder, ["explain", "bridge.md"]);
    expect(explained.stdout).toContain("default/roundups No. 4: 1 queued");
  });

  test("gets a mail of the same list that says what it is, and no page is made for it", async () => {
    const folder = await site();
    await runAt(folder, "2026-05-05T07:00:00Z");
    print(folder, "New library");
    await runAt(folder, "2026-05-06T07:00:00Z");
    const published = snapshot(path.join(folder, "public"));
    await runAt(folder, "2026-05-11T07:00:00Z");
    expect(snapshot(path.join(folder, "public"))).toEqual(published);
    const weekly = await mail(folder, "default/roundups-2/weekly@example.com.eml");
    const edition = await mail(folder, "default-2/each@example.com.eml");
    expect(weekly.subject).toMatch(/^Weekly round-up: /);
    for (const title of ["Old bridge", "New library"]) expect(weekly.text).toContain(title);
    expect(weekly.text).toContain("Weekly round-up: all that is new for you. 2 stories.");
    expect(weekly.text).not.toContain("No. ");
    expect(weekly.html).toContain("/editions/");
    expect(weekly.html).not.toMatch(/editions\/\d/);
    for (const { headers } of [weekly, edition])
      expect(headers.get("list")).toMatchObject({ id: { id: "default.broadsheet.example" } });
    expect(weekly.messageId).not.toBe(edition.messageId);
    expect(weekly.headers.get("feedback-id")).toMatch(/^2:default:roundup:/);
  });

  test("has it sealed with --no-send, and gets it later to the byte as it was sealed", async () => {
    const folder = await site();
    await runAt(folder, "2026-05-05T07:00:00Z", "--no-send");
    const kept = await runAt(folder, "2026-05-06T07:00:00Z", "--no-send");
    expect(kept.stdout).toContain("Daily round-up: ");
    expect(kept.stdout).toContain("2 queued, not sent");
    const sent = await runAt(folder, "2026-05-06T08:00:00Z");
    expect(sent.stdout).toContain("Round-up No. 1: 1 captured in outbox/");
    const { date } = await mail(folder, "default/roundups-1/daily@example.com.eml");
    expect(date).toEqual(new Date("2026-05-06T07:00:00Z"));
  });

  test("gets it also where mail expires with the next edition: no other round-up is that", async () => {
    const folder = await site(["daily", "weekly", "monthly"], {
      ...settings,
      "broadsheet.yaml": `${settings["broadsheet.yaml"]}sending: {expire: next-edition}\n`,
    });
    const server = await mailServer();
    const { code, stdout } = await broadsheet(folder, ["run"], { SMTP_URL: server.url });
    expect([code, stdout]).toEqual([0, expect.stringContaining("Round-up No. 3: 1 accepted")]);
    expect(server.taken).toHaveLength(3);
  });

  describe("from broadsheet start", () => {
    /** Until one message has been taken. */
    const started = async (folder: string) => {
      const server = await mailServer();
      const stop = new AbortController();
      const going = broadsheet(folder, ["start"], { SMTP_URL: server.url }, stop.signal);
      await vi.waitFor(() => expect(server.taken).toHaveLength(1), { timeout: 30_000 });
      stop.abort();
      return { ...(await going), taken: server.taken };
    };

    test("gets at once what was sealed and could not be sent", async () => {
      const folder = await site(["weekly"], settings);
      const { stderr: remarks } = await broadsheet(folder, ["run", "--no-send"]);
      expect(remarks).not.toContain("Nobody is subscribed");
      const { code, stderr, taken } = await started(folder);
      expect(code).toBe(0);
      expect(stderr).toContain("mail that was waiting");
      expect(taken.map(({ to }) => to)).toEqual([["weekly@example.com"]]);
    });

    test("gets it at the job's hour, and where that was missed, once", async () => {
      const folder = await site(["monthly"], settings);
      const store = await openSqlite(path.join(folder, "data/broadsheet.db"));
      const hour = 3_600_000;
      const lastHour = Math.floor(Date.now() / hour) * hour;
      const id = await store.beginRun(
        "default",
        new Date(lastHour - 3 * hour),
        new Date(lastHour - 3 * hour),
      );
      await store.finishRun(id ?? 0, "nothing-new", new Date(lastHour - 3 * hour));
      await store[Symbol.asyncDispose]();
      const { stdout, taken } = await started(folder);
      expect(stdout.match(/Monthly round-up: /g)).toHaveLength(1);
      expect((await simpleParser(taken[0]?.raw ?? "")).subject).toMatch(/^Monthly round-up: /);
    });
  });
});
