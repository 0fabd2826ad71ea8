import { accountOpenings } from "./furniture-accounts.ts";
import { machineryOpenings } from "./furniture-machinery.ts";
import { otherOpenings } from "./furniture-languages.ts";
import { englishOpenings } from "./furniture-openings.ts";

/**
 * What the lines around an article say. All of it is compared with a folded line (`fold` in boilerplate.ts).
 * Expressions are anchored or plain alternatives with bounded gaps: linear.
 */

/** Open a line that is furniture whatever follows, as long as the line is short. */
export const opensAsFurniture = (folded: string): boolean => openings.some((pattern) => pattern.test(folded));

const openings: readonly RegExp[] = [
  ...englishOpenings,
  ...accountOpenings,
  ...machineryOpenings,
  ...otherOpenings,
].map((parts) => alternatives("^", parts));

/** Give a line away wherever they stand in it. */
export const anywhere: RegExp = alternatives("", [
  "(?<![^\\s(|.,-])©",
  "not (?:a recommendation|an offer|investment advice|financial advice|intended as (?:investment|financial|medical|legal)|a substitute for (?:professional|medical))",
  "(?:does|do) not constitute (?:investment|financial|legal|medical|an offer|a recommendation|professional)",
  "(?:author|we|writer|firm|company|i) (?:has|have|holds?|own|owns) no (?:securities|position|positions|financial interest|business relationship)",
  "holds? no licen[cs]es?\\b",
  "(?:consult|speak (?:to|with)|talk to|seek advice from) (?:a|your|with a|with your) (?:professional|financial|qualified|licensed|doctor|physician|healthcare|tax)(?: \\w{1,12})?(?: before|\\.|,? or )",
  "(?:information|material) (?:for|in) this (?:story|article|report|briefing) was (?:found|provided|obtained|compiled) (?:via|by|from)",
  "(?:all rights|alle rechte|tous (?:les )?droits|todos (?:los|os) (?:derechos|direitos)|tutti i diritti|alle rechten|все права|wszelkie prawa|جميع الحقوق) (?:reserved|vorbehalten|réservés|reservados|riservati|voorbehouden|защищены|zastrzeżone|محفوظة)",
  "may not be (?:published, broadcast|reproduced|republished|redistributed|rewritten)",
  "without (?:the )?(?:prior|express|written) (?:written )?(?:permission|consent)",
  "permission from the (?:copyright|publisher)",
  "(?:we|this site|this website|our site|our website|wir|diese website) (?:use|uses|verwenden|verwendet|nutzen) (?:essential )?cookies",
  "(?:accept|consent to|agree to|allow|disable|block) (?:our|the|all|your)? ?(?:use of )?cookies",
  "(?:need|require|ask for)s? your (?:permission|consent) to",
  "store and(?:/or)? access information on",
  "by (?:showing|clicking|continuing|accepting|activating)\\b.{0,80}you (?:accept|agree|consent)",
  "(?:nous utilisons|ce site utilise) des cookies",
  "(?:accepté|accepter|refusé) (?:les|des) cookies",
  "(?:este sitio|esta web|questo sito|este site) (?:web )?utili[sz]{1,2}a (?:i )?cookies?",
  "cookies? (?:propias|próprios|tecnici|funzionali|de terceros|de terceiros)",
  "(?:мы используем|сайт использует) (?:файлы )?(?:cookie|куки)",
  "réservée?s? aux abonnés",
  "(?:para|exclusivo para) (?:suscriptores|assinantes)$",
  "(?:reach|contact|e-?mail|message|follow|reached) (?:(?:him|her|them|me|us) )?(?:at|on|via|by) \\S{0,40}(?:@|\\d{3}-?\\d|twitter\\b|facebook\\b|linkedin\\b)",
  "utilizamos cookies",
  "utilizziamo (?:i )?cookie",
  "usamos cookies",
  "wij gebruiken cookies",
  "keine anlageberatung",
  "(?:responsabilidad|responsabilità|responsabilidade|responsabilité) (?:de (?:sus|seus|leurs|los|os)|dei|des|exclusiva|exclusive) ?(?:autores|autori|auteurs|comentaristas|lectores|leitores|lettori)?$",
  "(?:exclusivo|solo|sólo|apenas|somente) para (?:suscriptores|abonados|socios|assinantes|usuarios registrados)",
  "forward-looking statements? (?:within|as defined|that|are|involve|reflect|speak)",
  "ne constitue pas un conseil",
  "no constituye (?:un )?asesoramiento",
  "non costituisce (?:un )?consiglio",
  "(?:views|opinions) expressed (?:here|herein|above|in this (?:article|column|piece|commentary|post|essay|op-ed|blog)|by (?:the )?(?:author|writer|contributor)|are (?:solely )?(?:those of|the author))",
  "(?:does|do) not necessarily (?:reflect|represent) the (?:views|opinions|position|policy)",
  "(?:article|story|post|this (?:piece|interview|column|essay|report|excerpt)|version of this (?:article|story|post)) (?:was |is )?(?:originally|first|previously) (?:published|appeared|posted)",
  "(?:earn|receive|get|make) (?:a|an|some) (?:small )?(?:affiliate )?commission",
  "affiliate (?:links|commission|partner)",
  "contributed to this (?:report|story|article|piece)",
  "contributed (?:additional )?reporting",
  "(?:is|are) subject to copyright",
  "no part (?:of (?:it|this [a-z]{4,12}) )?may be (?:reproduced|copied|republished)",
  "helped (?:report|write) this (?:report|story)",
  "assisted in (?:the )?(?:writing|reporting) (?:of )?this",
  "(?:delivered|straight|sent|directly|right) (?:right |straight |directly |daily )?(?:in)?to your (?:inbox|e-?mail|phone)",
  "in your inbox\\b.{0,40}$",
  "thanks for signing up",
  "sign up (?:here|for (?:our|free|[^.]{1,50}newsletter))",
  "subscribe to (?:our|the [^.]{1,50}newsletter)",
  "(?:our|the|and|see) privacy policy",
  "(?:our|the) terms of (?:use|service) (?:and|apply)",
  "agree to (?:the|our|its) terms",
  "unsubscribe at any time",
  "click here (?:to|for)",
  "download (?:the|our) [^.]{1,40} app\\b|get (?:the|our) [^.]{1,20} app (?:here|now|today|on|for)\\b",
  "available for download on",
  "follow (?:us|the conversation|along) (?:on|at|via) ",
  "follow (?:[a-z.']{2,20} ){1,6}on (?:twitter|facebook|instagram|linkedin|bluesky|mastodon)",
  "find us on ",
  "like us on facebook",
  "join (?:us|our [^.]{1,30}) on (?:facebook|twitter|whatsapp|telegram|discord)",
  "on (?:twitter|facebook|instagram)(?: and| or|,) (?:on )?(?:twitter|facebook|instagram)\\b.{0,60}@",
  "(?:on|via) twitter @\\w",
  "@\\w{2,30} on (?:twitter|instagram|facebook|x)\\b",
  "tweets? (?:at|@)",
  "\\[email ?protected\\]",
  "(?:enter|provide) (?:your|a valid) e-?mail",
  "you(?:'ve| have) (?:been )?(?:successfully )?(?:subscribed|signed up|reached your)",
  "already (?:a )?subscribe[dr]",
  "associated press (?:writers?|reporters?|journalists?|video journalist)\\b.{0,120}(?:contributed|reported|in [a-z])",
  "(?:is|are) solely (?:responsible|those of)",
]);

