import type { SummaryLimit } from "../../domain/summary.ts";
import { readAnswer } from "./answer.ts";
import type { Message } from "./client.ts";
import { type Flag, type Gate, toldFlags } from "./flag.ts";
import { echoFlags } from "./echo.ts";
import type { Material } from "./material.ts";
import { type Verdict, unreadableMs } from "./memory.ts";
import { questionFor, repairOf } from "./prompt.ts";
import type { Provider } from "./provider.ts";
import { topicFlags } from "./topic.ts";

/** `missed`: nobody's verdict on the article, so that the next run tries again. */
export type Rewriting = {
  readonly verdict: Verdict | { readonly kind: "missed"; readonly because: string };
  readonly tokens: number;
};

export type Check = (text: string) => readonly Flag[];

/**
 * Everything at once, so that a second answer can mend all of it: what the gate finds, which sees what the model saw, and what
 * only the asker can know.
 */
export function checker(material: Material, limit: SummaryLimit, gate: Gate): Check {
  const { title, text, language } = material;
  const article = title === "" ? text : `${title}\n\n${text}`;
  const limits = { ...limit, isForReaders: true, ...(language === "und" ? {} : { language }) };
  return (summary) => [
    ...gate(article, summary, limits),
    ...echoFlags(summary, material),
    ...topicFlags(summary, material),
  ];
}

/** One question, and where its answer does not pass, a second one that says why. */
export async function rewrite(
  material: Material,
  limit: SummaryLimit,
  check: Check,
  { provider, now }: { readonly provider: Provider; readonly now: () => Date },
): Promise<Rewriting> {
  const question = questionFor(material, limit);
  const first = await tried(provider, question, check);
  const { tokens } = first;
  if (first.kind === "passed")
    return { verdict: { kind: "passed", text: first.text, repaired: null }, tokens };
  if (first.kind === "missed") return { verdict: first, tokens };

  const because = toldFlags(first.flags);
  const second = await tried(provider, repairOf(question, first.content, first.flags), check);
  const both = tokens + second.tokens;
  switch (second.kind) {
    case "passed":
      return { verdict: { kind: "passed", text: second.text, repaired: because }, tokens: both };
    case "missed":
      return {
        verdict: { kind: "missed", because: `${because}; not tried again: ${second.because}` },
        tokens: both,
      };
    case "flagged": {
      const until = second.isReadable ? null : new Date(+now() + unreadableMs).toISOString();
      return { verdict: { kind: "refused", because: toldFlags(second.flags), until }, tokens: both };
    }
  }
}

type Try = { readonly tokens: number } & (
  | { readonly kind: "passed"; readonly text: string }
  | {
      readonly kind: "flagged";
      readonly content: string;
      readonly flags: readonly Flag[];
      /** Was there a summary in the answer at all? */
      readonly isReadable: boolean;
    }
  | { readonly kind: "missed"; readonly because: string }
);

async function tried(provider: Provider, messages: readonly Message[], check: Check): Promise<Try> {
  const { answer, tokens } = await provider.ask(messages);
  if (answer.kind === "none") return { kind: "missed", because: answer.because, tokens };
  const { content } = answer;
  const reading = readAnswer(content, answer.format, answer.isCut);
  if (reading.kind === "none")
    return { kind: "flagged", content, flags: [reading.flag], isReadable: false, tokens };
  const { text } = reading;
  const flags = check(text);
  return flags.length === 0
    ? { kind: "passed", text, tokens }
    : { kind: "flagged", content, flags, isReadable: true, tokens };
}
