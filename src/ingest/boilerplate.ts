/**
 * Lines around an article that are none of it: disclaimers, share and sign-up lines, captions, credits. A line that
 * matches is never part of a title or a summary. Each expression is anchored or made of plain phrases: linear.
 */

/** Give a line away wherever they stand in it, however long it is. */
const disclaimers = new RegExp(
  [
    "not (?:a recommendation|an offer|investment advice|financial advice|intended as (?:investment|financial))",
    "(?:does|do) not constitute (?:investment|financial|legal|medical|an offer|a recommendation)",
    "(?:has|have|holds?) no (?:securities|position|positions|financial interest)",
    "consult (?:a|your|with a) (?:professional|financial|qualified|doctor|physician)",
    "information for this (?:story|article|report) was (?:found|provided|obtained) (?:via|by|from)",
    "(?:all rights|alle rechte|tous droits|todos los derechos) (?:reserved|vorbehalten|réservés|reservados)",
    "may not be (?:published, broadcast|reproduced|republished|redistributed)",
    "(?:we|this site|this website|wir) (?:use|uses|verwenden) cookies",
    "(?:keine|stellt keine) anlageberatung|ne constitue pas un conseil|no constituye (?:un )?asesoramiento",
    "views expressed (?:here|in this (?:article|column|piece)|are those of the author)",
    "this (?:article|story|post) (?:was|is) (?:originally|first) (?:published|appeared)",
    "(?:earn|receive) (?:a|an affiliate) commission",
    "contributed to this (?:report|story|article)|(?:delivered|straight) (?:right )?to your inbox|thanks for signing up",
    "is (?:a|an|the|our)? ?(?:[\\w-]{1,20} ){0,3}(?:correspondent|reporter|columnist|editor) (?:at|for|with) [^.]{1,60}\\.$",
  ].join("|"),
  "iu",
);

/** Open a line that is furniture. Only lines up to `maxLine` characters: prose may begin so, too. */
const openings = new RegExp(
  `^[\\s*_>•|–—-]{0,6}(?:${[
    "(?:sign|log) ?(?:up|in|on)\\b(?: (?:for|to|here|now|today)|:|$)",
    "subscribe(?: (?:to|now|for|here|today|via)|:|$)",
    "(?:follow|like|find|join|contact|e-?mail) (?:us|me|him|her|them)\\b",
    "follow .{1,40} on (?:twitter|x|facebook|instagram|linkedin|threads|bluesky|mastodon|youtube|tiktok)",
    "share (?:this|on|via|your)|share:?$|(?:tweet|print|e-?mail)(?: this.{0,20})?$|send this page",
    "click (?:here|to|below|for)|tap here|scroll (?:down|to)|swipe ",
    "(?:read|see|watch|listen|learn|find out)(?: (?:more|also|next|now|on|out))(?:[:：]|$| about| on| at|\\s[A-Z])",
    "(?:read|see|watch|hear|more|related|also read|recommended|don'?t miss|trending|must read|editor'?s pick|in pictures)(?: [a-z]{1,10}){0,2} ?[:：|]",
    "(?:related|recommended|trending|popular|most read|latest|more|top)(?: (?:stories|articles|posts|topics|news|videos|from|on|in|content|coverage|reading))+.{0,40}$",
    "(?:advertisement|sponsored(?: content)?|anzeige|werbung|publicité|publicidad|reklame)\\b.{0,10}$",
    "(?:story|article) continues(?: (?:below|after)|$)",
    "(?:cnn|reuters|ap|afp) ?(?:--|—|–|-)?$|editor['’]?s['’]? note ?[:：]",
    "file(?: photo)? ?[-–—]+ |(?:picture|image|photo|video) shows\\b",
    "read the latest\\b",
    "(?:image|photo|picture|foto|credit|caption|file|bild|video|watch|graphic)s?(?: credit| caption| source| courtesy| by)?(?: ?[:：]| ?[-–—] | ?\\| )",
    "file (?:photo|picture|image)|getty images|shutterstock",
    "(?:copyright|\\(c\\) ?(?:19|20)\\d\\d|©)",
    "(?:published|posted|updated|last updated|last modified|first published|created)(?: (?:on|at|by))?[:\\s].{0,60}$",
    "(?:this|the) (?:story|article|post|report|page) (?:has been|was) (?:updated|corrected|amended|edited|translated|modified)",
    "(?:with|additional) (?:files|reporting|material|contributions?) (?:from|by)",
    "(?:reporting|editing|writing|edited|reported|compiled|translated) by ",
    "download (?:the|our) .{0,30}app|get (?:the|our) (?:latest|best|daily|free|newsletter|app|news)",
    "(?:start|begin) your (?:free )?(?:trial|subscription)|already a (?:subscriber|member)|become a (?:member|subscriber)",
    "(?:leave|post|add|write) a (?:comment|reply)|(?:\\d{1,5} )?comments?(?: ?\\(\\d{1,5}\\))?:?$|comments (?:are|on this)|view (?:all )?comments",
    "(?:tags|topics|filed under|categories|category|source|sources|via|quelle|quellen|fuente)[:：]",
    "(?:terms (?:of|and)|privacy (?:policy|notice)|cookie (?:policy|settings)|contact us|about us|about the author)",
    "(?:the )?(?:author|writer) (?:is|can be reached)|(?:he|she|they) (?:can be reached|tweets) (?:at|on|@)",
    "(?:please )?(?:enable|allow) (?:javascript|cookies)|your browser",
    "(?:back to|go to|return to) (?:top|home|the)|skip to|jump to|(?:next|previous) (?:article|post|page|story)",
    "(?:abonnieren sie|jetzt abonnieren|mehr zum thema|lesen sie (?:auch|mehr)|folgen sie|teilen|newsletter)",
    "(?:abonnez-vous|inscrivez-vous|lire (?:aussi|plus)|à lire|suivez-nous|partager)",
    "(?:suscríbe(?:te|se)|síguenos|lea también|leer más|compartir|te puede interesar)",
    "(?:iscriviti|leggi anche|seguici|condividi|assine|leia (?:mais|também)|siga-nos|compartilhar)",
    "(?:читайте также|подписывайтесь|اقرأ أيضا|قراءة المزيد|اشترك|קראו גם)",
  ].join("|")})`,
  "iu",
);

