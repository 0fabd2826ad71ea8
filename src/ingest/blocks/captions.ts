/**
 * Captions and credits as a page's text keeps them once the pictures are gone. What gives them away is the picture
 * agencies' house style: "FILE -" in front, "(AP Photo/Jane Doe)" or "Jane Doe/Reuters" behind.
 */

/** A caption says who, what, where and when in a sentence or two; longer is an article. */
export const maxCaptionChars = 700;
/** Credits stand at the very end; looking further back would cost without finding more. */
const tailChars = 140;

/** Agencies mark pictures from the archive so, in capitals. */
const archive = /^(?:FILE|ARCHIVE?|ARCHIVO)(?:\s(?:PHOTO|IMAGE|PICTURE))?(?:\s?[-–—:,]|\s(?=\p{Lu}))/u;
const label =
  /^(?:Image|Media|Photo|Picture|Video|Figure)\s?(?:caption|credit|source|copyright)|^\(?(?:Pictured|Shown|Seen)(?: (?:here|above|below|left|right|from left))?\s?[:,]|^\(?(?:Above|Below|Left|Right|Top|Bottom|Centre|Center|Inset|Main (?:image|picture|photo)|Clockwise from [\p{L} ]{3,20}|(?:From|Pictured) left(?: to right)?|Left to right|L-R|L to R|Von links|De gauche à droite|De izquierda a derecha|Da sinistra)\s?(?:[:,]|\))/u;
/** "Image shows the harbour", "This undated photo provided by …"; "the photo shows …" is told in prose as well. */
const shows =
  /^(?:(?:Photo|Image|Picture|Photograph|Screenshot|Screengrab|Footage|Rendering|Illustration|Pictures|Images|Photos)\s(?:shows?|depicts?)|(?:(?:An?|This|In this|These|Undated|Handout|File|Aerial|Combination|Satellite)\s(?:[\p{Ll}\p{N}-]{1,15} ){0,3})?(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Pp]hotograph|[Ss]creenshot|[Ff]rame grab|[Cc]ombination of (?:photos|pictures|images))s?\s(?:provided by|taken (?:on|from)|released by|courtesy|made available|obtained by|from video|dated))/u;

const agency =
  "Getty(?: Images)?|Shutterstock|iStock(?:photo)?|AP(?: Photo| Images)?|Associated Press|The Associated Press|AFP|Reuters|REUTERS|EPA(?:-EFE)?|EFE|Alamy|Unsplash|Pexels|Pixabay|PA(?: Images| Wire| Media)?|Bloomberg|Adobe Stock|dpa|picture alliance|Anadolu(?: Agency)?|Zuma(?: Press)?|ZUMA|Xinhua|TASS|Sputnik|Rex(?: Features)?|Instagram|Facebook|Twitter|YouTube|Google(?: Maps| Street View)?|Wikimedia(?: Commons)?|Flickr|NASA|NOAA|ESA|Handout|HANDOUT|Imago|ANSA|LaPresse|Keystone|Belga|ANP|NurPhoto|SOPA Images|SIPA|Sipa|Corbis|Staff|Contributed|Supplied|Submitted|File|Screenshot|Courtesy";
