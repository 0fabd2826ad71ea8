import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { articleOf, readingOf, textsOf } from "../reading.ts";
import { cpuMs } from "../cost.ts";

const lede = "The ferry is back after six years, and nobody on the quay believed it at first.";
const mail = (head: readonly string[], body: string): string =>
  `${head.join("\r\n")}\r\n\r\n${body.replace(/\n/g, "\r\n")}`;
const head = [
  'From: "Pella Varga" <pella@gull.example>',
  "To: desk@gull.example",
  "Subject: =?utf-8?q?Die_F=C3=A4hre_kommt_zur=C3=BCck?=",
  "Date: Wed, 04 Mar 2026 08:15:00 +0100",
  "MIME-Version: 1.0",
];

describe("an article mailed in", async () => {
  const parts = [
    '--b\nContent-Type: multipart/alternative; boundary="c"\n\n--c\nContent-Type: text/plain\n\nNobody reads this.\n',
    `--c\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<table><tr><td><table role=3D"presentation"><tr><td><p onclick=3D"x()">${lede} F=FCnf Boote.</p><img src=3D"https://t.example/p.gif" width=3D"1" height=3D"1"><img src=3D"cid:boat" alt=3D"Two boats"></td><td><a href=3D"javascript:x()">no link</a></td></tr></table></td></tr></table><script>x()</script>\n--c--\n`,
    "--b\nContent-Type: image/png; name=boat.png\nContent-ID: <boat>\nContent-Disposition: attachment; filename=boat.png\nContent-Transfer-Encoding: base64\n\nAAAA\n",
    "--b--",
  ].join("");
  const article = await articleOf(
    "a.eml",
    mail([...head, 'Content-Type: multipart/mixed; boundary="b"'], parts),
  );

  it("has the subject for its title, the sender for its author and the day it was sent", () => {
    expect(article.title).toMatchObject({ state: "given", value: "Die Fähre kommt zurück" });
    expect(article.author).toMatchObject({ value: "Pella Varga" });
    expect(article.date).toMatchObject({ value: { at: new Date("2026-03-04T07:15:00Z") } });
  });

  it("gives the words of its HTML, not of the tables that lay it out, nor scripts, counters and attachments", () => {
    expect(article.html).toBe(`<p>${lede} Fünf Boote.</p><p>Two boats</p><p>no link</p>`);
    expect(textsOf(article, "table")).toEqual([]);
  });

  it("says that its picture was left out, and what to do", () => {
    expect(article.notes).toEqual([expect.stringMatching(/^one picture inside the file was left out/)]);
  });

  it("tells nobody an address", () => {
    expect(JSON.stringify(article)).not.toContain("@gull.example");
  });
});

it("plain text ends where the signature begins", async () => {
  const article = await articleOf(
    "a.eml",
    mail([...head, "Content-Type: text/plain"], `${lede}\n\nIt rained.\n-- \nPella Varga\nTel. 1234`),
  );
  expect(textsOf(article, "paragraph")).toEqual([lede, "It rained."]);
});

it.each([
  ["Fwd: Re[2]: FW: The ferry", "The ferry"],
  ["AW: WG: The ferry", "The ferry"],
  ["Reporting: the ferry", "Reporting: the ferry"],
  ["I: the ferry", "the ferry"],
])("“%s” is about “%s”", async (subject, title) => {
  const article = await articleOf(
    "a.eml",
    mail([`Subject: ${subject}`, "From: Pella Varga <p@x.example>"], lede),
  );
  expect(article.title.value).toBe(title);
});

it("who forwards a mail has hardly written it", async () => {
  const lines = [
    "Subject: Fwd: The ferry",
    "From: Pella Varga <p@x.example>",
    "Date: Wed, 04 Mar 2026 08:15:00 +0100",
  ];
  const article = await articleOf("a.eml", mail(lines, lede));
  expect(article.author).toMatchObject({ state: "inferred", confidence: 0.4 });
  expect(article.date).toMatchObject({ state: "inferred", confidence: 0.5 });
});

describe("a forwarded mail with its head", () => {
  const inner =
    "From: Pella Varga <pella@gull.example>\nDate: Wed, 4 Mar 2026 at 08:15\nSubject: The ferry\nTo: <desk@gull.example>\n\n";
  const plain = `See below.\n\n---------- Forwarded message ---------\n${inner}${lede}`;
  const lines = [
    "Subject: Fwd: The ferry",
    "From: A Forwarder <f@x.example>",
    "Date: Fri, 06 Mar 2026 08:15:00 +0100",
  ];

  it("is its first sender's, of its own day, and shows no address", async () => {
    const article = await articleOf("a.eml", mail(lines, plain));
    expect(article.author).toMatchObject({ state: "inferred", value: "Pella Varga" });
    expect(article.date).toMatchObject({ state: "inferred", value: { day: "2026-03-04" } });
    expect(article.text.trim()).toBe(lede);
  });

  it("also as Gmail's HTML", async () => {
    const markup = `<div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Pella</b> &lt;pella@gull.example&gt;<br></div><p>${lede}</p>`;
    const article = await articleOf("a.eml", mail([...lines, "Content-Type: text/html"], markup));
    expect(article.html).toBe(`<p>${lede}</p>`);
  });
});

it("a sender without a name is nobody, and a date that is none is said", async () => {
  const article = await articleOf(
    "a.eml",
    mail(["Subject: The ferry", "From: p@x.example", "Date: soon"], lede),
  );
  expect(article.author.state).toBe("unknown");
  expect(article.date).toMatchObject({ confidence: 0.3 });
});

const nested = (depth: number): string =>
  Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\r\n\r\n--b${i}\r\n`,
  ).join("");

describe("a mail that means harm is a reason or an article, soon", () => {
  it.each<[string, string]>([
    ["parts within parts within parts", mail(head, "").trimEnd() + "\r\n" + nested(2_000)],
    ["a head of a megabyte", `X: ${"a".repeat(500)}\r\n`.repeat(2_000) + `\r\n${lede}`],
    ["a million empty lines", mail(head, "\n".repeat(1_000_000) + lede)],
    ["no head", lede],
    ["nothing", ""],
    ["NUL and controls", mail(head, `${lede}\u0000\u0007\u001b[31m`)],
    ["HTML ten thousand deep", mail([...head, "Content-Type: text/html"], "<div>".repeat(10_000) + lede)],
    ["brackets without end", mail([...head, "Content-Type: text/html"], "<".repeat(500_000) + lede)],
    ["endless encoded words", mail([`Subject: ${"=?utf-8?q?a?= ".repeat(10_000)}`], lede)],
  ])("%s", async (_, content) => {
    const before = cpuMs();
    const { articles, skipped } = await readingOf({ "a.eml": content });
    expect(cpuMs() - before).toBeLessThan(3_000);
    expect(articles.length + skipped.length).toBe(1);
    expect(skipped[0]?.reason ?? "").not.toContain("please report");
    // oxlint-disable-next-line no-control-regex -- none may come through
    expect(articles[0]?.html ?? "").not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });

  it("or any bytes at all", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const { skipped } = await readingOf({
          "a.eml": Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n`), bytes]),
        });
        expect(skipped[0]?.reason ?? "").not.toContain("please report");
      }),
      { numRuns: 60 },
    );
  });
});
