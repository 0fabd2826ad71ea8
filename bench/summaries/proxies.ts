import { splitSentences } from "./data.ts";

/** Signs of a summary that reads well, counted over all summaries of a system; rates in percent. */
export type Proxies = {
  readonly dangling: number;
  readonly boilerplate: number;
  readonly adjacent: number;
  readonly verbatim: number;
};

/** An independent, shorter list than the product's: what a reader stumbles over first. */
const opener =
  /^["'“‘(]?(?:he|she|it|they|his|her|their|its|this|that|these|those|but|and|or|so|however|also|then|meanwhile|moreover|nevertheless|therefore|thus|instead|besides|furthermore|in addition|for example|for instance|as a result)(?![\w'’-])/iu;
const furniture =
  /\b(?:click here|read more|sign up|subscribe|follow (?:us|him|her|@)|share (?:this|your)|advertisement|all rights reserved|copyright|published:|updated:|scroll down|contributed to this report|comments? below|cookies?)\b|^by\b[^.]{0,30}\.?$|^\(?(?:cnn|reuters|ap)\)?$|https?:\/\/|pic\.twitter|©/iu;

/** @param picks the text and the sentences chosen of it, for each article */
export function proxiesOf(picks: readonly { text: string; sentences: readonly string[] }[]): Proxies {
  let [chosen, dangling, boilerplate, pairs, adjacent, verbatim] = [0, 0, 0, 0, 0, 0];
  for (const { text, sentences } of picks) {
    const flat = squeezed(text);
    const all = splitSentences(text).map(squeezed);
    const places = sentences.map((sentence) => placeOf(squeezed(sentence), all));
    for (const [at, sentence] of sentences.entries()) {
      chosen++;
      const place = places[at] ?? -1;
      if (opener.test(sentence) && (place < 0 || places[at - 1] !== place - 1)) dangling++;
      if (furniture.test(sentence)) boilerplate++;
      if (flat.includes(squeezed(sentence))) verbatim++;
      if (at === 0) continue;
      pairs++;
      if (place >= 0 && places[at - 1] === place - 1) adjacent++;
    }
  }
  const percent = (part: number, whole: number): number => (100 * part) / Math.max(1, whole);
  return {
    dangling: percent(dangling, chosen),
    boilerplate: percent(boilerplate, chosen),
    adjacent: percent(adjacent, pairs),
    verbatim: percent(verbatim, chosen),
  };
}

const squeezed = (text: string): string => text.replace(/\s+/gu, " ").trim().toLowerCase();

function placeOf(sentence: string, all: readonly string[]): number {
  const whole = all.indexOf(sentence);
  const part = sentence.slice(-40);
  return whole >= 0 ? whole : all.findIndex((other) => other.includes(part) || other.includes(sentence));
}
