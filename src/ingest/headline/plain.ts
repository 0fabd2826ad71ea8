import { plainVersionsOf } from "./plain-spares.ts";

/**
 * `score`: the overlap to be expected with a headline people would write, 0 to 1, less what the cuts cost in form.
 * `leans`: it needs what was told before, or who speaks, to be understood ("The panel had …", "You can …").
 */
export type Headline = {
  readonly words: string;
  readonly score: number;
  readonly isShortened: boolean;
  readonly leans: boolean;
};

/**
 * For the languages whose words we do not know: cut at punctuation only, outside quotations and brackets. Of the commas
 * only the first may end it, and not where a second one shows that it opens an aside: the verb may stand behind.
 */
export function plainHeadlinesOf(sentence: string, language: string, maxChars: number): Headline[] {
  const fitting = plainVersionsOf(sentence, language)
    .flatMap((version) => [version, ...headsOf(version, language)])
    .map(tidy)
    .filter((words) => words.length <= maxChars && isHeadline(words));
  // The longest that fits says most; but a sentence further down is never better for its length alone.
  return [...new Set(fitting)]
    .sort((a, b) => b.length - a.length)
    .map((words) => ({
      words,
      score: words.length / maxChars / 100,
      isShortened: words !== sentence,
      leans: false,
    }));
}

/** The sentence up to each mark that may end it. */
function headsOf(sentence: string, language: string): string[] {
  const depth = depths(sentence);
  const marks = [...sentence.matchAll(/[;；؛:]\s|\s[—–]\s|[，、]|[,،]\s/gu)].filter(
    ({ index }) => depth[index] === 0,
  );
  const commas = marks.filter(([mark]) => /^[,，、،]/u.test(mark));
  const ends = marks.filter(
    (mark) =>
      !commas.includes(mark) ||
      (opensRelative(sentence, mark) && canEnd(sentence, mark, language)) ||
      (mark === commas[0] && endsAtComma(mark, commas.length) && canEnd(sentence, mark, language)),
  );
  return ends.map(({ index }) => sentence.slice(0, index));
}

/** Characters before a comma that hold a verb, oftener than not. */
const clauseChars = 40;
const endsAtComma = ({ index }: RegExpExecArray, commas: number): boolean =>
  commas === 1 || index >= clauseChars;

/** ", qui réclame", ", von denen": what describes the noun before it, where a comma never parts more. */
const opensRelative = (sentence: string, { 0: mark, index }: RegExpExecArray): boolean =>
  /^(?:qui|dont|laquelle|lequel|von denen|quien|quienes|cuyo|cuya|il quale|la quale|van wie|waarvan|котор\p{L}{2,3}|któr\p{L}{1,4})(?!\p{L})/u.test(
    sentence.slice(index + mark.length, index + mark.length + 16),
  );

/** Their verb stands last: before a comma there is none. */
const verbLast = /^(?:ja|ko|tr|hi|bn|ta|te|mr|fa|ur|az|kk|uz|mn|eu)\b/u;

/** Does the clause before the comma have its verb, and is what was said not still to come? */
function canEnd(sentence: string, { 0: mark, index }: RegExpExecArray, language: string): boolean {
  if (verbLast.test(language)) return false;
  const rest = sentence.slice(index + mark.length);
  if (
    complements.test(rest.slice(0, 12)) ||
    (infinitives.test(rest) && !/^(?:um|ohne|anstatt|statt|zonder)\s/u.test(rest))
  )
    return false;
  const known = finite[language.slice(0, 2)];
  return known == null || known.test(sentence.slice(0, index));
}

const complements =
  /^(?:dass|daß|ob|wie|sie|er|es|man|si|dat|of|att|at|că|że|žda|что|чтобы|как|будто|що)(?!\p{L})/iu;

/** "beschlossen, die Brücke zu sperren": what was decided, up to the next comma. */
const infinitives = /^[^,]{0,300}?(?:\szu\s\p{Ll}{2,30}n|\p{Ll}zu\p{Ll}{2,30}en)(?=[.,]|$)/u;

