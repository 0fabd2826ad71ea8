import type { Entry } from "./entry.ts";
import { newestFirst } from "./entry.ts";
import { headline } from "./headline.ts";
import type { EditionId } from "./ids.ts";
import { preheaderOf } from "./preheader.ts";
import type { Body, Lead } from "./lead.ts";
import { leadOf } from "./lead.ts";
import type { Roundup } from "./roundup.ts";

/** An entry as an edition keeps it: everything its digest and web page show, but not the full text. */
export type EditionEntry = Omit<
  Entry,
  "html" | "updated" | "dated" | "images" | "reading" | "correction" | "link" | "origin" | "highlights"
>;

/** What was wrong in an entry of an earlier edition. */
export type EditionCorrection = Pick<Entry, "id" | "slug" | "title" | "language"> & { readonly text: string };

/** Who gets an edition: every active subscriber at the moment of sealing, or the three demo addresses. */
export type AudienceRule = "active" | "demo";

/**
 * The digest as mail, rendered once. `html` and `text` hold tokens where each reader's own values go; `preferences` only where
 * readers have a page for that.
 */
export type Digest = {
  readonly html: string;
  readonly text: string;
  readonly tokens: {
    readonly address: string;
    readonly unsubscribe: string;
    readonly preferences?: string;
  };
};

/** The decision: what a new edition holds and says. */
export type EditionPlan = {
  readonly number: number;
  readonly subject: string;
  readonly preheader: string;
  /** Newest first. */
  readonly entries: readonly EditionEntry[];
  /** What the first of them has besides; absent where there is nothing, and in editions sealed before there was any. */
  readonly lead?: Lead;
  /** How many more are new in it and only counted; absent where all are listed. */
  readonly more?: number;
  /** Each is told once in a series; absent where there are none. */
  readonly corrections?: readonly EditionCorrection[];
  /** Of what it is the round-up, and for whom; absent in an edition of what is new. */
  readonly roundup?: Roundup;
};

/** A first look at an archive of thousands is one edition, and nobody's inbox wants to list them. */
export const maxEditionEntries = 500;

/** How many stories are new in an edition. */
export const storiesIn = ({ entries, more }: Pick<EditionPlan, "entries" | "more">): number =>
  entries.length + (more ?? 0);

/**
 * The sealed set of entries of one issue; never edited. Feed, page, mail and preview are rendered from it. `seal` is the
 * SHA-256 of everything else in it.
 */
export type Edition = EditionPlan & {
  readonly id: EditionId;
  /** The job it belongs to; of a round-up `roundupsOf` it. */
  readonly series: string;
  readonly sealedAt: Date;
  readonly audience: AudienceRule;
  readonly language: string;
  readonly digest: Digest;
  readonly seal: string;
};

/** What lists of editions show of one. */
export type EditionHead = Pick<Edition, "id" | "series" | "number" | "subject" | "sealedAt" | "audience">;

export type Planned =
  | { readonly kind: "nothing-new" }
  | { readonly kind: "edition"; readonly plan: EditionPlan };

/** What is not told in one edition waits for the next. */
export const maxCorrections = 20;

/** A subject of an operator's own, which may say what is in the edition. */
export type SubjectOf = (edition: { readonly number: number; readonly lead: string }) => string;

/**
 * @param entries those that are in no edition of this series yet, which is what makes them new; dates only order. Of more than
 *   `maxEditionEntries` the newest
 * @param besides `more`: how many others there are; `corrected`: entries of earlier editions whose corrections have not been
 *   told. They make no edition by themselves; `bodyOf`: the whole text of the first, where the design shows it
 * @param last number of the series' newest edition, 0 when there is none
 * @param subjectOf null for one made of the news
 */
export function planEdition(
  entries: readonly Entry[],
  last: number,
  subjectOf: SubjectOf | null,
  besides: {
    readonly more?: number;
    readonly corrected?: readonly Entry[];
    readonly bodyOf?: (entry: Entry) => Body | null;
  } = {},
): Planned {
  const { more = 0, corrected = [], bodyOf = () => null } = besides;
  const fresh = entries.toSorted(newestFirst);
  const [first, ...rest] = fresh;
  if (first == null) return { kind: "nothing-new" };
  const number = last + 1;
  const subject = subjectOf?.({ number, lead: first.title }) ?? newsOf(first);
  const lead = leadOf(first, bodyOf(first));
  return {
    kind: "edition",
    plan: {
      number,
      subject,
      preheader: preheaderOf(subject, first, rest),
      ...(lead == null ? {} : { lead }),
      entries: fresh.map(
        ({
          html: _html,
          updated: _updated,
          dated: _dated,
          images: _images,
          reading: _reading,
          correction: _correction,
          link: _link,
          origin: _origin,
          highlights: _highlights,
          ...kept
        }) => kept,
      ),
      ...(more > 0 ? { more } : {}),
      ...(corrected.length > 0 ? { corrections: correctionsOf(corrected) } : {}),
    },
  };
}

const correctionsOf = (corrected: readonly Entry[]): EditionCorrection[] =>
  corrected
    .toSorted(newestFirst)
    .slice(0, maxCorrections)
    .flatMap(({ id, slug, title, language, correction }) =>
      correction == null ? [] : { id, slug, title, language, text: headline(correction, maxCorrectionChars) },
    );

const maxCorrectionChars = 600;
const maxSubjectChars = 50;

/** The news of the lead, as much of it as inboxes show. */
const newsOf = ({ title }: Entry): string => headline(title, maxSubjectChars);
