import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import { Fault, reasonOf } from "./domain/faults.ts";
import type { JobSettings, SiteSettings } from "./settings.ts";
import { environmentSettings, jobSettings, siteSettings } from "./settings.ts";
import { parseYaml } from "./yaml-door.ts";

/** Where a job reads: a folder of the site, or a feed (an address, or the absolute path of a file). */
export type JobSource =
  | { readonly kind: "folder"; readonly name: string; readonly folder: string }
  | { readonly kind: "feed"; readonly name: string; readonly feed: string; readonly allowPrivate: boolean };

export type Job = Omit<JobSettings, "publish" | "timezone" | "source"> & {
  readonly source: JobSource;
  readonly name: string;
  readonly publish: string;
  readonly timezone: string;
};

export type Site = SiteSettings;

/** Everything that is settled before anything runs. Read once; nothing else looks at the environment or these files. */
export type Config = {
  /** Absolute: the folder that holds seeds/, jobs/, public/, outbox/ and data/. */
  readonly root: string;
  readonly site: Site;
  readonly jobs: readonly Job[];
  readonly smtpUrl: string | null;
  /** The mailbox of returned mail, from the variable that `bounces.imap` names; null where that is not set. */
  readonly bouncesUrl: string | null;
  /** Secrets of providers that report bounces, by the names of the variables that `bounces.webhooks` gives. */
  readonly webhookKeys: Readonly<Record<string, string>>;
  /** Keys of language models, by the names of the variables that jobs name; absent where one is not set. */
  readonly modelKeys: Readonly<Record<string, string>>;
  /** Template files by name (`digest.mjml`, `pages/index.liquid`): the site's own over the built-in ones. */
  readonly templates: Readonly<Record<string, string>>;
  /** What Broadsheet itself says, in the site's language; English for a phrase that its file leaves out. */
  readonly words: Words;
};

/** A phrase, or one form per plural category of the language (`Intl.PluralRules`). */
export type Words = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Where the program itself lies: `src/` in a clone, `dist/` in a package; templates/ beside both. */
export const programRoot = path.dirname(import.meta.dirname);

/** @throws Fault `config` for anything a person wrote that cannot be meant; `no-input` when `root` is no folder */
export function loadConfig(root: string, environment: Readonly<Record<string, string | undefined>>): Config {
  if (!isFolder(root)) {
    throw new Fault(
      "no-input",
      `${root} is not a folder. Name the folder that holds your seeds/ with --dir.`,
    );
  }
  const variables = variablesOf(root, environment);
  const env = readEnvironment(variables);
  const site = readYamlFile(root, "broadsheet.yaml", siteSettings);
  const jobs = readJobs(root, site);
  const templates = { ...readTemplates(programRoot), ...(root === programRoot ? {} : readTemplates(root)) };
  requireDesign(site.digest.design, templates);
  return {
    root,
    site: {
      ...site,
      ...(env.PUBLIC_URL == null ? {} : { url: env.PUBLIC_URL }),
      ...(env.MAIL_FROM == null ? {} : { from: env.MAIL_FROM }),
    },
    jobs,
    smtpUrl: env.SMTP_URL ?? null,
    bouncesUrl: mailboxUrl(site.bounces?.imap, variables),
    webhookKeys: webhookKeysOf(site, variables),
    modelKeys: keysOf(jobs, variables),
    templates,
    words: readWords(templates, site.language),
  };
}

