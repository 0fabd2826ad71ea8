import { parseAddress } from "../domain/address.ts";
import { Fault } from "../domain/faults.ts";
import type { Preference } from "../domain/preferences.ts";
import { defaultPreference, frequencies } from "../domain/preferences.ts";
import type { Silence, Standing } from "../domain/subscriber.ts";

/** What a list of subscribers says, in which column. Our own export's names stand first; others write others. */
const names = {
  address: [
    "address",
    "email",
    "emailaddress",
    "mail",
    "mailaddress",
    "emailadresse",
    "adresseemail",
    "courriel",
    "correo",
  ],
  standing: ["standing", "status", "state"],
  since: ["since", "subscribed", "subscribedat", "optintime", "confirmtime", "createdat", "date"],
  silence: ["silence", "suppressed"],
  consent: ["consent"],
  wishes: ["wishes"],
} as const;
export type Column = keyof typeof names;
export const columns = Object.keys(names) as readonly Column[];

/** Where each column stands; those that are not there are absent. */
export type Layout = { readonly [C in Column]?: number } & { readonly address: number };

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}]/gu, "");

/**
 * By the header; without one, where the first row holds an address itself, or the second below a name nobody knows.
 *
 * @returns the layout and how many rows are no data
 * @throws Fault `bad-data` where no column holds addresses
 */
export function layoutOf(rows: readonly (readonly string[])[]): {
  readonly layout: Layout;
  readonly headerRows: number;
} {
  const [first = [], second = []] = rows;
  const isAddress = (value: string): boolean => parseAddress(value).ok;
  const bare = first.findIndex(isAddress);
  if (bare >= 0) return { layout: { address: bare }, headerRows: 0 };
  const found = columns.flatMap((column) => {
    const at = names[column]
      .map((name) => first.findIndex((cell) => plain(cell) === name))
      .find((i) => i >= 0);
    return at == null ? [] : [[column, at] as const];
  });
  const layout: { [C in Column]?: number } = Object.fromEntries(found);
  const address = layout.address ?? second.findIndex(isAddress);
  if (address >= 0) return { layout: { ...layout, address }, headerRows: 1 };
  throw new Fault(
    "bad-data",
    `No column holds addresses: expected one named address or email, got ${JSON.stringify(first.slice(0, 10).join(", ").slice(0, 200))}.`,
  );
}

type Told = { readonly standing: Exclude<Standing, "erased">; readonly silence: Silence | null };

const told = (
  standing: Told["standing"],
  silence: Silence | null,
  ...words: readonly string[]
): [string, Told][] => words.map((word) => [word, { standing, silence }]);

const standingWords: ReadonlyMap<string, Told> = new Map([
  ...told("active", null, "", "active", "subscribed", "confirmed", "enabled"),
  ...told("pending", null, "pending", "unconfirmed"),
  ...told("unsubscribed", null, "unsubscribed", "optedout", "inactive", "disabled"),
  ...told("active", "bounced", "bounced", "cleaned"),
  ...told("active", "complained", "complained", "complaint", "abuse"),
  ...told("active", "manual", "suppressed", "blocked", "blacklisted"),
]);

/** What a list says of an address's standing, or why it cannot be understood. */
export function toldStanding(standing: string, silence: string): Told | { readonly why: string } {
  const known = standingWords.get(plain(standing));
  if (known == null)
    return { why: `the standing ${quoted(standing)} is none of active, pending, unsubscribed` };
  if (silence === "") return known;
  const reason = (["bounced", "complained", "manual"] as const).find((each) => each === silence);
  return reason == null
    ? { why: `${quoted(silence)} is no reason to be silent: expected bounced, complained or manual` }
    : { ...known, silence: reason };
}

/** `2026-05-04`, or an instant with `T` or a space before the time; UTC where no zone is said. */
export function toldSince(text: string): Date | null {
  const parts =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  if (parts == null) return null;
  const [, day = "", time = "00:00", zone = "Z"] = parts;
  const date = new Date(`${day}T${time}${zone}`);
  return Number.isNaN(+date) ? null : date;
}

/** `default=weekly local=none news=each/2026-08-01T00:00:00.000Z`: series, how often, and until when it pauses. */
export function toldWishes(text: string): readonly Preference[] | null {
  const preferences: Preference[] = [];
  for (const part of text.split(" ").filter((each) => each !== "")) {
    const [, series = "", frequency = "", until] =
      /^([a-z0-9][a-z0-9-]{0,39})=([a-z]+)(?:\/(\S+))?$/.exec(part) ?? [];
    const pausedUntil = until == null ? null : toldSince(until);
    const often = frequency === "none" ? "each" : frequencies.find((each) => each === frequency);
    if (often == null || (until != null && pausedUntil == null)) return null;
    preferences.push({
      ...defaultPreference(series),
      wanted: frequency !== "none",
      frequency: often,
      pausedUntil,
    });
  }
  return preferences;
}

export const wishesText = (preferences: readonly Preference[]): string =>
  preferences
    .map(({ series, wanted, frequency, pausedUntil }) => {
      const often = wanted ? frequency : "none";
      return `${series}=${often}${pausedUntil == null ? "" : `/${pausedUntil.toISOString()}`}`;
    })
    .join(" ");

export const quoted = (text: string): string => JSON.stringify(text.slice(0, 80));
