import { createHmac } from "node:crypto";
import path from "node:path";
import { expect, test } from "vitest";
import { subscriberId } from "../../src/domain/ids.ts";
import { issueToken, readToken } from "../../src/domain/reader-token.ts";
import { openKeys } from "../../src/store/key-file.ts";
import { broadsheet } from "../cli.ts";
import { form, linksIn, publicUrl, standingSite } from "./standing.ts";

const linkTo = (name: string, links: readonly string[]): string =>
  links.find((link) => link.startsWith(`${publicUrl}${name}/`)) ?? "";

test("somebody signs up, confirms, chooses, moves and leaves; whoever only looks changes nothing on the way", async () => {
  const site = await standingSite("signUp: {welcome: true}\n", {
    "seeds/bridge.txt":
      "Bridge opens\n\nThe bridge over the river opened on Friday. Thousands walked across it.\n",
  });
  const seen = new Set<string>();
  /** As scanners of mail do it: each link of each mail, and what those pages link to, three times over. */
  const scan = async (address: string): Promise<void> => {
    const before = site.memory();
    const mails = await site.mailsTo(address);
    const own = mails.flatMap(({ mail }) => linksIn(mail)).filter((link) => link.startsWith(publicUrl));
    const pages = [...new Set([...own.map(site.here), `${site.url}subscribe`, `${site.url}subscribe/done`])];
    for (let time = 0; time < 3; time++) {
      const further = new Set<string>();
      for (const page of pages) {
        seen.add(new URL(page).pathname.split("/")[1] ?? "");
        await fetch(page, { method: "HEAD" });
        await fetch(page, { method: "OPTIONS" });
        const answer = await fetch(page, { headers: { "sec-purpose": "prefetch;prerender" } });
        const text = await answer.text();
        for (const [, href] of text.matchAll(/(?:href|action)="([^"#]+)"/g))
          further.add(site.here(new URL(href ?? "", answer.url).href));
      }
      for (const page of further) await fetch(page);
    }
    expect(site.memory()).toBe(before);
  };

  await site.ask("subscribe", form({ email: "Ada@Example.org" }));
  const question = await site.letter("confirm", "Ada@example.org");
  expect(site.standingOf("Ada@example.org")).toBe("pending");
  await scan("Ada@example.org");
  const confirming = site.here(linkTo("confirm", linksIn(question)));
  expect(await (await fetch(confirming)).text()).toContain("A***@example.org");
  const confirmed = await fetch(confirming, form({ how: "page" }));
  expect([confirmed.status, site.standingOf("Ada@example.org")]).toEqual([200, "active"]);

  // Used, it shows what a forged one shows.
  const dull = await (await site.ask(`confirm/${"a".repeat(48)}`)).text();
  expect(await (await fetch(confirming)).text()).toBe(dull);

  const welcome = await site.letter("welcome", "Ada@example.org");
  await scan("Ada@example.org");
  const choosing = site.here(linkTo("preferences", linksIn(welcome)));
  const wishes = { "wanted-default": "yes", "frequency-default": "weekly", pause: "2026-12-24" };
  expect((await fetch(choosing, form(wishes))).status).toBe(200);
  const shown = await (await fetch(choosing)).text();
  expect(shown).toContain('<option value="weekly" selected>');
  expect(shown).toContain('value="2026-12-24"');

  await fetch(choosing, form({ move: "yes", email: "ada@new.example" }));
  const asked = await site.letter("change-address", "ada@new.example");
  await scan("ada@new.example");
  const moving = site.here(linkTo("change-address", linksIn(asked)));
  expect(await (await fetch(moving)).text()).toContain("a***@new.example");
  expect(site.standingOf("ada@new.example")).toBeNull();
  expect((await fetch(moving, form({}))).status).toBe(200);
  expect(site.standingOf("ada@new.example")).toBe("active");
  expect(await (await fetch(moving)).text()).toBe(dull);
  const movedOnce = site.memory();
  expect(await (await fetch(moving, form({}))).text()).toContain("a***@new.example");
  expect(site.memory()).toBe(movedOnce);

  await fetch(choosing, form({ "wanted-default": "yes", "frequency-default": "each" }));
  const run = await broadsheet(site.root, ["run", "--at", "2026-11-20T13:00:00Z"]);
  expect(run.code, run.stderr).toBe(0);
  const digest = await site.letter("default-1", "ada@new.example");
  const links = linksIn(digest);
  const leaving = site.here(linkTo("unsubscribe", links));
  expect(await (await fetch(site.here(linkTo("preferences", links)))).text()).toContain("a***@new.example");
  const header = digest.headers.get("list") as { unsubscribe?: { url?: string } } | undefined;
  expect(site.here(String(header?.unsubscribe?.url))).toBe(leaving);
  await scan("ada@new.example");
  const oneClick = form({ "List-Unsubscribe": "One-Click" });
  expect((await fetch(leaving, { ...oneClick, redirect: "error" })).status).toBe(200);
  expect(site.standingOf("ada@new.example")).toBe("unsubscribed");
  const after = site.memory();
  expect((await fetch(leaving, { ...oneClick, redirect: "error" })).status).toBe(200);
  expect(site.standingOf("ada@new.example")).toBe("unsubscribed");
  expect(site.memory().length).toBeGreaterThanOrEqual(after.length);
  const looked = [
    "change-address",
    "confirm",
    "preferences",
    "subscribe",
    "unsubscribe",
    "articles",
    "rss.xml",
  ];
  expect([...seen]).toEqual(expect.arrayContaining(looked));
  expect(site.said).toEqual([]);
});

test("an answer to a sign-up is the same for an unknown, a known and a silenced address, and mail goes only where it may", async () => {
  const site = await standingSite();
  const answers = new Set<string>();
  const signUp = async (email: string): Promise<void> => {
    const answer = await site.ask("subscribe", form({ email }));
    const { date: _, ...headers } = Object.fromEntries(answer.headers);
    answers.add(JSON.stringify([answer.status, headers, await answer.text()]));
  };
  await signUp("known@example.org");
  const question = await site.letter("confirm", "known@example.org");
  await fetch(site.here(linkTo("confirm", linksIn(question))), form({}));
  await signUp("known@example.org");
  await site.letter("already", "known@example.org");
  site.change("insert into suppression values ('silenced@example.org', 'complaint', '2026-11-01T00:00:00Z')");
  await signUp("silenced@example.org");
  for (let time = 0; time < 5; time++) await signUp("unknown@example.org");
  await site.letter("confirm", "unknown@example.org");
  expect(answers.size).toBe(1);
  expect(await site.mailsTo("unknown@example.org")).toHaveLength(1);
  expect(await site.mailsTo("silenced@example.org")).toEqual([]);
});

test("a link to confirm ends after a week, and a sign-up again makes a new one", async () => {
  const site = await standingSite();
  await site.ask("subscribe", form({ email: "ada@example.org" }));
  const link = site.here(linkTo("confirm", linksIn(await site.letter("confirm", "ada@example.org"))));
  site.pass(8 * 24 * 3_600_000);
  expect((await fetch(link)).status).toBe(404);
  expect((await fetch(link, form({}))).status).toBe(404);
  expect(site.standingOf("ada@example.org")).toBe("pending");
});

test("one network signs up so often and no oftener, whoever it says it is", async () => {
  const site = await standingSite();
  const from = (forwarded: string, n: number) =>
    site.ask("subscribe", {
      ...form({ email: `a${n}@example.org` }),
      headers: { "x-forwarded-for": forwarded },
    });
  const statuses: number[] = [];
  for (let n = 0; n < 22; n++) statuses.push((await from(`10.0.0.${n}, 203.0.113.9`, n)).status);
  expect(statuses).toEqual([...Array<number>(20).fill(303), 429, 429]);
  expect((await from("203.0.113.10", 50)).status).toBe(303);
});

test("a published folder of the name of a page is refused", async () => {
  await expect(
    standingSite("", { "jobs/confirm.yaml": "source: more\n", "more/a.txt": "A story." }),
  ).rejects.toThrow(/publish is public\/confirm\/, where the web front has its own page \/confirm/);
});

test("while another program writes, people wait and nobody is turned away", async () => {
  const site = await standingSite();
  await site.ask("subscribe", form({ email: "ada@example.org" }));
  const link = site.here(linkTo("confirm", linksIn(await site.letter("confirm", "ada@example.org"))));
  const release = site.hold();
  const confirmed = fetch(link, form({}));
  // Others are answered meanwhile.
  expect((await site.ask("subscribe")).status).toBe(200);
  expect(site.standingOf("ada@example.org")).toBe("pending");
  release();
  expect((await confirmed).status).toBe(200);
  expect(site.standingOf("ada@example.org")).toBe("active");
  expect(site.said).toEqual([]);
});

test("a provider's report that is really its own is taken once, before it is answered; any other changes nothing", async () => {
  const settings = "bounces: {address: bounces@example.org, webhooks: {mailgun: MAILGUN_KEY}}\n";
  const site = await standingSite(settings, { ".env": "MAILGUN_KEY=secret\n" });
  await site.ask("subscribe", form({ email: "ada@example.org" }));
  const question = await site.letter("confirm", "ada@example.org");
  const link = linkTo("confirm", linksIn(question));
  await fetch(site.here(link), form({}));
  const keys = openKeys(path.join(site.root, "data/keys"));
  const claim = readToken(keys, "confirm", link.split("/").at(-1) ?? "");
  const token = issueToken(keys, "bounce", { subscriber: claim?.subscriber ?? subscriberId(""), about: 1 });
  const report = (key: string, id = "m-1"): RequestInit => {
    const timestamp = String(Date.UTC(2026, 10, 20, 12) / 1000);
    const signature = createHmac("sha256", key).update(`${timestamp}chance`).digest("hex");
    const event = { id, event: "complained", envelope: { sender: `bounces+${token}@example.org` } };
    const body = { signature: { timestamp, token: "chance", signature }, "event-data": event };
    return { method: "POST", body: JSON.stringify(body) };
  };

  const before = site.memory();
  expect((await site.ask("webhooks/mailgun")).status).toBe(405);
  expect((await site.ask("webhooks/mailgun", report("guessed"))).status).toBe(406);
  expect((await site.ask("webhooks/postmark", report("secret"))).status).toBe(404);
  expect((await site.ask("webhooks/__proto__", report("secret"))).status).toBe(404);
  // The answer comes before all of that is sent, and the connection ends with it.
  await site.ask("webhooks/mailgun", { method: "POST", body: "x".repeat(1_000_001) }).catch(() => null);
  expect(site.memory()).toBe(before);

  expect((await site.ask("webhooks/mailgun", report("secret"))).status).toBe(200);
  const after = site.memory();
  expect(after).not.toBe(before);
  expect(after).toContain("complaint");
  expect((await site.ask("webhooks/mailgun", report("secret"))).status).toBe(200);
  expect(site.memory()).toBe(after);
  expect(site.said).toEqual(["A call of mailgun was refused (406): its signature is not right"]);
});

test("a provider whose key is not set is told to the operator before anything is served", async () => {
  const settings = "bounces: {address: bounces@example.org, webhooks: {mailgun: MAILGUN_KEY}}\n";
  await expect(standingSite(settings)).rejects.toThrow(
    /bounces.webhooks names MAILGUN_KEY, which is not set/,
  );
});
