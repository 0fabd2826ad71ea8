import { createHash } from "node:crypto";
import { type Article, type BlockKind, valueOf } from "../../domain/article.ts";
import { sentencesOf } from "../../domain/sentences.ts";

/** What a model gets to see of an article, and all that it may say. */
export type Material = {
  /** In one line; empty where the article has none. */
  readonly title: string;
  /** Prose only, paragraphs parted by blank lines. */
  readonly text: string;
  /** BCP 47; `und` where it is not known. */
  readonly language: string;
  /** Stands in the lines around the article; the text cannot know it, for it depends on every letter of the text. */
  readonly mark: string;
};

/** Nine of ten news articles are shorter; what matters stands in the beginning. */
const maxChars = 6000;

const prose: readonly BlockKind[] = ["deck", "heading", "paragraph", "quote", "list", "table", "correction"];

/** @returns null for an article that holds nothing to summarise */
export function materialOf(article: Article): Material | null {
  const language = valueOf(article.language) ?? "und";
  const parts: string[] = [];
  let length = 0;
  for (const block of article.blocks) {
    if (!prose.includes(block.kind)) continue;
    const part: string[] = [];
    for (const span of sentencesOf(article.text, block, language)) {
      const sentence = neutral(article.text.slice(span.start, span.end));
      if (speaksToModel(sentence)) continue;
      if (length + sentence.length > maxChars) return finished(article, [...parts, part.join(" ")], language);
      part.push(sentence);
      length += sentence.length + 1;
    }
    parts.push(part.join(" "));
  }
  return finished(article, parts, language);
}

function finished(article: Article, parts: readonly string[], language: string): Material | null {
  const text = parts.filter((part) => part !== "").join("\n\n");
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  const title = neutral(article.title.value).slice(0, 300).toWellFormed();
  const mark = createHash("sha256").update(`${title}\n${text}`).digest("hex").slice(0, 12);
  return { title: speaksToModel(title) ? "" : title, text, language, mark };
}

/**
 * One line, without the signs by which servers part system, user and assistant: some read them in an article's text as
 * they read their own.
 */
function neutral(text: string): string {
  return text
    .toWellFormed()
    .replace(/<\|[^<>|]{0,40}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?s>|<(?:start|end)_of_turn>/g, " ")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

const filler = String.raw`(?:\p{L}{1,15}[ ,]{1,2}){0,4}`;

/** "Ignore all previous instructions" and its kin, in the languages they are mostly tried in. */
const addresses = new RegExp(
  [
    String.raw`\b(?:ignore|disregard|forget|override|bypass)\s${filler}(?:instructions?|prompts?|directives?)\b`,
    String.raw`\b(?:ignorier\w{0,3}|vergiss|missachte)\s${filler}(?:anweisung|instruktion|vorgabe)`,
    String.raw`\b(?:ignor\p{L}{0,4}|oublie\p{L}?|olvid\p{L}{1,3}|dimentic\p{L}{1,3}|desconsidere)\s${filler}(?:instruc|instruç|consigne|istruzion|indicacion)`,
    String.raw`(?:игнорируй|забудь)\p{L}{0,2}\s${filler}(?:инструкци|указани)`,
    String.raw`忽略.{0,12}(?:指令|指示|说明|提示)`,
    String.raw`(?:以前|これまで|上記)の.{0,6}(?:指示|命令).{0,4}無視`,
    String.raw`\b(?:system|developer)\s?(?:prompt|message)\b`,
    String.raw`\b(?:you are|act as|pretend to be) (?:now )?(?:an? |the )?(?:\w{1,15} )?(?:AI|LLM|assistant|chatbot|language model)\b`,
    String.raw`\b(?:AI|LLM|language model|assistant|summari[sz]er)s?\b[^.!?]{0,40}\b(?:must|should|please|instead)\b[^.!?]{0,60}\b(?:write|output|reply|respond|answer|print|say)\b`,
    String.raw`\b(?:write|output|reply|respond|answer|print|say)\b[^.!?]{0,30}\binstead of (?:a |the |any )?summar`,
  ].join("|"),
  "iu",
);

/**
 * Is this sentence meant for the machine that reads it? It is left out of what a model sees, and so out of what a summary
 * may say. That costs a story about such sentences a detail; a list like this can never be complete, and the gate and the
 * comparison with the article stand behind it.
 */
export function speaksToModel(sentence: string): boolean {
  return addresses.test(sentence);
}
