import { datesIn, monthDayIn } from "./calendar.ts";
import { isDayLine, statedDaysIn } from "./date-lines.ts";

const agencies =
  "CNN|Reuters|REUTERS|Thomson Reuters Foundation|AP|AFP|dpa|DPA|EFE|ANSA|Adnkronos|Xinhua|TASS|UPI|CP|The Canadian Press|PA|PTI|ANI|IANS|UNI|Kyodo|Jiji|Yonhap|Bloomberg|KNA|epd|SID|APA|SDA|ATS|Belga|ANP|TT|NTB|Ritzau|STT|Lusa|Interfax|RIA|WAM|SPA|QNA|KUNA|MENA|PAP|CTK|MTI|AGI|Europa Press|Notimex|Télam|AA|BBC|VOA|RFE/RL|IPS|CNS|RNS|JTA|NPR|CNBC|AAP|NZPA|SANA|IRNA|MTN|CNNMoney|Business Wire|BUSINESS WIRE|PRNewswire|PR Newswire|GLOBE NEWSWIRE|ots|AP Photo|Agencies|Staff";
const agencyAlone = new RegExp(`^\\s*\\((?:${agencies})\\)\\s*(?:[—–-]{1,2}\\s*)?`, "u");
/** "New Delhi, Aug 2 (PTI) " without a dash: known by the agency alone. */
const withAgency = new RegExp(`^[^()\\n]{2,50}\\((?:${agencies})\\)\\.?\\s+(?![—–\\p{Ll}-])`, "u");
/** "MOSCOW, November 27. /TASS/. " */
const slashed = /^[^/\n]{2,50}\/(?:[A-Z][A-Za-z-]{1,20})\/[.:]?\s*(?:[—–-]{1,2}\s*)?/u;
const knownAgency = new RegExp(`^(?:${agencies})(?![\\p{L}])`, "u");
const dash = /\s?(?:—|–|--|\.-|(?<=\s|\))-(?=\s))\s*/u;
const parenthesis = /\(([^()]{2,40})\)/u;
const place = /^\p{Lu}[\p{L}\p{M}.'’ -]{1,40}(?:(?:,\s|\/)\p{Lu}[\p{L}\p{M}.'’ -]{1,30}){0,2}$/u;
/** In capitals before a dash, and no place. */
const notPlaces =
  /^(?:EXCLUSIVE|BREAKING|UPDATED?|WATCH|LIVE|LISTEN|VIDEO|PHOTOS?|OPINION|ANALYSIS|EDITORIAL|REVIEW|INTERVIEW|FACTBOX|EXPLAINER|TIMELINE|CORRECTION|CORRECTED|NOTE|WARNING|SPOILER|FILE|FIRST|NEW|NOW|ALERT|FLASH|RECAP|PREVIEW|PODCAST|POLL|QUIZ|BLOG|COLUMN|LETTER|FEATURE|SPECIAL|WIRED|UPDATE \d|REFILE|WRAPUP|ADVISORY|URGENT|[A-Z]{1,2}|\p{Lu}+ ON \p{Lu}+)$/u;
/** A dateline is short; a dash further on belongs to the sentence. */
const maxChars = 90;

