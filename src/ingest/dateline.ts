import { datesIn, monthDayIn } from "./calendar.ts";

const agencies =
  "CNN|Reuters|AP|AFP|dpa|EFE|ANSA|Xinhua|TASS|UPI|CP|PA|PTI|ANI|IANS|Kyodo|Yonhap|Bloomberg|KNA|epd|SID|APA|SDA|Belga|ANP|TT|NTB|Ritzau|Lusa|Interfax|WAM|SPA|QNA";
const agencyAlone = new RegExp(`^\\s*\\((?:${agencies})\\)\\s*(?:[—–-]{1,2}\\s*)?`, "u");
/** "New Delhi, Aug 2 (PTI) " without a dash: known by the agency alone. */
const withAgency = new RegExp(`^[^()\\n]{2,50}\\((?:${agencies})\\)\\s+(?![—–-])`, "u");
const dash = /\s?(?:—|–|--|(?<=\s|\))-(?=\s))\s*/u;
const parenthesis = /\(([^()]{2,40})\)/u;
const place = /^\p{Lu}[\p{L}.'’ -]{1,40}(?:,\s\p{Lu}[\p{L}.'’ -]{1,30}){0,2}$/u;
/** A dateline is short; a dash further on belongs to the sentence. */
const maxChars = 90;

/**
 * Length of the dateline a paragraph opens with, its dash and spaces included; 0 when there is none. Known by an agency
 * in brackets, a date, or a place in capitals: "KYIV, Nov. 27 (Reuters) — ", "Berlin (dpa) – ", "PARIS — ".
 */
export function datelineEnd(paragraph: string): number {
  const alone = agencyAlone.exec(paragraph.slice(0, maxChars));
  if (alone != null) return alone[0].length;
  const head = paragraph.slice(0, maxChars);
  const beforeAgency = withAgency.exec(head);
  if (beforeAgency != null && isDateline(beforeAgency[0].trim())) return beforeAgency[0].length;
  const cut = dash.exec(head);
  if (cut == null || cut.index === 0) return 0;
  const before = head.slice(0, cut.index).trim();
  return isDateline(before) ? cut.index + cut[0].length : 0;
}

function isDateline(before: string): boolean {
  const agency = parenthesis.exec(before)?.[1] ?? null;
  const withoutAgency = before.replace(parenthesis, "").trim();
  const [dateStart, hasDate] = dateIn(withoutAgency);
  const city = withoutAgency.slice(0, dateStart).replace(/[,;.\s]+$/u, "");
  if (!place.test(city) && city !== "") return false;
  const shouted = /^\p{Lu}{2}/u.test(city) && city.split(",")[0] === city.split(",")[0]?.toUpperCase();
  const named = agency != null && (new RegExp(`^(?:${agencies})`, "u").test(agency) || hasDate || shouted);
  return city === "" ? hasDate && agency != null : named || hasDate || (shouted && city.length >= 3);
}

function dateIn(text: string): readonly [start: number, found: boolean] {
  const [full] = datesIn(text);
  if (full != null) return [full.start, true];
  if (monthDayIn(text) == null) return [text.length, false];
  const comma = text.lastIndexOf(",");
  return [comma < 0 ? text.search(/\s\S*\d/u) : comma, true];
}

/** A line that is only a date, with or without a label and a time: "Published: 3 November 2026, 10:15". */
export function isDateLine(line: string): boolean {
  const trimmed = line.trim();
  if (trimmed.length > 80) return false;
  const [date] = datesIn(trimmed);
  if (date == null) return false;
  const rest = `${trimmed.slice(0, date.start)} ${trimmed.slice(date.end)}`;
  const letters = rest.replace(
    /published|posted|updated|last|first|created|date|datum|on|at|am|pm|a\.m\.|p\.m\.|utc|gmt|cet|cest|est|edt|pst|uhr|um|veröffentlicht|aktualisiert|stand|publié|le|à|publicado|el|\p{L}{3,10}day|\p{L}{3,10}tag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche/giu,
    "",
  );
  return !/\p{L}/u.test(letters);
}
