import { createRequire } from "node:module";
import { LineCounter, parseDocument } from "yaml";
import { oneLine } from "../bytes/decode.ts";
import { type Draft, type Format, Unusable, emptyFields } from "../formats/draft.ts";
import { type Origin, type Stated, statedFields } from "./stated.ts";

/** `end` is where the body starts in the source. */
export type FrontMatter = { readonly fields: Omit<Draft, "text" | "blocks" | "html">; readonly end: number };

const maxChars = 64 * 1024;

/** What stands between two fences, as written. `line` is the file's line its first character is on, 1-based. */
type Fenced = {
  readonly syntax: Syntax;
  readonly inner: string;
  readonly line: number;
  readonly end: number;
};
type Syntax = "yaml" | "toml" | "json";

const none: FrontMatter = { fields: emptyFields, end: 0 };

/**
 * Front matter at the start of a file: YAML between `---` lines, TOML between `+++` lines, a JSON object, or Eleventy's
 * `---json`. Nothing in it is run: `---js` is refused.
 *
 * @throws Unusable with line and remedy when it does not parse: guessing would publish what its author did not mean.
 */
export function frontMatterOf(source: string): FrontMatter {
  const found = fenced(source);
  if (found == null) return none;
  const fields = fieldsIn(found.inner, found.syntax, "front matter", found.line);
  return { fields: { ...fields, draft: fields.draft ?? false }, end: found.end };
}

/** A format for files that may open with front matter, made of one that knows nothing of it: plain text. */
export function headed(format: Format): Format {
  return {
    name: format.name,
    draft(source, limits) {
      const { fields, end } =
        /^(?:---|\+\+\+)[ \t]*\n/.test(source) && isClosed(source) ? frontMatterOf(source) : none;
      if (end === 0) return format.draft(source, limits);
      const draft = format.draft(source.slice(end), limits);
      const blocks = draft.blocks.map((block) => ({
        ...block,
        source: { start: block.source.start + end, end: block.source.end + end },
      }));
      return mergedWith({ ...draft, blocks }, { ...fields, draft: fields.draft || null });
    },
  };
}

/** Text may open with a rule of hyphens; only a fence closed soon, around lines of `key: value`, is front matter. */
function isClosed(source: string): boolean {
  const [, second = ""] = source.split("\n", 2);
  return looksLikeKey.test(second) && closing(source, source.indexOf("\n") + 1, source.slice(0, 3)) != null;
}

/** A draft whose fields are overruled by what is stated more firmly elsewhere. */
export function mergedWith(draft: Draft, stated: Stated): Draft {
  return {
    ...draft,
    title: stated.title ?? draft.title,
    date: stated.date?.state === "given" || draft.date == null ? (stated.date ?? draft.date) : draft.date,
    badDate: stated.date == null ? (stated.badDate ?? draft.badDate) : null,
    author: stated.author ?? draft.author,
    language: stated.language ?? draft.language,
    place: stated.place ?? draft.place,
    tags: stated.tags.length > 0 ? stated.tags : draft.tags,
    link: stated.link ?? draft.link,
    pictures: [...draft.pictures, ...stated.pictures],
    givenSummary: stated.givenSummary ?? draft.givenSummary,
    correction: stated.correction ?? draft.correction,
    draft: stated.draft ?? draft.draft,
  };
}

