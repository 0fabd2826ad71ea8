import type { LetterKind } from "./letter.ts";
import type { Person, SubscriberEvent } from "./subscriber.ts";
import { isReader, mayBeAsked } from "./subscriber.ts";

/** What is mailed to an address after something happened to it, limits aside. */
export function letterAfter(
  before: Person,
  event: SubscriberEvent,
  { welcome }: { readonly welcome: boolean },
): LetterKind | null {
  if (event.kind === "signed-up") {
    if (!mayBeAsked(before)) return null;
    return isReader(before) ? "already" : "confirm";
  }
  return event.kind === "confirmed" && welcome && !isReader(before) ? "welcome" : null;
}
