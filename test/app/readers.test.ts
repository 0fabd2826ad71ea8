import { randomUUID } from "node:crypto";
import { simpleParser } from "mailparser";
import { describe, expect, onTestFinished, test } from "vitest";
import { postLetters } from "../../src/app/post-letters.ts";
import {
  askToMove,
  confirm,
  expirePending,
  move,
  preferencesOf,
  setPreferences,
  unsubscribe,
  wouldConfirm,
  wouldMove,
} from "../../src/app/readers.ts";
import type { SignUpAnswer } from "../../src/app/sign-up.ts";
import { signUp } from "../../src/app/sign-up.ts";
import { loadConfig } from "../../src/config.ts";
import { parseAddress } from "../../src/domain/address.ts";
import type { Outcome } from "../../src/domain/delivery.ts";
import { subscriberId } from "../../src/domain/ids.ts";
import type { Message, Store } from "../../src/domain/ports.ts";
import { defaultPreference } from "../../src/domain/preferences.ts";
import type { SigningKeys } from "../../src/domain/reader-token.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { readerKeys } from "../../src/wire-mail.ts";
import { publicationOf } from "../../src/wire.ts";
import { courierOf } from "../../src/wire-letters.ts";
import { emptySite } from "../cli.ts";

const client = { ip: "192.0.2.7", userAgent: "Mozilla/5.0" };
const day = 24 * 3_600_000;
const publicUrl = "https://news.example.org/";

