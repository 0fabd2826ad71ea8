import type { Outcome } from "./delivery.ts";

/**
 * What a sender keeps in mind to notice that something is wrong with the sending itself. `lost`: answers lost since somebody
 * last decided about them. `row`: refusals for policy one after the other, with nothing accepted in between.
 */
export type Watch = {
  readonly lost: number;
  readonly row: { readonly refused: number; readonly domains: ReadonlySet<string>; readonly reply: string };
};

export type Alarm = { readonly kind: "unclear" | "policy"; readonly why: string };

const noRow: Watch["row"] = { refused: 0, domains: new Set(), reply: "" };
const refusalsInARow = 10;
const domainsInARow = 3;
/** Readers come in no order, so that so many of a mixed list are hardly ever all at domains that happen to refuse. */
const refusalsAnywhere = 25;

export const watchFrom = (lost: number): Watch => ({ lost, row: noRow });

export function watched(watch: Watch, outcome: Outcome, domain: string): Watch {
  if (outcome.kind === "unclear") return { ...watch, lost: watch.lost + 1 };
  if (outcome.kind === "accepted") return watch.row.refused === 0 ? watch : { ...watch, row: noRow };
  if (outcome.kind !== "failed" || outcome.reason !== "policy") return watch;
  const { refused, domains } = watch.row;
  return {
    ...watch,
    row: { refused: refused + 1, domains: new Set([...domains, domain]), reply: outcome.reply },
  };
}

/** How many lost answers are borne: a server that takes mail and says nothing would else give the whole list two copies. */
export const unclearLimit = (audience: number): number => Math.max(20, Math.floor(audience * 0.005));

/** Why sending has to stop until somebody has looked, or null. */
export function alarmOf({ lost, row }: Watch, audience: number): Alarm | null {
  if (lost > unclearLimit(audience)) {
    return {
      kind: "unclear",
      why: `the mail server takes messages but does not answer: of ${lost} nobody knows whether they arrived`,
    };
  }
  const isEverywhere = row.refused >= refusalsInARow && row.domains.size >= domainsInARow;
  if (isEverywhere || row.refused >= refusalsAnywhere) {
    const domains = row.domains.size === 1 ? "one domain" : `${row.domains.size} domains`;
    return {
      kind: "policy",
      why: `${row.refused} refusals in a row, at ${domains}, are about us and not about the readers: ${row.reply}`,
    };
  }
  return null;
}