/** @throws Fault `config`, listing the jobs there are */
export function jobNamed(config: Config, given: string): Job {
  const name = given.replace(/^jobs\//, "").replace(/\.ya?ml$/, "");
  const job = config.jobs.find((j) => j.name === name);
  if (job != null) return job;
  throw new Fault(
    "config",
    `There is no job "${name}": expected jobs/${name}.yaml in ${config.root}. Jobs here: ${config.jobs.map((j) => j.name).join(", ")}.`,
  );
}

function readJobs(root: string, site: SiteSettings): Job[] {
  const names = listFolder(path.join(root, "jobs"), { recursive: false })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => ({ file: `jobs/${name}`, name: name.replace(/\.ya?ml$/, "") }));
  for (const { file, name } of names) {
    if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) {
      throw new Fault(
        "config",
        `${file}: a job's name must be a-z, 0-9 and "-", at most 40. Rename the file.`,
      );
    }
  }
  const twice = names.find(({ name }, i) => names.findIndex((other) => other.name === name) < i);
  if (twice != null) {
    throw new Fault(
      "config",
      `jobs/${twice.name}.yaml and jobs/${twice.name}.yml are one job twice. Remove one.`,
    );
  }
  if (!names.some((j) => j.name === "default")) names.unshift({ file: "jobs/default.yaml", name: "default" });
  return names.map(({ file, name }) => {
    const settings = readYamlFile(root, file, jobSettings);
    const publish = settings.publish ?? (name === "default" ? "public" : `public/${name}`);
    const source = sourceOf(settings.source, root);
    requireOwnFolder(publish, source.kind === "folder" ? source.name.slice(0, -1) : null, file);
    return { ...settings, source, name, publish, timezone: settings.timezone ?? site.timezone };
  });
}

function sourceOf(source: JobSettings["source"], root: string): JobSource {
  if (typeof source === "string")
    return { kind: "folder", name: `${source}/`, folder: path.join(root, source) };
  const { feed, allowPrivate } = source;
  const isAddress = /^https?:\/\//i.test(feed);
  // What stands in an address after ? may be a key; it is not for reports.
  const name = isAddress ? feed.replace(/[?#].*$/s, "").replace(/\/\/[^/@]*@/, "//") : feed;
  return { kind: "feed", name, feed: isAddress ? feed : path.resolve(root, feed), allowPrivate };
}

/** What is published must never be read as articles, nor stand where Broadsheet keeps its own. */
function requireOwnFolder(publish: string, source: string | null, file: string): void {
  const holds = (outer: string, inner: string): boolean => `${inner}/`.startsWith(`${outer}/`);
  const taken = [...(source == null ? [] : [source]), "data", "outbox", "jobs", "templates"].find(
    (place) => holds(place, publish) || holds(publish, place),
  );
  if (taken == null) return;
  throw new Fault(
    "config",
    `${file}: publish is ${publish}/, which overlaps ${taken}/. Choose a folder of its own.`,
  );
}

function readYamlFile<T>(root: string, name: string, schema: z.ZodType<T>): T {
  return parseYaml(readText(path.join(root, name), name) ?? "", name, schema);
}

type Variables = Readonly<Record<string, string | undefined>>;

/** `.env` and, over it, the environment; an empty one is absent. */
function variablesOf(root: string, environment: Variables): Variables {
  const file = parseEnv(readText(path.join(root, ".env"), ".env") ?? "");
  return Object.fromEntries(Object.entries({ ...file, ...environment }).filter(([, value]) => value !== ""));
}

function keysOf(jobs: readonly Job[], variables: Variables): Readonly<Record<string, string>> {
  const names = jobs.flatMap(({ summary }) => summary.provider?.keyEnv ?? []);
  return Object.fromEntries(
    names.flatMap((name) => (variables[name] == null ? [] : [[name, variables[name]]])),
  );
}

/** @throws Fault `config`, without the value: it holds a password */
function webhookKeysOf({ bounces }: SiteSettings, variables: Variables): Readonly<Record<string, string>> {
  const { postmark, mailgun } = bounces?.webhooks ?? {};
  return Object.fromEntries(
    [postmark, mailgun].flatMap((name) =>
      name == null || variables[name] == null ? [] : [[name, variables[name]]],
    ),
  );
}

function mailboxUrl(name: string | undefined, variables: Variables): string | null {
  const value = name == null ? undefined : variables[name];
  if (value == null) return null;
  if (/^imaps?:\/\/[^/]+@[^/@]+(?:\/|$)/.test(value) && URL.canParse(value)) return value;
  throw new Fault(
    "config",
    `In the environment or .env: ${name} must be a URL such as imaps://user:password@mail.example.org/INBOX, with @ in a name as %40.`,
  );
}

function readEnvironment(variables: Variables) {
  const result = environmentSettings.safeParse(variables);
  if (result.success) return result.data;
  // The value itself is never printed, nor a message that may repeat it: it may be a secret.
  const names = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))];
  const problems = names.map((name) => `${name} ${expected[name] ?? "is not valid"}`);
  throw new Fault("config", `In the environment or .env: ${problems.join("; ")}.`);
}

