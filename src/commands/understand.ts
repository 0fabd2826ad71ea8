import { z } from "zod";
import type { Article, ArticleDate, Finding, Span } from "../domain/article.ts";
import { valueOf } from "../domain/article.ts";
import type { Single } from "../ingest/single.ts";
import { understandFile, understandText } from "../ingest/single.ts";
import type { Filter } from "./jsonl.ts";

const id = z.union([z.string(), z.number()]);
const question = z
  .object({ id, text: z.string().nullish(), path: z.string().nullish() })
  .refine(({ text, path }) => (text == null) !== (path == null), "expected either a text or a path");

/** `broadsheet understand --jsonl`: what Broadsheet reads in each article, and why. */
export const understanding: Filter<z.output<typeof question>> = {
  schema: question,
  async answer(line) {
    if (line.text != null) return [{ id: line.id, ...answerOf(understandText(line.text)) }];
    const single = await understandFile(line.path ?? "");
    // The text that offsets count in; a file may be anything else.
    const text = "unusable" in single ? {} : { text: single.article.text };
    return [{ id: line.id, ...answerOf(single), ...text }];
  },
};

function answerOf(single: Single): object {
  if ("unusable" in single) {
    const nothing = { title: null, date: null, author: null, language: null };
    return { ...nothing, blocks: [], sentences: [], because: {}, error: single.unusable };
  }
  const { article, sentences, original } = single;
  // An end lies behind its last character: what was cleaned away after that is not part of it.
  const given = ({ start, end }: Span): Span => ({ start: original(start), end: original(end - 1) + 1 });
  return {
    title: article.title.value,
    date: dateText(valueOf(article.date)),
    author: valueOf(article.author),
    language: valueOf(article.language),
    place: valueOf(article.place),
    tags: article.tags,
    blocks: article.blocks.map((block) => ({ kind: block.kind, ...given(block) })),
    sentences: sentences.map(given).map(({ start, end }) => [start, end]),
    because: becauseOf(article),
  };
}

type Fields = Pick<Article, "title" | "date" | "author" | "language" | "place">;

function becauseOf({ title, date, author, language, place }: Fields): object {
  return {
    title: told(title, (value) => value),
    date: told(date, dateText),
    author: told(author, (value) => value),
    language: told(language, (value) => value),
    place: told(place, (value) => value),
  };
}

function told<T>(finding: Finding<T>, show: (value: T) => string | null): object {
  const { state, because } = finding;
  if (finding.state === "unknown") return { state, because };
  const alternatives = finding.state === "inferred" ? finding.alternatives : [];
  return {
    state,
    confidence: finding.confidence,
    because,
    ...(alternatives.length === 0
      ? {}
      : { alternatives: alternatives.map((other) => ({ ...other, value: show(other.value) })) }),
  };
}

/** `2026-11-23`, or an instant where the clue names one. */
export function dateText(date: ArticleDate | null): string | null {
  if (date == null) return null;
  return date.precision === "day" ? date.day : date.at.toISOString();
}
