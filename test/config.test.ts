import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { schemaText } from "../src/commands/schema.ts";
import type { Config, Job } from "../src/config.ts";
import { jobNamed, loadConfig, programRoot } from "../src/config.ts";
import { Fault } from "../src/domain/faults.ts";
import { defaultLook } from "../src/domain/theme.ts";
import { tree } from "./tree.ts";

type Files = Readonly<Record<string, string>>;
type Environment = Readonly<Record<string, string | undefined>>;

const load = (files: Files = {}, environment: Environment = {}): Config =>
  loadConfig(tree(files), environment);

function faultOf(work: () => unknown): Fault {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("it was taken");
}

/** Everything the operator reads when these files are refused. */
function refusal(files: Files, environment: Environment = {}): string {
  const fault = faultOf(() => load(files, environment));
  expect([fault.code, fault.exitCode]).toEqual(["config", 78]);
  return fault.message;
}

const signUp = { pendingDays: 30, perHour: 500, welcome: false };

const defaultJob: Job = {
  name: "default",
  source: { kind: "folder", name: "seeds/", folder: expect.stringMatching(/seeds$/) as string },
  schedule: "0 7 * * *",
  timezone: "UTC",
  catchUp: 6,
  publish: "public",
  limits: { bytes: 5_000_000, lineChars: 1_000_000, folderDepth: 8, pictures: 50, pictureBytes: 10_000_000 },
  summary: { sentences: 3, words: 80, method: "extract", budget: { tokens: 200_000, seconds: 600 } },
  feed: { entries: 30, content: "full" },
  digest: { stories: 8, briefs: 12 },
};

const usualSending = {
  connections: 5,
  messagesPerConnection: 100,
  expire: { ms: 48 * 3_600_000, untilNext: false },
  unclear: "resend-once",
};

describe("with nothing configured", () => {
  test.each([
    ["no file at all", {}],
    ["empty files", { "broadsheet.yaml": "", "jobs/default.yaml": "\n", ".env": "" }],
    [
      "files of comments only",
      { "broadsheet.yaml": "# title: x\n", "jobs/default.yaml": "---\n# nothing\n", ".env": "# SMTP_URL=\n" },
    ],
    ["empty maps", { "broadsheet.yaml": "{}", "jobs/default.yaml": "{ summary: {}, feed: {}, digest: {} }" }],
  ])("(%s) there is one job and every setting has its default", (_, files) => {
    const config = load(files);
    expect(config.site).toEqual({
      title: "Broadsheet",
      language: "en",
      timezone: "UTC",
      digest: defaultLook,
      signUp,
      sending: usualSending,
    });
    expect(config.jobs).toEqual([defaultJob]);
    expect(config.smtpUrl).toBeNull();
  });

  test("the job that comes with Broadsheet says, key by key, what holds without it", () => {
    const shipped = readFileSync(path.join(programRoot, "jobs/default.yaml"), "utf8");
    expect(load({ "jobs/default.yaml": shipped }).jobs).toEqual([defaultJob]);
  });

  test("a place that is no folder is said to have no input", () => {
    const folder = tree({ file: "" });
    for (const root of [path.join(folder, "nowhere"), path.join(folder, "file")]) {
      const fault = faultOf(() => loadConfig(root, {}));
      expect(fault.code).toBe("no-input");
      expect(fault.message).toContain(root);
    }
  });
});

