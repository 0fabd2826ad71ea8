import * as fc from "fast-check";
import { expect, test } from "vitest";
import { letterAfter } from "../../src/domain/letter-after.ts";
import type { Person, SubscriberEvent } from "../../src/domain/subscriber.ts";
import { after, isReader, stranger } from "../../src/domain/subscriber.ts";

const start = +new Date("2026-05-04T07:00:00Z");
const at = (second: number): Date => new Date(start + second * 1000);
const client = { ip: "192.0.2.1", userAgent: "Mozilla/5.0" };

/** What can happen, as a name; `confirmed` uses the link of the newest sign-up, `stale` that of the first. */
const happenings = [
  "signed-up",
  "confirmed",
  "stale",
  "unsubscribed",
  "bounced",
  "complained",
  "suppressed",
  "imported",
  "imported-unsubscribed",
  "added",
  "erased",
] as const;
type Happening = (typeof happenings)[number];

const silencing: ReadonlySet<Happening> = new Set<Happening>([
  "unsubscribed",
  "bounced",
  "complained",
  "suppressed",
  "erased",
  "imported-unsubscribed",
]);

type Life = { readonly person: Person; readonly links: readonly Date[]; readonly mayRead: boolean };

/** What the rules promise, told by another and simpler story: a reader, only by a confirmation asked for after any silence. */
function live(life: Life, happening: Happening, second: number): Life {
  const event = eventOf(happening, second, life.links);
  if (event == null) return life;
  const person = after(life.person, event);
  const links = happening === "signed-up" ? [...life.links, at(second)] : life.links;
  if (silencing.has(happening)) return { person, links: [], mayRead: false };
  const confirms = happening === "confirmed" && life.links.length > 0;
  return { person, links, mayRead: life.mayRead || confirms };
}

function eventOf(happening: Happening, second: number, links: readonly Date[]): SubscriberEvent | null {
  switch (happening) {
    case "signed-up":
      return {
        kind: "signed-up",
        at: at(second),
        client,
        form: "/",
        shown: { text: "Yes", version: "1" },
        language: "en",
      };
    case "confirmed":
      return { kind: "confirmed", at: at(second), client, issued: links.at(-1) ?? at(-1) };
    case "stale":
      return { kind: "confirmed", at: at(second), client, issued: at(-1) };
    case "unsubscribed":
      return { kind: "unsubscribed", at: at(second), how: "link", client };
    case "bounced":
    case "complained":
    case "suppressed":
      return { kind: happening, at: at(second), detail: "" };
    case "imported":
      return { kind: "imported", at: at(second), source: "list", row: 1, standing: "active" };
    case "imported-unsubscribed":
      return { kind: "imported", at: at(second), source: "list", row: 1, standing: "unsubscribed" };
    case "added":
      return { kind: "added", at: at(second), source: null };
    case "erased":
      return { kind: "erased", at: at(second) };
  }
}

test("of all lives of six events, who left or was silenced is a reader only by confirming after that", () => {
  let lives = 0;
  const walk = (life: Life, silenced: boolean, depth: number): void => {
    lives++;
    if (silenced && !life.mayRead && isReader(life.person))
      throw new Error(`${JSON.stringify(life)} is a reader`);
    if (depth === 6) return;
    for (const happening of happenings) {
      const next = live(life, happening, depth);
      const isSilencing = silencing.has(happening) && next.person !== life.person;
      walk(next, silenced || isSilencing, depth + 1);
    }
  };
  walk({ person: stranger, links: [], mayRead: false }, false, 0);
  expect(lives).toBe((11 ** 7 - 1) / 10);
});

test("nothing that happens twice does more than once, but for a sign-up between", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...happenings), { maxLength: 12 }), (story) => {
      let life: Life = { person: stranger, links: [], mayRead: false };
      for (const [second, happening] of story.entries()) {
        const event = eventOf(happening, second, life.links);
        if (event == null) continue;
        const once = after(life.person, event);
        expect(after(once, event)).toEqual(once);
        life = live(life, happening, second);
      }
    }),
  );
});

test.each<[string, Person, string | null]>([
  ["a stranger", stranger, "confirm"],
  ["one who was asked already", { standing: "pending", silence: null, asked: at(0) }, "confirm"],
  ["a reader", { standing: "active", silence: null, asked: null }, "already"],
  ["one who left", { standing: "unsubscribed", silence: null, asked: null }, "confirm"],
  ["one whose mail came back", { standing: "active", silence: "bounced", asked: null }, "confirm"],
  ["one who had everything erased", { standing: null, silence: "erased", asked: null }, "confirm"],
  ["one who complained", { standing: "active", silence: "complained", asked: null }, null],
  ["one who was shut out", { standing: null, silence: "manual", asked: null }, null],
])("who signs up and is %s", (_who, person, letter) => {
  const event = eventOf("signed-up", 1, []);
  expect(event == null ? null : letterAfter(person, event, { welcome: false })).toBe(letter);
});

test("a link works for the sign-up it was made for and for no later one", () => {
  const asked = after(stranger, eventOf("signed-up", 10, [])!);
  const left = after(asked, eventOf("unsubscribed", 20, [])!);
  const again = after(left, eventOf("signed-up", 30, [])!);
  expect(again).toEqual({ standing: "unsubscribed", silence: null, asked: at(30) });
  expect(isReader(after(again, eventOf("confirmed", 40, [at(10)])!))).toBe(false);
  expect(isReader(after(again, eventOf("confirmed", 40, [at(30)])!))).toBe(true);
});
