import { Liquid } from "liquidjs";
import { Fault, reasonOf } from "../domain/faults.ts";

/**
 * Fills templates with views. `html` escapes every value (`& < > " '`) unless the template says `raw`; `text` does not.
 * A name the view does not have is an error, not an empty place.
 *
 * @throws Fault `template-broken`, naming file and line
 */
export type Templates = {
  html(name: string, view: object): string;
  text(name: string, view: object): string;
  /** Of a template and those that it includes, the names of those in which a text stands. */
  holding(text: string, name: string): readonly string[];
};

/** @param files template texts by name; templates can include each other by these names and nothing else */
export function createTemplates(files: Readonly<Record<string, string>>): Templates {
  const strict = {
    templates: { ...files },
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    cache: true,
    // A loop without an end must stop the edition with a word, not the machine: milliseconds, characters, allocations.
    renderLimit: 10_000,
    parseLimit: 2_000_000,
    memoryLimit: 200_000_000,
  } as const;
  const html = new Liquid({ ...strict, outputEscape: "escape" });
  const text = new Liquid(strict);
  const fill = (engine: Liquid, name: string, view: object): string => {
    if (files[name] == null) {
      throw new Fault(
        "template-broken",
        `templates/${name} is missing. Restore it, or remove your templates/ folder.`,
      );
    }
    try {
      return String(engine.renderFileSync(name, view));
    } catch (error) {
      const where = brokenIn(error, files, name);
      throw new Fault("template-broken", `templates/${where}: ${firstLineOf(reasonOf(error))}`, {
        cause: error,
      });
    }
  };
  return {
    html: (name, view) => fill(html, name, view),
    text: (name, view) => fill(text, name, view),
    holding: (wanted, name) => includedBy(files, name).filter((file) => files[file]?.includes(wanted)),
  };
}

/** A template and, in the order they are met, all that it includes. */
function includedBy(files: Readonly<Record<string, string>>, name: string): string[] {
  const found = [name];
  for (const file of found) {
    const tags = (files[file] ?? "").matchAll(/\{%-?\s*(?:include|render|layout)\s+["']([^"']+)["']/g);
    for (const [, next = ""] of tags) if (files[next] != null && !found.includes(next)) found.push(next);
  }
  return found;
}

/**
 * Which of the templates a mistake stands in. Liquid shows the line and its number, and of templates in memory not always the
 * name: it is the one that has this line there.
 */
function brokenIn(error: unknown, files: Readonly<Record<string, string>>, name: string): string {
  const { context = "" } = error as { readonly context?: string };
  const shown = /^>> *(\d+)\| (.*)$/m.exec(context);
  if (shown == null) return name;
  const [, number, line] = shown;
  const hasLine = (file: string): boolean => files[file]?.split("\n")[Number(number) - 1] === line;
  return includedBy(files, name).find(hasLine) ?? name;
}

const firstLineOf = (text: string): string => text.split("\n")[0] ?? "";
