/** Something a summary says that its article does not support, or a form that it may not have. */
export type Flag = {
  readonly kind: string;
  /** The words in question; empty where it is the whole. */
  readonly what: string;
  /** One clause, for the report and for the model that is told to mend it. */
  readonly because: string;
  readonly core: boolean;
};

/** Says what is wrong with a summary of an article; pure. An empty list lets it pass. */
export type Gate = (
  article: string,
  summary: string,
  limits?: {
    readonly maxWords?: number;
    readonly maxSentences?: number;
    readonly maxChars?: number;
    readonly language?: string;
    readonly isForReaders?: boolean;
  },
) => readonly Flag[];

export const formFlag = (what: string, because: string): Flag => ({
  kind: "form",
  what,
  because,
  core: true,
});

/** For one line of a report: the first flags, and how many more there are. */
export function toldFlags(flags: readonly Flag[]): string {
  const told = flags
    .slice(0, 3)
    .map(({ kind, what, because }) =>
      what === "" ? because : `${kind} “${what.slice(0, 60).toWellFormed()}”: ${because}`,
    );
  return [...told, ...(flags.length > 3 ? [`and ${flags.length - 3} more`] : [])].join("; ");
}