const looksLikeKey = /^[ \t]*(?:#.*|["']?[\p{L}\w][\p{L}\w .-]{0,60}["']?[ \t]*[:=].*)$/u;

function fenced(source: string): Fenced | null {
  const opening = /^(---|\+\+\+)([a-z]{0,10})[ \t]*\n/.exec(source);
  if (opening == null) return fencedJson(source);
  const [whole, fence = "---", named = ""] = opening;
  const close = closing(source, whole.length, fence);
  if (/^(?:js|javascript|coffee|ts|node)$/.test(named))
    throw new Unusable(
      "front matter on line 1 is program code, which is never run: write it as YAML between --- lines",
    );
  if (close == null) {
    // A file may also open with a thematic break.
    const [, second = ""] = source.split("\n", 2);
    if (!looksLikeKey.test(second) || second.trim().startsWith("#")) return null;
    throw new Unusable(`front matter opens on line 1 and is never closed: add a line ${fence} after it`);
  }
  const syntax = named === "json" || named === "toml" ? named : fence === "+++" ? "toml" : "yaml";
  return { syntax, inner: source.slice(whole.length, close.start), line: 2, end: close.end };
}

/** The fence's own line again; `...` ends YAML, too. Looked for no further than front matter may be long. */
function closing(source: string, from: number, fence: string): { start: number; end: number } | null {
  const pattern = fence === "+++" ? /^\+\+\+[ \t]*(?:\n|$)/gm : /^(?:---|\.\.\.)[ \t]*(?:\n|$)/gm;
  pattern.lastIndex = from;
  const match = pattern.exec(source);
  return match == null ? null : { start: match.index, end: match.index + match[0].length };
}

/** Hugo's third way: the file opens with a JSON object, which ends at the end of a line. */
function fencedJson(source: string): Fenced | null {
  if (!/^\{\s{0,200}"[^"\n]{1,100}"\s{0,20}:/.test(source)) return null;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < Math.min(source.length, maxChars); at++) {
    const c = source[at];
    if (inString) {
      if (c === "\\") at++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === "{" || c === "[") depth++;
    else if ((c === "}" || c === "]") && --depth === 0) {
      const end = /^[ \t]{0,50}(?:\n|$)/.exec(source.slice(at + 1, at + 60));
      if (end == null) return null;
      return { syntax: "json", inner: source.slice(0, at + 1), line: 1, end: at + 1 + end[0].length };
    }
  }
  return null;
}

/**
 * Text of a known syntax → stated fields.
 *
 * @param name for messages and reasons: "front matter", "its sidecar boats.yaml"
 * @param line the line in its file that the text starts on, 1-based
 * @throws Unusable
 */
export function fieldsIn(inner: string, syntax: Syntax, name: string, line: number): Stated {
  if (inner.length > maxChars)
    throw new Unusable(`${name} has ${inner.length} characters, more than ${maxChars}: shorten it`);
  const origin: Origin = {
    name,
    line: (key) => {
      const plain = key.replace(/[^\p{L}\p{N}_ -]/gu, ".");
      const offset = new RegExp(`^[ \\t{]{0,20}["']?${plain}["']?[ \\t]*[:=]`, "m").exec(inner)?.index;
      return offset == null ? null : line + inner.slice(0, offset).split("\n").length - 1;
    },
  };
  const parse = { yaml: fromYaml, toml: fromToml, json: fromJson }[syntax];
  return statedFields(parse(inner, name, line), origin);
}

/** Core schema: no dates, no binary, no sets; no anchors, aliases, merge keys or tags. */
function fromYaml(yaml: string, name: string, line: number): unknown {
  const lines = new LineCounter();
  const refuse = (at: number, what: string): never => {
    const where = `line ${lines.linePos(at).line + line - 1}`;
    throw new Unusable(`${name} does not parse (${where}: ${what}): correct it, or quote the value`);
  };
  // The check for keys given twice takes time by their square.
  if ((yaml.match(/\n/g)?.length ?? 0) > maxLines || (yaml.match(/[,:]/g)?.length ?? 0) > 2 * maxLines)
    throw new Unusable(`${name} has more than ${maxLines} lines or values: shorten it`);
  // The parser calls itself for each level.
  if (/[[{]{64}|(?:[-?:] {0,3}){64}/.test(yaml) || / {200}\S/.test(yaml))
    throw new Unusable(`${name} is nested more than 4 deep: flatten it`);
  const document = parseDocument(yaml, {
    schema: "core",
    lineCounter: lines,
    uniqueKeys: true,
    logLevel: "silent",
    merge: false,
  });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem != null)
    refuse(problem.pos[0], oneLine(problem.message.split("\n")[0] ?? "").replace(/ at line \d{1,9}.*$/, ""));
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw new Unusable(`${name} uses anchors or aliases (& and *): write the values out`);
  }
}

const maxLines = 2_000;

function fromToml(toml: string, name: string, line: number): unknown {
  const require = createRequire(import.meta.url);
  const { parse } = require("smol-toml") as typeof import("smol-toml");
  try {
    return parse(toml, { maxDepth: 16 });
  } catch (error) {
    const [what = ""] = (error instanceof Error ? error.message : "").split("\n");
    const at = error != null && typeof error === "object" && "line" in error ? Number(error.line) : 1;
    throw new Unusable(
      `${name} does not parse (line ${at + line - 1}: ${oneLine(what).replace(/^Invalid TOML document: /, "")}): correct it, or quote the value`,
    );
  }
}

function fromJson(json: string, name: string, line: number): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const position = /position (\d{1,9})/.exec(error instanceof Error ? error.message : "")?.[1];
    const at = json.slice(0, Number(position ?? 0)).split("\n").length + line - 1;
    throw new Unusable(`${name} does not parse (line ${at}: it is not JSON): correct it`);
  }
}
