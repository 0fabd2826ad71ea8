import type { Entry } from "./entry.ts";
import { newestFirst } from "./entry.ts";
import { oneLine } from "./summary.ts";
import type { EditionId } from "./ids.ts";

/** An entry as an edition keeps it: everything its digest and web page show, but not the full text. */
export type EditionEntry = Omit<
  Entry,
  "html" | "updated" | "dated" | "images" | "reading" | "correction" | "link" | "origin"
>;

/** What was wrong in an entry of an earlier edition. */
export type EditionCorrection = Pick<Entry, "id" | "slug" | "title" | "language"> & { readonly text: string };

/** Who gets an edition: every active subscriber at the moment of sealing, or the three demo addresses. */
export type AudienceRule = "active" | "demo";

/** The digest as mail, rendered once. `html` and `text` hold tokens where each reader's own values go. */
export type Digest = {
  readonly html: string;
  readonly text: string;
  readonly tokens: { readonly address: string; readonly unsubscribe: string };
};

/** The decision: what a new edition holds and says. */
export type EditionPlan = {
  readonly number: number;
  readonly subject: string;
  readonly preheader: string;
  /** Newest first. */
  readonly entries: readonly EditionEntry[];
  /** How many more are new in it and only counted; absent where all are listed. */
  readonly more?: number;
  /** Each is told once in a series; absent where there are none. */
  readonly corrections?: readonly EditionCorrection[];
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
  /** The job it belongs to. */
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

/**
 * @param entries those that are in no edition of this series yet, which is what makes them new; dates only order. Of more than
 *   `maxEditionEntries` the newest
 * @param besides `more`: how many others there are; `corrected`: entries of earlier editions whose corrections have not been
 *   told. They make no edition by themselves
 * @param last number of the series' newest edition, 0 when there is none
 */
export function planEdition(
  entries: readonly Entry[],
  last: number,
  subject: string | null,
  besides: { readonly more?: number; readonly corrected?: readonly Entry[] } = {},
): Planned {
  const { more = 0, corrected = [] } = besides;
  const fresh = entries.toSorted(newestFirst);
  const [lead, ...rest] = fresh;
  if (lead == null) return { kind: "nothing-new" };
  return {
    kind: "edition",
    plan: {
      number: last + 1,
      subject: subject ?? headline(lead.title, maxSubjectChars),
      preheader: preheaderOf(lead, rest),
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
const maxPreheaderChars = 100;

/**
 * What an inbox shows after the subject: the next headlines, or where there are none the lead's own first sentence.
 * It extends the subject and never repeats it.
 */
function preheaderOf(lead: Entry, rest: readonly Entry[]): string {
  if (rest.length === 0) return oneLine(lead.summary, maxPreheaderChars);
  let line = "";
  for (const { title } of rest) {
    const longer = line === "" ? title : `${line} · ${title}`;
    if (longer.length > maxPreheaderChars) break;
    line = longer;
  }
  return line === "" ? headline(rest[0]?.title ?? "", maxPreheaderChars) : line;
}

/**
 * At most `maxChars` characters of a headline: whole if it fits, else up to a clause end past its middle, else up to a
 * word, with an ellipsis.
 */
export function headline(text: string, maxChars: number): string {
  const line = text.replace(/\s+/gu, " ").trim();
  if (line.length <= maxChars) return line;
  const clause = /^(.+?)(?:[:;,.!?](?=\s)|\s[–—-](?=\s))/u;
  let end = 0;
  for (let rest = line; ; rest = line.slice(end)) {
    const step = clause.exec(rest);
    if (step == null || end + step[1]!.length > maxChars) break;
    end += step[1]!.length;
    if (end >= maxChars / 2) return line.slice(0, end).trimEnd();
    end += 1;
  }
  const space = line.lastIndexOf(" ", maxChars - 1);
  // A cut in the middle of a character beyond the BMP would leave half a surrogate pair.
  const cut = line.slice(0, space > maxChars / 2 ? space : maxChars - 1).replace(/[\ud800-\udbff]$/, "");
  return `${cut.trimEnd()}…`;
}