describe("what an operator writes down", () => {
  test("is what holds", () => {
    const config = load({
      "broadsheet.yaml": [
        "title: Der Morgen",
        "tagline: Neues",
        "url: https://news.example.org/sub",
        "author: Ada",
        "from: News@Bücher.example",
        "replyTo: editor@example.org",
        "language: de-AT",
        "timezone: Europe/Vienna",
        "signUp: {welcome: true}",
        "postalAddress: Ring 1, Wien",
      ].join("\n"),
      "jobs/default.yaml":
        "{source: in/box, publish: public/main, catchUp: 0, summary: {words: 10}, feed: {entries: 1, content: summary}, digest: {subject: Die Woche, stories: 0, briefs: 0}}",
    });
    expect(config.site).toEqual({
      title: "Der Morgen",
      tagline: "Neues",
      url: "https://news.example.org/sub/",
      author: "Ada",
      from: "News@xn--bcher-kva.example",
      replyTo: "editor@example.org",
      language: "de-AT",
      timezone: "Europe/Vienna",
      signUp: { ...signUp, welcome: true },
      postalAddress: "Ring 1, Wien",
      digest: defaultLook,
      sending: usualSending,
    });
    expect(config.jobs).toEqual([
      {
        name: "default",
        source: { kind: "folder", name: "in/box/", folder: expect.stringMatching(/in\/box$/) as string },
        schedule: "0 7 * * *",
        timezone: "Europe/Vienna",
        catchUp: 0,
        publish: "public/main",
        summary: { ...defaultJob.summary, words: 10 },
        limits: defaultJob.limits,
        feed: { entries: 1, content: "summary" },
        digest: { subject: "Die Woche", stories: 0, briefs: 0 },
      },
    ]);
  });

  test("in a second job makes a second series, with a folder of its own", () => {
    const config = load({
      "broadsheet.yaml": "timezone: Europe/Berlin",
      "jobs/weekly.yaml": "schedule: 0 9 * * 1\ntimezone: America/New_York",
      "jobs/sport.yml": "",
      "jobs/job.schema.json": "{}",
      "jobs/notes.txt": "not a job",
    });
    expect(config.jobs.map((j) => [j.name, j.publish, j.timezone])).toEqual([
      ["default", "public", "Europe/Berlin"],
      ["sport", "public/sport", "Europe/Berlin"],
      ["weekly", "public/weekly", "America/New_York"],
    ]);
    expect(jobNamed(config, "weekly").schedule).toBe("0 9 * * 1");
    const fault = faultOf(() => jobNamed(config, "monthly"));
    expect([fault.code, fault.message]).toEqual([
      "config",
      expect.stringContaining("default, sport, weekly"),
    ]);
  });

  test("as a folder means the same with a slash at its end", () => {
    const [job] = load({ "jobs/default.yaml": "source: articles/\npublish: public/" }).jobs;
    expect(job).toMatchObject({ source: { kind: "folder", name: "articles/" }, publish: "public" });
  });

  test.each(["Weekly.yaml", "-x.yaml", "a b.yaml", `${"x".repeat(41)}.yaml`, ".yaml", "ä.yaml"])(
    "in a job called %j is refused: its name stands in file names and links",
    (name) => {
      expect(refusal({ [`jobs/${name}`]: "" })).toContain(`jobs/${name}`);
    },
  );

  test("in two files for one job is refused: nobody could tell which one holds", () => {
    expect(refusal({ "jobs/weekly.yaml": "catchUp: 1", "jobs/weekly.yml": "catchUp: 2" })).toContain(
      "weekly",
    );
  });
});

