/**
 * What a sentence in a language whose words we do not know can do without: on which day it was, and what stands between
 * a subject's two commas. Each is found by few and closed words only.
 */

/** The sentence, and where it has any, without its day, its aside, from when on, and without each of these. Linear. */
export function plainVersionsOf(sentence: string, language: string): string[] {
  const tag = language.slice(0, 2);
  const timeless = withoutDay(sentence, tag);
  const versions = [sentence, timeless, withoutAside(sentence, tag), withoutAside(timeless, tag)];
  return [...new Set([...versions, ...versions.map((version) => version.replace(fromWhen, ""))])];
}

/** Days of the week with the words that go with them, by language; never where a span of time is meant. */
const days: Readonly<Record<string, RegExp>> = {
  de: day(
    "(?:am|in der Nacht (?:zum|auf)(?: den)?|in der Nacht von \\p{L}{6,10} auf|am (?:frühen|späten)) (?:Mon|Diens|Donners|Frei|Sams|Sonn)tag\\p{L}{0,12}|(?:am|in der Nacht (?:zum|auf)) (?:Mittwoch|Sonnabend)\\p{L}{0,12}",
  ),
  fr: day(
    "(?:(?:ce|dans la nuit de|dans la nuit du) )?(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)(?: (?:matin|soir|après-midi|dernier|à (?:lun|mar|mercre|jeu|vendre|same)di|à dimanche)){0,2}",
  ),
  es: day(
    "(?:(?:este|el|en la (?:madrugada|mañana|tarde|noche) del) )(?:pasado )?(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)(?: por la (?:mañana|tarde|noche))?",
  ),
  it: day(
    "(?:nella notte tra (?:(?:lune|marte|mercole|giove|vener)dì|sabato|domenica) e )?(?:(?:lune|marte|mercole|giove|vener)dì|sabato|domenica)(?: (?:sera|mattina|pomeriggio|notte|scorso|scorsa)){0,2}",
  ),
  pt: day(
    "(?:na (?:madrugada|manhã|tarde|noite) d(?:e|esta) |na |nesta |no |neste )(?:última |passada )?(?:segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|sábado|domingo)(?: (?:à noite|à tarde|de manhã))?",
  ),
  nl: day(
    "(?:in de nacht van \\p{L}{3,6}dag op |in de nacht op |op )?(?:maan|dins|donder|vrij|zater|zon|woens)dag(?:ochtend|morgen|middag|avond|nacht)?",
  ),
  pl: day(
    "(?:we?|w nocy z \\p{L}{5,14} na|w nocy na) (?:poniedziałek|wtorek|środę|czwartek|piątek|sobotę|niedzielę)(?: (?:rano|wieczorem|po południu))?",
  ),
  ru: day(
    "(?:во?|в ночь на|вечером во?|утром во?) (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)(?: (?:вечером|утром|днём|днем))?",
  ),
  ar: day(
    "(?:مساء|صباح|فجر|ظهر|يوم|ليلة)(?: يوم)? (?:الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)(?: الماضي)?",
  ),
};

/** Not at the start, where the verb may come second because of it, and not behind "since", "until" or a comma. */
function day(phrase: string): RegExp {
  const spans =
    "ab|bis|seit|vom|zum|de|depuis|dès|jusqu’à|jusqu'à|jusqu’au|du|le|à|desde|hasta|del|para|y|dal|fino a|da|di|e|até|desde|sinds|tot|vanaf|van|en|od|do|i|с|до|по|и|منذ|حتى|und|oder";
  return new RegExp(
    `(?<=[\\p{L}\\p{N}”»"])(?<!(?:^|[\\s(])(?:${spans})) (?:${phrase})(?=[\\s.,;:]|$)(?! (?:und|et|y|e|i|и|bis|à|a|op|au)(?!\\p{L}))`,
    "gu",
  );
}

/** "…, a partir de marzo.": from when on, at the end. */
const fromWhen =
  / (?:à partir d(?:u mois de|u|e) |a partir del? (?:mes de )?|a partire da(?:l mese di)? |vanaf |ab (?=Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember))\p{L}{3,10}(?=\.?$|, )/u;

const withoutDay = (sentence: string, tag: string): string => {
  const pattern = days[tag];
  return pattern == null ? sentence : sentence.replace(pattern, "");
};

/** Their finite verb follows the subject at once, so that an aside between commas can be told from a list. */
const verbsAfter: Readonly<Record<string, RegExp>> = {
  de: /^(?:hat|haben|hatte|ist|sind|war|waren|wird|werden|wurde|wurden|kann|können|will|wollen|soll|sollen|muss|müssen|darf|dürfen|bleibt|geht|kommt)(?!\p{L})/u,
  fr: /^(?:n[’'])?(?:a|ont|est|sont|était|étaient|sera|seront|va|vont|peut|doit|veut|reste|\p{Ll}{3,}(?:era|eront|èrent))(?!\p{L})/u,
  es: /^(?:no |se )?(?:ha|han|es|son|fue|fueron|era|será|está|están|va|van|puede|debe|tiene|\p{Ll}{2,}(?:ó|aron|ieron|ará|arán))(?!\p{L})/u,
  it: /^(?:non |si )?(?:ha|hanno|è|sono|era|sarà|saranno|va|può|deve|viene|\p{Ll}{3,}(?:erà|arono|irono))(?!\p{L})/u,
  pt: /^(?:não |se )?(?:é|são|foi|foram|era|será|tem|têm|vai|vão|pode|deve|está|estão|\p{Ll}{3,}(?:ou|aram|eram))(?!\p{L})/u,
  nl: /^(?:heeft|hebben|had|is|zijn|was|waren|wordt|worden|werd|werden|kan|kunnen|wil|zal|zullen|moet|moeten|gaat|komt|blijft)(?!\p{L})/u,
  ru: /^(?:не )?\p{Ll}{3,}(?:л|ла|ло|ли|лся|лась|лось|лись)(?!\p{L})/u,
  pl: /^(?:nie )?\p{Ll}{2,}(?:ła|ło|li|ły|ał|ił|ył|ął)(?!\p{L})/u,
};

/** Longest aside and longest subject before it, in characters. */
const maxAside = 120;
const maxSubject = 70;

/** "Der Rat, der seit Montag tagt, hat …" → "Der Rat hat …": the first two commas, with a verb right behind them. */
function withoutAside(sentence: string, tag: string): string {
  const verb = verbsAfter[tag];
  const open = sentence.indexOf(", ");
  const close = sentence.indexOf(", ", open + 2);
  if (verb == null || open < 3 || open > maxSubject || close < 0 || close - open > maxAside) return sentence;
  const [subject, aside, rest] = [
    sentence.slice(0, open),
    sentence.slice(open + 2, close),
    sentence.slice(close + 2),
  ];
  const isEven = !/["“”„«»()]/u.test(subject + aside);
  return isEven && verb.test(rest) ? `${subject} ${rest}` : sentence;
}
