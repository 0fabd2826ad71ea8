import { maskedAddress } from "../domain/address.ts";
import { directionOf } from "../domain/language.ts";
import type { Frequency, Preference } from "../domain/preferences.ts";
import { wallClock } from "../domain/zone.ts";
import type { Sections } from "./page-frame.ts";
import { rootedFrame, subscribePath } from "./page-frame.ts";
import type { Publication } from "./publication.ts";
import type { Templates } from "./template.ts";
import type { LinkView, NoticeView, PageView, PreferencesView, SnippetView, SubscribeView } from "./views.ts";
import { phrase, plainWords } from "./words.ts";

/** What a notice says; those with an address are about that one. */
export type FrontNotice = {
  readonly kind: keyof typeof notices;
  readonly address?: string;
};

type Way = "front" | "subscribe" | "none";
type Saying = {
  readonly title: string;
  readonly text: string;
  readonly button?: string;
  readonly way: Way;
};

/** Words by their keys. */
const notices = {
  "check-mail": { title: "check_mail_title", text: "check_mail_text", way: "front" },
  "dead-link": { title: "dead_link_title", text: "dead_link_text", way: "subscribe" },
  "too-many": { title: "too_many_title", text: "too_many_text", way: "front" },
  cannot: { title: "cannot_title", text: "cannot_text", way: "front" },
  confirm: { title: "confirm_title", text: "confirm_text", button: "confirm_button", way: "none" },
  confirmed: { title: "confirmed_title", text: "confirmed_text", way: "front" },
  leave: { title: "unsubscribe", text: "leave_text", button: "unsubscribe", way: "none" },
  left: { title: "left_title", text: "left_text", way: "subscribe" },
  move: { title: "move_title", text: "move_text", button: "confirm_button", way: "none" },
  moved: { title: "moved_title", text: "confirmed_text", way: "front" },
  "move-asked": { title: "move_asked_title", text: "move_asked_text", way: "front" },
} as const satisfies Record<string, Saying>;

type ShownWish = Preference & { readonly title: string };

const frequencyWords = {
  each: "each_edition",
  daily: "at_most_daily",
  weekly: "at_most_weekly",
  monthly: "at_most_monthly",
} as const satisfies Record<Frequency, string>;

const noSections: Sections = { archive: false, tags: false, authors: false, editions: false, opml: false };

/**
 * Pages for people who sign up, confirm, choose and leave. They stand at no file, so their links begin at the server's root.
 * A link may be followed by programs and passed on with the mail: the pages show the address it is about in part.
 *
 * @param publicUrl where these pages are reached; ends in "/"
 */
