import * as fc from "fast-check";
import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { parseAddress } from "../../src/domain/address.ts";
import type { Edition } from "../../src/domain/edition.ts";
import { editionId, subscriberId } from "../../src/domain/ids.ts";
import type { Message } from "../../src/domain/ports.ts";
import type { Letterhead, Recipient } from "../../src/mail/message.ts";
import { composeMessage, unsubscribeHref } from "../../src/mail/message.ts";

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

const edition: Edition = {
  id: editionId(uuid(1)),
  series: "default",
  number: 12,
  subject: "The bridge is open",
  preheader: "",
  entries: [],
  sealedAt: new Date("2026-05-04T07:00:00Z"),
  audience: "active",
  language: "en",
  digest: { html: "", text: "", tokens: { address: "A", unsubscribe: "U" } },
  seal: "0".repeat(64),
};

const letterhead: Letterhead = {
  title: "The Morning Sheet",
  from: "news@example.org",
  replyTo: "editor@example.org",
  url: "https://news.example.org/",
};

const ada: Recipient = { id: subscriberId(uuid(1)), address: "ada@example.com" };
const body = {
  html: "<!doctype html><p>Grüße aus Łódź – 日本語 👋</p>",
  text: "Grüße aus Łódź – 日本語 👋\nTwo\n.\n.dots\n",
};

type Change = {
  readonly edition?: Partial<Edition>;
  readonly letterhead?: Partial<Letterhead>;
  readonly recipient?: Recipient;
  readonly body?: typeof body;
};

const compose = (change: Change = {}): Promise<Message> =>
  composeMessage(
    { ...edition, ...change.edition },
    change.body ?? body,
    { ...letterhead, ...change.letterhead },
    change.recipient ?? ada,
  );

/** The header of the whole message: field names and values, unfolded, in their order. */
function headersOf({ raw }: Message): readonly (readonly [name: string, value: string])[] {
  const head = raw.toString("utf8").split("\r\n\r\n", 1)[0] ?? "";
  return head
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n")
    .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()] as const);
}

const headerOf = (message: Message, name: string): string | undefined =>
  headersOf(message).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];

const promised = [
  "From",
  "To",
  "Reply-To",
  "Subject",
  "Message-ID",
  "Date",
  "MIME-Version",
  "Content-Type",
  "List-Id",
  "List-Unsubscribe",
  "List-Archive",
  "Auto-Submitted",
  "Precedence",
  "Content-Language",
];

function expectWellFormed(message: Message): void {
  const names = headersOf(message).map(([name]) => name.toLowerCase());
  expect(names.toSorted()).toEqual(promised.map((name) => name.toLowerCase()).toSorted());
  const text = message.raw.toString("latin1");
  expect(text).not.toMatch(/(?<!\r)\n|\r(?!\n)/);
  expect(text.split("\r\n").every((line) => line.length <= 998)).toBe(true);
  expect(message.envelope.to).not.toMatch(/[\s,<>]/);
}

