import * as fc from "fast-check";
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { parseAddress } from "../../src/domain/address.ts";
import { editionId, subscriberId } from "../../src/domain/ids.ts";
import type { Message } from "../../src/domain/ports.ts";
import { editionMark, readToken } from "../../src/domain/reader-token.ts";
import { prepareMessages } from "../../src/mail/message.ts";
import { quotedPrintable } from "../../src/mail/message-body.ts";
import { fillTokens } from "../../src/render/digest.ts";
import type { Change } from "./letters.ts";
import {
  ada,
  compose,
  composedWhole,
  edition,
  fullLetterhead,
  keys,
  letterhead,
  linksOf,
  uuid,
} from "./letters.ts";

const filled = fillTokens(edition.digest, {
  address: ada.address,
  unsubscribe: linksOf(edition, letterhead, ada)[0]!,
});

const otherId = editionId(uuid(2).replace("00000000", "20000000"));

/** A digest of these bodies, with nothing in it of a reader's own. */
const digestOf = (html: string, text: string): Change => ({
  edition: { digest: { html, text, tokens: {} as never } },
});

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
  "Feedback-ID",
  "Content-Language",
];

function expectWellFormed(message: Message, besides: readonly string[] = []): void {
  const names = headersOf(message).map(([name]) => name.toLowerCase());
  expect(names.toSorted()).toEqual([...promised, ...besides].map((name) => name.toLowerCase()).toSorted());
  const text = message.raw.toString("latin1");
  expect(text).not.toMatch(/(?<!\r)\n|\r(?!\n)|\0/);
  const [head, ...body] = text.split("\r\n\r\n");
  expect(Math.max(...head!.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
  expect(
    Math.max(
      ...body
        .join("\r\n\r\n")
        .split("\r\n")
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(76);
  expect(text).not.toMatch(/\n\.|\nFrom /);
  expect(message.envelope.to).not.toMatch(/[\s,<>]/);
}

describe("a mail", () => {
  test("is these bytes for this edition", async () => {
    const { raw } = await compose({ letterhead: fullLetterhead });
    await expect(raw.toString("latin1").replaceAll("\r\n", "\n")).toMatchFileSnapshot(
      "../golden/message.eml",
    );
  });

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
      "Feedback-ID": "12:default:digest:exampleorg",
      "Content-Language": "en",
    });
    expect(headerOf(message, "Message-ID")).toMatch(/^<12\.[A-Za-z0-9]{16,}@example\.org>$/);
    expect(headerOf(message, "Content-Type")).toMatch(/^multipart\/alternative; boundary="[^"]+"$/);
  });

  test.each([
    ["Die Möwe", "Die Mowe <default.example.org>"],
    ["L’Écho, & fils", "LEcho fils <default.example.org>"],
    ["Łódź dzisiaj", "<default.example.org>"],
    ["صحيفة 24", "<default.example.org>"],
    ["<x@y> =?utf-8?q?z?=", "xy utf8qz <default.example.org>"],
  ])("of %s names its list in letters that every header takes, or not at all", async (title, list) => {
    expect(headerOf(await compose({ letterhead: { title } }), "List-ID")).toBe(list);
  });

  test("is addressed to its reader alone", async () => {
    const message = await compose();
    expect(message.envelope).toEqual({ from: "news@example.org", to: "ada@example.com" });
    expect(message.raw.toString()).not.toMatch(/^(?:Cc|Bcc|X-[\w-]+):/im);
  });

  test("reads back as it was written: text first, then the page, in every script", async () => {
    const mail = await simpleParser((await compose()).raw);
    expect(mail.text).toBe(filled.text);
    expect(mail.html).toBe(filled.html);
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
    const href = new URL(headerOf(message, "List-Unsubscribe")!.slice(1, -1));
    expect(href.protocol).toBe("mailto:");
    expect(href.pathname).toBe("editor@example.org");
    const [word, token] = href.searchParams.get("subject")!.split(" ");
    expect(word).toBe("unsubscribe");
    const claim = { subscriber: ada.id, about: editionMark(edition.id) };
    expect(readToken(keys, "unsubscribe", token!)).toEqual(claim);
    expect(headerOf(message, "List-Unsubscribe-Post")).toBeUndefined();
    expect(filled.text).toContain(href.href);
  });

  test("offers one click where there is a web front, with the mail beside it in one header", async () => {
    const message = await compose({ letterhead: fullLetterhead });
    expectWellFormed(message, ["List-Unsubscribe-Post", "Sender"]);
    const [page, mail] = linksOf(edition, fullLetterhead, ada);
    expect(headerOf(message, "List-Unsubscribe")).toBe(`<${page}>, <${mail}>`);
    expect(headerOf(message, "List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
    expect(page).toMatch(/^https:\/\/letters\.example\.org\/unsubscribe\/[a-z2-7]{48}$/);
    expect((await simpleParser(message.raw)).text).toContain(page);
    expect(headerOf(message, "Sender")).toBe("desk@example.org");
  });

  test("sends its bounces to an address that says whose they are, where there is one for bounces", async () => {
    const { envelope } = await compose({ letterhead: fullLetterhead });
    const [, token] = /^news-bounces\+([a-z2-7]{48})@example\.org$/.exec(envelope.from)!;
    const claim = { subscriber: ada.id, about: editionMark(edition.id) };
    expect(readToken(keys, "bounce", token!)).toEqual(claim);
    expect(readToken(keys, "unsubscribe", token!)).toBeNull();
    expect(envelope.from.indexOf("@")).toBeLessThanOrEqual(64);
  });

  test("folds no header past 78 characters that could be shorter", async () => {
    const head = (await compose({ letterhead: fullLetterhead })).raw.toString().split("\r\n\r\n", 1)[0]!;
    const long = head.split("\r\n").filter((line) => line.length > 78);
    expect(long).toEqual([
      expect.stringMatching(/^ <https:\S+>,$/),
      expect.stringMatching(/^ <mailto:\S+>$/),
    ]);
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
    const mail = await simpleParser((await compose(digestOf(hostile.html, hostile.text))).raw, {
      skipImageLinks: true,
    });
    expect(mail.html).toBe(hostile.html);
    expect(mail.attachments).toEqual([]);
  });
});

const marksOf = async (change: Change): Promise<readonly (string | undefined)[]> => {
  const message = await compose(change);
  return ["Message-ID", "List-Unsubscribe"].map((name) => headerOf(message, name));
};

describe("the Message-ID and the way to leave", () => {
  test("differ between readers and between editions", async () => {
    const marks = await Promise.all([
      marksOf({}),
      marksOf({ recipient: { ...ada, id: subscriberId(uuid(2)) } }),
      marksOf({ edition: { id: otherId } }),
      marksOf({ edition: { id: otherId }, recipient: { ...ada, id: subscriberId(uuid(2)) } }),
    ]);
    for (const i of [0, 1]) expect(new Set(marks.map((each) => each[i])).size).toBe(marks.length);
  });

  test("stay the same when the reader's address is written another way", async () => {
    expect(await marksOf({ recipient: { ...ada, address: "Ada@example.com" } })).toEqual(await marksOf({}));
  });
});

describe("the boundary between the parts", () => {
  const boundaryIn = async (change: Change): Promise<string> =>
    /boundary="([^"]+)"/.exec(headerOf(await compose(change), "Content-Type")!)![1]!;

  test("is another one in each edition", async () => {
    expect(await boundaryIn({ edition: { id: otherId } })).not.toBe(await boundaryIn({}));
  });

  test("ends no part early where an article holds it, or what a part begins with", async () => {
    const boundary = await boundaryIn({});
    const text = `One\n--${boundary}\nContent-Type: text/html\n\n--${boundary}--\n`;
    const message = await compose(digestOf(`<pre>${text}</pre>`, text));
    const mail = await simpleParser(message.raw);
    expect(mail.text).toBe(text);
    expect(mail.html).toBe(`<pre>${text}</pre>`);
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
    expect(mail.text).toBe(filled.text);
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
    const message = await compose(digestOf(long.html, long.text));
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
        const message = await compose(digestOf(`<p>${words}</p>`, `${words}\n.\nend`));
        expectWellFormed(message);
        const mail = await simpleParser(message.raw);
        expect(mail.text?.trimEnd()).toBe(`${words}\n.\nend`);
        expect(mail.html).toBe(`<p>${words}</p>`);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a mail that is filled in", () => {
  const places = fc.array(
    fc.oneof(
      fc.constantFrom("address", "unsubscribe"),
      fc.string({ unit: "grapheme", maxLength: 90 }).map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, "\n")),
      fc.constantFrom(
        "\n",
        " ",
        ".",
        "=",
        "x".repeat(75),
        "é".repeat(13),
        "a=b\n.\n",
        "\nFrom here",
        `\n${".".repeat(76)}\n`,
        `\n.${"x".repeat(74)}`,
        `\nFrom ${"x".repeat(71)}\n`,
        "https://a.example/b.html",
      ),
    ),
    { minLength: 1, maxLength: 25 },
  );
  const recipients = fc
    .record({ local: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), n: fc.nat(1_000_000) })
    .map(({ local, n }) => ({
      id: subscriberId(uuid(n)),
      parsed: parseAddress(`${local}@bücher.example.org`),
    }));

  test("says to every program what nodemailer would have said, composing it whole", async () => {
    await fc.assert(
      fc.asyncProperty(places, recipients, fc.boolean(), async (texts, { id, parsed }, isFull) => {
        fc.pre(parsed.ok && texts.every((text) => text.isWellFormed()));
        const recipient = { id, address: parsed.ok ? parsed.mailbox.address : "" };
        const { tokens } = edition.digest;
        const body = texts.map((text) => tokens[text as keyof typeof tokens] ?? text).join("");
        const at = { ...edition, digest: { html: `<p>${body}</p>`, text: `${body}.`, tokens } };
        const head = isFull ? fullLetterhead : letterhead;
        const write = await prepareMessages(at, head, keys);
        const message = write(recipient);
        expectWellFormed(message, isFull ? ["List-Unsubscribe-Post", "Sender"] : []);
        expect(write(recipient).raw.equals(message.raw)).toBe(true);
        const whole = await composedWhole(at, head, recipient, headerOf(message, "Message-ID")!);
        const [ours, theirs] = await Promise.all([PostalMime.parse(message.raw), PostalMime.parse(whole)]);
        expect(ours.html).toBe(theirs.html);
        expect(ours.text).toBe(theirs.text);
        const said = ({ headers }: typeof ours) =>
          headers
            .filter(({ key }) => key !== "content-type")
            // nodemailer writes the domain of such an address with its own letters: ours goes as DNS knows it.
            .map(
              ({ key, value }) =>
                `${key}: ${value.replace("@bücher.", "@xn--bcher-kva.").replace(/\s+/g, " ")}`,
            )
            .toSorted();
        expect(said(ours)).toEqual(said(theirs));
      }),
      { numRuns: 60 },
    );
  });

  test("fills in whatever places its digest has, and refuses to leave one open", async () => {
    const tokens = { address: "bs0000a", unsubscribe: "bs0000b", preferences: "bs0000c" };
    const digest = { html: "<p>bs0000c bs0000a</p>", text: "bs0000cbs0000a bs0000c", tokens };
    const mail = await simpleParser((await compose({ edition: { digest }, letterhead: fullLetterhead })).raw);
    expect(mail.text).toMatch(
      /^(https:\/\/letters\.example\.org\/preferences\/[a-z2-7]{48})ada@example\.com \1\n?$/,
    );
    const open = { ...digest, tokens: { ...tokens, shoeSize: "bs0000d" } };
    await expect(compose({ edition: { digest: open } })).rejects.toThrow("shoeSize");
  });

  test("escapes a reader's address in the page, and not in the text", async () => {
    const mail = await simpleParser(
      (await compose({ recipient: { ...ada, address: "o'b&co@example.ie" } })).raw,
    );
    expect(mail.html).toContain("<bdi>o&#39;b&amp;co@example.ie</bdi>");
    expect(mail.text).toContain("To o'b&co@example.ie\n");
  });

  test("doubles no dot on its way where a value has a dot at the beginning of a line", () => {
    const value = `.${"x".repeat(71)}=..${".".repeat(200)} end `;
    const lines = quotedPrintable(value).split("\r\n");
    for (const line of lines) {
      expect(line.length).toBeLessThanOrEqual(76);
      expect(line).not.toMatch(/^\.|\s/);
    }
    const whole = lines.map((line) => line.replace(/=$/, "")).join("");
    expect(
      whole.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    ).toBe(value);
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
