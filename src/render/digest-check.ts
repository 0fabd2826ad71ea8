import type { Element, Nodes } from "hast";
import { fromHtml } from "hast-util-from-html";
import { maxDigestBytes } from "./digest.ts";
import { isPlaceholder } from "./feed-address.ts";

/** `wrong`: readers would have to suffer it. `advice`: it goes out well, and could be better. */
export type Finding = { readonly weight: "wrong" | "advice"; readonly text: string };

/** Gmail drops all of a mail's `<style>` past 16,384 characters; half of it leaves room for what relays add. In UTF-8 bytes. */
export const maxStyleBytes = 8_192;

/** What most inboxes show of a subject before they cut it. */
const maxSubjectChars = 50;

/**
 * What a reader would stumble over in a finished digest. Looks at the very HTML and text that are sent, so it also holds
 * templates that somebody has changed.
 *
 * @param mail with a reader's own values filled in
 */
export function checkDigest(mail: {
  readonly html: string;
  readonly text: string;
  readonly subject: string;
  readonly preheader: string;
  readonly title: string;
  readonly postalAddress: string;
  readonly unsubscribe: string;
}): readonly Finding[] {
  const elements = elementsIn(fromHtml(mail.html));
  const links = elements.filter(({ tagName }) => tagName === "a").map((each) => property(each, "href"));
  return [
    ...sizeFindings(mail.html, elements),
    ...lineFindings(mail),
    ...frameFindings(elements),
    ...linkFindings(links, mail),
    ...elements.filter(({ tagName }) => tagName === "img").flatMap(imageFindings),
    ...requestFindings(mail.html, elements),
    ...(mail.postalAddress === ""
      ? [advice("There is no postal address: many countries require one (postalAddress in broadsheet.yaml).")]
      : []),
  ];
}

const wrong = (text: string): Finding => ({ weight: "wrong", text });
const advice = (text: string): Finding => ({ weight: "advice", text });

function sizeFindings(html: string, elements: readonly Element[]): Finding[] {
  const bytes = Buffer.byteLength(html);
  const style = elements
    .filter(({ tagName }) => tagName === "style")
    .reduce((sum, { children }) => sum + Buffer.byteLength(children.map(textIn).join("")), 0);
  return [
    ...(bytes > maxDigestBytes
      ? [wrong(`The HTML is ${bytes} bytes, of ${maxDigestBytes} at most: Gmail would cut it.`)]
      : []),
    ...(style > maxStyleBytes
      ? [wrong(`The styles are ${style} bytes, of ${maxStyleBytes} at most: Gmail may drop them all.`)]
      : []),
  ];
}

function lineFindings({ subject, preheader, title }: Parameters<typeof checkDigest>[0]): Finding[] {
  const chars = Array.from(subject).length;
  const isSame = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
  return [
    ...(chars > maxSubjectChars
      ? [advice(`The subject has ${chars} characters; most inboxes show ${maxSubjectChars}.`)]
      : []),
    ...(isSame(subject, title)
      ? [advice("The subject is the publication's name, which stands beside it as the sender: say the news.")]
      : []),
    ...(preheader.trim() === "" || preheader.toLowerCase().startsWith(subject.toLowerCase())
      ? [advice("The line after the subject says nothing that the subject has not said.")]
      : []),
  ];
}

function frameFindings(elements: readonly Element[]): Finding[] {
  const named = (name: string): Element[] => elements.filter(({ tagName }) => tagName === name);
  const [root] = named("html");
  const missing = [
    ...(root == null || property(root, "lang") === "" ? ["its language (lang)"] : []),
    ...(root == null || property(root, "dir") === "" ? ["its direction (dir)"] : []),
    ...(named("title").every(({ children }) => children.map(textIn).join("").trim() === "")
      ? ["a title"]
      : []),
  ];
  return [
    ...(missing.length > 0
      ? [wrong(`The HTML does not say ${missing.join(", ")}: screen readers need it.`)]
      : []),
    ...(named("h1").length === 1
      ? []
      : [wrong(`There are ${named("h1").length} main headings (h1), not one.`)]),
  ];
}

function linkFindings(
  links: readonly string[],
  { text, html, unsubscribe }: Parameters<typeof checkDigest>[0],
): Finding[] {
  const local = links.filter((href) => /^https?:/i.test(href) && isPlaceholder(href));
  const strange = links.filter((href) => !/^(?:https?:\/\/|mailto:)/i.test(href));
  const silent = new Set(links.filter((href) => href !== unsubscribe && !text.includes(href)));
  return [
    ...(links.includes(unsubscribe) && text.includes(unsubscribe)
      ? []
      : [wrong("There is no link to unsubscribe in the HTML, in the text, or in both.")]),
    ...(local.length > 0
      ? [advice(`${local.length} links lead to this machine (${local[0]}): set url in broadsheet.yaml.`)]
      : []),
    ...strange.map((href) => wrong(`A link leads nowhere that a mail can lead: ${short(href)}`)),
    ...[...silent].map((href) => advice(`The text part lacks the link ${short(href)}`)),
    ...(/<a\b[^>]*>\s*<\/a>/i.test(html) ? [wrong("A link has no words to press.")] : []),
  ];
}

function imageFindings(image: Element): Finding[] {
  const source = property(image, "src");
  const shown = short(source);
  const [width, height] = [Number(property(image, "width")), Number(property(image, "height"))];
  return [
    ...(image.properties["alt"] == null
      ? [wrong(`The picture ${shown} has no alternative text (alt).`)]
      : []),
    ...(/^https:\/\//i.test(source) ? [] : [wrong(`The picture ${shown} has no https address.`)]),
    ...(width > 0 && height > 0 ? [] : [advice(`The picture ${shown} does not say its width and height.`)]),
    ...(width === 1 || height === 1
      ? [wrong(`The picture ${shown} is one pixel, as those are that watch readers.`)]
      : []),
  ];
}

const loaders = new Set(["script", "link", "iframe", "object", "embed", "video", "audio", "form", "base"]);

function requestFindings(html: string, elements: readonly Element[]): Finding[] {
  const found = [...new Set(elements.map(({ tagName }) => tagName).filter((name) => loaders.has(name)))];
  const imports = /@import|@font-face|url\(\s*["']?https?:/i.test(html) ? ["a remote font or style"] : [];
  return [...found.map((name) => `<${name}>`), ...imports].map((what) =>
    wrong(`The HTML holds ${what}, which no mail program needs and some refuse.`),
  );
}

const short = (href: string): string => (href.length > 80 ? `${href.slice(0, 79)}…` : href);

function property({ properties }: Element, name: string): string {
  const value = properties[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

const textIn = (node: Nodes): string => (node.type === "text" ? node.value : "");

function elementsIn(root: Nodes): Element[] {
  const found: Element[] = [];
  const waiting: Nodes[] = [root];
  for (let node = waiting.pop(); node != null; node = waiting.pop()) {
    if (node.type === "element") found.push(node);
    if ("children" in node) waiting.push(...node.children.toReversed());
  }
  return found;
}
