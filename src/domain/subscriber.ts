import type { Mailbox } from "./address.ts";
import type { SubscriberId } from "./ids.ts";
import type { LetterKind } from "./letter.ts";
import type { Preference } from "./preferences.ts";

/** `erased`: nothing is known any more but which deliveries there were. */
export const standings = ["pending", "active", "unsubscribed", "erased"] as const;
export type Standing = (typeof standings)[number];

/**
 * `demo`: one of three reserved addresses that only ever get captured mail; `manual`: added at the command line; `form`: signed
 * up; `import`: from a list.
 */
export const origins = ["demo", "manual", "form", "import"] as const;
export type Origin = (typeof origins)[number];

export type Subscriber = {
  readonly id: SubscriberId;
  readonly mailbox: Mailbox;
  readonly standing: Standing;
  readonly origin: Origin;
  readonly since: Date;
};

/** Domains that RFC 2606 reserves, so that no person can ever be behind them. */
export const demoAddresses = ["ada@example.com", "grace@example.net", "linus@example.org"] as const;

/**
 * Why an address must not be mailed. `erased` and `moved` are kept as a keyed hash only: an address whose owner had it erased,
 * or gave another instead.
 */
export const silences = ["bounced", "complained", "manual", "erased", "moved"] as const;
export type Silence = (typeof silences)[number];

/** Where one address stands. Three facts that do not follow from each other. */
export type Person = {
  /** null: it is on no list. */
  readonly standing: Standing | null;
  readonly silence: Silence | null;
  /** Since when a confirmation has been asked for and not been given. */
  readonly asked: Date | null;
};

export const stranger: Person = { standing: null, silence: null, asked: null };

/** Who asked over HTTP, as far as that shows. */
export type Client = { readonly ip: string | null; readonly userAgent: string | null };

/** How somebody left. `moved`: the mail goes to another address of theirs, which was on the list already. */
export const waysOut = ["link", "one-click", "mail", "command", "moved"] as const;
export type WayOut = (typeof waysOut)[number];

/** What can happen to a subscriber. As it happened, it is the evidence that is kept of it (GDPR article 7(1)). */
export type SubscriberEvent =
  | {
      readonly kind: "signed-up";
      readonly at: Date;
      readonly client: Client;
      /** Address of the form. */
      readonly form: string;
      /** The words beside the button, and which version of them. */
      readonly shown: { readonly text: string; readonly version: string };
      readonly language: string;
    }
  | {
      readonly kind: "mailed";
      readonly at: Date;
      readonly letter: LetterKind;
      readonly messageId: string;
    }
  /** `issued`: when the link was made that was used. */
  | { readonly kind: "confirmed"; readonly at: Date; readonly client: Client; readonly issued: Date }
  | {
      readonly kind: "unsubscribed";
      readonly at: Date;
      readonly how: WayOut;
      readonly client: Client | null;
    }
  | { readonly kind: "bounced" | "complained" | "suppressed"; readonly at: Date; readonly detail: string }
  /** `source`: who says on what ground that these people consented. `earlier`: what an export said of it. */
  | {
      readonly kind: "imported";
      readonly at: Date;
      readonly source: string;
      readonly row: number;
      readonly standing: Exclude<Standing, "erased">;
      readonly earlier?: string;
    }
  /** By hand. With a `source`, that is a consent of its own, it also brings back whoever had left. */
  | { readonly kind: "added"; readonly at: Date; readonly source: string | null }
  | { readonly kind: "asked-to-move"; readonly at: Date; readonly client: Client; readonly to: string }
  | {
      readonly kind: "moved";
      readonly at: Date;
      readonly client: Client;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: "preferences";
      readonly at: Date;
      readonly client: Client | null;
      readonly preferences: readonly Preference[];
    }
  | { readonly kind: "erased"; readonly at: Date };

/** May this address be in an audience? */
export const isReader = ({ standing, silence }: Pick<Person, "standing" | "silence">): boolean =>
  standing === "active" && silence == null;

