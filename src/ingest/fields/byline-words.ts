/** How bylines are worded: what opens them, what a person is called in them, and what looks like a name and is none. */

const verbs =
  "written|story|words|text|reported|report|posted|published|article|authored|reviewed|analysis|opinion|column|commentary|essay|interview|review|feature|submitted|contributed|exclusive|special report|guest (?:post|column|essay|blog|article)|words and (?:photos|pictures|photographs|images)|story and photos|text and (?:photos|pictures)|report and photos";
/** Before a name, in the languages whose bylines are read. */
const prepositions =
  "by|von|ein (?:bericht|beitrag|gastbeitrag|kommentar|interview|essay|porträt) von|(?:geschrieben|verfasst|veröffentlicht) von|par|(?:écrit|rédigé|publié|propos recueillis) par|un (?:reportage|article|récit|entretien) de|por|(?:escrito|publicado|redactado) por|texto de|texto|un reportaje de|di|(?:scritto|pubblicato) da|a cura di|articolo di|door|(?:geschreven|geplaatst) door|av|af|(?:skrevet|skriven|skrevet|publisert|publicerad) a[vf]|tekst|text|texte|testo|words|story|teksti|kirjoittanut|przez|autor|автор|текст";
/** Opens a byline; a name must follow. */
export const byPattern = new RegExp(
  `^(?:(?:an?|exclusive|originally|first)[\\s:,]{1,2})?(?:(?:${verbs})(?: and (?:photographed|photos))? by|${prepositions})[:.\\s]\\s{0,3}(?=[\\p{L}“"@_-])`,
  "iu",
);
/** "Author: ", "Redaktion: ": a name after it may be a single word. */
export const labelPattern =
  /^(?:authors?|autor(?:a|as|es|in|innen|en|zy)?|auteure?s?|autor[ei]|autore|redacción|redaktion|redazione|redacción de|written by|byline|reporters?|kirjoittaja|napsala?|írta|szerző|yazan|yazar|skribent|автор(?:ы|ка)?)(?:\(s\))?\s?[:：]\s{0,3}/iu;
/** Names in these scripts have no capitals to be known by. */
export const uncasedPattern =
  /^(?:(?:بقلم|كتب[ت]?|כתב|מאת)\s?[:：]?\s{1,3}|(?:المؤلف|مؤلف|الكاتب|כותב)\s?[:：]\s{0,3}|(?:作者|記者|记者|文|撰文|著者|取材|執筆)\s?[:：／/]\s{0,3})/u;

const journalist =
  "reporter|correspondent|writer|journalist|editor|columnist|contributor|critic|blogger|freelancer|producer|commentator|analyst|photographer|intern|bureau chief";
/** What a biography at the end may call its author. */
export const writer = `${journalist}|author|researcher|fellow|novelist|professor|lecturer|historian|director|founder|president|ceo|co-founder`;
const agencies =
  "AP|AFP|CNN|BBC|NPR|PA|CBC|ABC|NBC|CBS|dpa|EFE|ANSA|UPI|PTI|ANI|IANS|Reuters|Bloomberg|Xinhua|USA TODAY";
/** A role or an employer behind a name. */
export const rolePattern = new RegExp(
  `(?:\\b(?:${journalist}|staff|bureau|reporting|special to|news|press|media|times|post|tribune|herald|journal|gazette|magazine|digital|today|daily|guardian|observer|telegraph|chronicle|redakteur\\w{0,3}|korrespondent\\w{0,3}|journaliste?|rédact\\p{L}{2,6}|corresponsal|periodista|giornalista|jornalista|redactor|verslaggever)\\b|^(?:the )?(?:${agencies}|Associated Press)(?: \\p{Lu}\\p{L}{1,20}){0,2}$)`,
  "iu",
);
const beats =
  "Staff|Senior|Chief|Deputy|Special|Associate|Contributing|Assistant|Managing|Political|Politics|Health|Science|Education|Environment|Climate|Business|Economics|Economy|Finance|Sports?|Football|Diplomatic|Security|Defen[cs]e|Foreign|Home|Affairs|Social|Crime|Courts?|Legal|Religion|Transport|Technology|Tech|Media|Arts?|Culture|Food|Travel|Royal|National|International|Local|City|Consumer|Investigations?|Investigative|Features?|News|World|General|Assignment|Data|Digital|Multimedia|Video|Web|Online|Freelance|Guest|Opinion|Europe|Asia|Africa|Washington|Westminster|Moscow|Beijing";