const wordsFile = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]));

/**
 * The words of a language, and over them those of its variety, which may be a few; English for what neither says.
 * @throws Fault `config`, naming the languages there are, where there are words for neither
 */
function readWords(templates: Readonly<Record<string, string>>, language: string): Words {
  const files = ["en", ...lookupRange(language)].map((tag) => `words/${tag}.yaml`);
  if (!files.slice(1).some((name) => templates[name] != null)) throw noWords(templates, language);
  return Object.assign(
    {},
    ...[...new Set(files)].map((name) => parseYaml(templates[name] ?? "", `templates/${name}`, wordsFile)),
  ) as Words;
}

/** `zh-Hant-TW` → `zh`, `zh-Hant`, `zh-Hant-TW`: from the language alone to the whole tag (RFC 4647, 3.4). */
function lookupRange(tag: string): string[] {
  const subtags = (Intl.getCanonicalLocales(tag)[0] ?? tag).split("-");
  return subtags.map((_, at) => subtags.slice(0, at + 1).join("-"));
}

function noWords(templates: Readonly<Record<string, string>>, language: string): Fault {
  const known = Object.keys(templates).flatMap((name) => /^words\/([^/]+)\.yaml$/.exec(name)?.[1] ?? []);
  return new Fault(
    "config",
    `broadsheet.yaml: there are no words for language ${language}. There are: ${known.toSorted().join(", ")}. ` +
      `Choose one of these, or translate templates/words/en.yaml as templates/words/${language}.yaml.`,
  );
}

const expected: Readonly<Record<string, string>> = {
  SMTP_URL:
    "must be a URL such as smtp://user:password@mail.example.org:587, smtps://…, lmtp://… or sendmail:",
  PUBLIC_URL: "must be an http(s) URL such as https://news.example.org/, without ? and #",
  MAIL_FROM: "must be one plain address such as news@example.org",
};

const maxTemplateBytes = 1_000_000;

/** Every template below `templates/`, by its name there. Templates see each other by these names, and no other file. */
function readTemplates(root: string): Record<string, string> {
  const folder = path.join(root, "templates");
  const names = listFolder(folder, { recursive: true }).map((name) => name.split(path.sep).join("/"));
  const templates: Record<string, string> = {};
  for (const name of names.filter((n) => /\.(?:mjml|liquid|css|yaml)$/.test(n))) {
    const file = path.join(folder, name);
    const { size } = statSync(file);
    if (size > maxTemplateBytes) {
      throw new Fault(
        "template-broken",
        `templates/${name} is ${size} bytes; at most ${maxTemplateBytes} are read.`,
      );
    }
    templates[name] = readText(file, `templates/${name}`) ?? "";
  }
  return templates;
}

/** @throws Fault `config`, naming the designs there are */
function requireDesign(design: string, templates: Readonly<Record<string, string>>): void {
  const files = [`digest/${design}.mjml`, `digest/${design}.txt.liquid`];
  const missing = files.filter((name) => templates[name] == null);
  if (missing.length === 0) return;
  const known = Object.keys(templates).flatMap(
    (name) => /^digest\/([a-z0-9-]+)\.mjml$/.exec(name)?.[1] ?? [],
  );
  throw new Fault(
    "config",
    `broadsheet.yaml: digest.design is ${design}, and there is no templates/${missing.join(" and no templates/")}. ` +
      `Designs here: ${known.toSorted().join(", ")}.`,
  );
}

/** The file's text, or null when there is no such file. @throws Fault `config` when it is there and cannot be read */
function readText(file: string, name: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new Fault("config", `${name} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

function listFolder(folder: string, options: { readonly recursive: boolean }): string[] {
  if (!isFolder(folder)) return [];
  try {
    return readdirSync(folder, { ...options, encoding: "utf8" }).sort();
  } catch (error) {
    throw new Fault("config", `${folder} cannot be listed: ${reasonOf(error)}`, { cause: error });
  }
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