describe("a mistake in a file", () => {
  test.each([
    ["broadsheet.yaml", "title: x\ntitel: y\n", 2, "titel", "title"],
    ["broadsheet.yaml", "# comment\n\nreplyto: a@example.org\n", 3, "replyto", "replyTo"],
    ["jobs/default.yaml", "shedule: 0 7 * * *\n", 1, "shedule", "schedule"],
    ["jobs/weekly.yaml", "digest:\n  stories: 3\n  storeys: 4\n", 3, "storeys", "stories"],
    ["jobs/default.yaml", "feed: { entrys: 3 }\n", 1, "entrys", "entries"],
  ])("in %s is told with its line, and the key that was meant", (file, text, line, wrong, meant) => {
    const message = refusal({ [file]: text });
    expect(message).toContain(`${file}, line ${line}: unknown key "${wrong}"`);
    expect(message).toContain(`Did you mean "${meant}"?`);
  });

  test("like no key at all lists the keys there are", () => {
    expect(refusal({ "jobs/default.yaml": "summary:\n  zzzzzzzz: 3\n" })).toMatch(
      /line 2: unknown key "zzzzzzzz"\. Known here: sentences, words, characters, method, provider, budget\./,
    );
  });

  test("is told together with all others of the file", () => {
    const lines = refusal({
      "broadsheet.yaml": "titel: x\nlanguage: english language\ntimezone: Berlin\nurl: news\n",
    }).split("\n");
    expect(lines.map((line) => line.slice(0, line.indexOf(":"))).toSorted()).toEqual(
      [1, 2, 3, 4].map((n) => `broadsheet.yaml, line ${n}`),
    );
  });

  test.each([
    ["broadsheet.yaml", "title: 12\n", 1, "title"],
    ["broadsheet.yaml", "tagline: ok\ntitle: [a]\n", 2, "title"],
    ["broadsheet.yaml", "title: ''\n", 1, "title"],
    ["broadsheet.yaml", 'title: "two\\nlines"\n', 1, "title"],
    ["broadsheet.yaml", "title:\n", 1, "title"],
    ["broadsheet.yaml", "url: ftp://example.org/\n", 1, "url"],
    ["broadsheet.yaml", "url: https://example.org/?a=b\n", 1, "url"],
    ["broadsheet.yaml", "url: javascript:alert(1)\n", 1, "url"],
    ["broadsheet.yaml", "\nfrom: Ada <ada@example.org>\n", 2, "from"],
    ["broadsheet.yaml", "from: a@example.org, b@example.org\n", 1, "from"],
    ["broadsheet.yaml", "language: not a tag\n", 1, "language"],
    ["broadsheet.yaml", "timezone: Mars/Olympus\n", 1, "timezone"],
    ["broadsheet.yaml", "web: 8080\n", 1, "web"],
    ["broadsheet.yaml", "web: {port: 70000}\n", 1, "web.port"],
    ["broadsheet.yaml", "web:\n  port: 80\n  host: a b\n", 3, "web.host"],
    ["jobs/default.yaml", "feed: {hub: hub.example.org}\n", 1, "feed.hub"],
    ["jobs/default.yaml", "feed: {hub: 'https://me:secret@hub.example.org/'}\n", 1, "feed.hub"],
    ["jobs/default.yaml", "source: ../elsewhere\n", 1, "source"],
    ["jobs/default.yaml", "source: /etc\n", 1, "source"],
    ["jobs/default.yaml", "publish: a/../../b\n", 1, "publish"],
    ["jobs/default.yaml", "publish: 'a\\..\\..\\b'\n", 1, "publish"],
    ["jobs/default.yaml", "catchUp: -1\n", 1, "catchUp"],
    ["jobs/default.yaml", "catchUp: 1.5\n", 1, "catchUp"],
    ["jobs/default.yaml", "catchUp: six\n", 1, "catchUp"],
    ["jobs/default.yaml", "summary:\n  words: 9\n", 2, "summary.words"],
    ["jobs/default.yaml", "summary: 60\n", 1, "summary"],
    ["jobs/default.yaml", "feed:\n  entries: 3\n  content: half\n", 3, "feed.content"],
    ["jobs/default.yaml", "digest: { subject: 3 }\n", 1, "digest.subject"],
    ["jobs/default.yaml", "schedule: [0, 7]\n", 1, "schedule"],
  ])("in %s such as %j is told with its line and key", (file, text, line, key) => {
    expect(refusal({ [file]: text })).toMatch(new RegExp(`^${file}, line ${line}: ${key}: \\S`, "m"));
  });

  test.each(["just text", "- a\n- list\n", "42", "true"])("of a whole file such as %j is told", (text) => {
    expect(refusal({ "broadsheet.yaml": text })).toContain("broadsheet.yaml");
  });

  test.each([
    ["title: [unclosed\n", 1],
    ["a: b\n\ttitle: tabbed\n", 2],
    ["title: one\ntitle: two\n", 2],
    ["title: 'unclosed\nurl: x\n", 2],
    ["title: x\n url: bad indent\n", 2],
  ])("of YAML such as %j is told with its line", (text, line) => {
    const message = refusal({ "broadsheet.yaml": text });
    expect(message).toContain("this is not YAML");
    // The parser points where it noticed, which may be a line beside where a person would point.
    const told = Number(/^broadsheet\.yaml, line (\d+), column \d+:/.exec(message)?.[1]);
    expect(Math.abs(told - line)).toBeLessThanOrEqual(1);
  });

  test("of two documents in one file is told", () => {
    expect(refusal({ "broadsheet.yaml": "title: one\n---\ntitle: two\n" })).toContain("broadsheet.yaml");
  });

  test("that would fill the memory (aliases of aliases) is refused at once", { timeout: 5000 }, () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    const names = "abcdefghij".split("");
    for (const [at, name] of names.slice(1).entries()) {
      const before = names[at]!;
      bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]`);
    }
    expect(refusal({ "broadsheet.yaml": `${bomb.join("\n")}\n` })).toContain("broadsheet.yaml");
  });

  test("that is a folder where a file should be, or a file where a folder should be, is told by name", () => {
    expect(refusal({ "broadsheet.yaml/": "" })).toContain("broadsheet.yaml cannot be read");
    expect(refusal({ ".env/": "" })).toContain(".env cannot be read");
    expect(refusal({ jobs: "a file" })).toContain("jobs/default.yaml cannot be read");
  });
});

describe("the environment", () => {
  const smtp = "smtp://user:p%40ss@mail.example.org:587";

  test("is read from .env, and what the environment itself sets wins", () => {
    const files = {
      ".env": `# comment\nSMTP_URL="${smtp}"\nPUBLIC_URL=https://env.example.org\nMAIL_FROM=env@example.org\n`,
      "broadsheet.yaml": "url: https://file.example.org/\nfrom: file@example.org\n",
    };
    const fromFile = load(files);
    expect(fromFile.smtpUrl).toBe(smtp);
    expect(fromFile.site).toMatchObject({ url: "https://env.example.org/", from: "env@example.org" });
    const outer = load(files, { SMTP_URL: "smtps://other.example.org", MAIL_FROM: "outer@example.org" });
    expect(outer.smtpUrl).toBe("smtps://other.example.org");
    expect(outer.site).toMatchObject({ url: "https://env.example.org/", from: "outer@example.org" });
  });

  test("that is set to nothing counts as not set, also over .env", () => {
    const empty = { SMTP_URL: "", PUBLIC_URL: "", MAIL_FROM: "" };
    expect(load({ ".env": "SMTP_URL=\nPUBLIC_URL=\nMAIL_FROM=\n" }).smtpUrl).toBeNull();
    expect(load({ ".env": `SMTP_URL=${smtp}\n` }, empty).smtpUrl).toBeNull();
    expect(load({ "broadsheet.yaml": "from: file@example.org" }, empty).site.from).toBe("file@example.org");
  });

  test("holds much that is not ours, and none of it matters", () => {
    const config = load({}, { PATH: "/bin", title: "no", NODE_ENV: undefined, SMTP_PASSWORD: "x" });
    expect(config.site.title).toBe("Broadsheet");
  });

  test("is read nowhere else: nothing of this process leaks in", () => {
    const before = process.env["SMTP_URL"];
    process.env["SMTP_URL"] = smtp;
    try {
      expect(load().smtpUrl).toBeNull();
    } finally {
      if (before == null) delete process.env["SMTP_URL"];
      else process.env["SMTP_URL"] = before;
    }
  });

  test.each([
    ["SMTP_URL", "mail.example.org user:hunter2-secret", "smtp://"],
    ["SMTP_URL", "https://user:hunter2-secret@mail.example.org", "smtp://"],
    ["SMTP_URL", "smtp://user:hunter2-secret@mail example.org", "SMTP_URL"],
    ["PUBLIC_URL", "smtp://user:hunter2-secret@mail.example.org", "PUBLIC_URL"],
    ["MAIL_FROM", "smtp://user:hunter2-secret@mail.example.org", "MAIL_FROM"],
  ])("with a wrong %s says so without repeating it: it may be a secret", (name, value, expected) => {
    for (const message of [refusal({}, { [name]: value }), refusal({ ".env": `${name}='${value}'\n` })]) {
      expect(message).toContain(name);
      expect(message).toContain(expected);
      expect(message).not.toContain("hunter2");
    }
  });
});

