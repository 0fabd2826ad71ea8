import type { Flag } from "./flags.ts";
import type { Passage } from "./passage.ts";
import { wordsBetween } from "./passage.ts";
import type { Hedge, Quantity } from "./quantities.ts";
import { counted } from "./number-words.ts";
import { countsIn, numeralsIn } from "./numerals.ts";

/** Seconds, or for units that have no fixed length in days, their usual one. */
const unitSeconds: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_629_800,
  year: 31_557_600,
  decade: 315_576_000,
  century: 3_155_760_000,
};

/** Below this, a number outside English may be written as a word we cannot read; where we can, "one" and "two" say little. */
const smallest = { unread: 13, read: 3 };
/** With more different numbers than these an article is a table, and supports any. */
const mostSupport = 10_000;
const mostClaims = 300;

/** Numbers and years of the summary that no number of the article supports. */
export function numberFlags(
  article: Passage,
  given: readonly Quantity[],
  claims: readonly Quantity[],
  summary: Passage,
): Flag[] {
  const support = distinct([...given, ...countedIn(article), ...spacedIn(article), ...numerals(article)]);
  if (support.length > mostSupport) return [];
  const isEnglish = article.language === "en" || article.language === "und";
  const least = isEnglish ? 0 : countsIn(article.language) ? smallest.read : smallest.unread;
  const flags: Flag[] = [];
  for (const claim of claims.slice(0, mostClaims)) {
    if (isIdle(claim, least) || isSupported(support, claim)) continue;
    const kind =
      claim.kind === "year" || (claim.isVague && (claim.values[0] ?? 0) > 1500 && !claim.inWords)
        ? "date"
        : "number";
    flags.push({
      kind,
      what: wordsBetween(summary, claim.from, claim.to),
      because: reasonFor(support, claim),
      core: true,
    });
  }
  return flags;
}

/** The same number said twice supports no more than once. */
function distinct(quantities: readonly Quantity[]): Quantity[] {
  const byMeaning = new Map<string, Quantity>();
  for (const each of quantities) {
    const meaning = [each.kind, each.currency, each.unit, each.isVague, each.inWords, ...each.values].join(
      "/",
    );
    if (!byMeaning.has(meaning)) byMeaning.set(meaning, each);
  }
  return [...byMeaning.values()];
}

/** "One", "first" and small numbers of other languages claim too little to be held against a summary. */
function isIdle(claim: Quantity, least: number): boolean {
  const value = claim.values[0] ?? 0;
  if (claim.inWords && (value === 1 || value === 0) && claim.kind !== "percent") return true;
  if (claim.kind === "ordinal" && value <= 2 && claim.inWords) return true;
  return value < least;
}

/** Words that count: "both", "a dozen", "half", "decade". Half is a share, too. */
function countedIn(article: Passage): Quantity[] {
  return article.words.flatMap(({ folded }, at) => {
    const values = Object.hasOwn(counted, folded) ? counted[folded] : undefined;
    if (values == null) return [];
    const bare = {
      currency: "",
      unit: "",
      hedge: "exact",
      isVague: false,
      inWords: true,
      from: at,
      to: at,
    } as const;
    const plain = { values, kind: "plain", ...bare } as const;
    return values.length > 1 ? [plain, { ...plain, kind: "percent" } as const] : [plain];
  });
}

/** Number words of other languages. */
const numerals = (article: Passage): Quantity[] =>
  numeralsIn(article).map((value) => ({
    values: [value],
    kind: "plain",
    currency: "",
    unit: "",
    hedge: "exact",
    isVague: false,
    inWords: true,
    from: 0,
    to: 0,
  }));

/** "98. 7 per cent": text that was tokenised once keeps a blank after each stop. */
function spacedIn(article: Passage): Quantity[] {
  return [
    ...article.text.matchAll(
      /(?<![\d.,])(\d{1,4})\s?(?:\.\s(?=\d)|,\s(?=\d{3}(?!\d)))(\d{1,3})(?!\d)(\s?%|\sper\s?cent)?/gi,
    ),
  ].map(([, whole, part, percent]) => ({
    values: [Number(`${whole}.${part}`), Number(`${whole}${part}`)],
    kind: percent == null ? "plain" : "percent",
    currency: "",
    unit: "",
    hedge: "exact",
    isVague: false,
    inWords: false,
    from: 0,
    to: 0,
  }));
}

function isSupported(support: readonly Quantity[], claim: Quantity): boolean {
  if (!support.some((known) => supports(known, claim))) return false;
  if (claim.currency === "") return true;
  // "$12" for "€12": a bare 12 elsewhere does not excuse it.
  const priced = support.filter(
    (known) => known.currency !== "" && known.values.some((value) => claim.values.includes(value)),
  );
  return priced.length === 0 || priced.some(({ currency }) => currency === claim.currency);
}

