import { directionOf } from "../domain/language.ts";
import type { LetterKind } from "../domain/letter.ts";
import { escapeText } from "./escape-text.ts";
import { mjmlToHtml } from "./mjml.ts";
import type { Publication } from "./publication.ts";
import { directionView, siteView } from "./publication.ts";
import type { Templates } from "./template.ts";
import type { DirectionView, SiteView } from "./views.ts";
import { longDate, phrase, plainWords } from "./words.ts";

/** A mail about a subscription: `confirm` and `welcome`, `.mjml` and `.txt.liquid`, one view for all. */
export type LetterView = DirectionView & {
  readonly site: SiteView;
  readonly words: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly text: string;
  /** What the link does. */
  readonly button: string;
  readonly link: string;
  /** What to do if it was not you, and until when the link works; "" where it always does. */
  readonly note: string;
  /** Where one leaves, or "" in a mail that has one link only. */
  readonly leave: string;
};

/** What differs from addressee to addressee. `until`: when the link ends. */
export type LetterPlaces = { readonly link: string; readonly leave: string; readonly until: Date };

/** Rendered once for a kind; each addressee's own places are filled in. */
export type LetterForm = (places: LetterPlaces) => {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};

const saying = {
  confirm: { template: "confirm", words: "letter_confirm" },
  "change-address": { template: "confirm", words: "letter_move" },
  welcome: { template: "welcome", words: "letter_welcome" },
  already: { template: "welcome", words: "letter_already" },
} as const satisfies Record<LetterKind, { readonly template: string; readonly words: string }>;

/** Stand where an addressee's own places come; no phrase and no title holds a private-use character (they are cleaned). */
const tokens = {
  link: "https://place.invalid/link",
  leave: "https://place.invalid/leave",
  until: "\uF8FFuntil\uF8FF",
};

/** @throws Fault `template-broken` */
export async function letterForm(
  kind: LetterKind,
  publication: Publication,
  templates: Templates,
): Promise<LetterForm> {
  const { voice, title, url } = publication;
  const { template, words } = saying[kind];
  const say = (key: string): string => phrase(voice, key, { site: title, date: tokens.until });
  const isQuestion = template === "confirm";
  const view: LetterView = {
    ...directionView(directionOf(voice.language)),
    site: siteView(publication, url),
    words: plainWords(voice, { site: title }),
    subject: say(`${words}_subject`),
    text: say(`${words}_text`),
    button: isQuestion ? say(`${words}_button`) : say("letter_preferences"),
    link: tokens.link,
    note: isQuestion ? say(`${words}_note`) : "",
    leave: isQuestion ? "" : tokens.leave,
  };
  const html = await mjmlToHtml(templates.html(`${template}.mjml`, view), `${template}.mjml`);
  const text = `${templates
    .text(`${template}.txt.liquid`, view)
    .replace(/\n{3,}/g, "\n\n")
    .trim()}\n`;
  return ({ link, leave, until }) => {
    const fill = (body: string, escape: (value: string) => string): string =>
      body
        .replaceAll(tokens.link, () => escape(link))
        .replaceAll(tokens.leave, () => escape(leave))
        .replaceAll(tokens.until, () => escape(longDate(voice, until)));
    return { subject: view.subject, html: fill(html, escapeText), text: fill(text, (value) => value) };
  };
}
