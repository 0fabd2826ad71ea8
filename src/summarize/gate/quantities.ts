import { digits } from "./digits.ts";
import {
  currencies,
  easternScales,
  ordinals,
  scales,
  shortScales,
  small,
  spans,
  tens,
  timeUnits,
  vague,
} from "./number-words.ts";
import type { Passage, Word } from "./passage.ts";

/** A number with what it counts. */
export type Quantity = {
  /** What the figures may mean: "1.234" and "2m" each mean two things. */
  readonly values: readonly number[];
  readonly kind: "plain" | "percent" | "ordinal" | "year";
  /** Three letters, or "" where none stands beside it. */
  readonly currency: string;
  /** A unit of time, singular, or "". */
  readonly unit: string;
  readonly hedge: Hedge;
  /** "1990s", "dozens", "hundreds": an order of magnitude, not a count. */
  readonly isVague: boolean;
  /** Written in letters. */
  readonly inWords: boolean;
  /** First and last word, inclusive. */
  readonly from: number;
  readonly to: number;
};
export type Hedge = "exact" | "about" | "above" | "below";

const above =
  /(?:more than|over|above|at least|exceed\w{0,3}|upwards? of|not less than|greater than|older than|surpass\w{0,3}|topp\w{2,3}|in excess of|passed|beyond|(?:no )?fewer than)\W{0,3}$/i;
const below =
  /(?:(?:less|fewer|lower|younger) than|under|below|nearly|almost|up to|close to|at most|no more than|as (?:many|much) as|approaching|just short of)\W{0,3}$/i;
const about =
  /(?:about|around|roughly|approximately|some|circa|near(?:ing)?|more or less|estimated(?: at)?|an estimated|-ish|or so|approx\.?|close to|nearly|almost)\W{0,3}$/i;
const after = /^\W{0,2}(?:or so|or more|plus\b|-?odd\b|or fewer|or less)/i;

/** Every number of the passage, in order. Number words are read in English only. */
export function quantitiesOf(passage: Passage): Quantity[] {
  const found: Quantity[] = [];
  const isEnglish = passage.language === "en" || passage.language === "und";
  for (let at = 0; at < passage.words.length;) {
    const quantity = inDigits(passage, at) ?? (isEnglish ? inLetters(passage, at) : null);
    if (quantity == null) at++;
    else {
      found.push(quantity);
      at = quantity.to + 1;
    }
  }
  return found;
}

function inDigits(passage: Passage, from: number): Quantity | null {
  const word = passage.words[from];
  if (word?.shape !== "number") return null;
  let values = readings(word.text);
  let to = from;
  let isOrdinal = false;
  let isVague = false;
  const next = passage.words[from + 1];
  const glued = next?.start === word.end;
  if (next != null && glued && /^(?:st|nd|rd|th)$/.test(next.folded)) {
    isOrdinal = true;
    to++;
  } else if (next != null && glued && next.folded === "s") {
    isVague = true;
    to++;
  } else if (
    next != null &&
    Object.hasOwn(shortScales, next.folded) &&
    (glued || /^(?:bn|mn|mln|tn|m)$/.test(next.folded))
  ) {
    const factor = shortScales[next.folded] ?? 1;
    values = [
      ...values.map((value) => value * factor),
      ...(next.folded === "m" || next.folded === "k" ? values : []),
    ];
    to++;
  }
  const dense = glued && next != null ? eastern(passage, from, values) : null;
  if (dense != null) ({ values, to } = dense);
  for (let factor = scaleAfter(passage, to); factor != null; factor = scaleAfter(passage, to)) {
    const by = factor;
    values = values.map((value) => value * by);
    to++;
  }
  const plain = values[0] ?? 0;
  const isYear = to === from && /^\d{4}$/.test(word.text) && plain >= 1500 && plain <= 2100;
  return dressed(passage, {
    values: values.map(rounded),
    from,
    to,
    isVague,
    inWords: false,
    kind: isOrdinal ? "ordinal" : isYear ? "year" : "plain",
  });
}

/** "Million" after a number; "bin" is a thousand in Turkish only. */
function scaleAfter(passage: Passage, at: number): number | null {
  if (!isNear(passage, at)) return null;
  const word = passage.words[at + 1]?.folded ?? "";
  if (passage.language === "tr" && word === "bin") return 1000;
  return Object.hasOwn(scales, word) ? (scales[word] ?? null) : null;
}

/** "3.5万", "1億2000万": a scale sign follows its digits at once, and more digits may follow it. */
function eastern(passage: Passage, from: number, values: readonly number[]) {
  let total = 0;
  let part = values[0] ?? 0;
  for (let to = from; ;) {
    const sign = passage.words[to + 1];
    const factor =
      sign?.start === passage.words[to]?.end ? easternScales[sign?.text.charAt(0) ?? ""] : undefined;
    if (sign == null || factor == null) return to === from ? null : { values: [total + part], to };
    total += part * factor;
    part = 0;
    to++;
    // What else is glued to the sign is what is counted.
    const more = passage.words[to + 1];
    if (sign.text.length > 1 || more?.shape !== "number" || more.start !== sign.end)
      return { values: [total], to };
    part = readings(more.text)[0] ?? 0;
    to++;
  }
}

const rounded = (value: number): number => Number(value.toPrecision(12));

