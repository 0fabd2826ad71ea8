import { SaxesParser, type SaxesTagPlain } from "saxes";
import { Unusable } from "./draft.ts";

/** What is told of one XML part, in order. */
export type XmlEvents = {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(words: string): void;
};

const maxDepth = 200;
const maxElements = 300_000;

/**
 * Reads one XML part of an office document. Office programs write no document types, so one is refused, and with it
 * every entity; nothing outside is ever loaded.
 *
 * @throws Unusable when it is not well-formed, too deep or too large
 */
export function readXml(part: Uint8Array, events: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  let elements = 0;
  parser.on("doctype", () => {
    throw new Unusable(
      "its XML declares a document type, as no office program does: open it and save it again",
    );
  });
  parser.on("error", () => {
    throw new Unusable("its XML is damaged: open it and save it again");
  });
  parser.on("opentag", ({ name, attributes }: SaxesTagPlain) => {
    if (++depth > maxDepth || ++elements > maxElements)
      throw new Unusable("it is nested too deep or has too many parts: simplify it, or save it as text");
    events.open?.(name, attributes);
  });
  parser.on("closetag", ({ name }) => {
    depth--;
    events.close?.(name);
  });
  parser.on("text", (words) => events.text?.(words));
  parser.on("cdata", (words) => events.text?.(words));
  parser.write(new TextDecoder("utf-8").decode(part)).close();
}

/** The words of a document's small fields ("dc:title", "meta:keyword"), each as often as it stands there. */
export function wordsIn(
  part: Uint8Array | undefined,
  wanted: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  if (part == null) return found;
  let current: string | null = null;
  let words = "";
  readXml(part, {
    open(name) {
      if (!wanted.includes(name)) return;
      current = name;
      words = "";
    },
    text(more) {
      if (current != null && words.length < 5_000) words += more;
    },
    close(name) {
      if (name !== current) return;
      found.set(name, [...(found.get(name) ?? []), words.trim()].slice(0, 50));
      current = null;
    },
  });
  return found;
}
