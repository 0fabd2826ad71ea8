/**
 * Labels and buttons by what they are made of: "Print content", "Latest national stories", "Share options" are words of
 * a site's machinery and nothing else. Each language has few such words; which of them a site joins, nobody can list.
 */

/** What a page consists of or offers; rarely the matter of a heading. Lower case. */
const parts = wordSet(`
menu navigation nav sidebar footer header breadcrumb breadcrumbs submenu widget modal popup toolbar tab tabs icon button
link links url permalink hyperlink page pages homepage website site sitemap index archive archives search
post posts blog blogs article articles story stories headline headlines newsletter newsletters comment comments reply
replies edition e-edition e-paper epaper podcast podcasts playlist episode episodes video videos photo photos slideshow
gallery galleries image images audio transcript captions subtitles player fullscreen autoplay livestream
topic topics tag tags categories category keyword keywords bookmarks notification notifications alerts app apps
account profile login password subscription subscriptions subscribers membership cookies cookie privacy accessibility
sponsor sponsors advertisement ads advertorial classifieds obituaries horoscope horoscopes crossword sudoku puzzles quiz
recipe recipes reprints permissions disclaimer widgets rss feed feeds facebook twitter instagram whatsapp telegram youtube
linkedin reddit pinterest tiktok faq faqs helpdesk masthead contributors columnists fixtures lineups line-ups standings scores
inhalt menü startseite seite artikel beitrag beiträge kommentar kommentare thema themen newsletter einstellungen datenschutz
impressum kontakt konto meldungen nachrichten bilder fotostrecke
seiteninhalt profil übersicht suche archiv leserservice leserbrief leserbriefe widerrufsrecht aboshop abonnement epaper barrierefreiheit
nutzungsbedingungen cookie-einstellungen privatsphäre merkliste plus-artikel stellenmarkt traueranzeigen kleinanzeigen schlagworte
espace abonnés abonné conditions utilisation reproduction vente confidentialité déontologie rédaction recherche carnet annonces
contenu menu page article articles commentaire commentaires newsletter newsletters thèmes sujets dossier cookies site plan
charte mentions compte
aviso privacidad accesibilidad hemeroteca esquelas clasificados suscriptores redacción publicidad boletines
contenido menú portada artículo artículos comentario comentarios boletín boletines cookies web enlace noticias noticia
contenuto articolo articoli commenti notizie notizia cookie sito pagina
conteúdo artigo artigos comentários notícias política termos privacidade cookies página
inhoud artikel artikelen reactie reacties nieuws nieuwsbrief pagina voorwaarden privacyverklaring colofon artikelinhoud`);

/** What is done with them. */
const deeds = wordSet(`
print save share copy search close open toggle expand collapse play pause replay skip jump go rate pin view show hide load
sort filter reply report flag edit embed watch listen read browse explore discover subscribe follow sign log join
donate gift contact advertise submit post send email comment vote enlarge zoom mute enter choose select manage customize
change switch turn add remove clear reset back return see visit download upload try register create set get start buy shop
direkt zurück abmelden anmelden einloggen öffnen schließen suchen melden empfehlen vorlesen hören weiterlesen
drucken teilen merken kommentieren springen zum zur lesen anzeigen bestellen abonnieren ansehen kündigen
retour écouter recevoir signaler rechercher fermer s'inscrire inscrire connecter enregistrer offrir
partager imprimer commenter aller consulter gérer lire voir nous contacter découvrir
saltar escuchar escucha guardar buscar cerrar volver suscribirse recibir hazte trabaja
compartir imprimir comentar ir copiar ver leer gestionar
condividi stampa commenta vai leggi scopri
compartilhar imprimir comentar ir ler ver
delen reageren ga direct lees bekijk naar`);

/** What only joins or sorts them. */
const joins = wordSet(`
latest more most top related local national all next previous this our your my new featured trending popular recommended
editor's editors' editors today's breaking live daily weekly morning evening sponsored paid partner premium exclusive special
other similar recent full free primary secondary main web mobile digital online print and & of the to for in on from by with
via us me here now a an up out reader readers member members user staff guest news world sports weather options option list
settings preferences mode version size font text tools tool bar section sections results map help center centre store team
rights licensing licence policy policies terms use trail content contents less first last older newer read watched shared
viewed commented discussed viral interactions also later about keyboard shortcuts shortcut
zum seine schlagworte main principal
der die das den dem des und mehr alle weitere neueste ihre ihren unser unsere hier diesen dieser dieses als erster verträge
le la les l' de du des d' et au aux nos votre tous plus vos du
principal este esta estas estos quiénes somos con nosotros nosotras
el los las de del al y más todos todas nuestro nuestra
il lo i gli di del della dei e tutti tutte al alla
o os as de do da dos das e mais para no na ao
het een van en meer alle dit deze onze`);

const maxLabel = 48;

/**
 * Nothing but words of a site's machinery, one of them a part of the page. `needsDeed`: away from other furniture, where
 * "Latest results" is a heading, a deed, or two parts, are asked for.
 *
 * @param folded lower case, straight quotes (`fold` in boilerplate.ts)
 */
export function isMadeOfLabels(folded: string, needsDeed: boolean): boolean {
  if (folded.length > maxLabel || /[.?!;"]/u.test(folded.slice(0, -1)) || folded.endsWith("?")) return false;
  const words = folded.match(/[\p{L}&][\p{L}\p{M}'-]*/gu) ?? [];
  if (words.length < 2 || words.length > 6 || /\d/u.test(folded)) return false;
  const named = words.filter((word) => parts.has(word)).length;
  const done = words.filter((word) => deeds.has(word)).length;
  if (named + done === 0 || !words.every((word) => parts.has(word) || deeds.has(word) || joins.has(word)))
    return false;
  if (!needsDeed) return true;
  return named >= 1 && (deeds.has(words[0] ?? "") || named >= 2 || sorted.test(folded));
}

/** "Latest national stories", "Today's headlines": sorted by what only a site sorts by. */
const sorted =
  /^(?:latest|more|most|top|related|trending|popular|recommended|featured|editor'?s'?|today's|recent|similar|your|my|our|all|members?|users?|readers?|customers?|subscribers?)\s/u;

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/u).filter((word) => word !== ""));
}