describe("the mailbox of returned mail", () => {
  const yaml = (text: string): Files => ({ "broadsheet.yaml": `bounces: ${text}\n` });
  const named = yaml("{address: bounces@example.org, imap: BOUNCES_URL}");

  test("comes from the variable that is named, and may not be set yet", () => {
    const url = "imaps://user%40a:hunter2@mail.example.org/INBOX";
    expect(load(named, { BOUNCES_URL: url }).bouncesUrl).toBe(url);
    expect(load({ ...named, ".env": `BOUNCES_URL=${url}` }).bouncesUrl).toBe(url);
    expect(load(named).bouncesUrl).toBeNull();
    expect(load({}, { BOUNCES_URL: url }).bouncesUrl).toBeNull();
  });

  test.each([
    "https://user:hunter2@mail.example.org",
    "imaps://mail.example.org",
    "hunter2",
    "imaps://u:hunter2@",
  ])("as %s is refused without being told", (url) => {
    const message = refusal(named, { BOUNCES_URL: url });
    expect(message).toContain("BOUNCES_URL must be a URL such as imaps://");
    expect(message).not.toContain("hunter2");
  });

  test.each([
    "{imap: BOUNCES_URL}",
    "{address: bounces@example.org, imap: BOUNCES_URL, maildir: mail}",
    "{address: bounces+x@example.org}",
    "{address: bounces-of-the-digest@example.org}",
    "{address: bounces@example.org, imap: 'imaps://u:p@example.org'}",
    "{address: bounces@example.org, mbox: mail}",
    "{address: bounces@example.org, maildir: .}",
  ])("is not said by %s", (text) => {
    expect(refusal(yaml(text))).toContain("broadsheet.yaml");
  });
});

