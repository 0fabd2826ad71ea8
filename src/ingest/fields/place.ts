import { type Finding, inferred, unknown } from "../../domain/article.ts";
import { loneNameIn } from "./byline.ts";
import { placeIn } from "./dateline.ts";
import type { Draft } from "../formats/draft.ts";

/** Datelines further down open another report, or a passage of a running one. */
const firstBlocks = 14;

/** Where it was written: what the file states, else what the first dateline names, as written there, in title case where it stands in capitals. */
export function placeOf(draft: Pick<Draft, "text" | "blocks" | "place">): Finding<string> {
  if (draft.place != null) return draft.place;
  for (const { kind, start, end } of draft.blocks.slice(0, firstBlocks)) {
    if (kind !== "dateline" || end - start > 200) continue;
    const line = draft.text.slice(start, end).replace(/\s+/gu, " ").trim();
    const found = placeIn(line);
    // "Jane Doe - 3 May 2024" has the form of one.
    if (found == null || loneNameIn(found) != null) continue;
    const value = titled(found);
    const [city = value] = value.split(/, /u);
    const because = `the dateline “${line}” names it`;
    return inferred(
      value,
      because,
      0.92,
      city === value ? [] : [{ value: city, because: "the town alone", confidence: 0.5 }],
    );
  }
  return unknown("no dateline names a place");
}

/** "NEW YORK" → "New York", "PORT-AU-PRINCE" → "Port-au-Prince"; words not in capitals stay, and so do "U.S." and "DC". */
function titled(place: string): string {
  return place
    .split(/(?<=[\s/-])/u)
    .map((word, at) => {
      const bare = word.replace(/[\s/,-]+$/u, "");
      if (bare.length < 3 && !/^(?:AL|EL|LA|LE|LO|ST|AU|DE|DO|DA|RIO|SUR|AM|AN)$/u.test(bare)) return word;
      if (bare !== bare.toUpperCase() || bare === bare.toLowerCase() || /\p{Lu}\.\p{Lu}/u.test(bare))
        return word;
      const lower = word.toLowerCase();
      if (at > 0 && /^(?:au|de|do|da|del|of|am|an|der|sur|upon|on|la|le)[\s-]/u.test(lower)) return lower;
      return lower.slice(0, 1).toUpperCase() + lower.slice(1);
    })
    .join("");
}
