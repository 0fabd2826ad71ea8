import type { Migration } from "kysely/migration";
import * as firstEdition from "./001-first-edition.ts";

/** In the order of their numbers; a released one is never edited. */
export const migrations = {
  "001-first-edition": firstEdition,
} as const satisfies Record<string, Migration>;
