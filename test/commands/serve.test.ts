import { once } from "node:events";
import { renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { broadsheet, emptySite, ended, seededSite, start } from "../cli.ts";
import { get, serving } from "../web/serving.ts";

/** The real command, once it says where it serves. */
async function running(site: string, args: readonly string[]) {
  const child = start(site, args);
  onTestFinished(() => void child.kill("SIGKILL"));
  const end = ended(child);
  let said = "";
  child.stderr.on("data", (text: string) => (said += text));
  const address = /Serving .+ at (http:\S+)/;
  while (!address.test(said))
    await Promise.race([
      once(child.stderr, "data"),
      end.then(({ stderr }) => Promise.reject(new Error(stderr))),
    ]);
  const port = Number(new URL(address.exec(said)?.[1] ?? "").port);
  return {
    port,
    get: (target: string, headers = {}) => get(port, target, headers),
    stop: () => {
      child.kill("SIGTERM");
      return end;
    },
  };
}

describe("broadsheet serve", () => {
  test("shows what is published, and ends cleanly at SIGTERM", async () => {
    const site = seededSite();
    await broadsheet(site, ["run"]);
    const server = await running(site, ["serve", "--port", "0"]);
    const page = await server.get("/");
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page.body.toString()).toContain("Broadsheet");
    expect((await server.get("/atom.xml")).headers["cache-control"]).toBe("public, max-age=900");
    const started = performance.now();
    const { code, stderr } = await server.stop();
    expect(code).toBe(0);
    expect(performance.now() - started).toBeLessThan(3000);
    expect(stderr).toContain("set url in broadsheet.yaml");
  }, 60_000);

  test("keeps feeds that do not know their address from the world, and says so once", async () => {
    const site = seededSite();
    await broadsheet(site, ["run"]);
    const server = await running(site, ["serve", "--port", "0"]);
    for (let n = 0; n < 3; n++) {
      expect((await server.get("/atom.xml", { host: "news.net" })).status).toBe(503);
      expect((await server.get("/", { host: "news.net" })).status).toBe(200);
    }
    expect((await server.get("/atom.xml")).status).toBe(200);
    const { stderr } = await server.stop();
    expect(stderr.match(/not handed out/g)).toHaveLength(1);
  }, 60_000);

  test("needs nothing to have been published, and makes no memory of its own", async () => {
    const site = emptySite();
    const server = await running(site, ["serve", "--port", "0"]);
    expect((await server.get("/articles/a.html")).status).toBe(404);
    await server.stop();
    expect((await broadsheet(site, ["run"])).stderr).toContain("There is no folder seeds/");
  }, 60_000);

  test("says in one line that its port is taken, or that there is no such port", async () => {
    const { port } = await serving({});
    const taken = await broadsheet(emptySite(), ["serve", "--port", String(port)]);
    expect([taken.code, taken.stderr.trim().split("\n")]).toEqual([
      75,
      [
        expect.stringMatching(
          new RegExp(`port ${port} of 127.0.0.1 cannot be had. Another program has it`),
        ) as string,
      ],
    ]);
    expect((await broadsheet(emptySite(), ["serve", "--port", "65536"])).code).toBe(64);
    expect((await broadsheet(emptySite(), ["serve", "--port", "http"])).code).toBe(64);
  }, 60_000);
});

describe("an article that was withdrawn", () => {
  test("is gone for good by its page, also after a restart; and when it is back, it is there", async () => {
    const site = seededSite();
    writeFileSync(
      path.join(site, "seeds/short-lived.txt"),
      "A short-lived notice\n\nThe bridge over the river is closed until Friday because of repairs, the council said.\n",
    );
    await broadsheet(site, ["run"]);
    const target = "/articles/a-short-lived-notice.html";
    const file = path.join(site, "seeds/short-lived.txt");
    let server = await running(site, ["serve", "--port", "0"]);
    expect((await server.get(target)).status).toBe(200);
    renameSync(file, path.join(site, "away"));
    await broadsheet(site, ["run"]);
    expect((await server.get(target)).status).toBe(200);
    await broadsheet(site, ["run"]);
    expect((await server.get(target)).status).toBe(410);
    expect((await server.get("/articles/never-was.html")).status).toBe(404);
    await server.stop();
    server = await running(site, ["serve", "--port", "0"]);
    expect((await server.get(target)).status).toBe(410);
    renameSync(path.join(site, "away"), file);
    await broadsheet(site, ["run"]);
    expect((await server.get(target)).status).toBe(200);
    await server.stop();
  }, 60_000);
});

describe("broadsheet start", () => {
  test("serves beside the schedule where that is wished, as often fresh as the job runs", async () => {
    const site = seededSite();
    writeFileSync(path.join(site, "broadsheet.yaml"), "web: {port: 0}\n");
    await broadsheet(site, ["run"]);
    const jobs = await running(site, ["start"]);
    expect((await jobs.get("/")).status).toBe(200);
    const { code, stderr } = await jobs.stop();
    expect(code).toBe(0);
    expect(stderr).toContain("next at");
    expect(stderr).toContain("Stopped: everything in hand is finished");
  }, 60_000);

  test("refuses to be there for other machines while the feeds name an address of this one", async () => {
    const site = seededSite();
    for (const url of ["", "url: http://localhost:8080/\n", "url: https://news.example.org/\n"]) {
      writeFileSync(path.join(site, "broadsheet.yaml"), `${url}web: {port: 0, host: 0.0.0.0}\n`);
      for (const command of ["start", "serve"]) {
        const { code, stderr } = await broadsheet(site, [command]);
        expect([code, stderr]).toEqual([78, expect.stringContaining("Set url in broadsheet.yaml") as string]);
        expect(stderr).not.toContain("Serving");
      }
    }
    writeFileSync(
      path.join(site, "broadsheet.yaml"),
      "url: https://news.net/\nweb: {port: 0, host: 0.0.0.0}\n",
    );
    const jobs = await running(site, ["start"]);
    expect((await jobs.get("/atom.xml", { host: "news.net" })).status).toBe(404);
    expect((await jobs.stop()).code).toBe(0);
  }, 60_000);
});
