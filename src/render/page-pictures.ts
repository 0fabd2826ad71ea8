import { escapeText } from "./escape-text.ts";
import type { Voice } from "./words.ts";
import { phrase } from "./words.ts";

/** Every element's, whole: in its attributes, `<` may stand as it is. */
const tag = /<\/?([a-z][a-z0-9]*)(?:[^<>"]|"[^"]*")*>/g;
const attribute = /\s([a-z]+)="([^"]*)"/g;

/**
 * An article's HTML as its page shows it. Its own pictures are found from there, keep their place while they load, and load
 * when they are come to. One that lies elsewhere becomes a link: nobody's server but ours learns who reads.
 *
 * @param html sanitised, as `entry.html`
 * @param up from the page to the publication's root
 */
export function pageHtml(html: string, up: string, voice: Voice): string {
  let inLink = false;
  let shown = 0;
  return html.replace(tag, (found, element: string) => {
    if (element === "a") {
      inLink = !found.startsWith("</");
      // Browsers take these in an address, RFC 3986 does not.
      return found.replace(/[{}|^`]/g, encodeURIComponent);
    }
    // Feeds want void elements closed, pages do not.
    if (element !== "img") return found.replace(/ ?\/>$/, ">");
    const attributes = new Map(
      [...found.matchAll(attribute)].map(([, name = "", value = ""]) => [name, value]),
    );
    const src = attributes.get("src") ?? "";
    if (!src.startsWith("images/")) return elsewhere(src, attributes.get("alt") ?? "", inLink, voice);
    attributes.set("src", up + src);
    attributes.delete("loading");
    // The first may be in sight at once: to put it off would only make it late.
    if (shown++ > 0) attributes.set("loading", "lazy");
    attributes.set("decoding", "async");
    return `<img${[...attributes].map(([name, value]) => ` ${name}="${value}"`).join("")}>`;
  });
}

/** @param src and @param alt as they stand in the HTML: escaped */
function elsewhere(src: string, alt: string, inLink: boolean, voice: Voice): string {
  const named =
    alt === ""
      ? `<span lang="${voice.language}">${escapeText(phrase(voice, "picture_at", { place: hostOf(src) }))}</span>`
      : alt;
  return inLink ? named : `<a href="${src}" rel="noreferrer">${named}</a>`;
}

const hostOf = (src: string): string =>
  URL.canParse(src) ? new URL(src).hostname.replace(/^www\./, "") : "";