/** "Jane Doe Political Correspondent", "JANE DOE Associated Press": what follows a name without a comma. */
export const unmarkedTail = new RegExp(
  `(?<!^the)\\s(?=(?:(?:${beats})\\s){0,4}(?:${journalist})s?\\b|(?:The )?(?:Associated|Canadian) Press\\b|(?:${agencies})\\b)|\\s(?:with|avec|mit|con|com|för|för)\\s(?:the )?(?=(?:${agencies}|agenc|wire)\\b)`,
  "iu",
);
/** Further offices that may follow a name once "By" has said that it is one. */
export const furtherRole =
  /\b(?:engineer|manager|scientist|officer|head|lead|vp|vice|architect|designer|developer|consultant|specialist|advis[eo]r|strategist|economist|author|researcher|fellow|novelist|professor|lecturer|historian|director|founder|president|ceo|co-founder|chief|senior|assistant|associate|deputy|managing|executive|chair|chairman|minister|attorney|lawyer|student|doctor|dr|university|college|institute|school|center|centre|foundation|group|inc|llc|ltd)\b/iu;
export const namePattern =
  /^(?:(?:[dlo]['’])?\p{Lu}[\p{L}\p{M}]{0,30}(?:[.’'-]\p{L}[\p{L}\p{M}]{0,30}){0,3}\.?|(?:\p{Lu}\.-?){1,3})$/u;
export const particle =
  /^(?:de|del|della|di|da|das|do|dos|du|van|von|der|den|zu|zur|al|el|bin|bint|ibn|ben|la|le|ter|ten|af|y|e|abu|bar|st\.?|jr\.?|sr\.?|ii|iii|iv|phd|md|md\.|d’|o’)$/iu;
export const joiner = /^(?:and|und|et|y|e|en|og|och|i|&|with|mit|avec|con|&amp;)$/u;
/** Capitalised, but no part of a person's name. */
const notNames = new Set(
  `invitation request choice night day degrees hand heart rights only again too house open fin favor ahora eso esto ejemplo supuesto cierto último última primera segunda tercera nuovo più meno solito corsa notte giorno sera fatto insieme ancora sempre dicht weer hier dort heute gestern morgen nun oben unten grund anfang beginn hasard exemple contre ailleurs terre mer lluvia noche día vez tarde hoy agora enfim dia noite tempo tijd dag nacht huis monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december feb mar apr jun jul aug sept sep oct nov dec the this that these those our your my his her their its next last new first one two three all any every how why what when where who which for from with without about after before during into over under up down in on at to of or but not no yes more most less popular default design nature law land sea air accident chance mistake way contrast comparison then now here there today tomorrow yesterday us we you they it is are was were will can could should would must may popularity demand royal appointment staff news editorial admin guest anonymous order heaven golly jove god hook crook road rail train plane car bus boat bike foot definition extension proxy nightfall alone christmas easter eve solstice street avenue railway festival university college school party board council committee ministry department office association federation commission parliament government police court hospital airport station stadium church cathedral museum harbour harbor championship championships cup league team club bank union institute company corporation numbers fans reuters daily times gazette tribune herald chronicle telegraph observer newspaper magazine reporter reporters online agency agencies newsroom desk team elections election summer winter autumn`.split(
    " ",
  ),
);
/** Places and things begin so; few people are called so. */
const notFirst = new Set(
  "san santa saint st los las el north south east west great high far grand upper lower mount lake river port fort cape royal united central national international world white black big old".split(
    " ",
  ),
);
/** Is a capitalised word no part of a name, at least not in this place (0: its first word)? */
export const isNoName = (word: string, at: number): boolean =>
  notNames.has(word.replace(/[.’']+$/u, "")) || (at === 0 && notFirst.has(word)) || /['’]s$/u.test(word);
export const offices =
  /^(?:the )?(?:associated press|canadian press|australian associated press|press association|press trust of india|agence france-presse|reuters|afp|ap|bbc news|bbc sport|cnn|xinhua|dpa|efe|ansa|ians|pti|ani|daily mail reporter|[\p{L}.'’& ]{2,30} (?:staff|reporters?|staff writers?|staff reporters?|correspondents?|editors?|editorial board|editorial team|newsroom|news desk|web desk|online desk|desk|team|bureau|news service|news agency|newspaper|news|media))$/iu;
/** Said of a person who is somewhere, and not of where somebody reports from: "Jane Doe in Concert". */
export const noPlaces =
  /^(?:concert|wonderland|crisis|trouble|turmoil|love|court|hospital|prison|jail|action|focus|brief|numbers|pictures|photos|person|space|charge|history|public|private|talks|spotlight|winter|summer|spring|autumn|final|heaven|hell|danger|disguise|doubt|fashion|conversation|memoriam)\b/iu;