/** "(Demetrius Poe/The Gull via Getty Images)", "(AP Photo/Jane Doe)", "(Courtesy of the school)", "(Credit: iStock)". */
const bracketed = new RegExp(
  `[([](?:[^()[\\]{};]{0,90}(?:\\p{L}[.”"]?\\s?/\\s?\\p{Lu}|\\bvia (?:${agency}))[^()[\\]{};]{0,60}|(?:[^()[\\]]{0,60}[ :,|–—-])?(?:${agency})(?:[ /,:][^()[\\]]{0,40})?|(?:[^()[\\]]{0,30}\\s)?(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Pp]ic|[Ff]oto|[Pp]hotograph)s? ?(?:by|[:/|]|(?=\\p{Lu}))[^()[\\]]{0,60}|(?:Photo|Image|Picture|Credit|Pic|Foto|Bild|Photograph|Video)s?[^()[\\]]{0,90})[)\\]]\\.?$`,
  "u",
);
/** "Photo: Jane Doe", "| photo by Jane Doe", "Photograph: Jane Doe/The Gull", "Credit: NASA". */
const labelled =
  /(?:^|[\s.|,;(])(?:Photograph|Photo|Picture|Image|Pic|Foto|Bild|Credit|Crédit|Photo credit|Image credit|Photo illustration|Illustration|Graphic|Grafik|Graphique|Visualisierung|Rendering|Karte|Zeichnung|Illustratie|Beeld|Imagen|Ilustración|Fotografía|Foto di|Fotografie|PHOTO BY|Photograph by|photo|image|picture)s?(?: credit| courtesy of| courtesy| by|:| :|: by)\s?\p{Lu}[^.!?]{1,60}$/u;
/** The New York Times runs caption and credit together: "… the weather.CreditJane Doe for The Gull". */
const glued = /\p{L}[.”]?Credit(?:\s|\.{3}|…)?\p{Lu}[^!?]{2,80}$/u;
/** "Jane Doe/Reuters", "NASA/ESA/J. Doe" as the last words, without a full stop. */
const slashed =
  /(?:^|[.!?”"’)\s])\s?\p{Lu}[\p{L}.’'&-]{0,25}(?: [\p{L}.’'&-]{1,25}){1,4}\/\p{Lu}[\p{L}\p{N}.’'&-]{0,25}(?:[ /][\p{L}\p{N}.’'&-]{1,25}){0,12}$/u;
const slashedAgency = new RegExp(
  `(?:^|[.!?”"’)\\s/])(?:(?:${agency})/[\\p{L}\\p{N} .’'&/-]{2,80}|[\\p{L}.’'&-]{2,25}/(?:${agency})(?:/[\\p{L} .’'&-]{2,40})?)$`,
  "u",
);
const agencyLast = new RegExp(
  `(?:^|[\\s.,”’")|/–—©])(?:Getty Images|Shutterstock|iStock|AP Photo|AP Images|Associated Press|AFP|AP|REUTERS|Reuters|EPA|Alamy(?: Stock Photo)?|Unsplash|Pexels|PA Images|PA Wire|PA Media|Adobe Stock|Anadolu Agency|Zuma Press|NurPhoto|Wikimedia Commons)$`,
  "u",
);
/** "… on Tuesday. OLIVE TRAN", "… on Tuesday. PHOTO BY OLIVE TRAN /The Herald": the name in capitals behind a sentence. */
const shoutedName =
  /\p{Ll}[.!?”"’)]\s?(?:PHOTO(?:GRAPH)?S? BY |PHOTO: ?|CREDIT: ?|© ?)?(?:\p{Lu}[\p{Lu}.’'-]{1,20}\s){1,3}\p{Lu}[\p{Lu}’'-]{1,20}(?:\s?[/|,(].{2,40})?$/u;
/** "… on May 6. Jane Doe / The Gull", "… de Vallecas. / M. GIL": behind a sentence, with spaces. */
const spaced =
  /[\p{L}\p{N}][.!?”"’)]\s(?:(?:\p{Lu}[\p{L}.’'-]{0,25}\s){1,4}[/|]\s(?:\p{Lu}[\p{L}.’'-]{0,25}\s?){1,5}|[/|]\s?(?:\p{Lu}[\p{L}.’'-]{0,25}\s?){1,4})$/u;
const agencyFirst = new RegExp(`^\\(?(?:Image|Photo|Picture)?\\s?[:©]?\\s?(?:${agency})\\s?(?:\\)|$)`, "u");

/** "… at the edge of the valley. Image by Jane Doe for Canopy.": a credit that ends as a sentence does. */
const signed =
  /(?:^|[.!?”"’)]\s|\(|: )(?:Photo|Image|Picture|Photograph|Illustration|Graphic|Map|Video)s? (?:by|courtesy of|via) \p{Lu}[^.!?]{1,60}\.$/u;

/** What people do in pictures and seldom in the news's own tense. */
const posed =
  /^(?!["“'‘„«]|(?:He|She|It|They|We|I|You|This|That|There)\s)(?=.{40,260}$)[^“”"]{3,90}?(?<!\s(?:to|and))\s(?:lies?|stands?|sits?|speaks?|poses?|arrives?|walks?|waves?|holds?|looks? (?:on|at|over|out)|gestures?|reacts?|attends?|addresses|participates?|celebrates?|gathers?|watch(?:es)?|carr(?:y|ies)|inspects?|waits?|rides?|performs?|testif(?:y|ies)|smiles?|queues?|embraces?|is seen|are seen|is pictured|are pictured)\s/u;
/** The picture's day: one that has been, so that plans ("speaks to parliament on Thursday") do not count without a date. */
const pictured =
  /\s(?:on|in) (?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?(?: \d{1,2})?,? (?:\d{1,2}|(?:19|20)\d\d)|\d{1,2} (?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}(?: (?:19|20)\d\d)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day (?:morning|afternoon|evening|night))(?!\p{L})/u;
const past = /\s(?:said|says|was|were|had|told|will|would|has|have)(?!\p{L})/u;

/** "… in Harrow, England, on Monday, Sept. 14, 2026." ends an agency's caption; what happens then is told with "will". */
const dated =
  /^(?!["“'‘„«])[^“”"]{30,240}\son (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}, (?:19|20)\d\d\.$/u;

function isPosed(line: string): boolean {
  if (dated.test(line) && !past.test(line)) return !/\p{L}{3,}ed\s/u.test(line);
  return posed.test(line) && pictured.test(line) && !past.test(line);
}

/** Is this line a caption, a credit, or both? */
export function isCaption(line: string): boolean {
  if (line.length > maxCaptionChars) return false;
  return (
    archive.test(line) ||
    label.test(line) ||
    shows.test(line.slice(0, 120)) ||
    isPosed(line) ||
    hasCredit(line)
  );
}

/** Does a line end in a picture credit? Prose does not: it ends in a full stop. */
export function hasCredit(line: string): boolean {
  if (line.length > maxCaptionChars) return false;
  const tail = line.slice(-tailChars);
  const last = tail.at(-1) ?? "";
  if (last === "." && signed.test(tail)) return true;
  if (last === ")" || last === "]" || tail.endsWith(").")) return bracketed.test(tail);
  if (/[.!?:;,…"”]/u.test(last)) return false;
  return (
    labelled.test(tail) ||
    glued.test(tail) ||
    agencyLast.test(tail) ||
    shoutedName.test(tail) ||
    spaced.test(tail) ||
    (line.length < 60 && agencyFirst.test(line)) ||
    (!/https?:|www\./u.test(tail) && (slashed.test(tail) || slashedAgency.test(tail)))
  );
}
