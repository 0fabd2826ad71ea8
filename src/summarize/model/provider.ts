import { type Ledger, type Reservation, type Usage, tokensIn } from "./budget.ts";
import { type Client, type Message, type Reply, type Server, connect } from "./client.ts";
import { type Manners, fullManners, simpler } from "./manners.ts";
import { matterOf, toldRefusal } from "./refusals.ts";
import { backoffMs, maxRetries, maxWaitMs, retryAfterMs } from "./retry.ts";

export type ProviderOptions = Server & {
  /** For messages: where the key was looked for; null where none is needed. */
  readonly keyEnv: string | null;
  /** Of one answer; a model that reasons spends some of it unseen. */
  readonly maxOutputTokens: number;
  /** For one try. */
  readonly timeoutMs: number;
  /** Why the server is not asked at all, where it is not: what is remembered is used all the same. */
  readonly heldBack: string | null;
};

export type ProviderMeans = {
  readonly ledger: Ledger;
  readonly now: () => Date;
  /** Ends early, without an error, when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Aborted when the run is to stop. */
  readonly signal: AbortSignal;
};

/** What came of one question after all its tries. */
export type Answer =
  | {
      readonly kind: "answered";
      readonly content: string;
      readonly format: Manners["format"];
      readonly isCut: boolean;
    }
  | { readonly kind: "none"; readonly because: string };

/** `tokens`: what the question cost, every try of it. */
export type Asked = { readonly answer: Answer; readonly tokens: number };
export type Provider = { ask(messages: readonly Message[]): Promise<Asked> };

/** So many articles in a row without an answer, and the server is left alone for the rest of the run. */
const maxInARow = 3;

/** What servers put around the messages. */
const overheadTokens = 20;

/**
 * A server and what is known of it in one run: its manners, and whether it is out. Never throws for what a server does; once
 * it is out it is not asked again.
 */
export function openProvider(options: ProviderOptions, means: ProviderMeans): Provider {
  const { ledger } = means;
  const name = `${options.model} at ${new URL(options.baseUrl).host}`;
  let client: Promise<Client> | null = null;
  let manners = fullManners;
  let out = options.heldBack ?? missingKey(options, name);
  let hasAnswered = false;
  let inARow = 0;

  const outFor = (because: string): Answer =>
    none((out ??= `${name} ${because}; it is not asked again in this run`));

  /** This article gets no answer; that is the end of the provider only if it goes on. */
  const failed = (because: string): Answer => {
    inARow++;
    return inARow < maxInARow
      ? none(`${name} ${because}`)
      : outFor(`${because}, ${maxInARow} articles in a row`);
  };

  const refusedFor = (reply: Refused, tries: number): Answer | Wait => {
    const { status, told } = reply;
    const because = toldRefusal(status, told, options.key);
    switch (matterOf(status, told)) {
      case "article":
        return none(`${name} does not take this article (${status})`);
      case "provider":
        return outFor(because);
      case "form":
        // Whoever has answered others means this one question.
        return hasAnswered ? failed(because) : outFor(because);
      case "later": {
        if (tries > maxRetries) return failed(because);
        const wished = retryAfterMs(reply.headers, means.now()) ?? 0;
        if (wished > maxWaitMs)
          return outFor(`${because}, and asks for a break of ${Math.ceil(wished / 1000)} s`);
        return { waitMs: Math.max(wished, backoffMs(tries, means.random())) };
      }
    }
  };

  const judged = (reply: Reply, format: Manners["format"], tries: number): Answer | Wait => {
    switch (reply.kind) {
      case "answered":
        hasAnswered = true;
        inARow = 0;
        return { kind: "answered", content: reply.content, format, isCut: reply.isCut };
      case "broken":
        if (!reply.mayPass || tries > maxRetries) return failed(reply.because);
        return { waitMs: backoffMs(tries, means.random()) };
      case "refused":
        return refusedFor(reply, tries);
    }
  };

  /** Another question may have learnt how to ask meanwhile. @returns whether there is another way to ask */
  const learns = (reply: Reply, asked: Manners): boolean => {
    if (reply.kind !== "refused" || matterOf(reply.status, reply.told) !== "form") return false;
    const next = asked === manners ? simpler(manners, reply.told) : manners;
    if (next == null) return false;
    manners = next;
    return true;
  };

  const attempt = async (
    messages: readonly Message[],
    asked: Manners,
    { most }: Reservation,
  ): Promise<Reply> => {
    client ??= connect(options);
    const connection = await client.catch(() => null);
    if (connection == null) return notLoaded;
    const timeout = AbortSignal.timeout(Math.max(1, Math.min(options.timeoutMs, ledger.leftMs())));
    const signal = AbortSignal.any([timeout, means.signal]);
    return await connection.ask(messages, asked, most.output, signal);
  };

  return {
    async ask(messages) {
      const input = tokensIn(messages.map((message) => message.content).join("\n")) + overheadTokens;
      let tokens = 0;
      for (let tries = 1; ; tries++) {
        if (means.signal.aborted) return { answer: none("the run was stopped"), tokens };
        if (out != null) return { answer: none(out), tokens };
        const reserved = await ledger.reserve(input, options.maxOutputTokens);
        if (reserved.kind === "over") return { answer: none(reserved.because), tokens };
        const asked = manners;
        const reply = await attempt(messages, asked, reserved);
        tokens += ledger.settle(reserved, usageOf(reply));
        if (learns(reply, asked)) {
          tries--;
          continue;
        }
        const verdict = judged(reply, asked.format, tries);
        if ("kind" in verdict) return { answer: verdict, tokens };
        if (verdict.waitMs >= ledger.leftMs())
          return { answer: none(`${name} needs more time than this run has left`), tokens };
        await means.wait(verdict.waitMs, means.signal);
      }
    },
  };
}

type Refused = Extract<Reply, { readonly kind: "refused" }>;
type Wait = { readonly waitMs: number };

const none = (because: string): Answer => ({ kind: "none", because });

const notLoaded: Reply = {
  kind: "broken",
  because: "cannot be asked: the package openai does not load, so install Broadsheet anew",
  mayPass: false,
  paid: false,
};

const nothing: Usage = { input: 0, output: 0 };

/** A refusal costs nothing; an answer that never came in full may cost all that was set aside (null). */
function usageOf(reply: Reply): Usage | null {
  if (reply.kind === "answered") return reply.usage;
  return reply.kind === "broken" && reply.paid ? null : nothing;
}

function missingKey({ key, keyEnv }: ProviderOptions, name: string): string | null {
  if (keyEnv == null || key != null) return null;
  return `${name} is not asked: ${keyEnv} is not set in the environment or .env`;
}
