/**
 * Furniture by its form, whatever its words: what machines write (prices, clocks, counters, addresses, paths through a
 * site), and rows of parts each of which is furniture. Anchored, with bounded gaps: linear.
 */

/** Looked at in a line as written, not folded. */
const forms: readonly RegExp[] = [
  // "press@gull.example", "E-mail: jane@gull.example"
  /^(?:[Ee]-?mail ?:? ?)?[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,40}){1,4}$/u,
  // "+372 555 0134", "(0)20 7946 0001", "Tel. 555-0134"
  /^(?:(?:Tel|Phone|Fax|Call|Mobile)\.?:? ?)?(?:\+\d|\(\d{1,4}\) ?\d|\d{3}-\d{3,4}\b)[\d ()./-]{4,20}$/u,
  // "twitter.com/jane", "<iframe src=…>"
  /^(?:https?:\/\/)?(?:www\.)?(?:twitter|x|facebook|instagram|linkedin|tiktok|youtube|threads|t)\.(?:com|me|net)\/\S{1,80}$/iu,
  /^<\/?[a-z][a-z0-9]{0,15}(?:[\s/][^<>]{0,400})?>(?:<\/[a-z]{1,16}>)?$/iu,
  // "($1 = 3.7412 soles)", "+0.63%", "5,117.09", "1.2K", "▲ 12.40 (0.3%)"
  /^\(?[$€£¥]\s?1 = [\d.,]{1,12} .{2,40}$/u,
  /^[+−–▲▼-]\s?[\d.,]{1,10}\s?%?(?: ?\([+−–-]?[\d.,]{1,9}%\))?$/u,
  /^[$€£]?\d{1,3}(?:[.,]\d{3}){0,3}[.,]\d{2}(?: ?[+−–-][\d.,]{1,9}%?){0,2}$/u,
  /^\d{1,4}(?:\.\d{1,2})?[KkM]$/u,
  // "★★★★★", "4.92 from 36 votes", "4.5 (128)", "71°", "71°F / 58°F"
  /^[★☆⭐✩✰✪]{2,10}(?: ?\(?[\d.,]{1,6}\)?)?$/u,
  /^\d(?:\.\d{1,2})? (?:from|\/ ?5|out of 5|stars?)(?: .{0,4}\d{1,6} (?:votes?|ratings?|reviews?))?$/iu,
  /^-?\d{1,3} ?°\s?[CF]?(?: ?[/|] ?-?\d{1,3} ?° ?[CF]?)?$/u,
  // "17:02 GMT", "11.40am", "5:02 AM ET"
  /^(?:at )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: ?\(?(?:[A-Z]{2,4}|Uhr|hrs?|Z)\)?)?$/iu,
  // "$349 at Amazon", "Score: 6/10", "23 Comments (23 New)"
  /^[$€£]\d[\d.,]{0,8} (?:at|from|on|bei|chez|en) \p{Lu}[\p{L} .&-]{1,30}$/u,
  /^(?:score|rating|verdict|our rating|note|bewertung|nota)\s?: ?\d[\d.,]{0,3} ?(?:\/|out of|von|sur) ?\d{1,3}.{0,12}$/iu,
  /^\d[\d.,]{0,6} (?:comments?|replies|reviews?|responses?|ratings?) ?(?:\(.{1,20}\)|on .{2,80})?$/iu,
  // "12·11·23 | 06:01", "Publié à 5 h 00", "[ Another story's headline ]"
  /^\d{1,2}[·./-]\d{1,2}[·./-]\d{2,4}(?: ?[|,·-] ?\d{1,2}[:.h]\d{2})?$/u,
  /^(?:publié|mis à jour|modifié) à \d{1,2} ?h(?: ?\d{2})?$/iu,
  /^\[\s[^[\]]{10,150}\s\]$/u,
  // "#ferries #harbour", "• • •", "[1]", "1 / 12"
  /^(?:#[\p{L}\p{N}_]{2,40}[\s,]*){1,12}$/u,
  /^(?:\[\d{1,3}\]|\d{1,3} ?\/ ?\d{1,3}|page \d{1,3}(?: (?:of|\/) \d{1,3})?)$/iu,
  // "Pages: 1 2 3 4 Next", "1 2 3 … 9"
  /^(?:pages? ?:? ?)?(?:«|‹|prev(?:ious)?)? ?1 2 3(?: \d{1,3}| …| \.\.\.){0,12}(?: (?:next|last|»|›)){0,2}$/iu,
  // References: "… 2023; DOI: 10.1000/182"
  /(?:\bdoi ?:? ?|doi\.org\/)10\.\d{4,6}\/\S{2,60}\.?$/iu,
  // Wire keywords: "BC-EU--Ferry,1st Ld-Writethru/402", "(GRAPHIC-Copper prices: …)"
  /^\(?(?:GRAPHIC|POLL|TABLE|TEXT|FACTBOX|TIMELINE|KEYWORDS?|SLUG|RIC)\s?[-–:]\s?\S.{2,140}$/u,
  /^\(?(?:\d{3,4} words|ENDITEM|MORE|MTF)\)?$/u,
  // "Harbour News, p. 3", "Vol. 12, No. 4", "Section A, Page 19"
  /^(?:Vol(?:ume)?\.? ?\d{1,4},? ?(?:No|Issue|Nr)\.? ?\d{1,4}.{0,40}|Section [A-Z], Page \d{1,3}.{0,60}|(?:Print )?ISSN:? ?[\dX-]{8,10})$/u,
];

/** "News » Metro", "News > World > Europe": at least two steps, or one from the front page. */
const path = /^(?:[^»›>/|.!?]{2,30}\s?[»›>]\s?){1,6}[^»›>/|.!?]{2,60}$/u;
const slashPath = /^(?:[^»›>/|.!?]{2,30} \/ ){2,6}[^»›>/|.!?]{2,40}$/u;
const frontPage =
  /^(?:home|homepage|news|start(?:seite)?|front ?page|accueil|inicio|portada|início|home page|главная)\b/iu;

/** Looks like what a machine wrote, not a person: see `forms`. At most 300 characters are looked at. */
export function isMachineMade(line: string): boolean {
  if (line.length > 300) return false;
  return forms.some((form) => form.test(line)) || isPath(line);
}

function isPath(line: string): boolean {
  if (line.length > 140) return false;
  const steps = line.split(/\s?[»›]\s?|\s>\s|\s\/\s/u).filter((step) => step !== "").length;
  if (steps < 2) return false;
  return (
    (path.test(line) || slashPath.test(line)) && (frontPage.test(line) || (steps > 2 && path.test(line)))
  );
}

/** Parts of "Published Jan 19 • Last updated Jan 20 • 3 minute read"; one for a line without bars. */
export const partsOf = (line: string): readonly string[] =>
  line.split(/\s*[|·•∙‧│]\s*|\s{3,}/u).filter((part) => part !== "");
