/** What became of one article that a model was to summarise. `tokens`: paid for it in this run; 0 for what was remembered. */
export type RewriteOutcome = { readonly path: string; readonly tokens: number } & (
  | { readonly kind: "kept" }
  /** The first answer was refused for what `because` says, the second passed. */
  | { readonly kind: "repaired"; readonly because: string }
  /** The article has the extract instead. */
  | { readonly kind: "fell back"; readonly because: string }
);

/** `money` is null where no price is known. */
export type Spent = { readonly calls: number; readonly tokens: number; readonly money: number | null };

/** A model's part in one run. */
export type Rewrites = {
  readonly model: string;
  readonly outcomes: readonly RewriteOutcome[];
  readonly spent: Spent;
};
