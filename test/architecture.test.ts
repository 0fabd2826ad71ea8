import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const src = path.resolve(import.meta.dirname, "../src");
const rooms = [
  "domain",
  "ingest",
  "summarize",
  "render",
  "publish",
  "mail",
  "web",
  "store",
  "tables",
  "schedule",
  "app",
  "commands",
];

/** Which rooms (or files of the hall, `wire.ts` and so on) a room may import, besides itself. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  ingest: ["domain"],
  summarize: ["domain"],
  render: ["domain"],
  publish: ["domain"],
  mail: ["domain"],
  web: ["domain"],
  store: ["domain"],
  tables: ["domain"],
  schedule: ["domain"],
  app: ["domain"],
  "settings-kinds.ts": ["domain"],
  "settings-look.ts": ["domain", "settings-kinds.ts"],
  "settings-sending.ts": ["domain"],
  "settings.ts": ["domain", "settings-kinds.ts", "settings-look.ts", "settings-sending.ts"],
  "yaml-door.ts": ["domain"],
  "config.ts": ["domain", "settings.ts", "yaml-door.ts"],
  "wire.ts": ["domain", "config.ts", "wire-mail.ts", "render", "mail", "store"],
  "wire-mail.ts": ["domain", "config.ts", "wire-dkim.ts", "render", "mail", "store"],
  "wire-dkim.ts": ["domain", "config.ts", "mail"],
  "wire-model.ts": ["domain", "config.ts", "summarize"],
  "wire-site.ts": ["domain", "config.ts", "app", "render"],
  "wire-run.ts": [
    "domain",
    "config.ts",
    "wire.ts",
    "wire-mail.ts",
    "wire-model.ts",
    "wire-site.ts",
    "app",
    "ingest",
    "summarize",
    "render",
    "publish",
    "mail",
  ],
  "wire-preview.ts": [
    "domain",
    "config.ts",
    "wire.ts",
    "wire-mail.ts",
    "wire-run.ts",
    "mail",
    "render",
    "web",
  ],
  "wire-letters.ts": ["domain", "config.ts", "wire-mail.ts", "render", "mail"],
  "wire-front.ts": [
    "domain",
    "config.ts",
    "wire.ts",
    "wire-mail.ts",
    "wire-letters.ts",
    "wire-webhooks.ts",
    "app",
    "render",
    "web",
  ],
  "wire-webhooks.ts": ["domain", "config.ts", "app", "mail"],
  "wire-web.ts": ["domain", "config.ts", "wire.ts", "wire-front.ts", "render", "web"],
  "wire-bounces.ts": ["domain", "config.ts", "wire-mail.ts", "app", "mail", "store"],
  commands: [
    "domain",
    "config.ts",
    "settings.ts",
    "wire-mail.ts",
    "wire.ts",
    "wire-dkim.ts",
    "wire-run.ts",
    "wire-web.ts",
    "wire-bounces.ts",
    "wire-preview.ts",
    "app",
    "ingest",
    "summarize",
    "tables",
    "render",
    "schedule",
  ],
  "cli.ts": ["domain", "commands", "cli-ledger.ts"],
  "cli-ledger.ts": ["domain", "commands"],
  "bin.ts": ["cli.ts"],
};

/** What is neither input nor output, clock nor chance: a hash of a name is a function of the name. */
const harmless: readonly string[] = ["node:crypto"];

/** Packages that only one room may know. */
const homes: Readonly<Record<string, string>> = {
  feed: "render",
  liquidjs: "render",
  mjml: "render",
  "mjml-core": "render",
  mailauth: "mail",
  nodemailer: "mail",
  imapflow: "mail",
  cron: "schedule",
  "csv-parse": "tables",
  "csv-stringify": "tables",
  kysely: "store",
  openai: "summarize",
  hono: "web",
  "@hono/node-server": "web",
  "node:sqlite": "store",
  commander: "cli.ts",
};

type Import = {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
};

