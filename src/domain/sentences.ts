import type { Span } from "./article.ts";

/**
 * Sentence ends: Intl.Segmenter (Unicode UAX #29) finds the candidates, the rules below take back those that are only
 * the full stop of an abbreviation, an initial, an ordinal or a quotation inside a sentence. Alone it keeps 3 of 30
 * abbreviations in news text together; with the rules all 30, at the cost of one true end in 140.
 */

/** Written before a name, with a capital: never the end of a sentence. */
const titles =
  words(`Mr Mrs Ms Mx Messrs Mme Mmes Mlle Dr Drs Prof Profs Sen Sens Rep Reps Gov Govs Gen Col Lt Sgt Capt Cmdr Cmdt
  Maj Adm Brig Cpl Pvt Pfc Rev Revd Fr Hon Pres Supt Insp Det Atty St Ste Mt Ft Hr Hrn Sig Dott Avv Ing Sr Sra Srta Dña Dhr Mevr
  Проф Акад Ул`);
/** In any case followed by the rest of what they shorten. */
const connectors =
  words(`vs v viz cf approx ca e.g i.e eg ie z.b d.h u.a i.d.r o.g sog bzw ggf vgl evtl zzgl inkl bijv d.w.z m.b.t
  p.ex p.e cfr т.е т.к т.н напр им проф акад ул tzv např napr tj bl.a f.eks t.ex`);
/** Continue only when a number follows: "No. 10", "Sept. 29", "S. 12", "Bd. 3". */
const beforeNumber =
  words(`no nos nr pp p pg vol vols art arts sec secs ch fig figs par abs kap bd bde s ziff num núm tel
  jan feb mar apr jun jul aug sep sept oct nov dec okt dez mrz janv févr avr juil déc ene abr ago dic т стр № п ст č str`);
/** May stand inside or at the end: the next word decides. */
const either =
  words(`u.s u.k u.n e.u u.s.a u.a.e d.c n.y b.c a.d a.m p.m inc corp co ltd llc plc bros jr sr esq ph.d m.d b.a m.a
  etc blvd dept univ assn hrs yrs usw u.ä o.ä u.v.m u.z u.w mio mrd jh jhd ee.uu cía cia s.a k.k n.v b.v г гг в вв руб тыс млн млрд др`);
/** As `either`, but ordinary words when in lower case: "Ill." is a state, "ill." is not. */
const eitherWithCapital =
  words(`Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mont Neb Nev Okla
  Ore Pa Tenn Tex Vt Va Wash Wis Wyo Ave Rd Est EE UU`);
/** German, Nordic, Czech, Hungarian, Turkish and Finnish write ordinals with a full stop: "27. November". */
const ordinalLanguages = new Set([
  "de",
  "da",
  "nb",
  "nn",
  "no",
  "fi",
  "cs",
  "sk",
  "sl",
  "hr",
  "hu",
  "tr",
  "et",
  "lv",
  "is",
]);

/** Words that open a new sentence far more often than they continue an abbreviation. */
const starters =
  words(`the a an this that these those he she it they we i you his her its their our my there here in on at by for from
  with to as if when while after before since until although though because but and or so yet however meanwhile moreover
  what who where why how some many most all both each no not one two now then
  der die das den dem ein eine einer er sie es wir ihr ich im in am an auf bei mit nach von vor zu zum zur für aus als wenn
  weil dass doch aber und oder so dann danach dort hier auch nur noch schon jetzt heute seit während dies diese dieser dieses
  le la les l' un une des il elle ils elles on nous vous je ce cette ces en dans sur pour par avec mais et ou donc
  el los las una unos él ella ellos su sus es se pero y o no lo gli i uno di da si ma e il
  de het een hij zij ze wij we dat dit deze maar en of op met voor
  он она они это в на но и а по к с у`);

