import { bylineIn } from "./byline.ts";
import { type DateMention, type SlashOrder, datesIn, monthDayIn, slashedDatesIn } from "./calendar.ts";
import { type ClockTime, clockIn, instantOf, withoutClock } from "./clock-words.ts";
import { weekdaysIn } from "./months.ts";

/** What a line states about when the article was published. */
export type StatedDay = {
  /** YYYY-MM-DD, as written there (not shifted to UTC). */
  readonly day: string;
  /** Where a time and its zone stand beside the day. */
  readonly at: Date | null;
  /** "published" and "updated" are said; null is a date without a word about it. */
  readonly label: "published" | "updated" | null;
  /** A time, a weekday, a byline or a label beside the date: less likely a date of the story. */
  readonly isAttended: boolean;
  /** "29 November 2018 | 20 January 2019": from when to when something is on, not when it was published. */
  readonly isOneOfMany: boolean;
  /** The line names a weekday, and that day is another: one of the two is wrong. */
  readonly isContradicted: boolean;
};

const maxChars = 170;
const published =
  "published|posted|created|released|release date|issued|date|datum|dated|filed|submitted|uploaded|veröffentlicht|erschienen|erstellt|publié|paru|publicado|publicada|fecha|pubblicato|data|publicado em|gepubliceerd|geplaatst|udgivet|julkaistu|publikováno|vydáno|megjelent|yayınlanma|yayın tarihi|δημοσίευση|publicat|опубликовано|дата|نشر(?: في)?|تاريخ(?: النشر)?|opublikowano|publicerad|publisert|发布时间|公開日";
const updated =
  "updated|modified|edited|revised|amended|reviewed|aktualisiert|stand|mis à jour|modifié|actualizado|modificado|aggiornato|atualizado|bijgewerkt|opdateret|päivitetty|aktualizováno|frissítve|güncelleme|güncellendi|ενημέρωση|обновлено|آخر تحديث|تحديث|uppdaterad|oppdatert|更新";
