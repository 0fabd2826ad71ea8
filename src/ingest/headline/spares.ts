import { articles, auxiliaries, conjunctions, determiners, forms, prepositions, relatives } from "./data.ts";
import { innerSpans } from "./inner.ts";
import { finiteAt, waitsForObject } from "./verbs.ts";
import { type Word, endsClause, isGerund, isName, isNegation } from "./words.ts";

/** Words `from` to before `to`, which the clause around them can do without. */
export type Spare = { readonly from: number; readonly to: number };

/** Most spares looked at in one sentence. */
const mostSpares = 14;

/**
 * What may go from the middle, each on its own or with the others: adverbs of manner, adjectives that only colour,
 * phrases of place, relative clauses of unnamed subjects. What limits or doubts the statement is none of them.
 */
export function sparesIn(words: readonly Word[]): Spare[] {
  const small: Spare[] = [];
  // "no major damage", "did not publicly deny": what is denied may be just that word.
  const negation = words.findIndex(isNegation);
  const end = negation < 0 ? words.length : negation - 1;
  for (let at = 1; at < Math.min(end, words.length - 1); at++) {
    const to = isSpareAdverb(words, at) ? at + 1 : adjectivesEnd(words, at);
    if (to <= at) continue;
    small.push({ from: sparesArticle(words, at, to) ? at - 1 : at, to });
    at = to - 1;
  }
  const roles = negation < 0 ? rolesIn(words) : [];
  return [...roles, ...small, ...innerSpans(words).filter(({ to }) => to < end)].slice(0, mostSpares);
}

