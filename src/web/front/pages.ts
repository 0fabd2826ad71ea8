import type { Preference } from "../../domain/preferences.ts";

/** A page with a heading and a text, or with one button as well. */
export type Notice =
  | { readonly kind: "check-mail" | "dead-link" | "too-many" | "cannot" }
  | { readonly kind: NoticeAbout; readonly address: string };

export type NoticeAbout =
  /** Each with a button that does it. */
  | "confirm"
  | "leave"
  | "move"
  /** It is done. */
  | "confirmed"
  | "left"
  | "moved"
  | "move-asked";

/** One series, as the page of preferences shows it. */
export type ShownWish = Preference & { readonly title: string };

/** What there is to say to a form that was sent. */
export type Remark = "saved" | "wrong-date" | "wrong-address";

/** Bytes of pages, in the site's language and look. All text given is data. */
export type FrontPages = {
  /** @param given what was typed and is no address; null for an empty form */
  signUp(given: string | null): string;
  /** Asks whether another address was meant. */
  guess(given: string, meant: string): string;
  notice(notice: Notice): string;
  preferences(view: {
    readonly address: string;
    readonly wishes: readonly ShownWish[];
    /** Token of the page on which they leave. */
    readonly leaving: string;
    readonly remark: Remark | null;
    /** For the days that can be chosen. */
    readonly now: Date;
  }): string;
};
