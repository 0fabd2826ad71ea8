import { z } from "zod";
import { type ArticleDate, type Found, given, inferred } from "../../domain/article.ts";
import { isLanguageTag } from "../../domain/language.ts";
import { parseStated } from "../fields/calendar.ts";
import { oneLine } from "../bytes/decode.ts";
import { type Draft, type PictureReference, Unusable, emptyFields } from "../formats/draft.ts";
import { webAddress } from "../page/link.ts";
import { uniqueTags } from "../page/tags.ts";

/** Fields an author states in front matter or a sidecar. `draft` is null where nothing is said about it. */
export type Stated = Omit<Draft, "text" | "blocks" | "html" | "draft"> & { readonly draft: boolean | null };

/** Where they were written: `name` for messages ("front matter"), `line` of a key in the file, 1-based. */
export type Origin = { readonly name: string; line(key: string): number | null };

const maxDepth = 4;

const line = z.union([z.string(), z.number(), z.boolean(), z.date()]).transform((value) =>
  // A TOML date knows whether it has a time and a zone, and writes itself so.
  oneLine(value instanceof Date ? value.toISOString() : String(value)),
);
const text = z
  .union([z.string(), z.array(z.string()).transform((parts) => parts.join(" "))])
  .transform(oneLine);
// A line of a list that was left empty says nothing: Obsidian writes one where a property was not filled in.
const several = z
  .union([line.transform((value) => value.split(",")), z.array(line.nullable())])
  .transform((values) => values.map((value) => bare(value ?? "")).filter((value) => value !== ""));
const person = z.union([line, z.looseObject({ name: line }).transform(({ name }) => name)]);
const people = z.union([person, z.array(person.nullable())]).transform((value) =>
  (Array.isArray(value) ? value : [value])
    .map((each) => bare(each ?? ""))
    .filter((each) => each !== "")
    .join(", "),
);
const yes = z.union([z.boolean(), z.stringbool()]);
const picture = z.union([
  z.string().transform((src) => ({ src, alt: "" })),
  z.looseObject({}).transform((value, context): { src: string; alt: string } => {
    const own = (...keys: readonly string[]): string =>
      keys.map((key) => value[key]).find((each): each is string => typeof each === "string") ?? "";
    const src = own("src", "url", "path", "image", "file", "relative", "filename");
    if (src === "") context.addIssue({ code: "custom", message: "names no file" });
    return { src, alt: own("alt", "caption", "description", "title") };
  }),
]);
const pictures = z.union([picture.transform((one) => [one]), z.array(picture)]);

/**
 * The names that Jekyll, Hugo, Eleventy, Astro, Obsidian and WordPress exports use, the most telling first; compared
 * without case, hyphens and underscores. Every other key is the author's own business and is left alone.
 */
const names = {
  title: "title headline",
  date: "date pubdate publishdate publisheddate datepublished publishedat publishedon publishedtime pubdatetime published publicationdate posted created createdat datecreated creationdate",
  updated: "updated modified lastmod lastmodified updatedat updateddate moddatetime datemodified dateupdated",
  author: "author authors by byline creator",
  language: "lang language locale",
  section: "section sections category categories series",
  tags: "tags tag keywords topics",
  summary: "summary description excerpt abstract standfirst deck dek subtitle",
  draft: "draft eleventyexcludefromcollections",
  image: "image cover coverimage hero heroimage featuredimage thumbnail banner images photo",
  link: "canonicalurl canonical externalurl link url",
  place: "place location dateline",
  correction: "correction corrections erratum",
} as const;
type Field = keyof typeof names;

/** Strict: a value of another kind is refused with its line. Loose: it means something to another program. */
const kinds = {
  title: { schema: line, strict: "write one line of text" },
  date: { schema: line, strict: "write one line of text" },
  updated: { schema: line, strict: null },
  author: { schema: people, strict: null },
  language: { schema: line, strict: "write one line of text" },
  section: { schema: several, strict: null },
  tags: { schema: several, strict: "write a line of text or a list of them" },
  summary: { schema: text, strict: null },
  draft: { schema: yes, strict: "write true or false" },
  image: { schema: pictures, strict: null },
  link: { schema: line, strict: null },
  place: { schema: line, strict: null },
  correction: { schema: text, strict: null },
} as const satisfies Record<Field, { schema: z.ZodType; strict: string | null }>;

const fieldOf = new Map<string, { field: Field; rank: number }>(
  (Object.keys(names) as Field[]).flatMap((field) =>
    names[field].split(" ").map((name, rank) => [name, { field, rank }] as const),
  ),
);

type Values = { [F in Field]?: z.output<(typeof kinds)[F]["schema"]> };

/**
 * Parsed front matter or sidecar → fields.
 *
 * @throws Unusable with line and remedy: guessing would publish what its author did not mean
 */