/** "Ostwick Rovers striker Jana Lind": what a person is, before the full name, back to where the noun phrase begins. */
function rolesIn(words: readonly Word[]): Spare[] {
  const found: Spare[] = [];
  for (let at = 0; at < words.length - 3; at++) {
    const [role, forename, surname] = words.slice(at, at + 3) as [Word, Word, Word];
    if (!roles.test(role.lower) || role.depth > 0 || !isName(forename) || !isName(surname)) continue;
    if (endsClause(forename) || /['’]s$/u.test(forename.raw)) continue;
    let from = at;
    while (from > 0 && at - from < 8) {
      // "sprinter and world champion Jana Lind": both are hers.
      const isSecond =
        from > 1 && words[from - 1]?.lower === "and" && roles.test(words[from - 2]?.lower ?? "");
      if (!isSecond && !isOfRole(words, from - 1)) break;
      from -= isSecond ? 2 : 1;
    }
    const opening = words[from - 1];
    // "the number one boxer and world champion Zul Lind" are one: only after a name does "and" open another.
    const former = words[from - 2] ?? role;
    const isAnother =
      opening?.lower === "and" && isName(former) && !roles.test(former.lower) && /\p{Ll}/u.test(former.raw);
    // "to impeach president Jana Lind": the verb must stay.
    const isPhrase = prepositions.has(opening?.lower ?? "") && isName(words[from] as Word);
    const isWhole =
      opening == null ||
      articles.has(opening.lower) ||
      isPhrase ||
      isAnother ||
      opensRole(opening) ||
      /^(?:but|that)$/u.test(opening.lower);
    if (isWhole)
      found.push({ from: opening != null && articles.has(opening.lower) ? from - 1 : from, to: at + 1 });
  }
  return found;
}

/** "orders appointing | champion Jana Lind", but "rowing champion Jana Lind". */
const opensRole = (word: Word): boolean =>
  isGerund(word) &&
  !/^(?:acting|leading|serving|ruling|managing|presiding|retiring)$/u.test(word.lower) &&
  (waitsForObject(word.lower.slice(0, -3)) || waitsForObject(`${word.lower.slice(0, -3)}e`));

/** "reigning world | champion", "Ostwick Rovers | striker" */
function isOfRole(words: readonly Word[], at: number): boolean {
  const word = words[at] as Word;
  if (/[,;:.]$|['’]s$/u.test(word.raw) || word.depth > 0 || finiteAt(words, at) > 0 || opensRole(word))
    return false;
  return (
    isName(word) ||
    !(
      articles.has(word.lower) ||
      determiners.has(word.lower) ||
      prepositions.has(word.lower) ||
      conjunctions.has(word.lower) ||
      relatives.has(word.lower) ||
      word.lower.endsWith("ly")
    )
  );
}

const roles =
  /^(?:defender|striker|midfielder|goalkeeper|forward|winger|captain|coach|manager|player|footballer|cricketer|batsman|bowler|boxer|golfer|driver|swimmer|runner|athlete|champion|actor|actress|singer|songwriter|musician|guitarist|drummer|frontman|rapper|comedian|director|filmmaker|producer|presenter|host|author|writer|novelist|poet|journalist|reporter|columnist|critic|blogger|star|model|designer|artist|painter|photographer|chef|leader|chief|chairman|chairwoman|chairperson|president|minister|secretary|spokesman|spokeswoman|spokesperson|senator|congressman|congresswoman|lawmaker|politician|mayor|governor|ambassador|envoy|commissioner|councillor|candidate|nominee|judge|justice|lawyer|attorney|prosecutor|solicitor|professor|researcher|scientist|economist|analyst|historian|engineer|doctor|surgeon|activist|campaigner|founder|co-founder|boss|executive|owner|entrepreneur|billionaire|businessman|businesswoman|general|colonel|sergeant|detective|inspector|superintendent|sheriff|bishop|archbishop|legend|veteran|teammate|colleague|superstar|medallist|medalist|shuttler|wrestler|sprinter|legislator|strategist|adviser|advisor|aide|mogul|magnate|tycoon|socialite|dancer|composer|screenwriter|playwright|choreographer)$/u;

/** "has publicly accused": beside a verb, and not one that doubts, limits or denies. */
function isSpareAdverb(words: readonly Word[], at: number): boolean {
  const { raw, lower, depth } = words[at] as Word;
  const before = words[at - 1] as Word;
  const after = words[at + 1] as Word;
  if (depth > 0 || raw !== lower || !spareAdverbs.has(raw)) return false;
  if (/^(?:not|as|so|how|very|too|more|most|less|only|n['’]t)$|n['’]t$/u.test(before.lower)) return false;
  if (after.lower === "" || prepositions.has(after.lower) || after.lower === "and") return false;
  // "widely known": only after an auxiliary does the participle stand without it.
  return (
    finiteAt(words, at + 1) > 0 ||
    ((auxiliaries.has(before.lower) || forms.be.has(before.lower)) && /(?:ed|ing|en)$/u.test(after.lower))
  );
}

const spareAdverbs = new Set(
  `publicly formally officially quickly suddenly immediately finally recently strongly firmly openly repeatedly directly
  jointly successfully unanimously overwhelmingly fatally brutally deeply severely seriously badly heavily personally
  quietly dramatically significantly sharply simultaneously subsequently eventually famously proudly happily sadly
  angrily separately dangerously vehemently categorically vigorously fiercely bitterly swiftly hastily briefly
  reluctantly enthusiastically privately hugely massively brazenly tragically`.split(/\s+/u),
);

/** The end of the adjectives that open at `at` and only colour the noun behind them; `at` where there are none. */
function adjectivesEnd(words: readonly Word[], at: number): number {
  if (!opensNoun(words, at - 1)) return at;
  let to = at;
  while (to < words.length - 1 && to < at + 3 && isColour(words[to] as Word)) to++;
  const noun = words[to] as Word;
  const last = words[to - 1] as Word;
  // "the largest and the oldest", "a big, new one": what stands behind must be what they colour.
  if (to === at || last.raw.endsWith(",") || !/^\p{L}{3,}/u.test(noun.raw) || noun.depth > 0) return at;
  if (prepositions.has(noun.lower) || auxiliaries.has(noun.lower) || determiners.has(noun.lower)) return at;
  if (/^(?:and|or|but|one|ones|than|that|who)$/u.test(noun.lower) || finiteAt(words, to) === 2) return at;
  return to;
}

/** "an odd ferry" must not become "an ferry": then the article goes too, as in headlines. */
function sparesArticle(words: readonly Word[], at: number, to: number): boolean {
  const sound = (word: Word | undefined): boolean => /^[aeiou]/u.test(word?.lower ?? "");
  return /^an?$/u.test(words[at - 1]?.lower ?? "") && sound(words[at]) !== sound(words[to]);
}

const opensNoun = (words: readonly Word[], at: number): boolean => {
  const word = words[at] as Word;
  return (
    articles.has(word.lower) ||
    /^(?:his|her|its|their|two|three|four|five|six|seven|eight|nine|ten|\p{N}+)$/u.test(word.raw) ||
    (prepositions.has(word.lower) && word.lower !== "as") ||
    isGerund(word) ||
    finiteAt(words, at) > 0
  );
};

function isColour({ raw, lower, depth }: Word): boolean {
  if (depth > 0 || raw.replace(/,$/u, "") !== lower) return false;
  return colours.has(lower) || (compound.test(lower) && !keptCompounds.test(lower));
}

/** "wide-ranging", "long-awaited", "59-year-old". */
const compound = /^(?:\p{N}{1,3}-year-old|\p{Ll}{2,12}-\p{Ll}{3,12}(?:ed|ing|door|scale|profile|term))$/u;
const keptCompounds = /^(?:non|anti|ex|pre|post|un|co|half|near|semi|self|would|so|all|under|over)-/u;

const colours = new Set(
  `dramatic extraordinary massive huge big major popular famous famed renowned scathing stunning shocking horrific
  horrifying tragic terrible awful brutal bitter fierce controversial ambitious innovative exciting amazing incredible
  impressive spectacular beautiful gorgeous lovely great wonderful fantastic brilliant excellent remarkable notable
  significant substantial considerable sweeping comprehensive detailed lengthy ongoing recent upcoming coming
  brazen daring bizarre strange unusual surprising whopping staggering vast enormous giant tiny iconic legendary
  prestigious beloved acclaimed celebrated veteran leading prominent influential powerful high-profile tough strong harsh
  strict heated intense growing mounting widespread key crucial vital critical important special unique various numerous
  respective gruesome grisly disturbing heartbreaking emotional touching hilarious cheeky lavish glamorous
  luxurious exclusive`.split(/\s+/u),
);