/** Indian, Pakistani and African papers write "ISLAMABAD: "; so do transcripts with speakers, hence only known cities. */
const colonCities: ReadonlySet<string> = new Set(
  `ISLAMABAD|KARACHI|LAHORE|PESHAWAR|QUETTA|RAWALPINDI|NEW DELHI|DELHI|MUMBAI|KOLKATA|CHENNAI|BENGALURU
BANGALORE|HYDERABAD|PUNE|AHMEDABAD|LUCKNOW|PATNA|JAIPUR|CHANDIGARH|SRINAGAR|JAMMU|BHOPAL|GUWAHATI|KOCHI
THIRUVANANTHAPURAM|NAGPUR|INDORE|GURUGRAM|NOIDA|DHAKA|KATHMANDU|COLOMBO|KABUL|DUBAI|ABU DHABI|DOHA|RIYADH
JEDDAH|KUWAIT CITY|MANAMA|MUSCAT|BAGHDAD|TEHRAN|BEIRUT|DAMASCUS|AMMAN|JERUSALEM|GAZA|GAZA CITY|RAMALLAH|CAIRO
TRIPOLI|TUNIS|ALGIERS|RABAT|KHARTOUM|ADDIS ABABA|NAIROBI|KAMPALA|KIGALI|LAGOS|ABUJA|ACCRA|DAKAR|HARARE|LUSAKA
JOHANNESBURG|PRETORIA|CAPE TOWN|LONDON|PARIS|BERLIN|MADRID|ROME|VIENNA|GENEVA|BRUSSELS|ATHENS|ANKARA|ISTANBUL
MOSCOW|KYIV|KIEV|WARSAW|PRAGUE|BUDAPEST|WASHINGTON|NEW YORK|UNITED NATIONS|LOS ANGELES|CHICAGO|TORONTO|OTTAWA
MEXICO CITY|HAVANA|BRASILIA|BUENOS AIRES|BOGOTA|LIMA|SANTIAGO|CARACAS|TOKYO|SEOUL|BEIJING|SHANGHAI|HONG KONG
TAIPEI|MANILA|JAKARTA|KUALA LUMPUR|SINGAPORE|BANGKOK|HANOI|PHNOM PENH|YANGON|SYDNEY|MELBOURNE|CANBERRA
WELLINGTON|GEORGE TOWN|JOHOR BARU|PETALING JAYA|PUTRAJAYA|KINGSTON|PORT OF SPAIN`.split(/[|\n]/u),
);
const beforeColon = /^(\p{Lu}[\p{Lu} ]{2,20}):\s+(?=\S)/u;

/**
 * Length of the dateline a paragraph opens with, its dash and spaces included; 0 when there is none. Known by an agency
 * in brackets, a date, or a place in capitals: "KYIV, Nov. 27 (Reuters) — ", "Berlin (dpa) – ", "PARIS — ".
 */
