import { expect, test } from "vitest";
import { understandText } from "../../../src/ingest/single.ts";

/** What follows is dull enough to be preferred to nothing but a title that lies. */
const rest =
  "The meeting lasted two hours and ended with a song. It was held in the old town hall, and the doors stayed open.";

/** A lede, and what a title made of it must not say without the words that take it back. */
const ledes: readonly (readonly [lede: string, claim: RegExp, unless: RegExp])[] = [
  [
    "Police in Ostwick said they do not believe that the fire on the quay was set on purpose.",
    /fire/,
    /not|n’t/,
  ],
  ["The minister said he doubted that the army had fired on the crowd in Lund.", /fired/, /doubt/],
  ["The harbour chief said nobody had told him that the captain was armed.", /armed/, /nobody/i],
  [
    "The mayor said she would not rule out that the bridge would be closed for good.",
    /closed/,
    /not rule out/,
  ],
  ["Police said rumours that a second gunman was at large in Varnholm were untrue.", /gunman/, /rumour/],
  [
    "The company denied on Monday that the drug had caused the deaths of six patients.",
    /caused/,
    /den(?:y|ied|ies)/,
  ],
  ["Lind rejected claims that the council stole the money from the orphans’ fund.", /stole/, /reject|claim/],
  ["The union never said that its members had taken bribes from the ferry line.", /bribes/, /never/],
  [
    "A spokesman refused to say whether the bank was insolvent or only short of cash.",
    /insolvent/,
    /whether|refuse/,
  ],
  [
    "The court heard that Mira Lind allegedly stole forty pianos from a school in Gorsby.",
    /stole/,
    /alleged|court heard/i,
  ],
  [
    "Critics falsely claimed that the senator had taken money from abroad, a fact check found.",
    /taken money/,
    /false|claim/,
  ],
  ["Only after the third attempt did the rescuers reach the miners, the company said.", /reach/, /after/i],
  ["Never before had the council sold a church, the archive in Ostwick said.", /sold/, /never/i],
  [
    "The bank is unlikely to cut rates before September, two officials said on Monday.",
    /cut/,
    /before September/,
  ],
  ["Unless the rain stops by Friday, the town will have to open the dam, its mayor said.", /open/, /unless/i],
  [
    "If the vote fails on Thursday, the government of Varnholm will resign, the premier said.",
    /will resign/,
    /if/i,
  ],
  ["The baker said he hoped that the thief would be caught before the fair began.", /caught/, /hope/],
  ["Doctors said they could not confirm that the king had the plague.", /plague/, /not|n’t/],
  ["Lund told reporters he feared that the dyke might break before the morning.", /break/, /fear|might/],
  ["Experts said it is a myth that herrings cause baldness in sailors.", /baldness/, /myth/],
  [
    "The report found no evidence that the guards had beaten the prisoners in Penholm.",
    /beaten/,
    /no evidence/,
  ],
  ["The inspector asked whether the owner had locked the doors of the theatre.", /locked/, /whether|asked/],
];

test.each(ledes)("the title of “%s” does not say the contrary", (lede, claim, unless) => {
  const single = understandText(`${lede} ${rest}`);
  if ("unusable" in single) throw new Error(single.unusable);
  const title = single.article.title.value;
  if (claim.test(title)) expect(title).toMatch(unless);
});

test("a claim keeps the one who makes it", () => {
  const single = understandText(`Mira Lind told the council on Monday that the ferry had been sold. ${rest}`);
  if ("unusable" in single) throw new Error(single.unusable);
  expect(single.article.title.value).toMatch(/Lind/);
});
