import type { Summarizer } from "../domain/ports.ts";
import { extract } from "./extract.ts";

export { highlightsOf } from "./highlights.ts";
export { inSentenceCase } from "./sentence-case.ts";
export { type Reason, becauseOf } from "./because.ts";

/** Summarizers by the name a job calls them. A new one: write `x.ts`, add its row; the contract runs on it. */
export const summarizers = { extract } satisfies Record<string, Summarizer>;

export type SummarizerName = keyof typeof summarizers;