describe("templates", () => {
  test("of the site take the place of those that come with Broadsheet, one by one", () => {
    const plain = load();
    const config = load({
      "templates/pages/index.liquid": "my index",
      "templates/mine.liquid": "mine",
      "templates/notes.txt": "no",
    });
    expect(config.templates).toEqual({
      ...plain.templates,
      "pages/index.liquid": "my index",
      "mine.liquid": "mine",
    });
    expect(plain.templates["pages/index.liquid"]).toBe(
      readFileSync(path.join(programRoot, "templates/pages/index.liquid"), "utf8"),
    );
    expect(Object.keys(plain.templates)).toEqual(
      expect.arrayContaining(["digest.mjml", "words/en.yaml", "pages/style.css"]),
    );
  });

  test("that are far too large are refused", () => {
    const fault = faultOf(() => load({ "templates/digest.mjml": "x".repeat(1_000_001) }));
    expect([fault.code, fault.message]).toEqual([
      "template-broken",
      expect.stringContaining("templates/digest.mjml"),
    ]);
  });

  test("speak the site's variety of a language over the language, and that over English", () => {
    const english = load().words;
    const [first, second] = Object.keys(english);
    const config = load({
      "broadsheet.yaml": "language: de-AT",
      "templates/words/de.yaml": `${first}: Hallo\n${second}: { one: eins, other: viele }\n`,
      "templates/words/de-AT.yaml": `${first}: Servus\n`,
    });
    expect(config.words).toEqual({
      ...english,
      [first!]: "Servus",
      [second!]: { one: "eins", other: "viele" },
    });
  });

  test.each([
    ["pt-BR", "pt"],
    ["zh-Hant-TW", "zh"],
    ["FR-ca", "fr"],
    ["iw", "he"],
  ])("speak %s by the words for %s", (variety, language) => {
    const { words } = load({ "broadsheet.yaml": `language: ${language}` });
    expect(words).not.toEqual(load().words);
    expect(load({ "broadsheet.yaml": `language: ${variety}` }).words).toEqual(words);
  });

  test("prefer the nearest variety there are words for", () => {
    const { words } = load({
      "broadsheet.yaml": "language: zh-Hant-TW",
      "templates/words/zh-Hant.yaml": "latest: 最新文章\n",
    });
    expect(words["latest"]).toBe("最新文章");
  });

  test("refuse a language there are no words for, and name those there are", () => {
    const message = refusal({ "broadsheet.yaml": "language: sv-FI" });
    expect(message).toContain("no words for language sv-FI");
    expect(message).toContain("ar, de, en, es, fr, he, hi, it, ja, nl, pl, pt, ru, tr, uk, zh");
    expect(message).toContain("templates/words/sv-FI.yaml");
  });

  test("speak any language the site itself has words for", () => {
    const { words } = load({
      "broadsheet.yaml": "language: sv",
      "templates/words/sv.yaml": "latest: Senaste\n",
    });
    expect(words).toEqual({ ...load().words, latest: "Senaste" });
  });

  test("whose words are no words are refused with the file's name", () => {
    expect(refusal({ "templates/words/en.yaml": "title: [1]\n" })).toContain(
      "templates/words/en.yaml, line 1",
    );
  });
});