export function statedFields(parsed: unknown, origin: Origin): Stated {
  if (parsed == null) return { ...emptyFields, draft: null };
  if (typeof parsed !== "object" || Array.isArray(parsed))
    throw new Unusable(`${origin.name} is no list of “key: value” lines: write it so, or remove it`);
  if (depthOf(parsed) > maxDepth)
    throw new Unusable(`${origin.name} is nested more than ${maxDepth} deep: flatten it`);
  const { values, held } = valuesOf(parsed, origin);
  return { ...fieldsOf(values, origin), draft: held ? true : (values.draft ?? null) };
}

function valuesOf(parsed: object, origin: Origin): { values: Values; held: boolean } {
  const values: Record<string, unknown> = {};
  const ranks: Partial<Record<Field, number>> = {};
  let held = false;
  for (const [key, value] of Object.entries(parsed)) {
    const plain = key.toLowerCase().replace(/[\s_-]/g, "");
    held ||= isHeld(plain, value);
    const known = fieldOf.get(plain);
    // Jekyll's `published: false` is no date.
    if (
      known == null ||
      value == null ||
      value === "" ||
      (known.field === "date" && typeof value === "boolean")
    )
      continue;
    const { schema, strict } = kinds[known.field];
    const read = schema.safeParse(value);
    if (!read.success && strict != null) {
      const at = origin.line(key);
      throw new Unusable(
        `${origin.name}${at == null ? "" : ` (line ${at})`}: “${key}” is not of the kind expected: ${strict}`,
      );
    }
    if (!read.success || known.rank >= (ranks[known.field] ?? Infinity)) continue;
    ranks[known.field] = known.rank;
    values[known.field] = read.data;
  }
  return { values, held };
}

/** Said in other words that it is not to be published. */
function isHeld(key: string, value: unknown): boolean {
  if (key === "published" || key === "publish") return value === false || value === "false";
  return (
    (key === "status" || key === "visibility") &&
    typeof value === "string" &&
    /^(?:draft|pending|private)$/i.test(value.trim())
  );
}

function fieldsOf(values: Values, { name }: Origin): Omit<Stated, "draft"> {
  const because = (what: string): string => `${called(name)} states the ${what}`;
  const [tag] = languageTags(values.language ?? "");
  const say = (value: string | undefined, what: string): Found<string> | null =>
    value == null || value === "" ? null : given(value, because(what));
  const address = webAddress(values.link ?? "", null);
  return {
    ...emptyFields,
    ...dateOf(values, name),
    title: say(values.title, "title"),
    author: say(values.author, "author"),
    language: say(tag, "language"),
    place: say(values.place, "place"),
    tags: uniqueTags([...(values.section ?? []), ...(values.tags ?? [])]),
    link: address,
    pictures: (values.image ?? []).slice(0, 5).map(leading),
    givenSummary: values.summary == null || values.summary === "" ? null : values.summary,
    correction: values.correction == null || values.correction === "" ? null : values.correction,
  };
}

const called = (name: string): string => (name.startsWith("its ") ? name : `the ${name}`);

function dateOf(
  { date, updated }: Values,
  name: string,
): { date: Found<ArticleDate> | null; badDate: string | null } {
  const value = parseStated(date ?? "");
  if (value != null) return { date: given(value, `${called(name)} states the date`), badDate: null };
  const changed = parseStated(updated ?? "");
  if (changed == null || date != null) return { date: null, badDate: date ?? null };
  return {
    date: inferred(changed, `${called(name)} only says when it was last changed`, 0.6),
    badDate: null,
  };
}

function languageTags(words: string): string[] {
  const tag = words.replaceAll("_", "-");
  return isLanguageTag(tag) ? Intl.getCanonicalLocales(tag) : [];
}

/** Obsidian writes links and pictures as `[[Name|alias]]`; a tag may keep its `#`. */
function bare(words: string): string {
  const link = /^!?\[\[([^\]|]{1,300})(?:\|([^\]]{1,300}))?\]\]$/.exec(words.trim());
  return oneLine(link == null ? words : (link[2] ?? link[1] ?? ""));
}

function leading({ src, alt }: { src: string; alt: string }): PictureReference {
  const link = /^!?\[\[([^\]|]{1,300})(?:\|[^\]]{0,300})?\]\]$/.exec(src.trim());
  return { src: oneLine(link?.[1] ?? src), alt: oneLine(alt), lead: true };
}

function depthOf(value: unknown, depth = 0): number {
  if (value == null || typeof value !== "object" || depth > maxDepth) return depth;
  // Not by spreading: a list may hold more values than a call takes arguments.
  return Object.values(value).reduce(
    (most: number, child) => Math.max(most, depthOf(child, depth + 1)),
    depth + 1,
  );
}
