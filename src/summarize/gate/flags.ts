export type FlagKind =
  | "number"
  | "date"
  | "name"
  | "quote"
  | "place"
  | "negation"
  | "antonym"
  | "attribution"
  | "binding"
  | "language"
  | "length"
  | "form";

/** Something in a summary that its article does not support. */
export type Flag = {
  readonly kind: FlagKind;
  /** The words of the summary that are not supported. */
  readonly what: string;
  readonly because: string;
  /** One of the checks that hardly ever alarm without cause: numbers, dates, names, quotations, and the form. */
  readonly core: boolean;
};