/** Verbs that are commonly finite, by language: enough to tell a clause from a subject with its comma. */
const finite: Readonly<Record<string, RegExp>> = {
  de: /(?<!\p{L})(?:hat|haben|hatte|ist|sind|war|waren|wird|werden|wurde|wurden|kann|können|will|wollen|soll|sollen|muss|müssen|darf|gibt|gab|geht|ging|kommt|kam|bleibt|steht|liegt|\p{Ll}{3,}(?:te|ten))(?!\p{L})/u,
  fr: /(?<!\p{L})(?:a|ont|est|sont|était|étaient|sera|seront|va|vont|peut|doit|fait|veut|reste|\p{Ll}{3,}(?:ait|aient|era|eront|èrent))(?!\p{L})/u,
  es: /(?<!\p{L})(?:ha|han|es|son|fue|fueron|era|será|está|están|va|van|puede|debe|tiene|hay|\p{Ll}{2,}(?:ó|aron|ieron|aba|ará|arán))(?!\p{L})/u,
  it: /(?<!\p{L})(?:ha|hanno|è|sono|era|sarà|saranno|va|può|deve|viene|\p{Ll}{3,}(?:ava|erà|arono|irono))(?!\p{L})/u,
  pt: /(?<!\p{L})(?:é|são|foi|foram|era|será|tem|têm|vai|vão|pode|deve|está|estão|\p{Ll}{3,}(?:ou|aram|eram|ava))(?!\p{L})/u,
  nl: /(?<!\p{L})(?:heeft|hebben|had|is|zijn|was|waren|wordt|worden|werd|werden|kan|kunnen|wil|zal|zullen|moet|moeten|gaat|komt|blijft|staat)(?!\p{L})/u,
  ru: /(?<!\p{L})\p{L}{2,}(?:л|ла|ло|ли|лся|лась|лось|лись|ет|ют|ёт|ит|ят|ется|ются|ится)(?!\p{L})/iu,
  uk: /(?<!\p{L})\p{L}{2,}(?:в|ла|ло|ли|вся|лася|лися|є|ють|ить|ать|ться)(?!\p{L})/iu,
};

/** For each character: how deep inside quotation marks and brackets it stands. */
function depths(sentence: string): number[] {
  let depth = 0;
  let straight = false;
  return Array.from({ length: sentence.length }, (_, at) => {
    const c = sentence[at] ?? "";
    if (c === '"') straight = !straight;
    if (/[“«„([「『《]/u.test(c)) depth++;
    else if (/[”»)\]」』》]/u.test(c)) depth = Math.max(0, depth - 1);
    return depth + (straight ? 1 : 0);
  });
}

export function tidy(words: string): string {
  return words
    .replace(/\s+/gu, " ")
    .replace(/[\s,;:—–-]+$/u, "")
    .replace(/(?<![.!?…])[.。](["”’]?)$/u, "$1")
    .trim();
}

function isHeadline(words: string): boolean {
  if (/…|\.\.\./u.test(words) || !isBalanced(words) || reportsNothing.test(words)) return false;
  return (
    words.split(/\s+/u).length >= 4 ||
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{P}\p{N} ]{8,}$/u.test(words)
  );
}

/** "… sagte am Donnerstag in Kiew": who spoke and where, cut before what was said. */
const reportsNothing =
  /^[^,，]*(?<!\p{L})(?:sagte|erklärte|teilte|meinte|betonte|warnte|gesagt|angekündigt|mitgeteilt|erklärt|behauptet|betont|a déclaré|a dit|a affirmé|a expliqué|dijo|afirmó|declaró|explicó|ha detto|ha dichiarato|disse|afirmou|zei|sade|заявил\p{L}{0,2}|сообщил\p{L}{0,2}|сказал\p{L}{0,2})(?!\p{L})[^,，]*$|^[^,，]{0,20}(?:宣布|表示|称|说|指出)$/iu;

/** As many of each opening mark as of its closing one; German quotations open low and close with “. */
export function isBalanced(words: string): boolean {
  const count = (pattern: RegExp): number => words.match(pattern)?.length ?? 0;
  const low = count(/„/gu);
  return (
    (low > 0 ? low === count(/[“”]/gu) : count(/“/gu) === count(/”/gu)) &&
    count(/\(/gu) === count(/\)/gu) &&
    count(/\[/gu) === count(/\]/gu) &&
    count(/"/gu) % 2 === 0 &&
    count(/(?:^|\s)['‘](?=\p{L})/gu) <= count(/['’](?=$|[\s.,;:!?)])/gu) &&
    count(/«/gu) === count(/»/gu)
  );
}
