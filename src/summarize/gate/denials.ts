import type { Flag } from "./flags.ts";
import type { Passage } from "./passage.ts";
import { folded } from "./spelling.ts";

/**
 * What turns a claim round in languages other than English, and words that come near it. A sentence of the summary is compared with
 * those of the article that it shares most with: by beginnings of words, or by pairs of signs where words are not parted.
 */
const denying: Readonly<Record<string, RegExp>> = spaced({
  de: "nicht|nichts|nie|niemals|kein\\p{L}{0,2}|weder|niemand\\p{L}{0,2}|nirgends|ohne|kaum",
  nl: "niet|niets|nooit|geen|noch|niemand|nergens|zonder|nauwelijks",
  fr: "ne|n|pas|jamais|aucun|aucune|rien|personne|ni|sans|non|guere",
  es: "no|nunca|jamas|ningun|ninguna|ninguno|nada|nadie|ni|sin|tampoco|apenas",
  it: "non|mai|nessun|nessuno|nessuna|niente|nulla|ne|senza|neanche|nemmeno|neppure",
  pt: "nao|nunca|jamais|nenhum|nenhuma|nada|ninguem|nem|sem|tampouco",
  pl: "nie|nigdy|zadn\\p{L}{1,3}|nic|nikt|nikogo|ani|bez|brak|ledwo",
  ru: "не|ни|нет|нельзя|никогда|никто|никого|ничего|ничто|нигде|никак\\p{L}{0,4}|без|немає|нема|ніколи|ніхто|нічого|жодн\\p{L}{1,3}",
  tr: "degil|hic|yok|asla|ne|hicbir|olmayan|\\p{L}{2,20}(?:ma|me)(?:di|dı|mis|mıs|yacak|yecek|z|zlar|zler|yor|dan|den|dilar|diler|dılar)",
  ar: "لا|لم|لن|ليس|ليست|ليسوا|غير|ما|دون|بدون|عدم|لمن|ولا|ولم|ولن|وليس|بلا",
});
const dense: Readonly<Record<string, RegExp>> = {
  zh: /不(?!同|仅|僅|断|斷|少|久|过|過|但|只|论|論|管|得不)|没|沒|未(?!来|來)|无(?!论|線|线)|無(?!論)|别(?!的)|否认|否認|拒绝|拒絕/u,
  ja: /ない(?!で済)|なかっ|なく(?!なっ|なる)|ません|ず(?=[、に。]|$)|ぬ(?=[、。]|$)|無|未|否定/u,
};
/** Words that also deny, so that the article may say the same otherwise. */
const near = new Map(
  Object.entries({
    de: "verweiger|ablehn|lehnt|abgelehn|verbot|verhinder|fehl|miss|weiger|verzicht|gestopp|abgesag|scheiter",
    nl: "weiger|verbod|verhinder|ontbre|afgelast|mislukt|stop",
    fr: "refus|rejet|interdi|empech|manqu|impossib|incapab|echou|annul|arret|absen",
    es: "neg|rechaz|prohib|impid|impos|falt|incapa|cancel|fracas|suspend|ausen",
    it: "rifiut|nega|vieta|imped|manca|impossib|incapac|annull|fallit|sospes|assen",
    pt: "neg|recus|rejeit|proib|imped|falt|incapa|impossi|cancel|fracass|suspen|ausen",
    pl: "odmow|odmaw|odrzuc|zakaz|zabron|brak|niemoz|odwola|wstrzym",
    ru: "отказ|отверг|запрет|запрещ|отсутств|невозмож|отмен|прекрат|відмов|заборон|скасов",
    tr: "reddet|yasak|engel|iptal|durdur|olumsuz",
    ar: "رفض|منع|نفى|نفي|حظر|الغى|الغاء|فشل|توقف",
  }).map(([language, stems]) => [language, stems.split("|")] as const),
);

/** Of the parts of a sentence: less is about something else. */
const leastShared = 0.45;
/** Sentences nearly as like as the likest count as well. */
const nearlyAs = 0.75;
const mostSentences = 400;
const leastParts = 3;

/** Denials that the article does not make, and such as it makes and the summary dropped. Other languages than English. */
export function denialFlags(article: Passage, summary: Passage): Flag[] {
  const { language } = article;
  const pattern = dense[language] ?? denying[language];
  if (pattern == null) return [];
  const source = article.sentences.slice(0, mostSentences).map((span) => sentenceIn(article, span, pattern));
  return summary.sentences.slice(0, mostSentences).flatMap((span) => {
    const claim = sentenceIn(summary, span, pattern);
    if (claim.parts.size < leastParts) return [];
    const shares = source.map(({ parts }) => shareOf(claim.parts, parts));
    const best = shares.reduce((most, share) => Math.max(most, share), 0);
    if (best < leastShared) return [];
    const alike = source.filter((_, at) => (shares[at] ?? 0) >= best * nearlyAs);
    if (claim.denial != null) {
      return alike.some(({ denial, text }) => denial != null || comesNear(text, language))
        ? []
        : [flag(claim.denial, "the article does not deny this")];
    }
    const [first] = alike;
    const isDropped =
      first?.denial != null &&
      best >= 0.6 &&
      alike.every(({ denial }) => denial != null) &&
      !comesNear(claim.text, language) &&
      claim.parts.size >= first.parts.size * 0.6;
    return isDropped
      ? [flag(claim.text.trim().slice(0, 80).toWellFormed(), `the article says “${first.denial ?? ""}”`)]
      : [];
  });
}

const flag = (what: string, because: string): Flag => ({ kind: "negation", what, because, core: false });

type Sentence = {
  readonly text: string;
  readonly denial: string | null;
  readonly parts: ReadonlySet<string>;
};

const prefixChars = 6;

function sentenceIn(
  { text, language }: Passage,
  { start, end }: { start: number; end: number },
  pattern: RegExp,
): Sentence {
  const written = text.slice(start, end);
  if (Object.hasOwn(dense, language)) {
    const letters = written.replace(/[^\p{L}\p{N}]/gu, "");
    const parts = new Set(
      Array.from(letters.slice(0, 400), (_, at) => letters.slice(at, at + 2)).slice(0, -1),
    );
    return { text: written, denial: pattern.exec(written)?.[0] ?? null, parts };
  }
  let denial: string | null = null;
  const parts = new Set<string>();
  for (const [word] of written.slice(0, 2000).matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const plain = folded(word);
    if (pattern.test(plain)) denial ??= word;
    else if (
      plain.length > (/^[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(plain) ? 2 : 3) ||
      /\p{N}/u.test(plain)
    )
      parts.add(plain.slice(0, prefixChars));
  }
  return { text: written, denial, parts };
}

function shareOf(claim: ReadonlySet<string>, source: ReadonlySet<string>): number {
  let shared = 0;
  for (const part of claim) if (source.has(part)) shared++;
  return shared / claim.size;
}

/** "Refused" where the other says "not allowed". */
function comesNear(text: string, language: string): boolean {
  const stems = near.get(language) ?? [];
  return [...text.slice(0, 2000).matchAll(/[\p{L}\p{M}]+/gu)].some(([word]) => {
    const plain = folded(word);
    return stems.some((stem) => plain.startsWith(stem));
  });
}

function spaced(words: Readonly<Record<string, string>>): Record<string, RegExp> {
  return Object.fromEntries(
    Object.entries(words).map(([language, forms]) => [language, new RegExp(`^(?:${forms})$`, "u")]),
  );
}
