/**
 * Whole lines that are buttons, labels, sections of a site or the names of agencies, in the languages most sites are
 * written in; folded (`fold` in boilerplate.ts) and without what punctuates their end.
 */
export const wholeLines: ReadonlySet<string> = new Set(
  `
ad|ads|advertisement|advertisements|advertiser content|advert|sponsored|sponsored content|paid content|paid post
promoted|promoted content|promotion

share|shares|share this|share this article|share this story|share this post|share this page|share article
share on|share via|social share|tweet|retweet|pin it|email|e-mail|email this|print|print this|copy link
link copied|copied|watch later|dark mode|light mode|handout photo|handout|supplied photo|audio player|top comments|play audio|back to homepage|kostenlos registrieren|invalid email|your account|link kopiert|copy article link|save|save article|saved|bookmark|share tweet submit|share save|facebook twitter email|send

comment|comments|no comments|leave a comment|reply|replies|like|likes|like this|loading|loading...|follow
following|followers|subscribe|subscribe now|unsubscribe|subscribed|sign up|sign up now|sign in|log in|login
log out|register|register now|join now|join us|my account|create account

search|menu|home|homepage|close|open|cancel|submit|ok|top|back|back to top|go back|next|previous|prev
next article|previous article|next story|next post|previous post|skip to content|skip to main content
skip advertisement|skip ad|expand|collapse|hide|show|undo|edition

photo|photos|picture|pictures|image|images|video|videos|audio|gallery|photo gallery|slideshow|play|play video
watch|watch now|watch live|watch video|watch the video|listen|listen now|listen to article|live|caption|credit
media|image caption|image source|image credit|image copyright|media caption|enlarge image|show caption
hide caption|toggle caption|enlarge this image|view gallery|view image in fullscreen|view image|full screen
fullscreen|unmute|mute|now playing|autoplay|volume

related|related articles|related article|related stories|related story|related topics|related topic
related content|related links|related posts|related coverage|related videos|related video|related recipes
related news|related tags|related reading|related items|related internet links|internet links

more|more on this|more on this story|more on this topic|more stories|more news|more like this|more top stories
more articles|more videos|more coverage|more reading|more information|more info|most read|most popular
most viewed|most shared|most commented|most recent|trending|trending now|trending stories|popular|popular now
popular posts|popular stories|popular articles|recommended|recommended for you|recommended reading
recommended stories|recommended articles|recommended videos|suggested|suggested articles|for you
you may also like|you might also like|you may like|you might like|you might be interested in
you may be interested in|you may also be interested in|we recommend|what to read next|read next|read this next
read also|also read|also see|see also|don't miss|must read|must reads|must see|in case you missed it
further reading|keep reading|read more|read more here|read full article|read full story|read the full story
read the full article|continue reading|continue reading the main story|continue reading below|continue
learn more|find out more|see more|show more|load more|view more|view all|see all|view comments|view all comments
show comments|hide comments|up next|discover more|explore more|get started|latest|latest news|latest stories
latest headlines|latest articles|latest videos|latest posts|recent posts|recent articles|recent stories
top stories|top news|top headlines|today's headlines|headlines|breaking news|breaking news emails|editor's pick
editor's picks|editors' picks|editor's choice|editors' choice|editors' recommendations|staff picks|featured
featured stories|featured articles|in this article|in this story|in other news|elsewhere on the web
around the web|from the web|from our partners|from our sponsors|partner content|special offers|more from the web
more in this section|more from this section|more from us|more from this author|more by this author
more from the author

tags|tag|topics|topic|filed under|categories|category|posted in|keywords|about the author|about the authors
about us|about|author|contact|contact us|get in touch|contact information|media contact|media contacts
press contact|advertise|advertise with us|careers|jobs|faq|help|help center|privacy|privacy policy
privacy notice|your privacy choices|do not sell my personal information|terms|terms of use|terms of service
terms and conditions|terms & conditions|cookie policy|cookie settings|cookie preferences|manage cookies|cookies
accept|accept all|accept cookies|accept all cookies|reject all|i agree|i accept|got it|no thanks|dismiss
accessibility|site map|sitemap|site index|editorial policy|editorial guidelines|corrections|feedback
send feedback|report this ad|report an error|report a correction|suggest a correction|newsletter|newsletters
our newsletters|email newsletter|e-mail newsletter|daily newsletter|donate|donate now|support us|rss|rss feed
shop|store|shop now|buy now|buy tickets|order now|book now|view offer|view deal|get deal|check price|see price
see it now|see at amazon|add to cart|subscribe today|start free trial|start your free trial|subscriber only
subscribers only|premium|exclusive for subscribers

facebook|twitter|x|x (formerly twitter)|instagram|linkedin|whatsapp|pinterest|reddit|telegram|youtube|tiktok
tumblr|flipboard|threads|bluesky|mastodon|snapchat|messenger|google news|apple news|apple podcasts|spotify

story continues|story continues below|story continues below advertisement|story continues after advertisement
article continues below|article continues below advertisement|article continues after advertisement
content continues below|post continues below|advertisement continue reading below
this advertisement has not loaded yet, but your article continues below|(end)|ends|-30-|###|* * *|***
end of article|end|-ends-

cnn|(cnn)|cnn -|reuters|(reuters)|afp|(afp)|ap|(ap)|ap news|associated press|the associated press
press association|pa media|dpa|(dpa)|efe|(efe)|ansa|(ansa)|tass|upi|xinhua|bloomberg|bloomberg news|cnnmoney
staff reports|staff report|from staff reports|wire reports|news wires|with agencies|agencies|with wires

article content|open this photo in gallery|most watched|most watched news videos|after newsletter promotion
skip past newsletter promotion|free daily newsletter|create free account|comment on this story
comment on this story comment|gift article|gift article share|end of list|list of 4 items
featured video of the day|copy this url|log in to comment|print email share|share print email|watch on
view photo|view photos|view author archive|post comment|post a comment|post your comment|toggle caption
read in app|listen in app|opinion columnist|staff writer|staff reporter|contributing writer
contributing columnist|news reporter|senior reporter|reporter|correspondent|columnist|editorial staff|web desk
news desk|online desk|most watched videos|more videos|video player|related video|skip navigation
ticker security last change change %|sponsored links|by taboola|by outbrain|promoted stories|around the web
latest updates|live updates|live coverage|key points|go deeper|first published|last updated|published on|updated
published|posted|release date|print edition|today's paper|e-paper|epaper|in your inbox|email address|your email
your email address|name|arrow-right|share icon|scroll to continue|advertising|advertising read more|open in app
open app|install app|newsletter promotion|story highlights|this story has been updated|powered by|click here
tap here|here|link|download|download pdf|pdf|transcript|sources|source|references|footnotes|notes|disclaimer
disclosure|affiliate disclosure|editor's note|author's note|opens in a new window|opens in new window
opens in new tab|external link|media playback is unsupported on your device
media playback is not supported on this device|this video can not be played|javascript is disabled
view on twitter|view on x|view on instagram|view on facebook|watch on youtube
send this page to someone via email|e-mail to a friend|email to a friend

in your area|what's on|get involved|must watch|just watched|sponsor message|guest essay|live reporting|post update
news provided by|media advisory|for immediate release|start here|work with me|pin it for later|story source
story sources|journal reference|journal references|cite this page|cite this article|full story|research news
newsletter sign-up|newsletter signup|read the newsletter|in case you missed it|also in the news|on the same topic
more on this subject|on our radar|what we're reading|today's top stories|our top stories
today's obituaries|lottery results|legal notices|public notices|submit a tip|submit a story|submit an obituary|news tips
place an ad|manage subscription|manage your subscription|customer service|delivery problems|vacation hold|gift subscriptions
subscriber benefits|member benefits|our apps|app store|google play|get the app|download the app|also available on
reader comments|join the discussion|add a comment|add comment|write a comment|sort by
reply to this comment|report abuse|report comment|flag as inappropriate|permalink|trackback|pingbacks|trackbacks|blogroll
print content|share options|related tags|read this article|read later|reading list|add to reading list|add to favorites
copyright information|reprints and permissions|rights and permissions|order reprints|purchase reprints|about our ads

show notes|episode notes|credits|masthead|site search|read today's paper|today's e-edition|submissions|stockists|who we are
our team|our story|our mission|how to pitch|pitch us|write for us|work with us|work for us|press|press room|partners
people are also reading|people also read|readers are also reading|popular now|listen on|best of the rest|visual stories
web stories|photo stories|end of article|more to discover|activate search|contributed|our goal|elsewhere on the site
profil|abmelden|suche|suche öffnen|direkt zum inhalt|zum inhalt springen|plus-artikel|zurück zur übersicht|hilfe & faq
das könnte ihnen auch gefallen|das könnte sie interessieren|ihnen könnte auch gefallen|widerrufsrecht|über uns|mediadaten
karriere|stellenangebote|jobs|barrierefreiheit|kündigen|rss-feed|hilfe|faq|merkliste|push|einstellungen|startseite
direct|en direct|mon espace|menu principal|je m'inscris|s'inscrire|à la une|nos newsletters|conditions générales
conditions générales de vente|qui sommes-nous|contactez-nous|les plus commentés|à ne pas manquer|dans la même rubrique
notre sélection|nos offres|voir les commentaires|tous les commentaires|votre adresse e-mail|données personnelles
boletines|hazte socio|quiénes somos|trabaja con nosotros|te recomendamos|recomendamos|más vistos|más leídas|ver comentarios
hemeroteca|contacto|publicidad|política de privacidad|política de cookies|términos y condiciones|mapa web|lo último
chi siamo|contatti|pubblicità|privacy|lavora con noi|i più visti|ultime notizie|in evidenza|leggi i commenti|redazione
quem somos|fale conosco|contato|anuncie|termos de uso|política de privacidade|últimas notícias|mais vistas|trabalhe conosco
over ons|contact|colofon|adverteren|privacybeleid|privacyverklaring|algemene voorwaarden|reageren|nieuwsbrief|klantenservice
om oss|kontakta oss|tipsa oss|kundeservice|kundservice|o nas|kontakt|regulamin|polityka prywatności

access options|rent or buy this article|buy this article|quick links|view results|vote|current issue|classified ads|online poll
make us preferred on google|you are reading a free article|sie lesen gerade|schlagzeilen|alle ressorts|ressorts|hören|speichern
freie mitarbeiterin|freier mitarbeiter|redakteur|redakteurin|volontär|volontärin|autorin|freier autor|freie autorin
écouter|enregistrer|sauvegarder|réagir|journaliste|envoyé spécial|notre correspondant|ajouter aux favoris|lire plus tard
escuchar|escucha|guardar|ediciones|en vivo|clima|mirá también|mirá además|mira también|tags relacionados|temas|últimas noticias
suscribite|iniciá sesión|ingresar|registrate|nota relacionada|notas relacionadas|notas|imprimir nota|corresponsal|enviado especial
ascolta|salva|stampa|ascolta l'articolo|giornalista|ouvir|salvar|ouça|ao vivo|repórter|da redação|luister|bewaar|opslaan|verslaggever

passer au contenu|passer au contenu principal|balado|balados|infolettre|infolettres|foire aux questions|menú|menù|member login
find a member|members only|upcoming events|back to news|family notices|buy & sell|in this section|expand|explore more|covers

anzeige|werbung|teilen|artikel teilen|drucken|merken|kommentare|kommentieren|kommentar schreiben|mehr zum thema
mehr zu diesem thema|zum thema|lesen sie auch|lesen sie mehr|auch interessant|das könnte sie auch interessieren
das könnte dich auch interessieren|weiterlesen|mehr lesen|mehr anzeigen|mehr|nach oben|zur startseite|startseite
abonnieren|jetzt abonnieren|abo|anmelden|registrieren|einloggen|impressum|datenschutz|datenschutzerklärung|agb
kontakt|foto|fotos|bild|bilder|bildergalerie|video|videos|empfohlener externer inhalt|meistgelesen
meistgelesene artikel|schlagworte|themen|quelle|nachrichten|verwandte artikel|verwandte themen
newsletter abonnieren|vorlesen

publicité|partager|partager l'article|imprimer|commenter|commentaires|lire aussi|à lire aussi|lire également
lire plus|lire la suite|voir aussi|voir plus|en savoir plus|sur le même sujet|sur le même thème|à lire
les plus lus|articles liés|s'abonner|abonnez-vous|je m'abonne|se connecter|connexion|mentions légales|accueil
suivez-nous|vidéo|vidéos|réservé aux abonnés|article réservé aux abonnés|tout afficher|recommandé pour vous

publicidad|anuncio|compartir|imprimir|comentarios|lea también|lee también|leer también|lea más|leer más
le puede interesar|te puede interesar|también te puede interesar|más información|más noticias|ver más
ver también|noticias relacionadas|relacionado|relacionados|relacionadas|temas relacionados|lo más leído
lo más visto|suscríbete|suscribirse|suscríbase|iniciar sesión|inicio|aviso legal|síguenos|fotos|vídeo|vídeos
etiquetas|archivado en|seguir leyendo|newsletter

pubblicità|condividi|commenti|leggi anche|leggi tutto|leggi di più|continua a leggere|potrebbe interessarti
potrebbero interessarti|articoli correlati|i più letti|iscriviti|abbonati|accedi|seguici|riproduzione riservata
© riproduzione riservata|scopri di più|argomenti

publicidade|anúncio|continua após a publicidade|compartilhar|compartilhe|partilhar|comentários|leia também
leia mais|saiba mais|veja também|veja mais|mais lidas|mais lidos|assine|assine já|entrar|siga-nos
notícias relacionadas|relacionadas|continue lendo

advertentie|delen|reacties|lees ook|lees meer|lees verder|lees ook:|meest gelezen|meer over|inloggen|aanmelden
volg ons|bekijk ook|deel dit artikel|gerelateerd|gerelateerde artikelen

реклама|поделиться|комментарии|читайте также|читать далее|читать также|подробнее|подписаться|подписывайтесь
войти|главная|источник|по теме|материалы по теме|новости по теме|самое читаемое|фото|видео|теги

إعلان|إعلانات|شارك|مشاركة|تعليقات|التعليقات|اقرأ أيضا|اقرأ أيضاً|اقرأ أيضًا|اقرأ المزيد|المزيد|للمزيد
الأكثر قراءة|اشترك|تابعنا|تابعونا|مواضيع ذات صلة|أخبار ذات صلة|مقالات ذات صلة|الرئيسية|صورة|فيديو|المصدر

reklama|udostępnij|komentarze|czytaj także|czytaj też|czytaj więcej|zobacz także|zobacz też|annons|dela
läs också|läs även|läs mer|annonse|del|les også|les mer|læs også|læs mere|annonce|mainos|jaa|lue myös|广告|分享|相关新闻
阅读更多|广告后继续|関連記事|広告|続きを読む|シェア|פרסומת|שתפו|קראו גם|קראו עוד|תגובות
`
    .split(/[|\n]/u)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    // Capitals go without their accents in French and Spanish: "A LIRE AUSSI".
    .flatMap((entry) => [entry, entry.replace(/^à(?= )/u, "a")]),
);
