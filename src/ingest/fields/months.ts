/** Month names, full and short, in the languages whose dates are read; lower case, without a full stop. */
const names: readonly string[] = [
  "january jan januar jänner janvier janv enero ene gennaio gen januari janeiro stycznia janvāris январь января يناير ינואר ledna ocak januára január ianuarie ιανουαρίου січня gener tammikuuta sty oca янв",
  "february feb februar feber février févr fév febrero febbraio februari fevereiro lutego февраль февраля فبراير פברואר února şubat február februára februarie φεβρουαρίου лютого febrer helmikuuta fev lut şub фев",
  "march mar märz mrz mars marzo maart março marca март марта مارس מרץ מרס marts března mart március martie μαρτίου березня març maret maaliskuuta mrt мар",
  "april apr avril avr abril abr aprile kwietnia апрель апреля أبريل ابريل אפריל dubna nisan április apríla aprilie απριλίου квітня huhtikuuta kwi nis апр",
  "may mai mayo maggio mag mei maio maja maj май мая مايو מאי května mayıs május mája μαΐου μαϊου травня maig toukokuuta",
  "june jun juni juin junio giugno giu junho czerwca июнь июня يونيو יוני června haziran június júna iunie ιουνίου червня juny kesäkuuta cze haz июн jún",
  "july jul juli juillet juil julio luglio lug julho lipca июль июля يوليو יולי července temmuz július júla iulie ιουλίου липня juliol heinäkuuta lip tem июл júl",
  "august aug août agosto ago augustus augusti sierpnia август августа أغسطس اغسطس אוגוסט srpna ağustos augusztus augusta αυγούστου серпня agost agustus elokuuta sie ağu авг",
  "september sep sept septembre septiembre settembre set setembro września сентябрь сентября سبتمبر ספטמבר září eylül szeptember septembra septembrie σεπτεμβρίου вересня setembre syyskuuta wrz eyl сен сент",
  "october oct oktober okt octobre octubre ottobre ott outubro października октябрь октября أكتوبر اكتوبر אוקטובר října ekim október októbra octombrie οκτωβρίου жовтня lokakuuta paź eki окт out",
  "november nov novembre noviembre novembro listopada ноябрь ноября نوفمبر נובמבר listopadu kasım novembra noiembrie νοεμβρίου листопада marraskuuta lis kas ноя",
  "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia декабрь декабря ديسمبر דצמבר prosince aralık decembra decembrie δεκεμβρίου грудня desember joulukuuta gru ara дек",
];

const numbers = new Map(names.flatMap((line, i) => line.split(" ").map((name) => [name, i + 1] as const)));

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

const short = /(?<!\p{L})(?:sun|mon|tues?|wed|thu(?:rs?)?|fri|sat)\.?(?!\p{L})/giu;
const shortStarts = ["su", "mo", "tu", "we", "th", "fr", "sa"];
const further: Readonly<Record<string, number>> = {
  sonnabend: 6,
  вторник: 2,
  среда: 3,
  пятница: 5,
  суббота: 6,
};

/** The weekdays a line names, in full or in short English ("Thu"), as `Date.getUTCDay` counts them: 0 to 6. */
export function weekdaysIn(line: string): ReadonlySet<number> {
  const lower = line.toLowerCase();
  const words = new Set(lower.match(/[\p{L}\p{M}]+/gu) ?? []);
  const found = weekdays.flatMap((row, day) =>
    row.some((name) => words.has(name.toLowerCase())) ? [day] : [],
  );
  const inShort = [...lower.matchAll(short)].map(([word]) => shortStarts.indexOf(word.slice(0, 2)));
  const others = [...words].flatMap((word) => further[word] ?? []);
  return new Set([...found, ...inShort, ...others]);
}

/** Does the text name the weekday of that day, in one of the languages known? */
export function namesWeekdayOf(day: string, text: string): boolean {
  const wanted = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? [];
  const lower = text.toLowerCase();
  return wanted.some((name) => new RegExp(`(?<!\\p{L})${name.toLowerCase()}(?!\\p{L})`, "u").test(lower));
}
