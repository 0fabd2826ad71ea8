import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { type Found, given } from "../domain/article.ts";
import { isLanguageTag } from "../domain/language.ts";
import { parseStated } from "./calendar.ts";
import { oneLine } from "./decode.ts";
import { type Draft, Unusable, emptyFields } from "./draft.ts";

/** `end` is where the body starts in the source. */
export type FrontMatter = { readonly fields: Omit<Draft, "text" | "blocks" | "html">; readonly end: number };

const maxChars = 64 * 1024;
const maxDepth = 4;

const line = z.union([z.string(), z.number(), z.boolean()]).transform((value) => oneLine(String(value)));
const one = line.nullish().transform((value) => (value == null || value === "" ? null : value));
const several = z
  .union([line.transform((value) => value.split(",")), z.array(line)])
  .nullish()
  .transform((values) => (values ?? []).map(oneLine).filter((value) => value !== ""));
const people = z
  .union([
    line,
    z.object({ name: line }).transform(({ name }) => name),
    z.array(z.union([line, z.object({ name: line }).transform(({ name }) => name)])),
  ])
  .nullish()
  .transform((value) =>
    value == null ? null : oneLine(Array.isArray(value) ? value.join(", ") : value) || null,
  );

/** The keys that are read; every other one is the author's own business and is left alone. */
const shape = z.object({
  title: one,
  date: one,
  published: one,
  pubdate: one,
  author: people,
  authors: people,
  by: people,
  lang: one,
  language: one,
  tags: several,
  categories: several,
  keywords: several,
  summary: one,
  description: one,
  excerpt: one,
  draft: z.boolean().nullish(),
});

/**
 * The YAML between two `---` lines at the start of a file. Core schema; no anchors, aliases or tags.
 *
 * @throws Unusable with line and remedy when it does not parse: guessing would publish what its author did not mean.
 */
export function frontMatterOf(source: string): FrontMatter {
  const opening = /^---[ \t]*\n/.exec(source);
  if (opening == null) return { fields: emptyFields, end: 0 };
  const closing = closingLine(source, opening[0].length);
  if (closing == null) {
    // A file may also open with a thematic break.
    if (!/^[ \t]*["']?[\w-]{1,40}["']?[ \t]*:/.test(source.slice(opening[0].length)))
      return { fields: emptyFields, end: 0 };
    throw new Unusable("front matter opens on line 1 and is never closed: add a line --- after it");
  }
  return { fields: fieldsOf(valuesOf(source.slice(opening[0].length, closing.start))), end: closing.end };
}

function closingLine(source: string, from: number): { start: number; end: number } | null {
  const pattern = /^(?:---|\.\.\.)[ \t]*(?:\n|$)/gm;
  pattern.lastIndex = from;
  for (let match = pattern.exec(source); match != null; match = pattern.exec(source)) {
    if (match.index >= from) return { start: match.index, end: match.index + match[0].length };
  }
  return null;
}

function valuesOf(yaml: string): z.infer<typeof shape> {
  if (yaml.length > maxChars)
    throw new Unusable(`front matter has ${yaml.length} characters, more than ${maxChars}: shorten it`);
  const lines = new LineCounter();
  // Line 1 of the file is the opening ---.
  const at = (offset: number): string => `line ${lines.linePos(offset).line + 1}`;
  const document = parseDocument(yaml, {
    schema: "core",
    lineCounter: lines,
    uniqueKeys: true,
    logLevel: "silent",
    merge: false,
  });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem != null) {
    const [what = ""] = problem.message.split("\n");
    throw new Unusable(
      `front matter does not parse (${at(problem.pos[0])}: ${oneLine(what).replace(/ at line \d+.*$/, "")}): correct it, or quote the value`,
    );
  }
  const value: unknown = toValue(document, yaml);
  if (value == null) return shape.parse({});
  const known = shape.safeParse(lowerKeys(value));
  if (known.success) return known.data;
  const key = String(known.error.issues[0]?.path[0] ?? "");
  const offset = new RegExp(`^["']?${key}["']?[ \\t]*:`, "im").exec(yaml)?.index ?? 0;
  throw new Unusable(
    `front matter (${at(offset)}): “${key}” is not of the kind expected: ${expectation(key)}`,
  );
}

function toValue(document: ReturnType<typeof parseDocument>, yaml: string): unknown {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    throw new Unusable("front matter uses anchors or aliases (& and *): write the values out");
  }
  // An anchor nobody refers to is harmless, but allowing it would make the rule harder to say.
  if (depthOf(value) > maxDepth)
    throw new Unusable(`front matter is nested more than ${maxDepth} deep: flatten it`);
  if (value != null && (typeof value !== "object" || Array.isArray(value))) {
    throw new Unusable(
      `front matter is no list of “key: value” lines (${JSON.stringify(yaml.slice(0, 40))}): write it so, or remove the --- lines`,
    );
  }
  return value;
}

function expectation(key: string): string {
  if (key === "draft") return "write true or false";
  return ["tags", "categories", "keywords", "author", "authors", "by"].includes(key)
    ? "write a line of text or a list of them"
    : "write one line of text";
}

function depthOf(value: unknown, depth = 0): number {
  if (value == null || typeof value !== "object" || depth > maxDepth) return depth;
  return Math.max(depth + 1, ...Object.values(value).map((child) => depthOf(child, depth + 1)));
}

/** Keys in any case, without a prototype for `__proto__` and its like to reach. */
function lowerKeys(value: object): object {
  const lower: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, child] of Object.entries(value))
    if (key.toLowerCase() in shape.shape) lower[key.toLowerCase()] = child;
  return { ...lower };
}

function fieldsOf(values: z.infer<typeof shape>): FrontMatter["fields"] {
  const stated = values.date ?? values.published ?? values.pubdate;
  const date = stated == null ? null : parseStated(stated);
  const author = values.author ?? values.authors ?? values.by;
  const language = values.lang ?? values.language;
  const [tag] = language != null && isLanguageTag(language) ? Intl.getCanonicalLocales(language) : [];
  return {
    title: values.title == null ? null : given(values.title, because("title")),
    date: date == null ? null : given(date, because("date")),
    badDate: date == null ? stated : null,
    author: author == null ? null : given(author, because("author")),
    language: tag == null ? null : given(tag, because("language")),
    tags: [...new Set([...values.tags, ...values.categories, ...values.keywords])],
    givenSummary: values.summary ?? values.description ?? values.excerpt,
    draft: values.draft ?? false,
  } satisfies FrontMatter["fields"] & { title: Found<string> | null };
}

const because = (what: string): string => `the front matter states the ${what}`;
