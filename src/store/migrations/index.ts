import type { Migration } from "kysely/migration";
import * as firstEdition from "./001-first-edition.ts";
import * as fetches from "./002-fetches.ts";
import * as readings from "./003-readings.ts";
import * as rewrites from "./004-rewrites.ts";
import * as listings from "./005-listings.ts";
import * as announcements from "./006-announcements.ts";
import * as rewritesUsed from "./007-rewrites-used.ts";
import * as sending from "./008-sending.ts";
import * as bounces from "./009-bounces.ts";
import * as consent from "./010-consent.ts";

/** In the order of their numbers; a released one is never edited. */
export const migrations = {
  "001-first-edition": firstEdition,
  "002-fetches": fetches,
  "003-readings": readings,
  "004-rewrites": rewrites,
  "005-listings": listings,
  "006-announcements": announcements,
  "007-rewrites-used": rewritesUsed,
  "008-sending": sending,
  "009-bounces": bounces,
  "010-consent": consent,
} as const satisfies Record<string, Migration>;