export function createFrontPages(publication: Publication, templates: Templates, publicUrl: string) {
  const { voice, title: site } = publication;
  const say = (key: string, values: Record<string, string> = {}): string =>
    phrase(voice, key, { site, ...values });
  const root = new URL(publicUrl).pathname;
  const isOneHost = new URL(publicUrl).origin === new URL(publication.url).origin;

  const frame = (title: string, path = ""): PageView => {
    const subject = { path, title: `${title} · ${site}`, description: "" };
    const view = rootedFrame(subject, { publication, templates, sections: noSections });
    // Styles come from the server that shows the page, whatever host the published pages have (CSP).
    const page = { ...view.page, stylesheet: `${root}subscribe/style.css` };
    const { url } = publication;
    if (isOneHost) return { ...view, page };
    const elsewhere = <T extends { readonly href: string }>(link: T): T => ({
      ...link,
      href: URL.parse(link.href, url)?.href ?? link.href,
    });
    return {
      ...view,
      site: elsewhere(view.site),
      page: { ...page, nav: page.nav.map(elsewhere), feeds: page.feeds.map(elsewhere) },
    };
  };

  const ways: Readonly<Record<Way, () => LinkView>> = {
    none: () => ({ text: "", href: "" }),
    front: () => ({ text: say("to_front"), href: frame("").site.href }),
    subscribe: () => ({ text: say("come_back"), href: `${root}${subscribePath}` }),
  };

  const subscribe = (more: Partial<SubscribeView>, title: string): string =>
    templates.html("pages/subscribe.liquid", {
      ...frame(title, subscribePath),
      action: `${root}${subscribePath}`,
      given: "",
      wrong: false,
      guess: { given: "", meant: "", title: "", use: "", keep: "" },
      ...more,
    } satisfies SubscribeView);

  const notice = ({ kind, address }: FrontNotice): string => {
    const saying: Saying = notices[kind];
    const title = say(saying.title);
    const shown = address == null ? "" : kind === "move-asked" ? address : maskedAddress(address);
    const view = {
      title,
      text: inParts(say(saying.text), shown),
      button: saying.button == null ? "" : say(saying.button),
      way: ways[saying.way](),
    };
    return templates.html("pages/notice.liquid", { ...frame(title), notice: view } satisfies NoticeView);
  };

  /** What is the same for everybody is made once: whoever sends many requests gets these. */
  const ready = new Map<string, string>();
  const once = (name: string, make: () => string): string => {
    const body = ready.get(name) ?? make();
    ready.set(name, body);
    return body;
  };

  return {
    /** The words beside the button of the form, as they are kept as evidence. */
    consent: say("consent"),
    signUp: (given: string | null): string =>
      given == null
        ? once("sign-up", () => subscribe({}, say("subscribe")))
        : subscribe({ given, wrong: true }, say("subscribe")),
    guess(given: string, meant: string): string {
      const title = say("guess_title", { address: meant });
      const use = say("guess_use", { address: meant });
      const keep = say("guess_keep", { address: given });
      return subscribe({ guess: { given, meant, title, use, keep } }, title);
    },
    notice: (about: FrontNotice): string =>
      about.address == null ? once(about.kind, () => notice(about)) : notice(about),
    preferences(of: {
      readonly address: string;
      readonly wishes: readonly ShownWish[];
      readonly leaving: string;
      readonly remark: "saved" | "wrong-date" | "wrong-address" | null;
      readonly now: Date;
    }): string {
      const view: PreferencesView = {
        ...frame(say("preferences")),
        address: maskedAddress(of.address),
        saved: of.remark === "saved",
        wrongDate: of.remark === "wrong-date",
        wrongAddress: of.remark === "wrong-address",
        wishes: of.wishes.map(({ series, title, wanted, frequency }) => ({
          name: series,
          title,
          wanted,
          frequencies: Object.entries(frequencyWords).map(([value, word]) => ({
            value,
            text: say(word),
            isChosen: value === frequency,
          })),
        })),
        pause: pauseOf(of.wishes, of.now, voice.zone),
        leaving: `${root}unsubscribe/${of.leaving}`,
      };
      return templates.html("pages/preferences.liquid", view);
    },
  };
}

/** The sentence around an address, and the address. */
function inParts(text: string, address: string): NoticeView["notice"]["text"] {
  return text
    .split(/(\{address\})/)
    .filter((part) => part !== "")
    .map((part) =>
      part === "{address}" ? { text: address, isAddress: true } : { text: part, isAddress: false },
    );
}

const msOfDay = 24 * 3_600_000;

/** A pause holds for every series; where they differ, the longest is shown. */
function pauseOf(wishes: readonly ShownWish[], now: Date, zone: string): PreferencesView["pause"] {
  const dayOf = (at: number): string => wallClock(new Date(at), zone).toISOString().slice(0, 10);
  const until = Math.max(0, ...wishes.map(({ pausedUntil }) => +(pausedUntil ?? 0)));
  return {
    first: dayOf(+now + msOfDay),
    last: dayOf(+now + 365 * msOfDay),
    until: until > +now ? dayOf(until) : "",
  };
}

/** The form alone, to be put into any page: it needs no style and no script. Ends without a line break. */
export function signUpSnippet(
  { voice, title, subscribeUrl }: Publication & { readonly subscribeUrl: string },
  templates: Templates,
): string {
  const { language } = voice;
  const view: SnippetView = {
    action: subscribeUrl,
    language,
    dir: directionOf(language),
    words: plainWords(voice, { site: title }),
  };
  return templates.html("pages/snippet.liquid", view).trim();
}
