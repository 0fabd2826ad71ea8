import leven from "leven";
import type { Document } from "yaml";
import { LineCounter, isMap, isScalar, parseDocument } from "yaml";
import { z } from "zod";
import { Fault } from "./domain/faults.ts";

/**
 * One YAML file through one zod schema. Whatever is wrong is said with file and line, all of it at once, and an unknown
 * key with the nearest one that exists.
 *
 * @param name the file as a person knows it: `jobs/default.yaml`
 * @throws Fault `config`
 */
export function parseYaml<T>(text: string, name: string, schema: z.ZodType<T>): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: "core", prettyErrors: false });
  const [broken] = document.errors;
  if (broken != null) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw new Fault("config", `${name}, line ${line}, column ${col}: this is not YAML. ${broken.message}`);
  }
  const result = schema.safeParse(valueOf(document, name) ?? {});
  if (result.success) return result.data;
  const problems = result.error.issues
    .flatMap((issue) => describe(issue, schema))
    .map(({ path, message }) => {
      const offset = offsetOf(document, path);
      const at = offset == null ? name : `${name}, line ${lines.linePos(offset).line}`;
      return `${at}: ${message}`;
    });
  throw new Fault("config", problems.join("\n"));
}

function valueOf(document: Document.Parsed, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    throw new Fault("config", `${name}: anchors and aliases (& and *) are not taken; write the value out.`, {
      cause: error,
    });
  }
}

type Problem = { readonly path: readonly PropertyKey[]; readonly message: string };

function describe(issue: z.core.$ZodIssue, schema: z.ZodType): Problem[] {
  if (issue.code !== "unrecognized_keys") {
    const key = issue.path.join(".");
    return [{ path: issue.path, message: key === "" ? issue.message : `${key}: ${issue.message}` }];
  }
  const valid = keysAt(schema, issue.path);
  return issue.keys.map((key) => {
    const nearest = valid.toSorted((a, b) => leven(a, key) - leven(b, key))[0];
    const hint =
      nearest != null && leven(nearest, key) <= Math.max(2, key.length / 2)
        ? `Did you mean "${nearest}"?`
        : `Known here: ${valid.join(", ")}.`;
    return { path: [...issue.path, key], message: `unknown key "${key}". ${hint}` };
  });
}

/** The keys an object schema knows at a path; read off its JSON Schema, which sees through defaults and pipes. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let node: unknown = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  for (const step of path) node = property(property(node, "properties"), String(step));
  const properties = property(node, "properties");
  return properties != null && typeof properties === "object" ? Object.keys(properties) : [];
}

function property(value: unknown, key: string): unknown {
  return value != null && typeof value === "object" && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** Where in the text the node at a path begins: the key itself, where the path ends in one. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number | null {
  if (path.length === 0) return document.contents?.range?.[0] ?? null;
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return null;
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1));
  return isScalar(pair?.key) ? (pair.key.range?.[0] ?? null) : null;
}
