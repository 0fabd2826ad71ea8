import { z } from "zod";
import { type Article, given } from "../domain/article.ts";
import type { Summary, SummaryLimit } from "../domain/summary.ts";
import { cleanKeepingOffsets } from "../ingest/bytes/decode.ts";
import { type Single, understandText } from "../ingest/single.ts";
import { inSentenceCase, summarizers } from "../summarize/index.ts";
import type { Filter } from "./jsonl.ts";

const limit = z.int().min(1).nullish();
const question = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  title: z.string().nullable().optional(),
  maxSentences: limit,
  maxWords: limit,
});
type Question = z.output<typeof question>;

const defaultSentences = 3;

/**
 * `broadsheet summarize --jsonl`: each article's own sentences that stand for it, with where they stand in the text given.
 *
 * @param usual for lines that state no limit of their own; three sentences where it is empty
 */
export function summarizing(usual: SummaryLimit): Filter<Question> {
  return {
    schema: question,
    answer: async (line) => [{ id: line.id, ...(await answerOf(line, usual)) }],
  };
}

async function answerOf(line: Question, usual: SummaryLimit): Promise<object> {
  const single = understandAnyCase(line.text);
  if ("unusable" in single) return { summary: "", sentences: [], error: single.unusable };
  const summary = await summarizers.extract.summarize(articleOf(single, line.title), limitOf(line, usual));
  return { summary: summary.text, sentences: sentencesIn(summary, line.text, single) };
}

/**
 * A text as `understandText` reads it. One that was lower-cased is read with capitals where its sentences begin, since
 * bylines, furniture and sentence ends are known by them, and keeps its small letters.
 */
export function understandAnyCase(text: string): Single {
  const cased = inSentenceCase(text);
  const read = understandText(cased);
  if (cased === text || "unusable" in read) return read;
  const own = cleanKeepingOffsets(text).text;
  // What is cleaned away is the same in both, or the offsets would not hold.
  if (own.length !== read.article.text.length) return understandText(text);
  return { ...read, article: { ...read.article, text: own } };
}

type Usable = Exclude<Single, { readonly unusable: string }>;

function articleOf({ article }: Usable, title: string | null | undefined): Article {
  const own = title == null || title.trim() === "" ? article.title : given(title.trim(), "the line says so");
  return { ...article, title: own, path: "", hash: "", reading: "" };
}

function limitOf({ maxSentences, maxWords }: Question, usual: SummaryLimit): SummaryLimit {
  if (maxSentences != null || maxWords != null) {
    return { ...(maxSentences != null && { maxSentences }), ...(maxWords != null && { maxWords }) };
  }
  const isBare = usual.maxSentences == null && usual.maxWords == null && usual.maxChars == null;
  return isBare ? { maxSentences: defaultSentences } : usual;
}

/** Offsets, and with them the words, of the text as it was given: cleaning may have taken invisible characters out. */
function sentencesIn(summary: Summary, text: string, { original }: Usable): object[] {
  return summary.sentences.map((sentence) => {
    const [start, end] = [original(sentence.start), original(sentence.end - 1) + 1];
    return { text: text.slice(start, end), start, end };
  });
}