/** Does a number of the article make the claim true? */
export function supports(known: Quantity, claim: Quantity): boolean {
  if (claim.kind === "percent" && known.kind !== "percent") return false;
  if (claim.currency !== "" && known.kind === "percent") return false;
  if (claim.currency !== "" && known.currency !== "" && claim.currency !== known.currency) return false;
  return known.values.some((value) => claim.values.some((claimed) => agrees(value, claimed, known, claim)));
}

function agrees(value: number, claimed: number, known: Quantity, claim: Quantity): boolean {
  if (claim.isVague) return isOfOrder(value, claimed, known, claim);
  if (value === claimed) return isSameUnit(known, claim) && !isMereSecond(known, claim);
  if (known.isVague && !known.inWords && value > 1000) return claimed >= value && claimed < value + 10;
  if (known.unit !== "" && claim.unit !== "") return isSameSpan(value, claimed, known, claim);
  if (claim.kind === "year" || known.kind === "year")
    return claim.kind === "year" && isShortYear(value, claimed, known);
  if (claim.kind === "ordinal" || known.kind === "ordinal") return false;
  return isRounded(value, claimed, claim.hedge);
}

/** "Hundreds" for 340; "the 1990s" for 1994. */
function isOfOrder(value: number, claimed: number, known: Quantity, claim: Quantity): boolean {
  if (known.isVague && value === claimed) return true;
  if (claim.inWords && (known.kind === "year" || known.isVague)) return false;
  if (!claim.inWords) return value >= claimed && value < claimed + 10;
  return value >= claimed && value < claimed * (claimed === 12 ? 20 : 1000);
}

/** "The second half" speaks of no two. */
const isMereSecond = (known: Quantity, claim: Quantity): boolean =>
  known.kind === "ordinal" && known.inWords && claim.kind === "plain" && known.values[0] === 2;

/** "24 hours" is not "24 days": a unit of time must agree where both name one. */
function isSameUnit(known: Quantity, claim: Quantity): boolean {
  return known.unit === "" || claim.unit === "" || known.unit === claim.unit;
}

/** "A year" for "12 months". */
function isSameSpan(value: number, claimed: number, known: Quantity, claim: Quantity): boolean {
  const span = value * (unitSeconds[known.unit] ?? 0);
  const claimedSpan = claimed * (unitSeconds[claim.unit] ?? 0);
  if (known.unit !== claim.unit) return Math.abs(span - claimedSpan) < span * 0.02;
  return isRounded(value, claimed, claim.hedge);
}

/** "2019-20": the second year is written short. */
function isShortYear(value: number, claimed: number, known: Quantity): boolean {
  return (
    known.kind !== "year" &&
    value >= 0 &&
    value < 100 &&
    Number.isInteger(value) &&
    claimed % 100 === value &&
    claimed >= 1980
  );
}

/** "More than 30" for 31; "about 2 million" for 1.97 million; "9 million" for 8.97 million. */
function isRounded(value: number, claimed: number, hedge: Hedge): boolean {
  if (value === 0 || claimed === 0) return false;
  const ratio = value / claimed;
  if (hedge !== "exact" && !isRounder(claimed, value)) return false;
  if (hedge === "above") return ratio >= 1 && ratio <= 1.3;
  if (hedge === "below") return ratio <= 1 && ratio >= 0.8;
  if (hedge === "about" && ratio > 0.9 && ratio < 1.1) return true;
  const isFiner = significant(value) > significant(claimed);
  return (
    isFiner &&
    (value >= 1000 || !Number.isInteger(value)) &&
    Number(value.toPrecision(significant(claimed))) === claimed
  );
}

/** "About 600" for 598, and never "about 598" for 600. */
function isRounder(claimed: number, value: number): boolean {
  const difference = significant(value) - significant(claimed);
  return difference > 0 || (difference === 0 && claimed % 5 === 0);
}

/** How many figures carry meaning: 1,970,000 has three. */
function significant(value: number): number {
  const figures = value.toExponential().split("e")[0] ?? "";
  return figures.replace(/[.-]/g, "").replace(/0+$/, "").length;
}

function reasonFor(support: readonly Quantity[], claim: Quantity): string {
  const near = support.find((known) => known.values.some((value) => claim.values.includes(value)));
  if (near == null) return "no number of the article supports it";
  if (claim.kind === "percent") return "the article has this number, but not as a percentage";
  if (near.currency !== "" && near.currency !== claim.currency)
    return `the article gives it in ${near.currency}`;
  return near.unit === "" ? "no number of the article supports it" : `the article counts ${near.unit}s`;
}
