import type { Body, BodyBlock, Run } from "../domain/lead.ts";
import { escapedBytes, plainText } from "./plain-line.ts";

/** The mail must hold it, with everything around it; in bytes as HTML. A letter of 6,000 words. */
export const maxBodyBytes = 40_000;
/** What a paragraph takes besides its words, and a link. */
const blockBytes = 120;
const runBytes = 20;
const linkBytes = 110;

const tag = /<(\/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>/g;
const kinds: Readonly<Record<string, BodyBlock["kind"]>> = {
  p: "paragraph",
  div: "paragraph",
  pre: "paragraph",
  dt: "paragraph",
  dd: "paragraph",
  tr: "paragraph",
  li: "item",
  blockquote: "quote",
  h2: "heading",
  h3: "heading",
  h4: "heading",
  h5: "heading",
  h6: "heading",
};
const styles: Readonly<Record<string, Run["style"]>> = { strong: "strong", b: "strong", em: "em", i: "em" };
/** Not the letter's text, or not text. */
const leftOut = new Set(["figcaption", "caption"]);

/**
 * An article's text as a letter shows it: paragraphs, headings, quotations and items of words with their links and stress.
 * Whole blocks, as many as fit.
 *
 * @param html sanitised, as `entry.html`
 */
export function bodyOf(html: string): Body {
  const reader = newReader();
  let at = 0;
  for (const { 0: found, 1: slash, 2: name = "", 3: attributes = "", index } of html.matchAll(tag)) {
    reader.text(html.slice(at, index));
    at = index + found.length;
    if (slash === "/") reader.close(name);
    else reader.open(name, attributes);
  }
  reader.text(html.slice(at));
  return thatFit(reader.end());
}

function newReader() {
  const blocks: BodyBlock[] = [];
  const outer: BodyBlock["kind"][] = [];
  let runs: Run[] = [];
  let href = "";
  /** Of what is open around the text; the innermost counts. */
  const stress: Run["style"][] = [];
  let hidden = 0;
  const end = (): BodyBlock[] => {
    const kept = trimmed(runs);
    if (kept.length > 0) blocks.push({ kind: outer.at(-1) ?? "paragraph", runs: kept });
    runs = [];
    return blocks;
  };
  return {
    end,
    text(raw: string): void {
      if (raw === "" || hidden > 0) return;
      const text = plainSpaced(decoded(raw));
      if (text !== "") runs.push({ text, href, style: stress.at(-1) ?? "plain" });
    },
    open(name: string, attributes: string): void {
      if (leftOut.has(name)) hidden++;
      else if (name === "a") href = hrefIn(attributes);
      else if (name === "br") runs.push({ text: " ", href: "", style: "plain" });
      else if (styles[name] != null) stress.push(styles[name]);
      else if (kinds[name] != null) {
        end();
        // A paragraph within a quotation or an item is still that.
        const around = outer.at(-1);
        outer.push(kinds[name] === "paragraph" && around != null ? around : kinds[name]);
      }
    },
    close(name: string): void {
      if (leftOut.has(name)) hidden--;
      else if (name === "a") href = "";
      else if (styles[name] != null) stress.pop();
      else if (kinds[name] != null) {
        end();
        outer.pop();
      } else if (name === "td" || name === "th") runs.push({ text: " ", href: "", style: "plain" });
    },
  };
}

/** Single spaces, none at either end; a block of nothing but those is none. */
function trimmed(runs: readonly Run[]): Run[] {
  const kept: Run[] = [];
  for (const run of runs) {
    const isAfterSpace = kept.length === 0 || kept.at(-1)!.text.endsWith(" ");
    const text = isAfterSpace ? run.text.trimStart() : run.text;
    if (text === "") continue;
    const last = kept.at(-1);
    if (last != null && last.href === run.href && last.style === run.style)
      kept[kept.length - 1] = { ...last, text: last.text + text };
    else kept.push({ ...run, text });
  }
  const last = kept.at(-1);
  if (last != null) kept[kept.length - 1] = { ...last, text: last.text.trimEnd() };
  return kept.filter(({ text }) => text !== "");
}

function thatFit(blocks: readonly BodyBlock[]): Body {
  let bytes = 0;
  const most = blocks.findIndex(({ runs }) => {
    bytes += blockBytes;
    for (const { text, href } of runs)
      bytes += escapedBytes(text) + (href === "" ? runBytes : escapedBytes(href) + linkBytes);
    return bytes > maxBodyBytes;
  });
  return most < 0 ? { blocks, isWhole: true } : { blocks: blocks.slice(0, most), isWhole: false };
}

/** As text, but with a space where one stood at an end. */
const plainSpaced = (text: string): string => {
  const line = plainText(text).replace(/\s+/gu, " ");
  const [before, after] = [/^\s/u.test(text), /\s$/u.test(text)];
  return line === "" ? (before ? " " : "") : `${before ? " " : ""}${line}${after ? " " : ""}`;
};

const hrefIn = (attributes: string): string => {
  const href = decoded(/\shref="([^"]*)"/.exec(attributes)?.[1] ?? "");
  return href.length <= 1000 && /^(?:https?:\/\/|mailto:)[^\s\p{Cc}]+$/iu.test(href) ? href : "";
};

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};

/** References as our own sanitiser writes them. */
const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]{2,5}));/g, (whole, decimal, hex, name) => {
    if (name != null) return named[String(name)] ?? whole;
    const code = decimal != null ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
