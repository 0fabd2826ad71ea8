import { describe, expect, test } from "vitest";
import { paperDesk } from "./desk.ts";
import { fronting, posted } from "./fronting.ts";

const pages = [
  "subscribe",
  "subscribe/done",
  "confirm/good",
  "unsubscribe/good",
  "preferences/good",
  "change-address/good",
];

describe("whoever only looks", () => {
  test("changes nothing, with GET, HEAD and OPTIONS, of people and of programs that fetch ahead, three times over", async () => {
    const { desk, deeds } = paperDesk();
    const { ask, settle } = await fronting({ desk });
    for (let time = 0; time < 3; time++) {
      for (const page of [...pages, ...pages.map((each) => each.replace("good", "forged"))]) {
        for (const method of ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "PROPFIND"])
          await ask(page, { method });
        await ask(page, { headers: { "sec-purpose": "prefetch;prerender", purpose: "prefetch" } });
        await ask(`${page}?List-Unsubscribe=One-Click&email=ada@example.org&how=page`);
      }
    }
    await settle();
    expect(deeds).toEqual([]);
  });

  test("learns from OPTIONS and 405 what there is to be done, and no other site may read an answer", async () => {
    const { ask } = await fronting({ desk: paperDesk().desk });
    const options = await ask("unsubscribe/good", {
      method: "OPTIONS",
      headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
    });
    expect(options.status).toBe(204);
    expect(options.headers.get("allow")).toBe("GET, HEAD, POST, OPTIONS");
    expect(options.headers.get("access-control-allow-origin")).toBeNull();
    expect((await ask("confirm/good", { method: "DELETE" })).status).toBe(405);
    expect((await ask("subscribe/done", posted({}))).status).toBe(405);
  });

  test("gets with HEAD what GET has, but for the page", async () => {
    const { ask } = await fronting({ desk: paperDesk().desk });
    for (const page of pages) {
      const head = await ask(page, { method: "HEAD" });
      expect([head.status, await head.text()]).toEqual([200, ""]);
      expect(head.headers.get("content-type")).toBe("text/html; charset=UTF-8");
    }
  });
});

test("pages bring their look along, where nothing is published yet, too", async () => {
  const { ask } = await fronting({ desk: paperDesk().desk, style: "body { color: teal }" });
  const page = await (await ask("subscribe")).text();
  const href = /<link rel="stylesheet" href="([^"]*)">/.exec(page)?.[1] ?? "";
  const style = await ask(href);
  expect([style.status, await style.text()]).toEqual([200, "body { color: teal }"]);
  expect(style.headers.get("content-type")).toBe("text/css; charset=utf-8");
  expect(style.headers.get("cache-control")).toBe("public, max-age=900");
});

test("every page keeps itself: nothing from elsewhere, no frame, no referrer, no list, no memory, no cookie", async () => {
  const { ask } = await fronting({ desk: paperDesk().desk });
  for (const page of [...pages, "confirm/forged", "preferences", "unsubscribe/a/b"]) {
    const { headers } = await ask(page);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-security-policy": expect.stringMatching(
        /^default-src 'none'; style-src 'self'; .*form-action 'self'; frame-ancestors 'none'$/,
      ),
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
    expect(headers.getSetCookie()).toEqual([]);
  }
});

