import type { Line } from "./line-shape.ts";

/**
 * What a release says below its news: who sends it ("About Northlight Optics", and a paragraph on it), what its lawyers
 * want said, whom to call. Blogs end alike: "About Maud", and who she is.
 */

/** The heading of such a section; the name follows. */
const about =
  /^(?:#{1,6}\s)?(?:About|Über|À propos d[e'’u]s?|Acerca de|Sobre|Informazioni su|Chi è|Over|Om)\s(?:(?:the|la|le|les|el|los|die|das|der|het|de|il|a|o)\s)?(\p{Lu}[\p{L}\p{N}&.'’-]{1,40})[^.!?]{0,60}:?$/u;
/** "About Northlight: Northlight is …" in one line. */
const aboutRunOn =
  /^(?:About|Über|À propos de|Acerca de|Sobre|Over)\s(\p{Lu}[\p{L}\p{N}&.'’-]{1,40})[^.!?:]{0,60}(?::|\s[–—-])\s.{0,40}/u;
const caution =
  /^(?:#{1,6}\s)?(?:(?:cautionary|safe harbou?r|disclosure|note|notice|statement)s?\b.{0,30}\b)?(?:forward-looking statements?|safe harbou?r(?: statements?)?|zukunftsgerichtete aussagen)\b.{0,60}$/iu;
/** What such a paragraph says, whatever its name. */
const selfPortrait =
  /\b(?:founded in|headquartered|is an? (?:[\p{L}-]{1,20} ){0,3}(?:leading|global|independent|provider|maker|manufacturer|supplier|non-?profit|network|company|organi[sz]ation)|leading (?:provider|maker|supplier|manufacturer)|for more information|learn more (?:at|about)|visit (?:www|http|us)|www\.|employs|subsidiary|listed on|traded on|(?:Nasdaq|NYSE|NASDAQ|LSE)\s?:)/iu;
const legal = /\bforward-looking statements?\b|\bactual results (?:may|could|might) differ\b/iu;

const isText = ({ kind }: Line): boolean =>
  kind === "paragraph" || kind === "heading" || kind === "boilerplate";
/** Sections are at most so long. */
const maxParagraphs = 3;
/** Above this share of the lines an "About X" heads a part of the article. */
const leastPast = 0.3;

/** Changes `kind` in place; linear. */
export function settleReleases(lines: readonly Line[]): void {
  for (let at = Math.max(2, Math.floor(lines.length * leastPast)); at < lines.length; at++) {
    const line = lines[at];
    if (line == null || !isText(line)) continue;
    if (legal.test(line.text) && line.text.length < 1_500 && line.kind === "paragraph")
      line.kind = "boilerplate";
    const runOn = aboutRunOn.exec(line.text);
    if (runOn != null && line.text.length > 80 && selfPortrait.test(line.text)) line.kind = "boilerplate";
    if (line.text.length > 100) continue;
    if (caution.test(line.text)) settleSection(lines, at, () => true);
    const name = about.exec(line.text)?.[1];
    if (name == null) continue;
    const [next] = lines.slice(at + 1);
    const isPortrait = (text: string): boolean =>
      text.slice(0, 60).includes(name) || selfPortrait.test(text.slice(0, 1_000));
    if (next != null && isPortrait(next.text) && !isDialogue(next.text)) settleSection(lines, at, isPortrait);
  }
}

const isDialogue = (text: string): boolean => /^["“„«]|\b(?:said|told|says)\b/u.test(text.slice(0, 300));

function settleSection(lines: readonly Line[], at: number, belongs: (text: string) => boolean): void {
  const [heading] = lines.slice(at);
  if (heading != null) heading.kind = "boilerplate";
  for (const line of lines.slice(at + 1, at + 1 + maxParagraphs)) {
    if (line.kind !== "paragraph" || !belongs(line.text)) break;
    line.kind = "boilerplate";
  }
}
