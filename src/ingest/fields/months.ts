/** Month names, full and short, in the languages whose dates are read; lower case, without a full stop. */
const names: readonly string[] = [
  "january jan januar jänner janvier janv enero ene gennaio gen januari janeiro stycznia janvāris январь января يناير ינואר",
  "february feb februar feber février févr fév febrero febbraio februari fevereiro lutego февраль февраля فبراير פברואר",
  "march mar märz mrz mars marzo maart março marca март марта مارس מרץ מרס",
  "april apr avril avr abril abr aprile kwietnia апрель апреля أبريل ابريل אפריל",
  "may mai mayo maggio mag mei maio maja maj май мая مايو מאי",
  "june jun juni juin junio giugno giu junho czerwca июнь июня يونيو יוני",
  "july jul juli juillet juil julio luglio lug julho lipca июль июля يوليو יולי",
  "august aug août agosto ago augustus augusti sierpnia август августа أغسطس اغسطس אוגוסט",
  "september sep sept septembre septiembre settembre set setembro września сентябрь сентября سبتمبر ספטמבר",
  "october oct oktober okt octobre octubre ottobre ott outubro października октябрь октября أكتوبر اكتوبر אוקטובר",
  "november nov novembre noviembre novembro listopada ноябрь ноября نوفمبر נובמבר",
  "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia декабрь декабря ديسمبر דצמבר",
];

const numbers = new Map(names.flatMap((line, i) => line.split(" ").map((name) => [name, i + 1] as const)));

/** For a regular expression with the flags `iu`: longest first, so that "september" is not read as "sep". */
export const monthPattern: string = [...numbers.keys()].sort((a, b) => b.length - a.length).join("|");

/** 1 to 12. */
export function monthNumber(name: string): number | null {
  return numbers.get(name.toLowerCase()) ?? null;
}

export const englishMonths: readonly string[] =
  "January February March April May June July August September October November December".split(" ");

const weekdays: readonly (readonly string[])[] = [
  ["Sunday", "Sonntag", "dimanche", "domingo", "domenica", "zondag", "воскресенье", "الأحد"],
  ["Monday", "Montag", "lundi", "lunes", "lunedì", "maandag", "понедельник", "الاثنين"],
  ["Tuesday", "Dienstag", "mardi", "martes", "martedì", "dinsdag", "вторник", "الثلاثاء"],
  ["Wednesday", "Mittwoch", "mercredi", "miércoles", "mercoledì", "woensdag", "среду", "الأربعاء"],
  ["Thursday", "Donnerstag", "jeudi", "jueves", "giovedì", "donderdag", "четверг", "الخميس"],
  ["Friday", "Freitag", "vendredi", "viernes", "venerdì", "vrijdag", "пятницу", "الجمعة"],
  ["Saturday", "Samstag", "samedi", "sábado", "sabato", "zaterdag", "субботу", "السبت"],
];

/** English name of the weekday of a calendar day (YYYY-MM-DD). */
export function weekdayOf(day: string): string {
  return weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]?.[0] ?? "";
}

/** Does the text name the weekday of that day, in one of the languages known? */
export function namesWeekdayOf(day: string, text: string): boolean {
  const wanted = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? [];
  const lower = text.toLowerCase();
  return wanted.some((name) => new RegExp(`(?<!\\p{L})${name.toLowerCase()}(?!\\p{L})`, "u").test(lower));
}
