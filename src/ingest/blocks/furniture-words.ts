/**
 * Furniture by the words it is made of: a site that speaks to its readers ("Save my name, email, and website in this
 * browser") uses few others. Catches what no list of phrases foresees; sentences that tell of somebody are never it.
 */

/** What sites are made of; rare in a story, at least beside a "your" or after a call. Lower case, by language. */
const things = wordSet(`
newsletter newsletters subscribe subscriber subscribers subscription unsubscribe inbox login signup cookie cookies app apps
browser javascript notification notifications email e-mail emails website site homepage comment comments advert adverts
advertisement advertisements ad ads account password username outbrain taboola paywall ios android podcast podcasts
guidelines privacy consent autoplay player edition alerts feedback
abo abonnement abonnent abonnenten anzeige kommentar kommentare mailadresse startseite konto
abonné abonnés commentaire commentaires publicité courriel compte
suscriptor suscriptores comentario comentarios correo publicidad boletín cuenta
abbonato abbonati commento commenti pubblicità
assinante assinantes comentário comentários publicidade
reactie reacties advertentie nieuwsbrief
annonsen annoncen annonse annons kommentarer nyhetsbrev nyhedsbrev prenumerant
подписка рассылка рассылку комментарий комментарии реклама`);

/** Said in stories as well; with others of their kind they make furniture. */
const helpers = wordSet(`
your our you us me my we yours new more most latest top best daily weekly morning free full here now next previous back
story stories article articles news coverage update updates video videos audio photo photos picture page link links content
address name time share print read watch listen follow published posted updated report reply save click tap sign log join get
community policy terms notice use available region device topics topic tags series store online offer access digital trial
facebook twitter instagram whatsapp telegram youtube tiktok linkedin threads bluesky mastodon google channel follow-up
round-up roundup briefing digest headlines like might may other related popular recommended viewed trending enter leave
nachrichten artikel jetzt kostenlos gratis mehr ihre ihr sie wichtigsten tages täglich seite kanal per store
votre vos nous adresse article articles actualité gratuit plus publiée matin
tu su sus nuestro nuestra nuestros artículo artículos noticias gratis canal más aquí
tuo tua nostro nostra articolo articoli notizie canale qui
seu sua nosso nossa artigo notícias canal grátis mais
uw je onze ons artikel nieuws gratis kanaal
artikkelen artikeln artiklen fortsetter fortsätter fortsætter nyheter nyheder
нашем наш нашего канале канал новости новость подробности telegram-канале telegram-канал`);

/** A call that opens a line, or a label that opens a list. */
const calls = wordSet(`
email sign subscribe get receive read watch listen see view share follow join log register click tap download enter choose
select notify save report reply leave add post send tell support donate become create manage accept allow enable open play
skip close print copy sort show hide load explore discover browse check find contact visit start try unlock learn stay help
submit write rate turn hover scroll swipe install upgrade gift comment like tweet want looking never top most more related
popular latest recommended your our all already not have need thank thanks invalid success please autoplay
folgen folge abonnieren abonniere lesen lies jetzt testen teste teilen mehr anmelden registrieren kostenlos schreiben melden
kommentar die
abonnez-vous recevez suivez lisez partagez ajouter ajoutez votre inscrivez-vous
suscríbete sigue síguenos recibe lee comparte tu únete accede
iscriviti segui leggi condividi ricevi
assine siga leia acesse receba compartilhe clique seu
volg lees deel schrijf meld ontvang
artikkelen artikeln artiklen läs les læs följ følg
читайте подпишитесь следите подробности наш`);

/** Somebody did or said something: a story. */
const told =
  /(?<!\p{L})(?:said|says|told|was|were|had|did|his|her|him|he|she|they|their|who|whose|war|waren|hatte|sagte|était|fut|dit|fue|era|dijo|disse|foi|stato|zei|was|sade|sagde|был|была|сказал)(?!\p{L})/u;

const maxChars = 160;
const leastShare = 0.6;

/** @param folded lower case, straight quotes (`fold` in boilerplate.ts); one line */
export function speaksToReaders(folded: string): boolean {
  if (folded.length > maxChars || told.test(folded) || /^"|\d{5}/u.test(folded)) return false;
  const words = folded.match(/\p{L}[\p{L}\p{M}'-]*/gu) ?? [];
  const [first = ""] = words;
  const named = words.filter((word) => things.has(word)).length;
  const helping = words.filter((word) => helpers.has(word) && !things.has(word)).length;
  const called = calls.has(first) ? 1 : 0;
  const isAddressed = words.some((word) => addressed.has(word));
  if (
    words.length < 2 ||
    called + Number(isAddressed) === 0 ||
    (named === 0 && (called === 0 || words.length < 4))
  )
    return false;
  // Two words and more that are none of a story's; a line without a thing of the site must be made of nothing else.
  const sum = 2 * named + helping + called;
  return sum >= 3 && sum / words.length >= (named > 0 ? leastShare : 0.8);
}

const addressed = wordSet(
  "your our us my me you ihre ihr votre vos nous tu su nuestro nuestra tuo nostro seu nosso uw je onze ons наш нашем нашего",
);

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/u).filter((word) => word !== ""));
}