/**
 * May it be asked for a confirmation when somebody gives it in a form? A mailbox that bounced may be mended, and who had
 * everything erased may come back; who complained of mail, or was shut out by hand, hears nothing more.
 */
export const mayBeAsked = ({ silence }: Pick<Person, "silence">): boolean =>
  silence !== "complained" && silence !== "manual";

/** How long the link in a confirmation works, in ms. */
export const confirmMs = 7 * 24 * 3_600_000;

/**
 * Where an address stands after something happened. Whatever comes in whatever order, an address that left or was silenced
 * is a reader again only by `confirmed`, with a link that was made for a sign-up after that (or `added` on a consent given
 * elsewhere, for who left). An import revives nobody.
 *
 * @returns the same object where nothing changes
 */
export function after(person: Person, event: SubscriberEvent): Person {
  const next = step(person, event);
  const isSame =
    next.standing === person.standing &&
    next.silence === person.silence &&
    +(next.asked ?? 0) === +(person.asked ?? 0);
  return isSame ? person : next;
}

function step(person: Person, event: SubscriberEvent): Person {
  switch (event.kind) {
    case "signed-up":
      if (!mayBeAsked(person) || isReader(person)) return person;
      return {
        ...person,
        standing: person.standing == null || person.standing === "erased" ? "pending" : person.standing,
        asked: person.asked ?? event.at,
      };
    case "confirmed":
      return isAnswer(person, event.issued) ? { standing: "active", silence: null, asked: null } : person;
    case "unsubscribed":
      if (person.standing == null || person.standing === "erased") return person;
      return { ...person, standing: "unsubscribed", asked: null };
    case "bounced":
      return { ...person, silence: mayBeAsked(person) ? "bounced" : person.silence, asked: null };
    case "complained":
      return { ...person, silence: "complained", asked: null };
    case "suppressed":
      return { ...person, silence: mayBeAsked(person) ? "manual" : person.silence, asked: null };
    case "imported":
      return afterImport(person, event);
    case "added":
      if (person.silence != null || person.standing === "erased") return person;
      if (person.standing === "unsubscribed" && event.source == null) return person;
      return { ...person, standing: "active", asked: null };
    case "erased":
      return {
        standing: person.standing == null ? null : "erased",
        silence: person.silence ?? "erased",
        asked: null,
      };
    case "mailed":
    case "asked-to-move":
    case "moved":
    case "preferences":
      return person;
  }
}

/** A list may bring people in, and it may say that somebody left; it brings nobody back. */
function afterImport(person: Person, event: SubscriberEvent & { readonly kind: "imported" }): Person {
  const { standing } = person;
  if (event.standing === "unsubscribed" && (standing === "active" || standing === "pending"))
    return { ...person, standing: "unsubscribed", asked: null };
  if (whyNotImported(person) != null || (standing === "pending" && event.standing === "pending"))
    return person;
  return { ...person, standing: event.standing, asked: event.standing === "pending" ? event.at : null };
}

/** Was this link made for the sign-up that waits for an answer? Links count whole seconds. */
export const isAnswer = (person: Person, issued: Date): boolean =>
  person.asked != null && mayBeAsked(person) && +issued >= Math.floor(+person.asked / 1000) * 1000;

/** Why an import leaves an address alone, or null where it takes it. */
export function whyNotImported({ standing, silence }: Person): string | null {
  if (silence != null) return silenceWords[silence];
  switch (standing) {
    case "unsubscribed":
    case "erased":
      return "has unsubscribed; only that person can subscribe again";
    case "active":
      return "is subscribed already";
    case "pending":
    case null:
      return null;
  }
}

const silenceWords: Readonly<Record<Silence, string>> = {
  bounced: "is suppressed: mail to it came back",
  complained: "is suppressed: a complaint came from it",
  manual: "is suppressed by hand",
  erased: "was erased at its owner's wish",
  moved: "was given up by its owner for another one",
};