/** End a line that is a teaser, a call or a credit. */
export const endings: RegExp = alternatives(
  "",
  [
    "(?:sign up|subscribe|register|apply|donate|click|learn more|read more|find out more|read on|book|download|shop|buy|watch|listen) (?:here|now|today)",
    "\\.\\.\\. ?(?:read more|more|continue reading|read on)",
    "\\(?(?:read more|click here|continue reading|see more|full story|read full story|weiterlesen|lire la suite|leer más|leia mais|lees meer|читать далее)\\)?",
    "- advertisement -",
    "in a new window",
    "opens in (?:a )?new (?:tab|window)",
    "\\(more\\)",
    "\\| \\d{1,4} (?:photos|images|comments)",
    "\\[video\\]",
    "^(?:[^ .]{1,20} ){1,5}newsletters?",
    "(?:>>|»|→|⟶|➔)",
    "(?:follow|email|contact) (?:him|her|them|me|us)(?: \\S{1,30}){0,6} ?@\\S{2,60}",
  ],
  "[\\s.!:»›>)\\]-]{0,5}$",
);

/** After such a line, headlines of other articles follow. */
export const listTriggers =
  /^(?:related|recommended|more|most|trending|popular|read (?:next|more|also|about)|also (?:read|see|on)|see also|further reading|keep reading|you (?:may|might)|editors?'? ?s?'? (?:picks?|choice|recommendations)|top (?:stories|news|headlines)|latest|what to read|people (?:are )?also|readers (?:are )?also|others (?:are )?(?:also )?reading|in case you missed|don't miss|up next|want to (?:learn|read|know) more|our (?:latest|top|picks)|from (?:the|our) (?:archive|web|magazine|partners)|mehr zum thema|lesen sie auch|auch interessant|das könnte|empfohlen|passend dazu|lire aussi|[àa] lire|voir aussi|sur le même|noticias relacionadas|más (?:información|noticias)|ver también|explore further|suggested|te (?:puede|recomendamos)|recomendados|le recomendamos|lea también|leggi anche|potrebbe|leia também|veja também|lees ook|meer over|читайте также|по теме|اقرأ|مواضيع)/u;

/** "This article was corrected …": said of the article, and worth keeping apart from other furniture. */
export const corrections =
  /^(?:updated? (?:on |at )?(?=[^:]{0,40}\d)[^:]{3,30}(?::\d{2}[^:]{0,16})?: (?=[a-z])|\((?:adds|updates|recasts|corrects|refiles|repeats|writes through|releads|changes|new throughout|fixes)\b[^()]{3,160}\)$|\(?(?:corrects|adds|updates|refiles|recasts|removes|restores|fixes|changes|clarifies)\b[^.]{3,140}(?:paragraphs?|para|headline|spelling|byline|dateline|to (?:say|show|read|clarify)|in lede?|typo)\b.{0,40}$|this version (?:of (?:the|this) (?:story|article) )?(?:corrects|updates|adds|removes|restores|clarifies|changes|fixes)\b|corrections?(?: [a-z]{3,9}\.? \d{1,2},? (?:19|20)\d\d)?$)|^(?:corrections?|clarifications?|corrected|erratum|retraction|berichtigung|korrektur|anmerkung der redaktion|rectificatif|correctif|fe de errores|corrección|aclaración|rettifica|correzione|correção|errata|rectificatie|correctie|исправление|уточнение|تصحيح|توضيح)(?: [^.:]{0,50})? ?[:：-]|(?:an|a) (?:earlier|previous|prior) version of (?:this|the) (?:article|story|report|post|piece|headline|caption)|this (?:article|story|report|post|piece|column|headline|caption) (?:has been|was|is) (?:corrected|amended|clarified|edited to (?:correct|clarify|remove|reflect)|updated (?:on .{1,30} )?to (?:correct|clarify|remove|reflect))|editor's note ?[:-] ?(?:an earlier|a previous|this (?:article|story|post|piece) (?:has been|was) (?:corrected|amended|updated to|clarified))|in einer früheren version|une version (?:précédente|antérieure) de cet|una versión anterior de est|uma versão anterior d/u;

function alternatives(before: string, parts: readonly string[], after = ""): RegExp {
  return new RegExp(`${before}(?:${parts.join("|")})${after}`, "u");
}
