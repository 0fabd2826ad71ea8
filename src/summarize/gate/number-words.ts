import { folded } from "./spelling.ts";

/** How English writes numbers, what multiplies them, and what they count; folded or stems. */

export const small: Readonly<Record<string, number>> = Object.fromEntries(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen`
    .split(" ")
    .map((word, value) => [word, value]),
);
export const tens: Readonly<Record<string, number>> = Object.fromEntries(
  `twenty thirty forty fifty sixty seventy eighty ninety`.split(" ").map((word, at) => [word, (at + 2) * 10]),
);
export const ordinals: Readonly<Record<string, number>> = Object.fromEntries([
  ...`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth
    eighteenth nineteenth`
    .split(/\s+/)
    .map((word, at) => [word, at + 1]),
  ...`twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth`
    .split(" ")
    .map((word, at) => [word, (at + 2) * 10]),
  ["hundredth", 100],
  ["thousandth", 1000],
]);
/** Words that count without being numerals: they support a number, and are never held against a summary. */
export const counted: Readonly<Record<string, readonly number[]>> = {
  both: [2],
  pair: [2],
  couple: [2],
  duo: [2],
  twin: [2],
  twins: [2],
  twice: [2],
  double: [2],
  doubled: [2],
  doubling: [2],
  brace: [2],
  neither: [2],
  trio: [3],
  triple: [3],
  tripled: [3],
  triplets: [3],
  thrice: [3],
  treble: [3],
  quartet: [4],
  quadruple: [4],
  once: [1],
  single: [1],
  solo: [1],
  dozen: [12],
  decade: [10],
  fortnight: [14, 2],
  century: [100],
  centenary: [100],
  bicentenary: [200],
  half: [0.5, 50],
  halved: [0.5, 50, 2],
  quarter: [0.25, 25, 4],
  quarters: [0.25, 25, 4, 75, 0.75],
  thirds: [3, 66, 67, 0.66],
  third: [33],
  quarterfinal: [8],
  semifinal: [4],
};
/** Words of other languages for the same. */
function inOthers(value: number, words: string): Record<string, number> {
  return Object.fromEntries(words.split(" ").map((word) => [folded(word), value]));
}

/** Signs that follow digits at once; of ten thousand and a hundred million, not of thousand and million. */
export const easternScales: Readonly<Record<string, number>> = {
  百: 100,
  千: 1e3,
  万: 1e4,
  萬: 1e4,
  億: 1e8,
  亿: 1e8,
  兆: 1e12,
  천: 1e3,
  만: 1e4,
  억: 1e8,
  조: 1e12,
};

export const scales: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1e3,
  lakh: 1e5,
  million: 1e6,
  crore: 1e7,
  billion: 1e9,
  trillion: 1e12,
  millions: 1e6,
  billions: 1e9,
  ...inOthers(
    1e3,
    "tausend tsd mil mille mila duizend tusen tusind tysiąc tysiące tysięcy tys тысяча тысячи тысяч тис тисяча тисячі тисяч тыс ألف آلاف الف हज़ार हजार ribu",
  ),
  ...inOthers(
    1e6,
    "millionen mio millones millon milioni milione milhoes milhao miljoen miljoner millioner mln milion miliony miliona milionow juta milyon миллион миллиона миллионов млн мільйон мільйона мільйонів مليون ملايين मिलियन",
  ),
  ...inOthers(1e5, "लाख"),
  ...inOthers(1e7, "करोड़"),
  ...inOthers(
    1e9,
    "milliarde milliarden mrd milliards miliardi miliardo miljard miljarder milliarder miliard miliardy miliarda miliardow mld milyar миллиард миллиарда миллиардов млрд мільярд мільярда мільярдів مليار مليارات",
  ),
};
export const shortScales: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  mn: 1e6,
  mln: 1e6,
  bn: 1e9,
  b: 1e9,
  tn: 1e12,
};
export const vague: Readonly<Record<string, number>> = {
  dozens: 12,
  hundreds: 100,
  thousands: 1e3,
  millions: 1e6,
  billions: 1e9,
  trillions: 1e12,
};
export const currencies: Readonly<Record<string, string>> = {
  $: "USD",
  "£": "GBP",
  "€": "EUR",
  "¥": "JPY",
  "₹": "INR",
  "₽": "RUB",
  "₩": "KRW",
  "₦": "NGN",
  "₺": "TRY",
  "₴": "UAH",
  dollar: "USD",
  buck: "USD",
  usd: "USD",
  pound: "GBP",
  quid: "GBP",
  gbp: "GBP",
  euro: "EUR",
  eur: "EUR",
  yen: "JPY",
  yuan: "CNY",
  renminbi: "CNY",
  rupee: "INR",
  ruble: "RUB",
  rouble: "RUB",
  naira: "NGN",
  lira: "TRY",
  franc: "CHF",
  peso: "MXN",
  rand: "ZAR",
  ringgit: "MYR",
  won: "KRW",
};
export const timeUnits = new Set("second minute hour day week month year decade century".split(" "));
export const spans: Readonly<Record<string, string>> = {
  yr: "year",
  hr: "hour",
  min: "minute",
  centuri: "century",
};