describe("how mail is sent", () => {
  const sendingOf = (text: string) => load({ "broadsheet.yaml": `sending: ${text}\n` }).site.sending;
  test("may be limited, in number and in time, for all and for one domain", () => {
    const text =
      "{connections: 20, perSecond: 14, perHour: 5000, perDomain: {example.org: {perSecond: 1}, '*': {connections: 3}}, ramp: 200/day, expire: 5d, unclear: hold}";
    expect(sendingOf(text)).toEqual({
      ...usualSending,
      connections: 20,
      perSecond: 14,
      perHour: 5000,
      perDomain: { "example.org": { perSecond: 1 }, "*": { connections: 3 } },
      ramp: 200,
      expire: { ms: 5 * 24 * 3_600_000, untilNext: false },
      unclear: "hold",
    });
    expect(sendingOf("{expire: next-edition}").expire).toEqual({ ms: 48 * 3_600_000, untilNext: true });
  });

  test.each([
    ["{connections: 0}", "connections"],
    ["{perSecond: 0.5}", "perSecond"],
    ["{perSecnd: 5}", "perSecond"],
    ["{ramp: 200}", "ramp"],
    ["{ramp: 200/hour}", "200/day"],
    ["{expire: 48 hours}", "48h"],
    ["{expire: 0h}", "48h"],
    ["{unclear: ask}", "resend-once"],
    ["{perDomain: {Example.org: {perSecond: 1}}}", "perDomain"],
  ])("%s is refused with the right word: %s", (text, word) => {
    const fault = faultOf(() => sendingOf(text));
    expect(fault.code).toBe("config");
    expect(fault.message).toContain(word);
  });

  test.each([
    "lmtp://127.0.0.1:24",
    "lmtp:/run/dovecot/lmtp",
    "sendmail:",
    "sendmail:/usr/lib/sendmail",
    "smtps://a.example",
  ])("through %s is understood", (url) => expect(load({}, { SMTP_URL: url }).smtpUrl).toBe(url));
  test.each(["ftp://a.example", "sendmail:mail", "lmtp:dovecot"])("through %s is not", (url) =>
    expect(faultOf(() => load({}, { SMTP_URL: url })).code).toBe("config"),
  );
});