describe("signing up", () => {
  test("is answered before anything is done, and always with the same", async () => {
    const done: string[] = [];
    const { promise: later, resolve: go } = Promise.withResolvers<void>();
    const { desk } = paperDesk({
      signUp: async ({ mailbox }) => {
        await later;
        done.push(mailbox.address);
      },
    });
    const { ask, settle } = await fronting({ desk });
    const answers = [];
    for (const email of ["new@example.org", "known@example.org", "silenced@example.org"]) {
      const answer = await ask("subscribe", posted({ email }));
      const { date: _, ...headers } = Object.fromEntries(answer.headers);
      answers.push({ status: answer.status, headers, body: await answer.text() });
    }
    expect(done).toEqual([]);
    expect(answers[0]).toMatchObject({ status: 303, headers: { location: "/subscribe/done" } });
    expect(answers.slice(1)).toEqual([answers[0], answers[0]]);
    go();
    await settle();
    expect(done).toEqual(["new@example.org", "known@example.org", "silenced@example.org"]);
  });

  test("takes forms of both kinds, and no other body", async () => {
    const { desk, deeds } = paperDesk();
    const { ask, settle } = await fronting({ desk });
    const form = new FormData();
    form.set("email", "ada@example.org");
    expect((await ask("subscribe", { method: "POST", body: form })).status).toBe(303);
    expect((await ask("subscribe", posted({ email: "bob@example.org" }))).status).toBe(303);
    const json = { "content-type": "application/json" };
    const body = JSON.stringify({ email: "eve@example.org" });
    expect((await ask("subscribe", { method: "POST", body, headers: json })).status).toBe(415);
    await settle();
    expect(deeds.map(({ of }) => of)).toEqual(["ada@example.org", "bob@example.org"]);
  });

  test("of what is no address shows the form again, with what was typed and what is wrong", async () => {
    const { desk, deeds } = paperDesk();
    const { ask, settle } = await fronting({ desk });
    for (const email of [
      "",
      "ada",
      "ada@",
      "a@b.example, c@d.example",
      "ada@example.org\r\nBcc: eve@example.org",
      "Ada <ada@example.org>",
      '"<script>"@example.org',
      "x".repeat(5000),
    ]) {
      const answer = await ask("subscribe", posted({ email }));
      const text = await answer.text();
      expect(answer.status, email).toBe(422);
      expect(text).toContain("aria-invalid");
      expect(text).not.toContain("<script>");
    }
    await settle();
    expect(deeds).toEqual([]);
  });

  test("asks once whether a likely slip was meant", async () => {
    const { desk, deeds } = paperDesk();
    const { ask, settle } = await fronting({ desk });
    const asked = await (await ask("subscribe", posted({ email: "ada@gmial.com" }))).text();
    expect(asked).toContain("Did you mean ada@gmail.com?");
    expect(asked).toContain('name="email" value="ada@gmail.com"');
    await settle();
    expect(deeds).toEqual([]);
    await ask("subscribe", posted({ email: "ada@gmial.com", sure: "yes" }));
    await settle();
    expect(deeds.map(({ of }) => of)).toEqual(["ada@gmial.com"]);
  });

  test("by a program that fills in every field looks the same and is nothing", async () => {
    const { desk, deeds } = paperDesk();
    const { ask, settle } = await fronting({ desk });
    const answer = await ask(
      "subscribe",
      posted({ email: "ada@example.org", website: "https://spam.example" }),
    );
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/subscribe/done"]);
    await settle();
    expect(deeds).toEqual([]);
  });

  test("too often is told to whoever asks, and says nothing of an address", async () => {
    const { ask } = await fronting({ desk: paperDesk().desk });
    let last = null;
    for (let n = 0; n < 21; n++) last = await ask("subscribe", posted({ email: `a${n}@example.org` }));
    expect([last?.status, last?.headers.get("retry-after")]).toEqual([429, "3600"]);
  });

  test("that cannot be kept is told to the operator, without the address", async () => {
    const signUp = async () => {
      throw new Error("disk full");
    };
    const { ask, settle, said } = await fronting({ desk: paperDesk({ signUp }).desk });
    expect((await ask("subscribe", posted({ email: "ada@example.org" }))).status).toBe(303);
    await settle();
    expect(said).toEqual(["A sign-up was answered and could not be kept: disk full"]);
  });
});