describe("a mail", () => {
  test("composed again is the same to the byte, so that a second copy can be known for one", async () => {
    const first = await compose();
    const second = await compose();
    expect(second.raw.equals(first.raw)).toBe(true);
    expect({ ...second, raw: null }).toEqual({ ...first, raw: null });
  });

  test("carries each promised header once and no other", async () => {
    const message = await compose();
    expectWellFormed(message);
    expect(Object.fromEntries(headersOf(message))).toMatchObject({
      From: "The Morning Sheet <news@example.org>",
      To: "ada@example.com",
      "Reply-To": "editor@example.org",
      Subject: "The bridge is open",
      Date: "Mon, 04 May 2026 07:00:00 +0000",
      "MIME-Version": "1.0",
      "List-ID": expect.stringMatching(/^"?The Morning Sheet"? <default\.example\.org>$/),
      "List-Archive": "<https://news.example.org/>",
      "Auto-Submitted": "auto-generated",
      Precedence: "bulk",
      "Content-Language": "en",
    });
    expect(headerOf(message, "Message-ID")).toMatch(/^<12\.[A-Za-z0-9]{16,}@example\.org>$/);
    expect(headerOf(message, "Content-Type")).toMatch(/^multipart\/alternative; boundary="[^"]+"$/);
  });

  test("is addressed to its reader alone", async () => {
    const message = await compose();
    expect(message.envelope).toEqual({ from: "news@example.org", to: "ada@example.com" });
    expect(message.raw.toString()).not.toMatch(/^(?:Cc|Bcc|X-[\w-]+):/im);
  });

  test("reads back as it was written: text first, then the page, in every script", async () => {
    const mail = await simpleParser((await compose()).raw);
    expect(mail.text?.trimEnd()).toBe(body.text.trimEnd());
    expect(mail.html).toBe(body.html);
    const raw = (await compose()).raw.toString();
    expect(raw.indexOf("text/plain")).toBeLessThan(raw.indexOf("text/html"));
    expect(mail.attachments).toEqual([]);
  });

  test("has nothing but ASCII in it where its reader's address has", async () => {
    const { raw } = await compose({ letterhead: { title: "Grüße" }, edition: { subject: "Übermorgen 👋" } });
    expect(raw.every((byte) => byte < 128)).toBe(true);
  });

  test("offers a way to leave that needs no server: an answer with this reader's own word", async () => {
    const message = await compose();
    const offered = headerOf(message, "List-Unsubscribe");
    expect(offered).toBe(`<${unsubscribeHref(letterhead, edition, ada)}>`);
    const href = new URL(offered!.slice(1, -1));
    expect(href.protocol).toBe("mailto:");
    expect(href.pathname).toBe("editor@example.org");
    expect(href.searchParams.get("subject")).toMatch(/^unsubscribe [A-Za-z0-9]{16,}$/);
  });

  test("gives away neither its reader's number nor the edition's", async () => {
    const raw = (await compose()).raw.toString();
    expect(raw).not.toContain(ada.id);
    expect(raw).not.toContain(edition.id);
  });

  test("opens no file and fetches no page, whatever its text says", async () => {
    const hostile = {
      html: '<img src="file:///etc/passwd"><img src="http://127.0.0.1:9/x.png">',
      text: "file:///etc/passwd",
    };
    const mail = await simpleParser((await compose({ body: hostile })).raw, { skipImageLinks: true });
    expect(mail.html).toBe(hostile.html);
    expect(mail.attachments).toEqual([]);
  });
});

const marksOf = async (change: Change): Promise<readonly (string | undefined)[]> => {
  const message = await compose(change);
  return ["Message-ID", "Content-Type", "List-Unsubscribe"].map((name) => headerOf(message, name));
};

describe("the Message-ID, boundary and way to leave", () => {
  test("differ between readers and between editions", async () => {
    const marks = await Promise.all([
      marksOf({}),
      marksOf({ recipient: { ...ada, id: subscriberId(uuid(2)) } }),
      marksOf({ edition: { id: editionId(uuid(2)) } }),
      marksOf({ edition: { id: editionId(uuid(2)) }, recipient: { ...ada, id: subscriberId(uuid(2)) } }),
    ]);
    for (const i of [0, 1, 2]) expect(new Set(marks.map((each) => each[i])).size).toBe(marks.length);
  });

  test("stay the same when the reader's address is written another way", async () => {
    expect(await marksOf({ recipient: { ...ada, address: "Ada@example.com" } })).toEqual(await marksOf({}));
  });

  test("never appear in the mail's own text, so that no article can end a part early", async () => {
    const boundary = /boundary="([^"]+)"/.exec((await marksOf({}))[1]!)![1]!;
    const parts = (await compose()).raw.toString().split(`--${boundary}`);
    expect(parts).toHaveLength(4);
  });
});