function imports(): Import[] {
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".ts"));
  return files.flatMap((name) => {
    const file = name.split(path.sep).join("/");
    const text = readFileSync(path.join(src, file), "utf8");
    const found = text.matchAll(
      /(?:^|\n)(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"|import\("([^"]+)"\)|require\("([^"]+)"\)/g,
    );
    return [...found].map((m) => ({
      file,
      from: roomOf(file),
      to: target(file, m[2] ?? m[3] ?? m[4] ?? ""),
      typeOnly: m[1] != null,
    }));
  });
}

const roomOf = (file: string): string => file.split("/")[0] ?? file;

function target(file: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  return path.posix.join(path.posix.dirname(file), specifier);
}

const isOurs = (to: string): boolean => to.endsWith(".ts");
const packageOf = (to: string): string =>
  to
    .split("/")
    .slice(0, to.startsWith("@") ? 2 : 1)
    .join("/");

describe("the house", () => {
  const all = imports();

  test("has the rooms it is said to have, and every hall file has its arrows", () => {
    const found = new Set(all.map((i) => i.from));
    expect([...found].filter((room) => !Object.hasOwn(arrows, room))).toEqual([]);
    for (const room of rooms) expect(readdirSync(path.join(src, room)).length).toBeGreaterThan(0);
  });

  test("no room knows another room's inside", () => {
    const wrong = all.filter(
      (i) => isOurs(i.to) && roomOf(i.to) !== i.from && !(arrows[i.from] ?? []).includes(roomOf(i.to)),
    );
    expect(wrong.map((i) => `${i.file} imports ${i.to}`)).toEqual([]);
  });

  test("the domain imports nothing but itself", () => {
    const outside = all.filter(
      (i) => i.from === "domain" && !harmless.includes(i.to) && roomOf(i.to) !== "domain",
    );
    expect(outside.map((i) => `${i.file} imports ${i.to}`)).toEqual([]);
  });

  test("a package lives in one room", () => {
    const wrong = all.filter((i) => {
      const home = homes[packageOf(i.to)];
      // A table of commands may go on in a file beside it.
      return home != null && home !== i.from && home !== i.from.replace(/^cli-\w+/, "cli");
    });
    expect(wrong.map((i) => `${i.file} imports ${i.to}`)).toEqual([]);
  });

  test("files do not import in circles", () => {
    const next = new Map<string, string[]>();
    for (const i of all.filter((each) => isOurs(each.to) && !each.typeOnly)) {
      next.set(i.file, [...(next.get(i.file) ?? []), i.to]);
    }
    const circles: string[] = [];
    const walk = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) {
        circles.push([...trail.slice(trail.indexOf(file)), file].join(" > "));
        return;
      }
      for (const to of next.get(file) ?? []) walk(to, [...trail, file]);
    };
    for (const file of next.keys()) walk(file, []);
    expect(circles).toEqual([]);
  });

  test("domain, summarize and render never ask the clock or roll dice", () => {
    const pure = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((f) =>
      /^(?:domain|summarize|render)[/\\].*\.ts$/.test(f),
    );
    const guilty = pure.filter((file) =>
      /new Date\(\)|Date\.now|Math\.random|randomUUID|performance\.now|process\.env/.test(
        readFileSync(path.join(src, file), "utf8"),
      ),
    );
    expect(guilty).toEqual([]);
  });

  test("no room is a cupboard for odds and ends", () => {
    const names = readdirSync(src, { recursive: true, encoding: "utf8" });
    expect(
      names.filter((name) => /(?:^|[/\\])(?:utils?|helpers?|common|misc|types)(?:\.ts)?$/.test(name)),
    ).toEqual([]);
  });

  test('templates print two values unescaped: the article\'s own, already sanitised, HTML, and JSON without "<"', () => {
    const templates = path.resolve(src, "../templates");
    const raw = readdirSync(templates, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:liquid|mjml)$/.test(name))
      .flatMap((name) =>
        [
          ...readFileSync(path.join(templates, name), "utf8").matchAll(
            /\{\{[^}]*\|\s*raw\s*-?\}\}|\{%-?\s*raw\s*-?%\}/g,
          ),
        ].map((m) => `${name.split(path.sep).join("/")}: ${m[0]}`),
      );
    expect(raw).toEqual(["pages/article.liquid: {{ data | raw }}", "pages/article.liquid: {{ html | raw }}"]);
  });
});
