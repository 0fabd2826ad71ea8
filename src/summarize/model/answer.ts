import { z } from "zod";
import { type Flag, formFlag } from "./flag.ts";

/** What stands in an answer: a summary, not yet checked, or what is wrong with the answer's own form. */
export type Reading =
  | { readonly kind: "summary"; readonly text: string }
  | { readonly kind: "none"; readonly flag: Flag };

const shape = z.object({ summary: z.string() });

/** Far longer than any limit a job may set. */
const maxAnswerChars = 20_000;

/**
 * Reads the one field of the JSON asked for, in a code fence or bare. Whatever else stands around it was not asked for,
 * and whoever thinks aloud may have left a thought in the summary, too: such an answer is refused whole.
 *
 * @param format what the server was asked to hold to; only where that is `text` may an answer be the bare summary
 * @param isCut the server says that it ran out of tokens
 */
export function readAnswer(content: string, format: string, isCut: boolean): Reading {
  const text = unfenced(content.trim());
  if (text === "") return none("the answer is empty");
  if (text.length > maxAnswerChars) return none(`the answer has ${text.length} characters`);
  if (/^<\/?\p{L}|<\/?(?:think|thought|reason)|<\|/iu.test(text) && !text.startsWith("{"))
    return none("it thinks aloud before it answers: switch its reasoning off, or let the server take it out");
  if (!text.startsWith("{")) {
    if (format !== "text") return none("the answer is not the JSON asked for");
    return isCut ? none("the answer breaks off") : summaryOf(text);
  }
  const parsed = shape.safeParse(jsonOf(text));
  if (parsed.success) return summaryOf(parsed.data.summary);
  return none(isCut ? "the answer breaks off" : "the answer is not the JSON asked for");
}

/** Line breaks between sentences are a model's habit; a summary is one line. */
const summaryOf = (text: string): Reading => ({
  kind: "summary",
  text: text.replace(/[ \t\r\n]+/g, " ").trim(),
});

const none = (because: string): Reading => ({ kind: "none", flag: formFlag("", because) });

function unfenced(text: string): string {
  const inner = /^```(?:json)?[ \t]{0,9}\n/i.exec(text);
  if (inner == null || !text.endsWith("```")) return text;
  return text.slice(inner[0].length, -3).trim();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
