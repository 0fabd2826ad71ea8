/** What became of one article that a model was to summarise. `tokens`: paid for it in this run; 0 for what was remembered. */
export type RewriteOutcome = { readonly path: string; readonly tokens: number } & (
  | { readonly kind: "kept" }
  /** The first answer was refused for what `because` says, the second passed. */
  | { readonly kind: "repaired"; readonly because: string }
  /** The article has the extract instead. */
  | { readonly kind: "fell back"; readonly because: string }
);

/** `money` is null where no price is known. */
type Cost = { readonly calls: number; readonly tokens: number; readonly money: number | null };

/**
 * `calls`: all of them; `tokens` and `money`: what servers say they took. `unsure`: the calls that broke off or whose cost was not
 * told, and what they cost at most; the budget counts that, too.
 */
export type Spent = Cost & { readonly unsure: Cost };

/** A model's part in one run. */
export type Rewrites = {
  readonly model: string;
  readonly outcomes: readonly RewriteOutcome[];
  readonly spent: Spent;
};