/** A site with its store, a clock that is moved by hand, and a post box that keeps what it takes. */
async function opened() {
  const config = loadConfig(emptySite(), {});
  const store = await openSqlite(":memory:");
  onTestFinished(() => store[Symbol.asyncDispose]());
  const keys: SigningKeys = readerKeys(config);
  const time = { now: new Date("2026-05-04T07:00:00Z") };
  const taken: Message[] = [];
  const answers: Outcome[] = [];
  const means = {
    store,
    keys,
    clock: { now: () => time.now },
    mintId: () => subscriberId(randomUUID()),
  };
  const transport = {
    name: "box",
    captures: true,
    open: () => ({
      send: async (message: Message): Promise<Outcome> => {
        const answer = answers.shift() ?? { kind: "accepted", reply: "250 ok" };
        if (answer.kind === "accepted") taken.push(message);
        return answer;
      },
      isOpen: true,
      ready: async () => null,
      [Symbol.asyncDispose]: async () => {},
    }),
  };
  const signal = new AbortController().signal;
  const [job] = config.jobs;
  if (job == null) throw new Error("no job");
  const courier = courierOf(config, publicationOf(config, job), transport, publicUrl, signal);
  return {
    means,
    answers,
    wait: (ms: number) => (time.now = new Date(+time.now + ms)),
    signUp: async (address: string, ip = client.ip): Promise<SignUpAnswer> =>
      await signUp(
        means,
        {
          address,
          client: { ...client, ip },
          form: `${publicUrl}subscribe`,
          shown: { text: "Send me the digest.", version: "1" },
          language: "en",
        },
        500,
      ),
    /** What arrived since it was last asked, with the links in it. */
    post: async () => {
      taken.length = 0;
      await postLetters({ store, clock: means.clock, courier, signal });
      return await Promise.all(
        taken.map(async (message) => {
          const mail = await simpleParser(message.raw);
          const links = [...new Set((mail.text ?? "").match(/https:\S+/g))];
          const inHtml = [...new Set([...(mail.html || "").matchAll(/href="([^"]+)"/g)].map((m) => m[1]))];
          expect(inHtml).toEqual(links);
          return { to: message.envelope.to, mail, links, token: links[0]?.split("/").at(-1) ?? "" };
        }),
      );
    },
    onlyLetter: async function () {
      const [letter, ...others] = await this.post();
      if (letter == null || others.length > 0) throw new Error("not one letter");
      return letter;
    },
  };
}

async function standingOf(store: Store, address: string): Promise<unknown> {
  const parsed = parseAddress(address);
  if (!parsed.ok) throw new Error(parsed.why);
  return (await store.consents.look(parsed.mailbox, () => ["-"])).person.standing;
}

async function subscribed(address: string) {
  const site = await opened();
  await site.signUp(address);
  const { token } = await site.onlyLetter();
  await confirm(site.means, { token, client }, { welcome: true });
  const welcome = await site.onlyLetter();
  return { ...site, preferences: welcome.token, leave: welcome.links[1]?.split("/").at(-1) ?? "" };
}

test("who signs up is mailed one link, presses the button behind it, and is a subscriber", async () => {
  const site = await opened();
  expect(await site.signUp("Ada@Example.org")).toEqual({
    kind: "taken",
    address: "Ada@example.org",
    hint: null,
  });
  const { mail, to, links, token } = await site.onlyLetter();
  expect(to).toBe("Ada@example.org");
  expect(links).toHaveLength(1);
  expect([...mail.headers.keys()].filter((name) => name === "list" || name.startsWith("list-"))).toEqual([]);
  expect(mail.text).toContain("11 May 2026");
  expect(await standingOf(site.means.store, "ada@example.org")).toBe("pending");
  expect(await wouldConfirm(site.means, token)).toBe("confirmed");
  expect(await standingOf(site.means.store, "ada@example.org")).toBe("pending");
  expect(await confirm(site.means, { token, client }, { welcome: false })).toBe("confirmed");
  expect(await confirm(site.means, { token, client }, { welcome: false })).toBe("already");
  expect(await wouldConfirm(site.means, token)).toBe("already");
  expect(await standingOf(site.means.store, "ada@example.org")).toBe("active");
  expect(await site.post()).toEqual([]);
  const known = await site.means.store.consents.look({ address: "", key: "ada@example.org" }, () => ["-"]);
  const evidence = await site.means.store.consents.evidence(known.known?.id ?? subscriberId(randomUUID()));
  expect(evidence).toMatchObject([
    { kind: "signed-up", client, form: `${publicUrl}subscribe`, shown: { version: "1" }, language: "en" },
    { kind: "mailed", letter: "confirm", messageId: mail.messageId },
    { kind: "confirmed", client },
  ]);
});

test("the answer to a sign-up is the same whatever is known of the address, and each gets two mails a day at most", async () => {
  const site = await subscribed("ada@example.org");
  const answers = new Set<string>();
  const mails: string[] = [];
  for (const _time of [1, 2, 3])
    for (const address of ["ada@example.org", "new@example.org"]) {
      const answer = await site.signUp(address);
      answers.add(JSON.stringify({ ...answer, address: "" }));
      mails.push(...(await site.post()).map(({ mail, to }) => `${to}: ${mail.subject}`));
    }
  expect(answers.size).toBe(1);
  expect(mails).toEqual([
    "ada@example.org: You are subscribed already: Broadsheet",
    "new@example.org: Please confirm: Broadsheet",
    "new@example.org: Please confirm: Broadsheet",
  ]);
  site.wait(day + 1);
  await site.signUp("new@example.org");
  expect(await site.post()).toHaveLength(1);
});

test("one network may not fill other people's mailboxes, whoever it names", async () => {
  const site = await opened();
  for (let n = 0; n < 20; n++)
    expect(await site.signUp(`${n}@example.org`, `2001:db8:1:2::${n}`)).toMatchObject({ kind: "taken" });
  expect(await site.signUp("x@example.org", "2001:0DB8:1:2:ffff::1")).toEqual({ kind: "too-many" });
  expect(await site.signUp("x@example.org", "2001:db8:1:3::1")).toMatchObject({ kind: "taken" });
  expect(await site.post()).toHaveLength(21);
});

describe("a link that confirms", () => {
  test("ends after seven days, and after that nothing says what it was", async () => {
    const site = await opened();
    await site.signUp("ada@example.org");
    const { token } = await site.onlyLetter();
    site.wait(7 * day);
    expect(await confirm(site.means, { token, client }, { welcome: false })).toBe("invalid");
    expect(await confirm(site.means, { token: "nonsense", client }, { welcome: false })).toBe("invalid");
  });

  test("brings nobody back who left after it was made", async () => {
    const site = await subscribed("ada@example.org");
    await unsubscribe(site.means, { token: site.leave, client, how: "link" });
    await site.signUp("ada@example.org");
    const { token } = await site.onlyLetter();
    expect(await unsubscribe(site.means, { token: site.leave, client, how: "one-click" })).toBe(
      "unsubscribed",
    );
    expect(await confirm(site.means, { token, client }, { welcome: false })).toBe("invalid");
    expect(await standingOf(site.means.store, "ada@example.org")).toBe("unsubscribed");
  });

  test("is nothing for another purpose", async () => {
    const site = await opened();
    await site.signUp("ada@example.org");
    const { token } = await site.onlyLetter();
    expect(await unsubscribe(site.means, { token, client, how: "link" })).toBe("invalid");
    expect(await preferencesOf(site.means, token)).toBeNull();
    expect(await move(site.means, { token, client })).toBeNull();
  });
});

test("who leaves twice has left once", async () => {
  const site = await subscribed("ada@example.org");
  for (const how of ["one-click", "link", "one-click"] as const)
    expect(await unsubscribe(site.means, { token: site.leave, client, how })).toBe("unsubscribed");
  const { known } = await site.means.store.consents.look({ address: "", key: "ada@example.org" }, () => [
    "-",
  ]);
  const evidence = await site.means.store.consents.evidence(known?.id ?? subscriberId(randomUUID()));
  expect(evidence.filter(({ kind }) => kind === "unsubscribed")).toMatchObject([
    { how: "one-click", client },
  ]);
});

test("preferences are kept for who holds the link, as long as they are subscribed", async () => {
  const site = await subscribed("ada@example.org");
  const weekly = { ...defaultPreference("default"), frequency: "weekly" as const };
  expect(await setPreferences(site.means, { token: site.preferences, client, preferences: [weekly] })).toBe(
    "kept",
  );
  expect((await preferencesOf(site.means, site.preferences))?.wishes).toMatchObject([{ preference: weekly }]);
  await unsubscribe(site.means, { token: site.preferences, client, how: "link" });
  expect(await setPreferences(site.means, { token: site.preferences, client, preferences: [weekly] })).toBe(
    "invalid",
  );
});

test("another address is asked, and only then is it the subscriber's", async () => {
  const site = await subscribed("ada@example.org");
  const ask = { token: site.preferences, client, to: "Lovelace@example.org" };
  expect(await askToMove(site.means, ask)).toEqual({ kind: "asked" });
  const { to, token, links, mail } = await site.onlyLetter();
  expect([to, links.length, mail.subject]).toEqual([
    "Lovelace@example.org",
    1,
    "Please confirm your new address: Broadsheet",
  ]);
  expect(await standingOf(site.means.store, "lovelace@example.org")).toBeNull();
  expect((await move(site.means, { token, client }))?.mailbox.address).toBe("Lovelace@example.org");
  expect((await move(site.means, { token, client }))?.mailbox.address).toBe("Lovelace@example.org");
  expect(await wouldMove(site.means, token)).toBeNull();
  expect(await standingOf(site.means.store, "ada@example.org")).toBeNull();
  expect((await preferencesOf(site.means, site.preferences))?.known.mailbox.key).toBe("lovelace@example.org");
});

test("a letter that cannot go now goes later, with the same Message-ID; one that is refused goes no more", async () => {
  const site = await opened();
  site.answers.push({ kind: "deferred", reply: "451 later", pressure: "none" });
  await site.signUp("ada@example.org");
  expect(await site.post()).toEqual([]);
  expect(await site.post()).toEqual([]);
  site.wait(2 * 60_000);
  expect(await site.post()).toHaveLength(1);
  site.answers.push({ kind: "failed", reply: "550 no such user", reason: "gone" });
  await site.signUp("grace@example.org");
  expect(await site.post()).toEqual([]);
  site.wait(3_600_000);
  expect(await site.post()).toEqual([]);
});

test("who never confirms is forgotten after the days that are set", async () => {
  const site = await opened();
  await site.signUp("ada@example.org");
  site.wait(30 * day);
  expect(await expirePending(site.means, 30)).toBe(0);
  site.wait(1);
  expect(await expirePending(site.means, 30)).toBe(1);
  expect(await standingOf(site.means.store, "ada@example.org")).toBeNull();
});

test.each([
  ["ada@gmial.com", "ada@gmail.com"],
  ["ada@gmai.com", "ada@gmail.com"],
  ["ada@hotmial.com", "ada@hotmail.com"],
  ["ada@gmail.com", null],
  ["ada@gmx.at", null],
  ["ada@example.org", null],
])("%s: was %s meant?", async (address, hint) => {
  const site = await opened();
  expect(await site.signUp(address)).toMatchObject({ kind: "taken", hint });
});