const endings =
  /(?:sign up (?:here|now|today)|subscribe (?:here|now|today)|read more|click here|(?:\(|\/|via )(?:getty images|ap photo|reuters|afp|shutterstock)[^)]{0,30}\)?|pic\.twitter\.com\/\w{4,20})[.!»›>→\s]{0,4}$/iu;
const loneLink = /^\s*<?https?:\/\/\S{1,300}>?\s*$/u;
/** Agencies mark pictures from the archive so, in capitals and at any length. */
const caption = /^FILE(?:\s?[-–—]|\s(?=\p{Lu}))/u;
/** Longer than this is prose that happens to open so. */
export const maxLine = 280;

/** Is this line or paragraph furniture rather than article? */
export function isBoilerplate(line: string): boolean {
  const trimmed = line.trim();
  if (caption.test(trimmed)) return true;
  // A long paragraph may hold a disclaimer and an article; see `disclaimerIn`.
  if (trimmed.length > maxLine) return false;
  if (disclaimers.test(trimmed)) return true;
  return openings.test(trimmed) || endings.test(trimmed) || loneLink.test(trimmed) || isShouted(trimmed);
}

/**
 * Where, in a long paragraph given as its sentences, a disclaimer begins that runs to the end: 0 for all of it, the
 * number of sentences for none. Some files hold article and disclaimer in one line.
 */
export function disclaimerIn(sentences: readonly string[]): number {
  const found = sentences.map((sentence) => disclaimers.test(sentence));
  for (let from = 0; from < found.length; from++) {
    const tail = found.slice(from);
    if (found[from] === true && tail.filter(Boolean).length >= tail.length / 2) return from;
  }
  return found.length;
}

/** A whole line in capitals is a teaser or a button, seldom a sentence. Scripts without case are never shouted. */
function isShouted(line: string): boolean {
  const letters = line.match(/\p{L}/gu)?.length ?? 0;
  return letters >= 12 && line.length <= 120 && line === line.toUpperCase() && line !== line.toLowerCase();
}