const labels = new RegExp(`(?<!\\p{L})(?:${published}|${updated})(?!\\p{L})`, "iu");
const updatedLabel = new RegExp(`(?<!\\p{L})(?:${updated})(?!\\p{L})`, "iu");
const publishedLabel = new RegExp(`(?<!\\p{L})(?:${published})(?!\\p{L})`, "iu");
const weekday =
  /(?<!\p{L})(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?(?!\p{L})|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|(?:maan|dins|woens|donder|vrij|zater|zon)dag|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|(?:ال)?(?:اثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت|أحد)/giu;
/** A day that is said to be something else than the one of publication. */
const otherDays =
  /^(?:answered|asked|edited|joined|member since|born|died|deadline|event|effective|expir\p{L}{1,4}|valid|accessed|retrieved|when|opens?|opening|closes?|closing|starts?|ends?|due|replied|received|accepted|comment(?:ed)? by|from|until|through|next|sale|see|abgerufen|geboren|gestorben|consulté|né)(?!\p{L})|(?<!\p{L})(?:photo|image|picture|illustration|screenshot|file|foto)s?(?!\p{L})/iu;
const ago =
  /\b(?:\d{1,3}|an?|one|two|few) (?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s? ago\b/giu;
const fillers =
  /(?<!\p{L})(?:first|originally|last|on|at|the|am|pm|a\.m\.|p\.m\.|uhr|um|le|à|el|a|las|il|alle|em|às|op|om|by|den|vom|local time|time|est|был|в|г|year|ago|hrs?)(?!\p{L})/giu;

/**
 * The days a line states, when stating them is all the line does ("Published: 3 November 2026, 10:15", "By Jane Doe |
 * Nov. 3, 2026 at 2:26 PM HST - Updated Nov. 4, 2026"); null for every other line. Bounded; linear.
 */
export function statedDaysIn(line: string): StatedDay[] | null {
  const plain = line.replace(/\s+/gu, " ").trim();
  if (plain.length > maxChars || !/\d/u.test(plain) || otherDays.test(plain)) return null;
  const weekdays = weekdaysIn(plain);
  const dates = separate(
    [...datesIn(plain), ...slashedDatesIn(plain, orderIn(plain, weekdays))].sort((a, b) => a.start - b.start),
  );
  if (dates.length === 0 || dates.length > 3) return null;
  const rest = residueOf(plain, dates);
  const labelled = labels.test(plain.slice(0, dates[0]?.start)) || labels.test(rest.raw);
  if (rest.letters > 0 && !isByTheWay(rest.raw, labelled)) return null;
  return dates.map((date, at) => {
    const before = plain.slice(dates[at - 1]?.end ?? 0, date.start);
    const clock = clockBeside(plain, date, dates[at - 1]?.end ?? 0, dates[at + 1]?.start ?? plain.length);
    const label = updatedLabel.test(before) ? "updated" : publishedLabel.test(before) ? "published" : null;
    return {
      day: date.day,
      at: clock == null ? null : instantOf(date.day, clock),
      label,
      isAttended: clock != null || label != null || rest.hasByline || weekdayIn(plain),
      isContradicted: weekdays.size > 0 && !weekdays.has(weekdayOfDay(date.day)),
      isOneOfMany: dates.length > 1 && !labelled && clock == null,
    };
  });
}

const weekdayOfDay = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** Labels of languages that write the day first wherever they are spoken. */
const dayFirstLabels =
  /(?<!\p{L})(?:publié|paru|mis à jour|modifié|publicado|publicada|actualizado|fecha|atualizado|pubblicato|aggiornato|gepubliceerd|geplaatst|bijgewerkt|veröffentlicht|aktualisiert|erstellt|опубликовано|обновлено|نشر|تاريخ)(?!\p{L})/iu;

/** What tells the order of "03/04/2024": the weekday beside it, if it fits only one, or the language of the label. */
function orderIn(line: string, weekdays: ReadonlySet<number>): SlashOrder | null {
  const fits = (order: SlashOrder): boolean =>
    slashedDatesIn(line, order).some(({ day }) => weekdays.has(weekdayOfDay(day)));
  const [dayFirst, monthFirst] = [fits("day first"), fits("month first")];
  if (dayFirst !== monthFirst) return dayFirst ? "day first" : "month first";
  return dayFirstLabels.test(line) ? "day first" : null;
}

/** A line that says nothing but a day of the year, "November 20" or "Thursday, 20 November". */
export function isDayLine(line: string): boolean {
  if (line.length > 40 || monthDayIn(line) == null) return false;
  const words =
    line
      .replace(weekday, " ")
      .replace(fillers, " ")
      .match(/\p{L}{2,}/gu) ?? [];
  return words.length === 1;
}

const labelAlone = new RegExp(
  `^(?:(?:first|last|date|originally) )?(?:${published}|${updated})(?: (?:on|date|am|le|el|il|op))?\\s?:?$`,
  "iu",
);
/** "Published:" on a line of its own, as where a page's cells became lines. */
export const isDateLabel = (line: string): boolean => labelAlone.test(line.trim());

const weekdayIn = (text: string): boolean => new RegExp(weekday.source, "iu").test(text);

function residueOf(
  plain: string,
  dates: readonly DateMention[],
): { raw: string; letters: number; hasByline: boolean } {
  let raw = plain;
  for (const { start, end } of dates) raw = raw.slice(0, start) + " ".repeat(end - start) + raw.slice(end);
  raw = withoutClock(raw).replace(ago, " ").replace(weekday, " ").replace(/\s+/gu, " ").trim();
  const signed = raw.split(/\s?[|/·•–—]\s?|\s-\s|,\s?$/u).find((part) => bylineIn(part.trim()) != null);
  const other = (signed == null ? raw : raw.replace(signed, " "))
    .replace(new RegExp(labels.source, "giu"), " ")
    .replace(fillers, " ");
  return { raw: other.trim(), letters: other.match(/\p{L}/gu)?.length ?? 0, hasByline: signed != null };
}

/** "This article was originally published on 3 November 2026". */
const ownWords = /^(?:this|article|story|post|page|report|release|was|has|been|is|and)$/iu;

/** Between labels, dates and bars only the name of a paper, a place or a section may stand. */
function isByTheWay(rest: string, labelled: boolean): boolean {
  if (/[.!?]\s+\p{Lu}/u.test(rest)) return false;
  const parts = rest
    .split(/[|/·•–—,:;()-]/u)
    .map((part) => part.trim())
    .filter((part) => /\p{L}/u.test(part));
  const words = parts.flatMap((part) => part.split(/\s+/u));
  if (parts.length > 3 || words.length > (labelled ? 6 : 4)) return false;
  return words.every(
    (word) =>
      /^[\p{Lu}\p{N}&(]/u.test(word) ||
      /^(?:of|the|and|de|der|min|read|in)$/u.test(word) ||
      (labelled && ownWords.test(word)),
  );
}

/** The time after the day, or before it; beyond a label ("Updated:") stands another day's. */
function clockBeside(plain: string, date: DateMention, from: number, to: number): ClockTime | null {
  const [after = ""] = plain.slice(date.end, Math.min(to, date.end + 30)).split(labels);
  const before =
    plain
      .slice(Math.max(from, date.start - 40), date.start)
      .split(labels)
      .at(-1) ?? "";
  return clockIn(after) ?? clockIn(before);
}

/** Mentions that overlap are one date read by two rules. */
function separate(dates: readonly DateMention[]): DateMention[] {
  return dates.filter((date, at) => at === 0 || date.start >= (dates[at - 1]?.end ?? 0));
}