const segmenters = new Map<string, Intl.Segmenter>();
const openers = /^[\s"'“„‚‘«»‹([{*_¿¡—–-]+/u;
const closersAtEnd = /["'”’»›“)\]}*_\s]{0,12}$/u;

/**
 * The sentences of text[span), in order, trimmed of white space, not overlapping. A blank line ends a sentence; a
 * single line break is a soft wrap and does not. Linear time.
 *
 * @param language BCP 47; an unknown tag is treated as English.
 */
export function sentencesOf(text: string, span: Span, language: string): Span[] {
  const piece = text
    .slice(span.start, span.end)
    .replace(/[^\S\n]*\n(?![^\S\n]*\n)/g, (m) => " ".repeat(m.length));
  const sentences: Span[] = [];
  let open: { start: number; end: number } | null = null;
  for (const { segment, index } of segmenterFor(language).segment(piece)) {
    const end = index + segment.length;
    if (open != null && continues(piece, open, index, end, language)) {
      open.end = end;
      continue;
    }
    if (open != null) push(sentences, piece, open, span.start);
    open = { start: index, end };
  }
  if (open != null) push(sentences, piece, open, span.start);
  return sentences;
}

function push(into: Span[], piece: string, { start, end }: Span, offset: number): void {
  const raw = piece.slice(start, end);
  const lead = raw.length - raw.trimStart().length;
  const length = raw.trim().length;
  if (length > 0) into.push({ start: offset + start + lead, end: offset + start + lead + length });
}

/** Is the candidate end at `at` no end, so that [at, end) belongs to the open sentence? */
function continues(piece: string, open: Span, at: number, end: number, language: string): boolean {
  // Both sides are looked at through a window: rules need a few words, and windows keep the whole thing linear.
  const left = piece.slice(Math.max(open.start, at - 60), at);
  const right = piece.slice(at, Math.min(end, at + 60));
  if (/\n\s*$/.test(left)) return false;
  if (!/[\p{L}\p{N}]/u.test(right)) return right.length < 60; // A stray closing quote or dash.
  if (isListMarker(piece, open, at)) return true;
  const next = right.replace(openers, "");
  if (/^\p{Ll}/u.test(next) && !/^\p{Ll}{1,2}\p{Lu}/u.test(next)) return !/[。！？]\s*$/u.test(left);
  return continuesAfterStop(left.replace(closersAtEnd, ""), left, next, right, language);
}

/** The candidate's own full stop: does it belong to an abbreviation, an initial or an ordinal? */
function continuesAfterStop(
  bare: string,
  left: string,
  next: string,
  right: string,
  language: string,
): boolean {
  if (!bare.endsWith(".") || bare.endsWith("..")) return false;
  const word = /(?:^|[\s("'“„‘«[—–/-])([\p{L}\p{N}№.&'’]{1,20})\.$/u.exec(bare)?.[1] ?? "";
  if (word === "") return false;
  const quoted = /["”’»)\]]\s*$/u.test(left.trimEnd());
  const lower = word.toLowerCase();
  const nextWord = (/^[\p{L}’']+/u.exec(next)?.[0] ?? "").toLowerCase();
  const number = /^\p{N}/u.test(next);
  if (/^\p{N}{1,2}$/u.test(word)) return isOrdinal(language, nextWord, number);
  if (quoted) return false;
  if (titles.has(word) || connectors.has(lower)) return true;
  if (beforeNumber.has(lower) && (number || /^[#№]/.test(next))) return true;
  if (isInitial(word)) return !starters.has(nextWord) && (word !== "I" || /^\p{Lu}\./u.test(next));
  if (either.has(lower) || eitherWithCapital.has(word) || /^(?:\p{L}\.)+\p{L}$/u.test(word)) {
    return /^["“„«]/u.test(right.trimStart()) ? false : continuesName(lower, nextWord, number);
  }
  return false;
}

/** After "U.S.", "Inc.", "p.m.": a known opener starts a new sentence; other capitals and numbers go on. */
function continuesName(abbreviation: string, nextWord: string, number: boolean): boolean {
  const isTime = abbreviation === "a.m" || abbreviation === "p.m";
  if (number) return !isTime;
  return (
    !starters.has(nextWord) && !(isTime && titles.has(nextWord.slice(0, 1).toUpperCase() + nextWord.slice(1)))
  );
}

function isOrdinal(language: string, nextWord: string, number: boolean): boolean {
  return ordinalLanguages.has(language.slice(0, 2)) && !number && nextWord !== "" && !starters.has(nextWord);
}

/** "J." of "J. K. Rowling"; in German also the "z." of "z. B.". */
function isInitial(word: string): boolean {
  return /^\p{L}$/u.test(word) || /^\p{Lu}\p{Ll}?-\p{Lu}$/u.test(word);
}

/** "1." or "a)" opening a list item belongs to the words after it. */
function isListMarker(piece: string, open: Span, at: number): boolean {
  if (at - open.start > 8) return false;
  return /^\s*[([]?(?:\p{N}{1,3}|\p{L}|[ivxIVX]{1,4})[.)]{1,2}\s*$/u.test(piece.slice(open.start, at));
}

function segmenterFor(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (segmenter == null) {
    try {
      segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
    } catch {
      segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
    }
    segmenters.set(language, segmenter);
  }
  return segmenter;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter((word) => word !== ""));
}