/** What a run of digits and separators may mean, in this locale or that. */
function readings(written: string): number[] {
  const text = digits(written)
    .replace(/[٬'’\s]/g, "")
    .replace(/[٫．]/g, ".")
    .replace(/，/g, ",");
  if (/^\d{1,15}$/.test(text)) return [Number(text)];
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text)) {
    const grouped = Number(text.replaceAll(",", ""));
    return /^\d{1,3},\d{3}$/.test(text) ? [grouped, Number(text.replace(",", "."))] : [grouped];
  }
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(text)) {
    const grouped = Number(text.replaceAll(".", "").replace(",", "."));
    return /^\d{1,3}\.\d{3}$/.test(text) ? [Number(text), grouped] : [grouped];
  }
  if (/^\d{1,3}(?:,\d{2})+,\d{3}$/.test(text)) return [Number(text.replaceAll(",", ""))];
  if (/^\d+[.,]\d+$/.test(text)) return [Number(text.replace(",", "."))];
  return text.split(/[.,]/).map(Number);
}

/** Only white space or a hyphen between this word and the next. */
function isNear(passage: Passage, at: number): boolean {
  const word = passage.words[at];
  const next = passage.words[at + 1];
  if (word == null || next == null || next.sentence !== word.sentence) return false;
  const gap = next.start - word.end;
  return gap <= 1 && /^[\s\u00A0-]?$/.test(passage.text.slice(word.end, next.start));
}

function inLetters(passage: Passage, from: number): Quantity | null {
  const folded = (at: number): string => passage.words[at]?.folded ?? "";
  const first = folded(from);
  if (Object.hasOwn(vague, first)) {
    return dressed(passage, {
      values: [vague[first] ?? 0],
      from,
      to: from,
      isVague: true,
      inWords: true,
      kind: "plain",
    });
  }
  const startsScale = (first === "a" || first === "an") && Object.hasOwn(scales, folded(from + 1));
  if (!startsScale && ![small, tens, ordinals].some((table) => Object.hasOwn(table, first))) return null;
  let total = 0;
  let group = startsScale ? 1 : 0;
  let to = startsScale ? from : from - 1;
  let isOrdinal = false;
  let last = "";
  for (let at = to + 1; at < from + 12 && (at === from || isNear(passage, at - 1)); at++) {
    const word = folded(at);
    if (Object.hasOwn(small, word) && last !== "small") {
      group += small[word] ?? 0;
      last = "small";
    } else if (Object.hasOwn(tens, word) && last !== "small" && last !== "tens") {
      group += tens[word] ?? 0;
      last = "tens";
    } else if (
      Object.hasOwn(ordinals, word) &&
      (last === "" || (last === "tens" && (ordinals[word] ?? 0) < 10) || last === "scale")
    ) {
      group += ordinals[word] ?? 0;
      isOrdinal = true;
      to = at;
      break;
    } else if (Object.hasOwn(scales, word) && at > from) {
      const factor = scales[word] ?? 1;
      if (factor === 100) group *= 100;
      else {
        total += group * factor;
        group = 0;
      }
      last = "scale";
    } else if (
      word === "and" &&
      last === "scale" &&
      [small, tens].some((table) => Object.hasOwn(table, folded(at + 1)))
    ) {
      continue;
    } else break;
    to = at;
  }
  if (to < from) return null;
  return dressed(passage, {
    values: [total + group],
    from,
    to,
    isVague: false,
    inWords: true,
    kind: isOrdinal ? "ordinal" : "plain",
  });
}

type Bare = Pick<Quantity, "values" | "from" | "to" | "isVague" | "inWords" | "kind">;

/** With what stands beside it: percent, currency, unit, "more than". */
function dressed(passage: Passage, bare: Bare): Quantity {
  const { text, words } = passage;
  const first = words[bare.from] as Word;
  const last = words[bare.to] as Word;
  const left = text.slice(Math.max(0, first.start - 24), first.start);
  const right = text.slice(last.end, last.end + 24);
  const next = words[bare.to + 1];
  const follows = next != null && next.start - last.end <= 1 ? next : null;
  const symbol = /([$£€¥₹₽₩₦₺₴])\s?$/u.exec(left)?.[1] ?? /^\s?([£€¥₹₽₩₦₺₴])/u.exec(right)?.[1] ?? "";
  const isPercent =
    /^\s?[%٪％]|^[\s-]?(?:per ?cent|pct\b|percentage|p\.c\.|prozent|pour ?cent|por ?ciento|per ?cento|por ?cento|procent|процент|відсотк|в المئة|في المئة|بالمئة|بالمائة|प्रतिशत|パーセント|퍼센트)/i.test(
      right,
    );
  const unit = spans[follows?.stem ?? ""] ?? follows?.folded.replace(/s$/, "") ?? "";
  const opener = Math.max(left.lastIndexOf("."), left.lastIndexOf(";"));
  const near = left.slice(opener + 1).replace(/[$£€¥₹]\s?$/u, "");
  return {
    ...bare,
    kind: isPercent ? "percent" : symbol !== "" && bare.kind === "year" ? "plain" : bare.kind,
    currency:
      currencies[symbol] ??
      (follows != null && bare.kind !== "ordinal" ? (currencies[follows.stem] ?? "") : ""),
    unit: timeUnits.has(unit) ? unit : "",
    hedge:
      above.test(near) || right.startsWith("+")
        ? "above"
        : below.test(near)
          ? "below"
          : about.test(near) || after.test(right)
            ? "about"
            : "exact",
  };
}
