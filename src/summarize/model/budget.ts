import type { Spent } from "../../domain/rewrite.ts";

/** What one run may cost. */
export type Budget = {
  /** Input and output together. */
  readonly tokens: number;
  /** From the first question on. */
  readonly seconds: number;
  /** In the currency of the price; null for no limit. */
  readonly money: number | null;
};

/** For a million tokens, in a currency of the operator's choice. */
export type Price = { readonly input: number; readonly output: number };

export type Usage = { readonly input: number; readonly output: number };

/** What is set aside for one call: `output` is the most that the answer may be long. */
export type Reservation = { readonly kind: "reserved"; readonly most: Usage };
export type Overdrawn = { readonly kind: "over"; readonly because: string };

export type Ledger = {
  /**
   * Sets aside what a call can cost at most, before it is made, so that calls side by side never pass the limit together.
   * Where others hold the rest, it waits for what they give back.
   */
  reserve(input: number, output: number): Promise<Reservation | Overdrawn>;
  /**
   * @param used null where the server does not say: what was set aside stays taken, and is told apart
   * @returns tokens that were spent for sure
   */
  settle(reservation: Reservation, used: Usage | null): number;
  /** Until the time is up, in ms; the clock starts with the first question. */
  leftMs(): number;
  spent(): Spent;
};

/** An answer shorter than this cannot hold a summary. */
const fewestOutput = 200;

export function openLedger(budget: Budget, price: Price | null, now: () => Date): Ledger {
  let startedAt: Date | null = null;
  let calls = 0;
  let spent: Usage = nothing;
  let unsure: Usage = nothing;
  let unsureCalls = 0;
  let held: Usage = nothing;
  let waiting: (() => void)[] = [];

  /** How much output a call with so much input may have when `taken` is gone. */
  const room = (taken: Usage, input: number): number => {
    const tokens = budget.tokens - taken.input - taken.output - input;
    if (budget.money == null || price == null) return tokens;
    const left = budget.money - costOf(taken, price) - costOf({ input, output: 0 }, price);
    return left < 0 ? -1 : Math.min(tokens, price.output === 0 ? tokens : (left * 1e6) / price.output);
  };

  const leftMs = (): number => {
    startedAt ??= now();
    return Math.max(0, +startedAt + budget.seconds * 1000 - +now());
  };

  return {
    leftMs,
    spent: () => ({
      calls,
      tokens: spent.input + spent.output,
      money: price == null ? null : costOf(spent, price),
      unsure: {
        calls: unsureCalls,
        tokens: unsure.input + unsure.output,
        money: price == null ? null : costOf(unsure, price),
      },
    }),

    async reserve(input, output) {
      const fewest = Math.min(fewestOutput, output);
      for (;;) {
        if (leftMs() === 0)
          return { kind: "over", because: `the ${budget.seconds} s that a run may take are over` };
        const gone = sum(spent, unsure);
        const most = { input, output: Math.min(output, Math.floor(room(sum(gone, held), input))) };
        if (most.output >= fewest) {
          held = sum(held, most);
          return { kind: "reserved", most };
        }
        if (held.input + held.output === 0 || room(gone, input) < fewest)
          return { kind: "over", because: overdrawn(budget, price, gone) };
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },

    settle({ most }, used) {
      calls++;
      held = { input: held.input - most.input, output: held.output - most.output };
      if (used == null) {
        unsure = sum(unsure, most);
        unsureCalls++;
      } else spent = sum(spent, used);
      const next = waiting;
      waiting = [];
      for (const resolve of next) resolve();
      return used == null ? 0 : used.input + used.output;
    },
  };
}

const nothing: Usage = { input: 0, output: 0 };

const sum = (a: Usage, b: Usage): Usage => ({ input: a.input + b.input, output: a.output + b.output });

const costOf = (usage: Usage, price: Price): number =>
  (usage.input * price.input + usage.output * price.output) / 1e6;

function overdrawn(budget: Budget, price: Price | null, spent: Usage): string {
  const used = spent.input + spent.output;
  if (budget.money == null || price == null || used >= budget.tokens)
    return `the budget of ${budget.tokens} tokens a run has no room for another call (${used} spent or set aside)`;
  return `the budget has no room for another call: ${used} of ${budget.tokens} tokens and ${costOf(spent, price).toFixed(4)} of ${budget.money} are spent or set aside`;
}

/**
 * Tokens of a text, on the high side for the tokenizers in use: they make one of about four letters of English, of two of
 * Russian, of one of Chinese, which is three bytes or more each time.
 */
export const tokensIn = (text: string): number => Math.ceil(Buffer.byteLength(text) / 3);
