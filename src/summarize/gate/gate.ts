import { alignmentsOf } from "./alignment.ts";
import { attributionFlags } from "./attribution.ts";
import { bindingFlags } from "./binding.ts";
import { denialFlags } from "./denials.ts";
import { calendars } from "./calendars.ts";
import { dateFlags } from "./dates.ts";
import { dateFlagsIn } from "./dates-elsewhere.ts";
import type { Flag } from "./flags.ts";
import type { GateLimits } from "./form.ts";
import { formFlags, languageFlags, lengthFlags } from "./form.ts";
import { languageOf } from "./language.ts";
import { nameFlags, nameSupportOf } from "./names.ts";
import { negationFlags } from "./negation.ts";
import { numberFlags } from "./numbers.ts";
import type { Passage } from "./passage.ts";
import { oppositionFlags } from "./opposition.ts";
import { passageOf } from "./passage.ts";
import type { Quantity } from "./quantities.ts";
import { quantitiesOf } from "./quantities.ts";
import { quoteFlags } from "./quotes.ts";
import { roleFlags } from "./roles.ts";
import { strangerFlags } from "./strangers.ts";

export type { Flag, FlagKind } from "./flags.ts";
export type { GateLimits } from "./form.ts";

/**
 * What of a summary its article does not support; nothing where it passes. Rules only: it finds what is foreign to the article
 * and some of what is twisted, and cannot prove a summary true. Same input, same flags.
 */
export function flagsOf(article: string, summary: string, limits: GateLimits = {}): readonly Flag[] {
  if (summary.length > mostChars)
    return [...tooLong(summary), ...flagsOf(article, summary.slice(0, mostChars), limits)];
  const source = passageOf(article);
  const told = languageOf(summary);
  const claim = passageOf(summary, source.language === "und" ? undefined : source.language);
  const given = quantitiesOf(source);
  const claims = quantitiesOf(claim);
  return [
    ...formFlags(article, summary, limits),
    ...lengthFlags(claim, limits),
    ...languageFlags(source, told, claim, limits),
    ...numberFlags(source, given, claims, claim),
    ...(Object.hasOwn(calendars, source.language)
      ? dateFlagsIn(source.language, article, summary)
      : dateFlags(source, claim)),
    ...nameFlags(nameSupportOf(source), claim),
    ...quoteFlags(article, summary),
    ...extendedFlags(source, claim, given, claims),
  ];
}

/** A text of this length is no summary; what stands beyond is not read. */
const mostChars = 10_000;

function tooLong(summary: string): Flag[] {
  return [
    {
      kind: "form",
      what: `${summary.length} characters`,
      because: "this is too long for a summary",
      core: true,
    },
  ];
}

/** Checks that need the language's words, and that alarm without cause now and then. */
function extendedFlags(
  source: Passage,
  claim: Passage,
  given: readonly Quantity[],
  claims: readonly Quantity[],
): Flag[] {
  if (source.language !== "en") return denialFlags(source, claim);
  const alignments = alignmentsOf(source, claim);
  return [
    ...strangerFlags(source, claim),
    ...negationFlags(source, claim, alignments),
    ...oppositionFlags(source, claim, alignments),
    ...bindingFlags(source, claim, given, claims),
    ...roleFlags(source, claim),
    ...attributionFlags(source, claim),
  ];
}
