import type { Root, RootContent } from "hast";
import { type Options, raw } from "hast-util-raw";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toHast } from "mdast-util-to-hast";
import { gfm } from "micromark-extension-gfm";
import { bodyOf, flattened, isTooComplex } from "./body.ts";
import { type Format, type Limits } from "./draft.ts";
import { frontMatterOf } from "./front-matter.ts";

/** Markdown (CommonMark with GFM) with YAML front matter; HTML inside it is parsed, then held to the same allow-list. */
export const markdown: Format = {
  name: "Markdown",
  draft(source, limits) {
    const { fields, end } = frontMatterOf(source);
    const body = source.slice(end);
    const whole = { start: end, end: source.length };
    const { title, ...rest } = fields;
    if (isHostile(body, limits)) return { ...rest, ...flattened(body, whole), title };
    const rule = { known: title, because: "the first heading is the title" };
    return { ...rest, ...bodyOf(parsed(body), rule, whole) };
  },
};

function parsed(body: string): RootContent[] {
  const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const hast = toHast(tree, { allowDangerousHtml: true });
  // `raw` keeps positions only when given a file; it uses nothing of it but its text.
  const file = { value: body, toString: () => body } as unknown as NonNullable<Options["file"]>;
  const root = raw(hast, { file }) as Root;
  return root.children;
}

/** Measured: micromark takes 2 s for 4,500 list items, 34 s for 18,000; footnotes are alike. */
const maxListItems = 2_000;

/** Deep nesting and endless lists make Markdown parsers slow or overflow: no person quotes a hundredfold. */
function isHostile(body: string, limits: Limits): boolean {
  if (body.length > limits.maxMarkdownChars || isTooComplex(body, limits)) return true;
  const items = body.match(/^[ \t>]{0,200}(?:[-*+]|\d{1,9}[.)])[ \t]|\[\^/gm)?.length ?? 0;
  if (items > maxListItems) return true;
  return /^(?:[ \t]*>){100}/m.test(body) || /^ {200,}[-*+\d]/m.test(body) || /[[\]!*_`<&~]{2000}/.test(body);
}