describe("the JSON Schemas beside the jobs", () => {
  test.each(["job", "site"] as const)("%s.schema.json is what `broadsheet schema %s` prints", (name) => {
    const file = readFileSync(path.join(programRoot, `jobs/${name}.schema.json`), "utf8");
    expect(file).toBe(`${schemaText(name)}\n`);
  });

  test.each([
    ["job", ["source", "schedule", "timezone", "catchUp", "publish", "summary", "limits", "feed", "digest"]],
    [
      "site",
      [
        "title",
        "tagline",
        "url",
        "author",
        "from",
        "sender",
        "replyTo",
        "dkim",
        "language",
        "timezone",
        "web",
        "bounces",
        "signUp",
        "sending",
        "postalAddress",
        "digest",
      ],
    ],
  ] as const)("%s.schema.json knows every key, requires none and says what each is for", (name, keys) => {
    const schema = JSON.parse(schemaText(name)) as {
      properties: Record<string, { description?: string; properties?: unknown }>;
      required?: string[];
      additionalProperties: unknown;
    };
    expect(Object.keys(schema.properties)).toEqual([...keys]);
    expect(schema.required).toBeUndefined();
    expect(schema.additionalProperties).toBe(false);
    for (const key of Object.values(schema.properties))
      expect(key.description ?? key.properties).toBeTruthy();
  });
});

describe("the look of the digest", () => {
  const look = (text: string): Files => ({ "broadsheet.yaml": `digest:\n  theme:\n${text}` });

  test("takes colours, fonts, a logo and a density, and keeps the rest as it is", () => {
    const { digest } = load({
      "broadsheet.yaml": [
        "digest:",
        "  design: letter",
        "  theme:",
        '    light: {accent: "#005A9c", card: "#fff"}',
        "    fonts: {headline: 'Charter, Georgia, serif'}",
        "    logo: {src: https://news.example.org/logo.png, alt: The Gull, width: 200, height: 40}",
        "    density: compact",
      ].join("\n"),
    }).site;
    expect(digest.design).toBe("letter");
    expect(digest.theme.light).toEqual({ ...defaultLook.theme.light, accent: "#005a9c", card: "#ffffff" });
    expect(digest.theme.dark).toEqual(defaultLook.theme.dark);
    expect(digest.theme.fonts).toEqual({ ...defaultLook.theme.fonts, headline: "Charter, Georgia, serif" });
    expect(digest.theme.density).toBe("compact");
    expect(digest.theme.logo).toMatchObject({ alt: "The Gull", width: 200 });
  });

  test("refuses colours that cannot be read, and says how far they are from it", () => {
    const message = refusal(look('    light: {accent: "#ffcc00"}\n    dark: {text: "#1e1d1b"}'));
    expect(message).toMatch(
      /broadsheet\.yaml, line 3: digest\.theme\.light\.accent: #ffcc00 on card \(#ffffff\) has a contrast of 1\.5:1; at least 4\.5:1/,
    );
    expect(message).toMatch(
      /line 4: digest\.theme\.dark\.text: #1e1d1b on card \(#1e1d1b\) has a contrast of 1:1/,
    );
  });

  test.each([
    ["    light: {accent: red}", /must be a colour such as "#8f1d14"/],
    ['    light: {accent: "#8f1d14;}"}', /must be a colour/],
    ["    light: {acent: '#8f1d14'}", /unknown key "acent"\. Did you mean "accent"\?/],
    ["    fonts: {text: 'url(https://fonts.example/x)'}", /must be names of fonts/],
    ['    fonts: {text: "Arial\\"; color: red"}', /must be names of fonts/],
    [
      "    logo: {src: 'http://a.example/l.png', alt: A, width: 99, height: 20}",
      /digest\.theme\.logo\.src: must be an https address/,
    ],
    [
      "    logo: {src: 'https://a.example/l.png', alt: A, width: 900, height: 20}",
      /digest\.theme\.logo\.width/,
    ],
  ])("refuses %s", (text, why) => {
    expect(refusal(look(text))).toMatch(why);
  });

  test("a design is one of those there are, or the operator's own", () => {
    const files = { "broadsheet.yaml": "digest: {design: gull}" };
    expect(refusal(files)).toMatch(
      /digest\.design is gull, and there is no templates\/digest\/gull\.mjml .*Designs here: brief, broadsheet, letter\./,
    );
    const own = { "templates/digest/gull.mjml": "<mjml></mjml>", "templates/digest/gull.txt.liquid": "x" };
    expect(load({ ...files, ...own }).site.digest.design).toBe("gull");
  });
});