test("a link that is forged, altered, over or used gets one and the same dull page, for every purpose and method", async () => {
  const { ask } = await fronting({ desk: paperDesk().desk });
  const seen = new Set<string>();
  for (const page of ["confirm", "unsubscribe", "preferences", "change-address"]) {
    for (const token of ["goof", "good%20", "a".repeat(48), "%2e%2e%2fsubscribe", "x".repeat(2000), "%00"]) {
      for (const init of [{}, posted({ how: "page" })]) {
        const answer = await ask(`${page}/${token}`, init);
        seen.add(`${answer.status} ${await answer.text()}`);
      }
    }
  }
  expect([...seen].map((text) => text.slice(0, 3))).toEqual(["404"]);
});

describe("leaving", () => {
  test("by one click acts at once: 200, no redirect, no cookie, whatever the form's kind, as often as one likes", async () => {
    const { desk, deeds } = paperDesk();
    const { ask } = await fronting({ desk });
    const multipart = new FormData();
    multipart.set("List-Unsubscribe", "One-Click");
    for (const init of [
      posted({ "List-Unsubscribe": "One-Click" }),
      { method: "POST", body: multipart },
      posted(
        { "List-Unsubscribe": "One-Click" },
        { origin: "https://mail.example", "sec-fetch-site": "cross-site" },
      ),
      { method: "POST" },
    ]) {
      const answer = await ask("unsubscribe/good", init);
      expect([answer.status, answer.redirected]).toEqual([200, false]);
    }
    const done = deeds.map(({ deed, what }) => [deed, what].join());
    expect(done).toEqual(Array(4).fill("leave,one-click"));
  });

  test("by the button is told apart, says so, and offers to come back", async () => {
    const { desk, deeds } = paperDesk();
    const { ask } = await fronting({ desk });
    const page = await (await ask("unsubscribe/good")).text();
    expect(page.match(/<button/g)).toHaveLength(1);
    expect(page).not.toMatch(/<script|autofocus|http-equiv/);
    const left = await (await ask("unsubscribe/good", posted({ how: "page" }))).text();
    expect(left).toContain("You are unsubscribed");
    expect(left).toContain('href="/subscribe"');
    expect(deeds.map(({ what }) => what)).toEqual(["link"]);
  });
});

