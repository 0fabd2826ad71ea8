/**
 * Furniture by evidence that adds up: a line may use a word of the site ("account"), speak to its reader ("your") and
 * point at the page ("below") without being any phrase we know. One of these occurs in prose; all of them hardly do.
 */

/** What only a site and its readers have to do with each other; each kind counts once. Folded. */
const matters: readonly RegExp[] = [
  /\b(?:(?:e-?)?newsletters?|mailing list|bulletin|e-?mail alerts?|daily digest|boletín|nieuwsbrief|рассылк\p{L}+)\b/u,
  /\b(?:subscrib(?:e|er|ers|ing|ed)|subscriptions?|unsubscribe|membership|paywall|abonn\p{L}{1,8}|suscri\p{L}{2,8}|abbonat\p{L}|assinante|подпис\p{L}+)(?!\p{L})/u,
  /\b(?:sign(?:ed|ing)?[ -](?:you |me )?(?:up|in)|log(?:ged|ging)? ?in|register(?:ed|ing)?|registration|anmeld\p{L}+|connectez-vous|inscri\p{L}{2,8}|inicia sesión|regístrate|accedi|inloggen)(?!\p{L})/u,
  /\b(?:(?:an?|your|my|free|have|user|existing) account|password|username|profile|konto|compte|cuenta)(?!\p{L})/u,
  /\b(?:e-?mail address|this e-?mail|welcome e-?mail|in-?box|(?:junk|spam) (?:folder|mail)|verification|mailadresse|adresse e-?mail|correo electrónico)(?!\p{L})/u,
  /\b(?:comments? (?:section|policy|below|relevant|are|is|on this|here|box|thread)|(?:in|to|the|keep|your|reader|post|view|leave a?|all|user) comments?|kommentare?|commentaires?|comentarios?|commenti|reacties)(?!\p{L})/u,
  /\b(?:privacy|cookies?|(?:your|account|browser) (?:settings|preferences)|terms (?:of|and|&)|user agreement|consent|data protection|datenschutz\p{L}*|confidentialité|privacidad|privacy-?\p{L}*|gdpr)(?!\p{L})/u,
  /\b(?:(?:our|the|mobile|news|free|this) apps?|browser|javascript|google play|app store|ios|android|push|notifications?|alerts|adblock\p{L}*|ad-?blocker)\b/u,
  /\b(?:copyright\p{L}*|all rights|reproduc(?:e|ed|tion)|republish\p{L}*|reprints?|syndicat\p{L}+|licens(?:e|ing)d?|licence|trademarks?)\b/u,
  /\b(?:print edition|print version|online edition|with the headline|under the headline|in print on|e-?paper|this issue|latest issue|back issues?)\b/u,
  /\b(?:letters to the editor|letters@\S{3,40}|press office|newsroom|our (?:editors|journalists|reporters|writers|newsroom|readers|journalism|reporting|supporters|sponsors|partners|standards)|our [a-z]{1,12} (?:newsletter|page|channel|policy|standards)|ethics (?:policy|code)|editorial (?:team|standards|policy|independence))\b/u,
  /\b(?:quality|independent|local|fearless|public[- ]service|trusted|free|good|fact-based|non-?profit) (?:journalism|newsrooms?|reporting|news)\b|\breader-(?:supported|funded)\b|\bnon-?profit news/u,
  /\b(?:(?:donate|donation) (?:now|today|here|to us)|(?:your|a|monthly) donations?|tax-deductible|one-off|monthly contribution|chip in|support(?:ing)? (?:us|our|my|the|this)|patreon|ko-fi|paypal)\b/u,
  /\b(?:follow|find|like|join|tag|tweet|message|reach|contact) (?:us|me|our)\b|\b(?:facebook|twitter|instagram|whatsapp|telegram|tiktok|linkedin|youtube|bluesky|mastodon|threads) (?:page|channel|group|account|community)\b/u,
  /\b(?:hashtag|@[a-z0-9_]{2,30} on)\b/u,
  /\b(?:this|the) (?:audio|transcript|recording|translation|video|player|slideshow|gallery|interactive)\b|\btranscripts?\b|\bauto-?generated\b|\bkeyboard\b|\bvolume\b/u,
  /\b(?:affiliate|(?:a|earn|small) commission|sponsored|sponsors?|advertis(?:er|ers|ement|ements|ing)|adverts?|promoted|ad-free)\b/u,
  /\b(?:feedback|enquir(?:y|ies)|inquir(?:y|ies)|corrections?|typos?|tips?@|news ?desk|tip-?offs?|pitch(?:es)?|story ideas?)\b/u,
  /\b(?:free trial|trial|per month|a month|a year|annual plan|cancel|billed|offer|discount|% off|unlimited|full access|premium)\b/u,
  /\b(?:refresh(?:ing)?|reload|page (?:not|will|has)|try again|loading|updates? automatically|error|unavailable)\b/u,
  /\b(?:(?:our|latest|top|more|all|breaking|every|daily|related|full|this|these|next) (?:[a-z]{3,12} ){0,2}(?:posts?|articles?|stor(?:y|ies)|episodes?|columns?|blogs?|podcasts?|news|headlines|coverage|updates))\b/u,
  /\b(?:materials?|content|service|information|material) (?:may|is|are|was|were|from|on|in|provided|published|appearing|contained)\b/u,
  /\bquotes? (?:are )?delayed\b|\bminimum of \d{2} minutes\b|\bmarket data\b|\bstandard (?:message )?rates?\b/u,
  /\b(?:made possible by|brought to you by|readers like you|listeners like you|forwarded (?:this )?(?:to you)?|forward (?:it|this) to|hit reply|reply to this e-?mail|leave any time|you (?:get|got|received|receive) this|you're (?:getting|receiving|reading) (?:this|the free))(?!\p{L})/u,
  /\b(?:\d{1,2} of \d{1,2}|complimentary|free|remaining|last) (?:free |complimentary )?(?:stories|articles|reads|views)\b|\b(?:promo|discount|coupon|with (?:the )?code)\b/u,
  /\b(?:not|nor) (?:be )?(?:responsible|liable|endorsed?) (?:for|by)\b|\bexternal (?:sites?|links?|content|websites?)\b/u,
  /\b(?:drop|write|send|message|ring|give) us\b|\b(?:schreiben sie uns|schreib uns|écrivez-nous|contactez-nous|escríbenos|avísanos|contáctanos|scrivici|scriveteci|fale conosco|escreva para|schrijf ons|mail ons|tippen sie uns)(?!\p{L})/u,
  /(?<!\p{L})(?:fehler (?:entdeckt|gefunden|melden)|signaler (?:une|cette) (?:erreur|faute)|(?:visto|encontrado|detectado) (?:algún|un) error|segnala (?:un )?errore|encontrou (?:algum|um) erro|fout (?:gezien|ontdekt|gevonden)|tikfout)(?!\p{L})/u,
  /(?<!\p{L})(?:morgen|abend|tages)?(?:briefing|rundbrief|infobrief|lettre d'information|infolettres?|boletines)(?!\p{L})/u,
  /(?<!\p{L})(?:nichts (?:mehr )?verpassen|ne (?:manquez|ratez) (?:rien|pas)|no te pierdas|non perdere|não perca|mis niets)(?!\p{L})/u,
  /(?<!\p{L})(?:kostenlos\p{L}{0,2}|gratuit\p{L}{0,2}|gratis|probemonat|probeabo|angebote?|offres?|oferta|offerta|aanbieding|kündbar|sans engagement|sin compromiso)(?!\p{L})/u,
  /(?<!\p{L})(?:on|via|auf|sur|en|su|no|nosso|unser\p{L}{0,2}|notre|nuestro|op) (?:whatsapp|telegram|facebook|instagram|youtube|tiktok|google (?:news|discover))(?:-kanal|-channel|-gruppe)?(?!\p{L})/u,
  /(?<!\p{L})(?:nutzungsbedingungen|einwilligung|einverstanden|conditions (?:générales|d'utilisation)|términos y condiciones|condizioni d'uso|termos de uso|toestemming|politique de)(?!\p{L})/u,
  /(?<!\p{L})(?:eingebettete\p{L}? inhalt\p{L}*|drittanbieter\p{L}*|extern\p{L}{1,2} inhalt\p{L}*|contenus? (?:externe|intégré)s?|contenido (?:externo|incrustado)|contenuti? (?:esterni|incorporati)|externe inhoud)(?!\p{L})/u,
  /\btraditional (?:owners|custodians)\b|\bclosed caption\p{L}*|\baccessib\p{L}+\b/u,
];

/** The reader is spoken to, or the site speaks of itself. */
const addresses: readonly RegExp[] = [
  /\b(?:you|your|yours|you're|you've|you'll|ihre[nrms]?|ihnen|sie|vous|votre|vos|tu|tus|te|su|usted|tuo|tua|vi|seu|sua|você|uw|jouw)(?!\p{L})/u,
  /\b(?:we|we're|we've|we'd|our|ours|us|wir|unser\p{L}{0,2}|nous|notre|nos|nuestr[oa]s?|nostr[oaie]|noss[oa]s?|ons|onze)(?!\p{L})/u,
  /\b(?:please|kindly|thanks?|thank you|welcome|sorry|bitte|merci|gracias|grazie|obrigado)\b/u,
];
/** The line points at the page it stands on. */
const pointers =
  /\b(?:here|below|above|now|today|this (?:article|story|page|site|website|service|e-?mail|post|form|link|button|box|icon|content|newsletter|episode|video|photo|series|report|feature|column|piece|issue|edition)|hier|ici|aquí|qui|aqui|hieronder|ci-dessous|unten)(?!\p{L})/u;
/** How a call begins. */
const opens =
  /^(?:add|answer|be|become|browse|buy|call|check|choose|click|complete|consider|contact|create|discover|don't|donate|download|drop|e-?mail|enjoy|enter|explore|find|follow|get|give|go|have|haben|head|hear|help|hit|if|interested|join|keep|kindly|learn|leave|let|like|listen|log|looking|love|make|manage|need|never|open|pin|please|press|questions?|rate|read|receive|register|reply|report|review|save|scan|see|select|send|share|show|sign|stay|subscribe|support|swipe|tag|tap|tell|text|to|try|tune|turn|unlock|update|upgrade|use|view|visit|vote|want|watch|write)\b/u;
/** Somebody did or said something, or speaks of himself: a story, a quotation, an essay. */
const told =
  /(?<!\p{L})(?:said|says|say|told|tells|asked|added|his|her|him|he|she|whose|according|percent|per cent|million|billion|police|court|minister|government|president|mayor|council|lawmakers|officials?|residents|company's|sagte|war|waren|hatte|wurde|était|dit|a déclaré|dijo|fue|disse|foi|ha detto|zei)(?!\p{L})/u;

/** Tells of something as well, but also of the reader's own doings: "Was this forwarded to you?" */
const perhapsTold = /(?<!\p{L})(?:was|were|had|did|they|their|them|who|i|i'm|i've)(?!\p{L})/u;

const maxChars = 340;

/**
 * How much speaks for furniture; 0 for what tells a story. A whole line of up to 60 words.
 *
 * @param folded lower case, straight quotes (`fold` in boilerplate.ts)
 */
export function evidenceIn(folded: string): number {
  if (folded.length > maxChars || /^["'(]?["']|["']$/u.test(folded) || told.test(folded)) return 0;
  const matter = matters.filter((pattern) => pattern.test(folded)).length;
  if (matter === 0) return 0;
  const addressed = addresses.filter((pattern) => pattern.test(folded)).length;
  const called = Number(pointers.test(folded)) + Number(opens.test(folded));
  return Math.max(0, 2 * matter + addressed + called - 2 * Number(perhapsTold.test(folded)));
}

/** What the evidence must amount to: long lines mention more by chance. */
export const evidenceNeeded = (folded: string): number => {
  const words = folded.split(" ").length;
  return words <= 12 ? 4 : words <= 25 ? 5 : words <= 40 ? 6 : 7;
};
