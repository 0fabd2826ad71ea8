import type { Element, ElementContent } from "hast";
import type { BlockKind, Span } from "../../domain/article.ts";
import { type Piece } from "../blocks/blocks.ts";

/** The pieces of a pruned tree and the text they count in: the pieces joined by blank lines. */
export type Pieces = { readonly text: string; readonly pieces: readonly Piece[] };

const kinds: Readonly<Record<string, BlockKind>> = {
  h1: "heading",
  h2: "heading",
  h3: "heading",
  h4: "heading",
  h5: "heading",
  h6: "heading",
  p: "paragraph",
  div: "paragraph",
  section: "paragraph",
  figure: "paragraph",
  dl: "list",
  blockquote: "quote",
  ul: "list",
  ol: "list",
  li: "list",
  dt: "list",
  dd: "list",
  table: "table",
  pre: "code",
  hr: "paragraph",
  figcaption: "caption",
  caption: "caption",
};
const postSignature = /(?:—|–|--)\s?[^@]{1,80}\(@\w{1,30}\)/u;
/** The networks' own class names for a post in a page. */
const postClass =
  /^(?:twitter-(?:tweet|video)|instagram-media|bluesky-embed|mastodon-embed|tiktok-embed|fb-post|reddit-(?:card|embed-bq)|telegram-post)$/;
const deckClass =
  /^(?:[a-z]{1,20}[-_]{1,2})?(?:dek|deck|standfirst|sub-?title|sub-?head(?:line)?|strapline)$/i;

/**
 * Blocks of a tree in reading order, as plain text.
 *
 * @param titled the element that is the title, so that its block is marked (the caller leaves it out of the body)
 * @param whole  the span of the file that stands in where a node has no position
 */
export function piecesOf(nodes: readonly ElementContent[], titled: Element | null, whole: Span): Pieces {
  const found: { kind: BlockKind; text: string; source: Span }[] = [];
  walk(nodes, "paragraph", whole);
  let text = "";
  const pieces = found.map(({ kind, text: own, source }) => {
    const start = text === "" ? 0 : text.length + 2;
    text += (text === "" ? "" : "\n\n") + own;
    return { kind, start, end: start + own.length, source };
  });
  return { text, pieces };

  function walk(children: readonly ElementContent[], kind: BlockKind, around: Span): void {
    let run: ElementContent[] = [];
    for (const child of children) {
      if (child.type !== "element" || !isBlock(child)) {
        run.push(child);
        continue;
      }
      emit(run, kind, around);
      run = [];
      enter(child, kind, positionOf(child) ?? around);
    }
    emit(run, kind, around);
  }

  function enter(element: Element, outer: BlockKind, around: Span): void {
    const own = classified(element) ?? kinds[element.tagName] ?? outer;
    // What a quotation or a list holds stays quotation or list, whatever paragraphs it is made of; a caption is one
    // whatever stands in it.
    const kind = outer === "caption" || (own === "paragraph" && outer !== "paragraph") ? outer : own;
    const isWhole =
      kind === "table" ||
      kind === "code" ||
      kind === "embed" ||
      element === titled ||
      !element.children.some(isBlock);
    if (isWhole) return emitWhole(element, kind, around);
    if (element.tagName === "blockquote" && postSignature.test(textOf(element.children)))
      return emitWhole(element, "embed", around);
    walk(element.children, kind, around);
  }

  function emitWhole(element: Element, kind: BlockKind, around: Span): void {
    const own =
      kind === "code"
        ? rawTextOf(element.children)
            .replace(/\u2028/g, "\n")
            .trim()
        : kind === "table"
          ? rowsOf(element)
          : textOf(element.children);
    if (own !== "") found.push({ kind: element === titled ? "title" : kind, text: own, source: around });
  }

  function emit(run: readonly ElementContent[], kind: BlockKind, around: Span): void {
    const own = textOf(run);
    if (own === "") return;
    const [from, to] = [positionOf(run[0]), positionOf(run.at(-1))];
    found.push({
      kind,
      text: own,
      source:
        from == null || to == null
          ? around
          : { start: Math.min(from.start, to.start), end: Math.max(from.end, to.end) },
    });
  }

  function positionOf(node: ElementContent | undefined): Span | null {
    // The types promise more than malformed tables keep: a position may lack its end.
    const position:
      | { start?: { offset?: number | undefined }; end?: { offset?: number | undefined } }
      | undefined = node?.position;
    const [start, end] = [position?.start?.offset, position?.end?.offset];
    // Where HTML inside Markdown is left open, ends can stand before starts: no position, then.
    if (start == null || end == null || end <= start) return null;
    // The HTML parser puts the end of an unclosed comment one past the end of the file.
    return { start: Math.min(whole.start + start, whole.end), end: Math.min(whole.start + end, whole.end) };
  }
}

/** What the element's class says it is, where that is said alike by many pages. */
function classified({ tagName, properties, children }: Element): BlockKind | null {
  const names = Array.isArray(properties["className"]) ? properties["className"].map(String) : [];
  if (names.some((name) => postClass.test(name))) return "embed";
  if (!/^(?:p|div|h[2-6])$/.test(tagName) || children.some(isBlock)) return null;
  return names.some((name) => deckClass.test(name)) ? "deck" : null;
}

const isBlock = (node: ElementContent): boolean => node.type === "element" && holdsBlocks(node);

/** Does the element start a block of its own, or hold one that does? */
function holdsBlocks(element: Element): boolean {
  if (element.tagName in kinds) return true;
  return element.children.some(isBlock);
}

/** Words in reading order, white space collapsed; `<br>` is a line break; pictures have none. */
export function textOf(nodes: readonly ElementContent[]): string {
  return rawTextOf(nodes)
    .replace(/[^\S\u2028]+/g, " ")
    .replace(/ ?\u2028 ?/g, "\n")
    .trim();
}

/** Line breaks are U+2028 here, which no cleaned text holds, so that collapsing white space spares them. */
function rawTextOf(nodes: readonly ElementContent[]): string {
  let text = "";
  for (const node of nodes) {
    if (node.type === "text") text += node.data != null && "description" in node.data ? "" : node.value;
    else if (node.type !== "element") continue;
    else if (node.tagName === "br") text += "\u2028";
    else if (node.tagName === "rt" || node.tagName === "rp") continue;
    else text += node.tagName in kinds ? ` ${rawTextOf(node.children)} ` : rawTextOf(node.children);
  }
  return text;
}

function rowsOf(element: Element): string {
  const rows: string[] = [];
  const visit = (node: Element): void => {
    for (const child of node.children) {
      if (child.type !== "element") continue;
      if (child.tagName !== "tr") visit(child);
      else
        rows.push(
          child.children
            .filter((cell) => cell.type === "element")
            .map((cell) => textOf(cell.children))
            .join("\t"),
        );
    }
  };
  visit(element);
  return rows.join("\n").trim();
}