describe("preferences", () => {
  const form = {
    "wanted-default": "yes",
    "frequency-default": "monthly",
    "frequency-notes": "daily",
    pause: "2026-12-24",
  };

  test("are those of the form, for the series there are", async () => {
    const { desk, deeds } = paperDesk();
    const { ask } = await fronting({ desk });
    const answer = await ask(
      "preferences/good",
      posted({ ...form, "wanted-secret": "yes", "frequency-default": "monthly" }),
    );
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toContain("Your preferences are saved.");
    expect(text).toContain('value="2026-12-24"');
    const pausedUntil = new Date("2026-12-24T00:00:00Z");
    expect(deeds.map(({ what }) => what)).toEqual([
      [
        { series: "default", wanted: true, frequency: "monthly", pausedUntil },
        { series: "notes", wanted: false, frequency: "daily", pausedUntil },
      ],
    ]);
  });

  test.each(["yesterday", "2026-11-20", "2026-02-30", "2028-01-01", "-1", "9".repeat(500)])(
    "are not changed by a pause until %s",
    async (pause) => {
      const { desk, deeds } = paperDesk();
      const { ask } = await fronting({ desk });
      const answer = await ask("preferences/good", posted({ ...form, pause }));
      expect(answer.status).toBe(422);
      const text = await answer.text();
      expect(text).toContain("Choose a day within the next year.");
      expect(text.match(/<option value="\w+" selected/g)).toEqual([
        '<option value="monthly" selected',
        '<option value="daily" selected',
      ]);
      expect(deeds).toEqual([]);
    },
  );

  test("fall back to each edition where a form says something else", async () => {
    const { desk, deeds } = paperDesk();
    const { ask } = await fronting({ desk });
    await ask("preferences/good", posted({ "wanted-default": "yes", "frequency-default": "__proto__" }));
    expect(deeds[0]?.what).toMatchObject([{ frequency: "each", pausedUntil: null }, { wanted: false }]);
  });

  test("take another address, which is asked by mail, whatever is known of it", async () => {
    const { desk, deeds } = paperDesk();
    const { ask, settle } = await fronting({ desk });
    const answer = await ask("preferences/good", posted({ move: "yes", email: "ada@new.example" }));
    expect(await answer.text()).toContain("ada@new.example");
    expect(deeds).toEqual([]);
    await settle();
    expect(deeds).toMatchObject([{ deed: "ask to move", what: "ada@new.example" }]);
    expect((await ask("preferences/good", posted({ move: "yes", email: "ada" }))).status).toBe(422);
  });

  test.each([{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site", origin: "null" }])(
    "are not set by another site's page: %j",
    async (headers) => {
      const { desk, deeds } = paperDesk();
      const { ask } = await fronting({ desk });
      for (const page of ["preferences/good", "confirm/good", "change-address/good"])
        expect((await ask(page, posted(form, headers))).status).toBe(403);
      expect(deeds).toEqual([]);
      expect(
        (await ask("preferences/good", posted(form, { origin: "null", "sec-fetch-site": "same-origin" })))
          .status,
      ).toBe(200);
    },
  );
});

describe("who asks", () => {
  const asking = async (proxies: number, headers: Readonly<Record<string, string>>) => {
    const { desk, deeds } = paperDesk();
    const { ask } = await fronting({ desk, proxies });
    await ask("confirm/good", posted({}, headers));
    return deeds[0]?.client;
  };

  test.each([
    [0, "203.0.113.9", "127.0.0.1"],
    [1, "203.0.113.9", "203.0.113.9"],
    [1, "10.9.9.9, 203.0.113.9", "203.0.113.9"],
    [2, "10.9.9.9, 203.0.113.9, 192.0.2.1", "203.0.113.9"],
    [1, "203.0.113.9:5678", "203.0.113.9"],
    [1, "[2001:db8::1]:443", "2001:db8::1"],
    [1, "::ffff:203.0.113.9", "203.0.113.9"],
    [1, "unknown", "127.0.0.1"],
    [1, "", "127.0.0.1"],
    [3, "203.0.113.9", "127.0.0.1"],
  ])("behind %i proxies that say %j is %s", async (proxies, told, ip) => {
    expect((await asking(proxies, { "x-forwarded-for": told }))?.ip).toBe(ip);
  });

  test("behind a proxy that nobody told us of is a word to the operator", async () => {
    const { ask, said } = await fronting({ desk: paperDesk().desk });
    await ask("subscribe", posted({ email: "ada@example.org" }));
    expect(said).toEqual([]);
    await ask("subscribe", posted({ email: "ada@example.org" }, { "x-forwarded-for": "203.0.113.9" }));
    expect(said.join()).toContain("trustProxy: 1");
  });

  test("has a user agent of one short line", async () => {
    const client = await asking(0, { "user-agent": `Reader/1.0\t${"x".repeat(1000)}` });
    expect(client?.userAgent).toMatch(/^Reader\/1\.0x{200,290}$/);
  });
});

test("published files are served as before, and no folder of theirs hides these pages", async () => {
  const { ask } = await fronting({ desk: paperDesk().desk });
  expect(await (await ask("index.html")).text()).toBe("<p>Front");
  expect((await ask("subscribers.html")).status).toBe(404);
  expect((await ask("index.html", { method: "POST" })).status).toBe(405);
});

test("a fault of ours is told to the operator; people get a page without a word of it", async () => {
  const confirm = async () => {
    throw new Error("no such table: consent at /srv/news/store.ts");
  };
  const { ask, said } = await fronting({ desk: paperDesk({ confirm }).desk });
  const answer = await ask("confirm/good", posted({}));
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toMatch(/table|store\.ts/);
  expect(said.join()).toContain("no such table");
});
