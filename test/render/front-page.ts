import { parse } from "yaml";
import { tokensOf } from "../../src/app/seal.ts";
import type { Digest, EditionPlan } from "../../src/domain/edition.ts";
import { planEdition } from "../../src/domain/edition.ts";
import type { Entry } from "../../src/domain/entry.ts";
import { editionId } from "../../src/domain/ids.ts";
import type { DigestLook } from "../../src/domain/theme.ts";
import { defaultLook } from "../../src/domain/theme.ts";
import { renderDigest, showsBody } from "../../src/render/digest.ts";
import { bodyOf } from "../../src/render/letter-body.ts";
import type { Publication } from "../../src/render/publication.ts";
import type { Catalogue } from "../../src/render/words.ts";
import { entry, publication, templateFiles, templates } from "./sample.ts";

/** An edition that has one of everything a digest can show, made up from end to end. */

export const designs = ["broadsheet", "brief", "letter"] as const;
export type Design = (typeof designs)[number];

/** 520 × 260 pixels of one grey, as every client decodes it; drawn by nobody. */
const picture = {
  path: "harbour.png",
  alt: "Two ferries leave the harbour at dusk; the quay is full of people",
  type: "image/png",
  width: 1040,
  height: 520,
  bytes: 90_000,
  hash: "c0ffee".padEnd(64, "0"),
} as const;

const given = (text: string): Entry["summary"] => ({ method: "given", text, sentences: [] });

const lead = entry(1, {
  title: "The night ferry sails again, and the harbour pays for it with its last parking lot",
  tags: ["harbour"],
  author: "Ada O’Neil",
  summary: given(
    "The night ferry to Westholm sails again from Friday, four years after the line was given up. The city pays 2.4 million a year, and sells the parking lot at the old quay to find them.",
  ),
  images: [picture],
  highlights: {
    points: [
      "The crossing takes nine hours; the train takes fourteen and changes three times.",
      "Each ferry carries 310 passengers and forty cars, a third of what the old ones did.",
      "A court decides in March whether the lot was the city’s to sell.",
    ],
    quote: {
      text: "“A harbour without a night boat is a pond with a fence.”",
      by: "said Jonas Brandt, who heads the port authority",
    },
  },
  html: [
    "<p>The night ferry to Westholm sails again from Friday, four years after the line was given up.</p>",
    '<p>The city pays <strong>2.4 million</strong> a year, and <a href="https://example.org/lot?a=1&amp;b=2">sells the parking lot</a> at the old quay to find them.</p>',
    "<h2>Nine hours</h2>",
    "<ul><li>One sailing a night</li><li>No sailing in <em>January</em></li></ul>",
    "<blockquote><p>“A harbour without a night boat is a pond with a fence.”</p></blockquote>",
    "<p>A court decides in March whether the lot was the city’s to sell.</p>",
  ].join("\n"),
});

const others: readonly Entry[] = [
  entry(2, {
    title: "„Angenommen“ heißt nicht gelesen",
    language: "de",
    tags: ["post"],
    author: "Jürgen Groß",
    summary: given("Ein Server hat die Nachricht angenommen. Gelesen hat sie noch niemand."),
  }),
  entry(3, {
    title: "النشرة العربية تنقلب ما لم يُصرَّح باتجاهها",
    language: "ar",
    tags: ["البريد"],
    summary: given("لا يكفي أن تُكتب النشرة بالعربية كي تظهر من اليمين إلى اليسار. يجب أن تقول ذلك."),
  }),
  entry(4, {
    title: "Reef counts rise for a third year",
    summary: given(
      "Divers found living coral on 31% of the line, up from 24%. One hot summer could undo it.",
    ),
  }),
  entry(5, {
    title: "The library that lends silence",
    summary: given(
      "Reading rooms stay open until two, and are full. A third of those who come are under 25.",
    ),
  }),
  entry(6, {
    title: "Who owns the wind over the bay?",
    summary: given("Nobody does, a court has said."),
  }),
];

const rest: readonly Entry[] = Array.from({ length: 12 }, (_, n) =>
  entry(n + 7, { title: `What else there was, part ${n + 1}` }),
);

export const frontPage: readonly Entry[] = [lead, ...others, ...rest];
export const corrected: readonly Entry[] = [
  entry(40, { title: "The bridge opens in May", correction: "The bridge is 310 metres long, not 301." }),
];

export const tokens = tokensOf(editionId("11111111-1111-4111-8111-111111111111"), { preferences: true });
export const reader = {
  address: "ada@example.com",
  unsubscribe: "https://news.gull.org/u/abc?x=1&y=2",
  preferences: "https://news.gull.org/p/abc",
};

/** A site with an address that others can reach: only there may mails have pictures. */
export const gull: Publication = { ...publication, title: "The Harbour Gull", url: "https://news.gull.org/" };
export const speaking = (language: string, of: Publication = gull): Publication => ({
  ...of,
  voice: { ...of.voice, language, words: parse(templateFiles[`words/${language}.yaml`] ?? "") as Catalogue },
});

export function planOf(entries: readonly Entry[], design: string, corrections = corrected): EditionPlan {
  const planned = planEdition(entries, 213, null, {
    corrected: corrections,
    bodyOf: ({ html }) => (showsBody(design) ? bodyOf(html) : null),
  });
  if (planned.kind !== "edition") throw new Error("no edition");
  return planned.plan;
}

export function digestOf(
  entries: readonly Entry[],
  look: Partial<DigestLook> & {
    readonly publication?: Publication;
    readonly corrections?: readonly Entry[];
    readonly layout?: { readonly stories: number; readonly briefs: number };
  } = {},
): Promise<Digest> {
  const {
    publication: own = gull,
    corrections = corrected,
    layout = { stories: 3, briefs: 2 },
    ...chosen
  } = look;
  const full = { ...defaultLook, ...chosen };
  return renderDigest({
    plan: planOf(entries, full.design, corrections),
    sealedAt: new Date("2026-11-23T07:00:00.000Z"),
    layout,
    tokens,
    look: full,
    publication: own,
    templates,
  });
}
