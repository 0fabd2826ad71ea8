import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { parse } from "csv-parse/sync";
import { broadsheet, emptySite } from "../cli.ts";
import type { RecordingServer, Script } from "../sending/server.ts";
import { recordingServer } from "../sending/server.ts";

const readers = ["ada@example.net", "grace@example.net", "linus@example.org"];

/** One site, published and with an edition whose mail waits; each test has a copy of it. */
let template = "";
beforeAll(async () => {
  template = mkdtempSync(path.join(tmpdir(), "broadsheet-editions-"));
  mkdirSync(path.join(template, "seeds"));
  writeFileSync(
    path.join(template, "seeds/one.txt"),
    "The bridge is open\n\nThe bridge over the river is open again, the council said on Monday.\n",
  );
  writeFileSync(
    path.join(template, "broadsheet.yaml"),
    "title: News\nurl: https://news.example.org/\nfrom: news@example.org\n",
  );
  await broadsheet(template, ["subscribers", "add", ...readers]);
  expect(await broadsheet(template, ["run", "--no-send"])).toMatchObject({ code: 0 });
  return () => rmSync(template, { recursive: true });
});

async function site(script?: Script): Promise<{
  site: string;
  server: RecordingServer;
  run: (...args: string[]) => ReturnType<typeof broadsheet>;
}> {
  const copy = emptySite();
  cpSync(template, copy, { recursive: true });
  const server = await recordingServer(script);
  onTestFinished(() => server[Symbol.asyncDispose]());
  const run = (...args: string[]) => broadsheet(copy, args, { SMTP_URL: server.url });
  return { site: copy, server, run };
}

describe("an edition", () => {
  test("that is held is not sent, says so, and goes on when it is resumed", async () => {
    const { run, server } = await site();
    expect(await run("editions", "hold", "1")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("held"),
    });
    const held = await run("run");
    expect(held).toMatchObject({ code: 0, stdout: expect.stringContaining("stopped: held since") });
    expect(held.stdout).toContain("stays queued; broadsheet editions resume 1 to go on");
    expect(server.accepted).toEqual([]);
    expect((await run("editions", "list")).stdout).toMatch(/audience 3 = 3 queued\n {2}held/);
    expect(await run("editions", "resume", "1")).toMatchObject({ code: 0 });
    expect(await run("run")).toMatchObject({ code: 0 });
    expect(server.accepted).toHaveLength(3);
    expect((await run("editions", "list")).stdout).not.toContain("held");
    // There is nothing left to wait for.
    const followed = await run("status", "--follow");
    expect(followed).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/No\. 1: audience 3 = 3 accepted\n$/),
    });
  });

  test("that is cancelled is never sent, and cannot be resumed", async () => {
    const { run, server } = await site();
    expect((await run("editions", "cancel", "1")).stdout).toContain("3 deliveries will not be sent");
    expect(await run("run")).toMatchObject({ code: 0 });
    expect(await run("editions", "resume", "1")).toMatchObject({ code: 65 });
    expect(server.accepted).toEqual([]);
    expect((await run("status")).stdout).toContain("audience 3 = 3 expired");
  });

  test("shows outcomes by reason and domain, and who it was, also as CSV", async () => {
    const { run } = await site(({ point, to }) => {
      if (point !== "recipient") return null;
      if (to.startsWith("grace")) return { reply: "550 5.1.1 =HYPERLINK()" };
      return to.startsWith("ada") ? { reply: "451 4.2.0 later" } : null;
    });
    expect(await run("run")).toMatchObject({ code: 75 });
    const { stdout } = await run("editions", "show", "1");
    expect(stdout).toContain("1 failed (gone), e.g. 550 5.1.1");
    expect(stdout).toMatch(/2 example\.net: 1 deferred, 1 failed/);
    const json = JSON.parse((await run("editions", "show", "1", "--json")).stdout) as { tally: object };
    expect(json.tally).toMatchObject({ audience: 3, accepted: 1, deferred: 1, failed: 1 });
    const csv = (await run("deliveries", "--edition", "1", "--state", "failed", "--csv")).stdout;
    expect(parse(csv, { columns: true })).toMatchObject([
      {
        address: "grace@example.net",
        state: "failed",
        reason: "gone",
        attempts: "1",
        reply: "550 5.1.1 =HYPERLINK()",
      },
    ]);
    expect((await run("deliveries", "--edition", "1")).stdout.trim().split("\n")).toHaveLength(3);
  });

  test("that does not exist is named with the newest there is", async () => {
    const { run } = await site();
    expect(await run("editions", "show", "7")).toMatchObject({
      code: 65,
      stderr: expect.stringContaining("the newest is No. 1"),
    });
    expect(await run("editions", "show", "one")).toMatchObject({ code: 64 });
  });
});

