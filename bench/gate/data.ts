import { createHash } from "node:crypto";
import { rowsOf } from "../understanding/data.ts";

export type Half = "development" | "held-out";

/** Documents are developed against by half. @param id of the document */
export const halfOf = (id: string): Half =>
  (createHash("sha256").update(id).digest()[0] ?? 0) % 2 === 1 ? "held-out" : "development";

/** A summary with its article. */
export type Pair = {
  readonly id: string;
  readonly set: string;
  readonly doc: string;
  readonly article: string;
  readonly summary: string;
  /** Labelled true to its article; null where nobody said. */
  readonly isTrue: boolean | null;
};

type FaithRow = { doc: string; text?: string; id?: string; set?: string; summary?: string; label?: number };
type SummaryRow = { id: string; set: string; text: string; refs: string[] };

/** The labelled pairs of faith.dev.jsonl. */
export function labelledPairs(): Pair[] {
  const rows = rowsOf<FaithRow>("faith.dev.jsonl");
  const articles = new Map(rows.flatMap(({ doc, text }) => (text == null ? [] : [[doc, text]])));
  return rows.flatMap(({ doc, id, set, summary, label }) =>
    summary == null
      ? []
      : [
          {
            id: id ?? "",
            set: set ?? "",
            doc,
            article: articles.get(doc) ?? "",
            summary,
            isTrue: label === 1,
          },
        ],
  );
}

/** Reference summaries of summ.dev.jsonl, by the sets whose references keep closest to their articles. */
export function referencePairs(): Pair[] {
  return rowsOf<SummaryRow>("summ.dev.jsonl")
    .filter(({ set }) => set === "cnn" || set === "inshorts" || set === "cdmix")
    .map(({ id, set, text, refs }) => ({
      id,
      set,
      doc: id,
      article: text,
      summary: refs[0] ?? "",
      isTrue: null,
    }));
}