export function datelineEnd(paragraph: string): number {
  const head = paragraph.slice(0, maxChars);
  const colon = beforeColon.exec(head);
  if (colon != null && colonCities.has(colon[1] ?? "")) return colon[0].length;
  const alone = agencyAlone.exec(head);
  if (alone != null) return alone[0].length;
  for (const pattern of [withAgency, slashed]) {
    const match = pattern.exec(head);
    if (match != null && isDateline(match[0].trim())) return match[0].length;
  }
  const cut = dash.exec(head);
  if (cut == null || cut.index === 0) return 0;
  const before = head.slice(0, cut.index).trim();
  // A dateline without its sentence is a caption's mark or a title in capitals.
  // What goes on with a small letter ("NATO — the alliance — said") had begun before the dash.
  if (/^["'“‘„«]?(?:\p{Ll}|$)/u.test(paragraph.slice(cut.index + cut[0].length).trimStart())) return 0;
  return isDateline(before) ? cut.index + cut[0].length : 0;
}

const lone =
  /^(?:\p{Lu}[\p{L}\p{M}\p{N} .,'’-]{2,60}\s)?\((?!\d)\p{Lu}[^()]{1,30}\)\s?(?:—|–|-{1,2})$|^\p{Lu}{2}[\p{Lu} .'’-]{1,30}, [^.!?]{2,50}\s(?:—|–|-{1,2})$/u;
/** "HARBOR CITY, Ohio (WXRV) —" on a line of its own, its sentence on the next. */
export const isLoneDateline = (line: string): boolean => line.length <= maxChars && lone.test(line.trim());

/** "Ferry Party (FP) Leader", "the Lund Council (LC) –": bodies, and the letters they are known by. */
const bodies =
  /(?:Party|Union|Council|Board|Front|League|Association|Movement|Congress|Authority|Agency|Office|Ministry|Bank|Group|Company|Corporation|Commission|Committee|Federation|Force|Forces|Army|Police|University|Institute|Center|Centre|Court|Service|Society|Club|Project|Alliance|Coalition|Partei|Parti|Partido|Partito)$/u;

/** Do the letters in brackets shorten the words before them? */
function isShortened(words: string, letters: string): boolean {
  const initials = (words.match(/(?<!\p{L})\p{Lu}/gu) ?? []).join("");
  return letters.length >= 2 && (initials.endsWith(letters) || bodies.test(words.trim()));
}

/** Places are written with capitals but for the small words inside them. */
const isNamed = (city: string): boolean =>
  city
    .split(/[\s,/-]+/u)
    .every((word) =>
      /^(?:\p{Lu}|(?:de|of|del|la|le|les|sur|am|an|der|den|upon|on|do|da|au|al|el|en|in|bei)$)/u.test(word),
    );

function isDateline(before: string): boolean {
  const agency = parenthesis.exec(before)?.[1] ?? /\/([A-Z][A-Za-z-]{1,20})\//u.exec(before)?.[1] ?? null;
  const [city, hasDate] = cityOf(before);
  if (city !== "" && (!place.test(city) || !isNamed(city) || notPlaces.test(city))) return false;
  if (agency != null && !hasDate && isShortened(city, agency)) return false;
  // The agency closes a dateline; behind it stands at most the date.
  if (agency != null && !hasDate && !/[)/][.:]?$/u.test(before)) return false;
  const shouted =
    /^\p{Lu}{2}/u.test(city) && city.split(/[,/]/u)[0] === city.split(/[,/]/u)[0]?.toUpperCase();
  const named = agency != null && (knownAgency.test(agency) || hasDate || shouted);
  if (city === "") return hasDate && agency != null;
  return named || hasDate || (shouted && city.length >= 3 && city.split(" ").length <= 4);
}

function cityOf(before: string): readonly [city: string, hasDate: boolean] {
  const withoutAgency = before
    .replace(parenthesis, "")
    .replace(/\/[A-Z][A-Za-z-]{1,20}\/[.:]?/u, "")
    .trim();
  const [dateStart, hasDate] = dateIn(withoutAgency);
  const city = withoutAgency.slice(0, dateStart).replace(/[,;:\s]+$/u, "");
  // "PORTLAND, Ore." and "WASHINGTON, D.C." keep the full stop of their abbreviation.
  return [/,\s\p{Lu}[\p{L}.]{1,6}\.$/u.test(city) ? city : city.replace(/[.,\s]+$/u, ""), hasDate];
}

/** The place a dateline names, as written there, or null: "KYIV, Nov. 27 (Reuters) —" → "KYIV". */
export function placeIn(dateline: string): string | null {
  const [before = ""] = dateline.trim().split(/\s?(?:—|–|--|\.-|\s-(?=\s|$))/u);
  const [city] = cityOf(before.trim());
  return city.length >= 3 && place.test(city) && !notPlaces.test(city) ? city : null;
}

function dateIn(text: string): readonly [start: number, found: boolean] {
  const [full] = datesIn(text);
  if (full != null) return [full.start, true];
  if (monthDayIn(text) == null) return [text.length, false];
  const comma = text.lastIndexOf(",");
  return [comma < 0 ? text.search(/\s\S*\d/u) : comma, true];
}

/**
 * A line that only says when: "Published: 3 November 2026, 10:15", "Nov. 20, 2019, 9:28 AM UTC", and at the edges of an
 * article also "November 20". A day without a year inside an article is a heading.
 */
export function isDateLine(line: string, atEdge = true): boolean {
  const stated = statedDaysIn(line);
  if (stated != null) return atEdge || stated.some(({ isAttended }) => isAttended);
  return atEdge && isDayLine(line.trim());
}