describe("whatever a title, subject or address holds", () => {
  const hostile = [
    "One\r\nBcc: eve@example.org",
    "One\nBcc: eve@example.org\n\n<script>",
    "One\rBcc: eve@example.org",
    "One\u2028Bcc: eve@example.org\u2029\u0085x",
    "\0\u0001\u001b[31m",
    '"quoted" <eve@example.org>, (comment) \\',
    "=?utf-8?Q?One=0D=0ABcc:_eve@example.org?=",
    "eve@example.org, mallory@example.org",
    "Ünïcödé 👩‍👩‍👧 日本語 العربية \u202etxt.exe",
    "é".repeat(200),
    "x".repeat(200),
    "word ".repeat(40),
    "\ud800 lone",
  ];

  test.each(hostile)("%j stays in its own header", async (text) => {
    const message = await compose({ edition: { subject: text }, letterhead: { title: text } });
    expectWellFormed(message);
    const mail = await simpleParser(message.raw);
    expect(mail.from?.value).toEqual([{ address: "news@example.org", name: expect.any(String) }]);
    expect(mail.bcc).toBeUndefined();
    expect(mail.cc).toBeUndefined();
    expect(mail.to).toMatchObject({ value: [{ address: "ada@example.com", name: "" }] });
    expect(mail.text?.trimEnd()).toBe(body.text.trimEnd());
  });

  test.each(["Ünïcödé 👩‍👩‍👧 日本語", 'He said "no", (twice); <b>', "é".repeat(200)])(
    "%j is read back to the letter by whoever opens the mail",
    async (text) => {
      const mail = await simpleParser(
        (await compose({ edition: { subject: text }, letterhead: { title: text } })).raw,
      );
      expect(mail.subject).toBe(text);
      expect(mail.from?.value[0]?.name).toBe(text);
    },
  );

  test("any one-line Unicode subject comes back as it was, and no header is added", async () => {
    const line = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 120 })
      .map((text) => text.replace(/\s+/gu, " ").trim());
    await fc.assert(
      fc.asyncProperty(line, async (subject) => {
        fc.pre(subject !== "" && !/[\p{Cc}\p{Cs}\p{Cf}]/u.test(subject));
        const message = await compose({ edition: { subject } });
        expectWellFormed(message);
        expect((await simpleParser(message.raw)).subject).toBe(subject);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    "o'brien@example.ie",
    "a!#$%&'*+/=?^_`{|}~-b@example.com",
    "用户@xn--r8jz45g.jp",
    `${"a".repeat(64)}@${"b".repeat(60)}.${"c".repeat(60)}.example.org`,
  ])("%j is one recipient, in the envelope and in the mail", async (address) => {
    const parsed = parseAddress(address);
    if (!parsed.ok) throw new Error(parsed.why);
    const message = await compose({ recipient: { ...ada, address: parsed.mailbox.address } });
    expectWellFormed(message);
    expect(message.envelope.to).toBe(address);
    const mail = await simpleParser(message.raw);
    const to = Array.isArray(mail.to) ? mail.to : [mail.to];
    const addresses = to.flatMap((each) => each?.value ?? []).map((each) => each.address ?? "");
    expect(addresses).toHaveLength(1);
    expect(parseAddress(addresses[0]!)).toMatchObject({ ok: true, mailbox: { key: parsed.mailbox.key } });
  });

  test("a body of a single endless line is broken up for the journey and comes back whole", async () => {
    const long = { html: `<p>${"ä".repeat(5000)}</p>`, text: "wörd ".repeat(3000).trim() };
    const message = await compose({ body: long });
    expectWellFormed(message);
    const mail = await simpleParser(message.raw);
    expect(mail.html).toBe(long.html);
    expect(mail.text?.trimEnd()).toBe(long.text);
  });

  test("any body comes back to the letter", async () => {
    const text = fc
      .string({ unit: "grapheme", maxLength: 300 })
      .map((each) => each.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "\n"));
    await fc.assert(
      fc.asyncProperty(text, async (words) => {
        fc.pre(words.trim() !== "" && words.isWellFormed());
        const message = await compose({ body: { html: `<p>${words}</p>`, text: `${words}\n.\nend` } });
        expectWellFormed(message);
        const mail = await simpleParser(message.raw);
        expect(mail.text?.trimEnd()).toBe(`${words}\n.\nend`);
        expect(mail.html).toBe(`<p>${words}</p>`);
      }),
      { numRuns: 100 },
    );
  });
});

const nameFor = async (address: string): Promise<string> =>
  (await compose({ recipient: { ...ada, address } })).name;

describe("the file a mail is kept in", () => {
  test("is named after edition and reader", async () => {
    expect(await nameFor("ada@example.com")).toBe("default-12/ada@example.com.eml");
  });

  test("is a plain name in that folder for every address there can be, and no two share one", async () => {
    const addresses = [
      "a/../../../etc/passwd@example.com",
      "a/b@example.com",
      "a_b@example.com",
      "ADA@example.com",
      "ada@example.com",
      "用户@example.com",
      "用戶@example.com",
      `${"a".repeat(64)}@${"b".repeat(60)}.example.org`,
      `${"a".repeat(64)}@${"b".repeat(60)}.example.com`,
      "a?b@example.com",
      "a*b@example.com",
      "a|b@example.com",
    ];
    const names = await Promise.all(addresses.map(nameFor));
    for (const name of names) {
      expect(name).toMatch(/^default-12\/[a-z0-9@_+-][a-z0-9@._+-]*\.eml$/);
      expect(name.length).toBeLessThan(200);
    }
    expect(new Set(names).size).toBe(addresses.length);
  });
});