describe("answers that are lost", () => {
  test("are decided about before a paused edition goes on", async () => {
    const {
      run,
      site: folder,
      server,
    } = await site(({ point }) => (point === "message" ? { lose: true } : null));
    const many = Array.from({ length: 25 }, (_, n) => `reader${n}@example.net`);
    await broadsheet(folder, ["subscribers", "add", ...many]);
    writeFileSync(
      path.join(folder, "seeds/two.txt"),
      "Another story\n\nFerries go every ten minutes, the harbour office said on Tuesday.\n",
    );
    const first = await run("run");
    expect(first.code).toBe(75);
    const second = (await run("editions", "show", "2")).stdout;
    expect(second).toContain("paused: the mail server takes messages but does not answer");
    expect(await run("editions", "resume", "2")).toMatchObject({
      code: 64,
      stderr: expect.stringContaining("--unclear=send"),
    });
    server.script = () => null;
    expect((await run("editions", "resume", "2", "--unclear=skip")).stdout).toContain("are left as they are");
    await run("run");
    expect((await run("editions", "show", "2")).stdout).not.toContain("queued");
  });
});

describe("the database", () => {
  test("that was lost where mail had been sent is not replaced by an empty one, unless somebody says so", async () => {
    const { run, site: folder, server } = await site();
    expect(await run("run")).toMatchObject({ code: 0 });
    expect(server.accepted).toHaveLength(3);
    rmSync(path.join(folder, "data"), { recursive: true });
    const published = readFileSync(path.join(folder, "public/atom.xml"));
    for (const args of [["run"], ["run", "--dry-run"], ["status"], ["subscribers", "add", "x@example.net"]]) {
      const refused = await run(...args);
      expect(refused).toMatchObject({ code: 74, stderr: expect.stringContaining("--new-database") });
    }
    expect(existsSync(path.join(folder, "data/broadsheet.db"))).toBe(false);
    expect(readFileSync(path.join(folder, "public/atom.xml")).equals(published)).toBe(true);
    expect(await run("run", "--new-database")).toMatchObject({ code: 0 });
    expect(server.accepted).toHaveLength(3);
  });

  test("that is older than what was sent publishes, and sends nothing before it is accepted", async () => {
    const { run, site: folder, server } = await site();
    const file = path.join(folder, "data/broadsheet.db");
    const backup = path.join(folder, "backup.db");
    cpSync(file, backup);
    expect(await run("run")).toMatchObject({ code: 0 });
    for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
    cpSync(backup, file);
    writeFileSync(
      path.join(folder, "seeds/two.txt"),
      "Another story\n\nFerries go every ten minutes, the harbour office said on Tuesday.\n",
    );
    const doubted = await run("run");
    expect(doubted).toMatchObject({
      code: 75,
      stdout: expect.stringContaining("older than the mail that was sent"),
    });
    expect(server.accepted).toHaveLength(3);
    expect(readFileSync(path.join(folder, "public/atom.xml"), "utf8")).toContain("Another story");
    expect(await run("run", "--accept-database")).toMatchObject({ code: 0 });
    expect(server.accepted).toHaveLength(9);
    expect(await run("run")).toMatchObject({ code: 0, stdout: expect.stringContaining("nothing to send") });
  });

  test("of a site that only ever captured mail may be thrown away", async () => {
    const folder = emptySite();
    cpSync(template, folder, { recursive: true });
    expect(await broadsheet(folder, ["run"])).toMatchObject({ code: 0 });
    rmSync(path.join(folder, "data"), { recursive: true });
    expect(await broadsheet(folder, ["run"])).toMatchObject({ code: 0 });
  });
});
