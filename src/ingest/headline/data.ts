/** Words the headline rules know. English, closed classes first; everything in lower case. */

const set = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u).filter((word) => word !== ""));

export const articles = set("the a an");
export const determiners = set(
  "the a an this that these those his her its their our my your every each some any no all both another such whose",
);
export const pronouns = set(
  "he she it they we i you him her them us me himself herself itself themselves who what this these those there one",
);
/** Point outside the sentence when they open it: a headline must name its subject. */
export const vagueOpeners = set(
  `he she it they this that these those his her its their him them such there here both neither either another others
  one then also still yet so thus hence therefore instead moreover furthermore besides meanwhile however nevertheless
  additionally similarly likewise otherwise and but or nor because which who whom whose what while when if though
  although whereas whether than even just only perhaps maybe again later earlier afterwards once unlike like some
  many most few several each all every how why where now today yesterday tomorrow let see click read welcome hello hi`,
);
export const firstPersons = set(
  "i we you my our your me us i'm i've i'd i'll we're we've we'll we'd you're you've you'll you'd",
);
export const prepositions = set(
  `of in on at by for with from to into onto about against between among amongst through throughout during before
  after above below over under within without toward towards upon across behind beyond near since until till despite
  amid amidst following via per than as like off out around along alongside inside outside past up down because atop aboard beneath beside besides opposite versus`,
);
export const conjunctions = set(
  "and or but nor so yet because although though while whereas if unless whether that",
);
export const relatives = set("who which whom whose where when that");

/** Finite whatever stands beside them. */
export const auxiliaries = set(
  `is are was were has have had will would can could may might must should shall did does do isn't aren't wasn't
  weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't mustn't shouldn't didn't doesn't don't ain't
  isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t won’t wouldn’t can’t couldn’t mustn’t shouldn’t didn’t doesn’t don’t`,
);
export const forms = {
  be: set("is are was were be been being am"),
  have: set("has have had having"),
} as const;

/** Past tenses that are no participles, and the commonest that are but seldom stand as one. */
export const surePasts = set(
  `said says say told made took gave got went came saw found kept held met began became fell rose grew ran bought sold
  sent spent drew drove flew shot stood thought threw wrote paid won lost led hit beat spoke knew ate chose forgot rode
  sang sank swam wore tore woke shook stole swore froze hid meant felt heard thinks wants says believes hopes knows
  seems appears remains includes comes goes takes makes gives gets sees finds keeps holds stands means becomes begins
  died arrived happened occurred emerged returned agreed announced vowed pledged admitted insisted argued claimed denied
  warned urged refused declined decided managed continued failed wanted hoped tried erupted collapsed resigned survived
  remained appeared seemed stepped stormed surged soared plunged jumped climbed dropped rallied slipped tumbled
  responded apologised apologized revealed confirmed stressed noted believed intends plans seeks aims needs expects
  bit blew bent bred dug fed fled flung hung knelt laid lent lit rang shrank slid slept spun sprang stuck stung strode
  swung taught wept wove forbade overcame undertook underwent withdrew withstood upheld brought caught dealt fought
  happens exists lies lives ranks grows falls rises stays stars belongs depends suffers relies refers consists
  sought slammed clinched bagged topped tops crossed crosses suffered suffers
  says tells asks calls warns urges announces reveals offers features opens launches hits wins loses beats`,
);
/** Verbs of plural subjects that are seldom anything else. */
export const pluralVerbs = set(
  `fall include contain suggest remain become seem appear believe agree want need hope expect seek refuse try continue
  begin know think say tell take give make find keep lose win hold receive allow require provide create reveal consist
  suffer die live face fear deny admit insist argue accuse warn urge tend struggle feel see go come get love prefer`,
);
/** Nouns and other words that end like verbs. */
export const notVerbs = set(
  `hundred indeed speed need seed bed red shed feed deed greed breed united sacred naked wicked mohammed ahmed mohamed
  pictured based located entitled titled aged situated dubbed
  media news its this his us as gas has yes bus plus series species always perhaps across less unless thus press`,
);

/** A clause may not end on one of these: something is missing after it. */
export const looseEnds = set(
  `follows the a an of to in on at by for with from into onto between among and or but nor that which who whom whose is are was
  were be been being am has have had having will would can could may might must should shall did does do his her its
  their our my your as than said says say saying told wrote writes tweeted tell not no more most less very so such this these those some any
  every each another own if whether even also only just about based likely unlikely due able unable how why what when
  where while because although though until unless since during before amid despite through throughout without within
  against toward towards upon via per including like called named known says added adding according along both either
  neither nor other others it's it’s then there here too quite rather really still yet ever never almost nearly
  first last next same several many few much around over under near behind beyond off out up down became become becomes
  seems seem appears appear remains made make makes making take takes took taking give gives gave giving get gets got
  getting want wants wanted need needs use used using put puts set let lets help helps keep keeps kept see sees saw
  think thinks believe believes know knows knew find finds found feel feels felt seeking asking warning urging
  wholly utterly extremely highly particularly especially mostly largely partly fully currently previously recently
  reportedly allegedly apparently finally immediately shortly originally`,
);
/** The word before a preposition that cannot go without it, besides every verb and participle. */
export const needsComplement = set(
  `access addition alternative cause chance cost difference effort efforts end example focus impact lack limit look
  need number part push drive shift ready reason responsibility right role search side step top use way aware afraid capable close
  compared familiar full guilty proud responsible short similar subject suitable sure eligible involved interested
  opposed critical different available central key due set thanks attempt attempts move ability opportunity
  commitment pledge vow refusal failure power intention desire time duty willing unable able likely forced
  row dispute debate controversy feud tussle dilemma confusion clash expected poised prepared keen eager determined hard easy difficult possible impossible important necessary date notice reminder
  enough first`,
);
/** Nouns that can do without a phrase, but not without the infinitive that says what they are. */
export const needsInfinitive = set(
  `agreement approach attack ban battle bid campaign case claim claims crackdown deal decision delay demand
  evidence fight increase interest investigation investment link links opposition order plan plans policy pressure
  probe proposal protest relationship report request response sanctions solution support talks threat tribute view
  vote war warning`,
);
/** Verbs whose second part follows a preposition, by that preposition: "accused him | of", "prevent it | from". Their beginnings. */
const pairs: Readonly<Record<string, string>> = {
  of: "accus convict suspect depriv robb? warn inform remind consist mak made notif assur think thought",
  from: "prevent bann? stopp? protect kept keep transform convert divid borrow separat exclud differ discourag deter refrain result exempt suffer",
  for: "blam mist(?:ook|ak) apologi[sz] search wait call ask vote appl look provid account opt pay paid thank prais",
  with: "charg replac link provid suppl present shar deal cop compar involv associat contend grappl interfer left leav filled? treat entrust mix combin",
  to: "link turn compar limit relat attribut add appl devot dedicat contribut expos refer respon belong amount head convert transfer send sent giv gav bring brought tak took reduc return lead led owe",
  into: "turn transform convert divid mak made put plac get go fall fell brok(?:e|en) break delv tap",
  on: "blam depend rel(?:y|ie) insist focus concentrat vot count call put plac impos bas spen[dt] centr bank weigh agre",
  in: "participat engag involv succeed result put keep kept plac invest believ group",
  at: "aim look put keep kept valu estimat",
  by: "replac divid accompan follow put",
  as: "describ regard view treat hail portray serv act work see seen saw us identif recogni[sz] select nam appoint emerg elect dismiss tak took know known",
  against: "turn vot protect testif discriminat",
  over: "tak took turn hand preside",
  under: "put plac",
  through: "go went put",
  outside: "fl(?:y|ew|own) mov shift sent send tak took",
  towards: "turn head work contribut",
  toward: "turn head work contribut",
  about: "warn ask inform car complain worr",
};
export const pairedBy: ReadonlyMap<string, RegExp> = new Map(
  Object.entries(pairs).map(([preposition, verbs]) => [
    preposition,
    new RegExp(`^(?:${verbs.split(" ").join("|")})(?:e|s|es|ed|en|ing|y|ies|ied|t|ding|ning)?$`, "u"),
  ]),
);

/** End the name of a body, and alone mean any. */
export const institutions =
  /^(?:Court|Party|Police|Board|Ministry|Minister|President|Department|Government|Council|Committee|Commission|Authority|Agency|Army|Force|University|College|School|Hospital|Bank|Union|Association|Federation|Institute|Office|House|Senate|Congress|Parliament|Assembly|Company|Corporation|Group|Airlines|Times|News|Cup|League|Street|State|States|City|County|Province|Island|Islands|River|Bay|Road|Bureau|Centre|Center|Foundation|Society|Museum|Church|Study|Republic|Kingdom|Nations|Administration|Front|Club|Directorate|Panel|Tribunal|Corp|Inc|Ltd|United|Team|Act|Day|Week|Year|Prize|Awards?|Show|Film|Festival)$/u;

/** Between them and the comma stands an opening phrase that the main clause can do without. */
export const openingSubordinators = set(
  `after when while as although though because since before if despite following speaking according with in on at
  during amid under for by from to once until unlike among between within through throughout over about like based
  upon given whether unless where without ahead against across inside outside beyond near thanks due instead`,
);
/** One-word openings that go with their comma. */
export const looseOpenings = set(
  `however meanwhile moreover furthermore additionally also besides instead nevertheless nonetheless still yet then
  now today yesterday tonight indeed finally first second thirdly third lastly interestingly surprisingly unsurprisingly
  unfortunately sadly luckily fortunately notably importantly clearly obviously apparently reportedly recently earlier
  later afterwards eventually initially originally currently previously ultimately basically essentially generally
  overall alternatively similarly likewise consequently therefore thus hence accordingly well so anyway plus surely
  certainly perhaps naturally curiously ironically separately elsewhere here update`,
);
/** Filler inside a sentence: it may go wherever it stands. */
export const fillers = set(
  `also however meanwhile moreover therefore indeed thus furthermore nevertheless nonetheless today now quickly finally officially immediately formally certainly
  yesterday tonight recently currently already simply really actually basically essentially clearly obviously very quite`,
);

const weekdays = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
const months =
  "(?:january|february|march|april|june|july|august|september|october|november|december|jan\\.?|feb\\.?|aug\\.?|sept?\\.?|oct\\.?|nov\\.?|dec\\.?|may(?=\\s\\d))";
/** When it happened, as news says it: "on Tuesday night", "late on Aug. 3, 2017", "earlier this week", "at 7.15 am". */
export const timePhrase = new RegExp(
  `(?<=[\\p{L}\\p{N}.,”"’)])\\s(?:(?:(?:late |early )?on (?:the )?|late |early |last |next |this |(?<!(?:,|by|until|till|before|after|since|from|between|to|for|black|good|cyber|ash|palm|easter|super|bloody|holy|the|a|every|each|and|or)\\s))${weekdays}(?: (?:morning|afternoon|evening|night|late|early))?(?:,? (?:on )?${months} \\d{1,2}(?:, \\d{4})?)?|(?:on |late on |early on )${months} \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?|on \\d{1,2}(?:st|nd|rd|th)? ${months}(?:,? \\d{4})?|(?:earlier|later) (?:this|last|that|in the|on) (?:week|month|year|day|today)|(?:(?:at|around|about) ){1,2}\\d{1,2}(?:[.:]\\d{2})? ?[ap]\\.?m\\.?)(?=$|[\\s,.;:])(?!['’])`,
  "giu",
);
/** Where and how it was said. */
export const sayingPhrase =
  /,?\s(?:in (?:a|an|his|her|its|their) (?:[\p{Ll}-]{1,15} ){0,2}(?:statement|interview|tweet|blog post|press release|news release|email|e-mail|letter)|at a (?:press|news) (?:conference|briefing)|to reporters|in a series of tweets)(?=$|[\s,.;:])(?: (?:on|to|with) (?:Twitter|Facebook|Instagram|reporters|\p{Lu}\p{L}{1,15}))?/gu;

const office =
  "(?:Prime Minister|Foreign Minister|Defen[cs]e Minister|Finance Minister|Interior Minister|Home Minister|Chief Minister|Vice[ -]President|President|Chancellor|Premier|Secretary of State|Secretary|Senator|Sen\\.|Congressman|Congresswoman|Representative|Rep\\.|Governor|Gov\\.|Mayor|General|Gen\\.|Attorney General|Chief Executive|CEO|Minister|Mr\\.?|Mrs\\.?|Ms\\.?|Dr\\.?|Professor|Prof\\.|[Pp]rime minister|[Cc]hief minister|[Cc]hief executive|[Ss]pokesman|[Ss]pokeswoman|[Ss]pokesperson|[Aa]ctor|[Aa]ctress|[Ss]inger|[Ff]ilmmaker)";
const country =
  "(?:US|U\\.S\\.|UK|EU|North|South|Sri|Saudi|New|American|British|Former|former|then|\\p{Lu}\\p{L}{2,15}(?:ian|ish|ean|ese|ch|li|qi|ni|ine))";
/** An office (with a country before it), then one to three names: the office, the forenames, the surname. */
export const officeAndName = new RegExp(
  `(?<![\\p{L}-])(?<!\\p{Lu}[\\p{L}&]{0,20} )(?<!\\s\\p{Ll}{3,20} and )((?:(?:[Tt]he |${country} ){0,2})${office} )((?:\\p{Lu}[\\p{L}.’'-]{0,20} ){0,2})(\\p{Lu}[\\p{L}’-]{1,20}?)(?=[\\s,.;:]|[’']s|$)(?!\\s\\p{Lu}\\p{Ll})`,
  "gu",
);

/** Every verb of the table: base, past, participle; headlines tell in the present. */
const irregular = `say said said|set set set|take took taken|give gave given|make made made|win won won|lose lost lost|find found found|
  tell told told|sell sold sold|buy bought bought|send sent sent|hold held held|meet met met|keep kept kept|
  get got got|see saw seen|break broke broken|begin began begun|write wrote written|speak spoke spoken|
  choose chose chosen|fall fell fallen|rise rose risen|grow grew grown|draw drew drawn|throw threw thrown|
  build built built|pay paid paid|leave left left|bring brought brought|catch caught caught|fight fought fought|
  seek sought sought|swear swore sworn|slay slew slain|steal stole stolen|strike struck struck|step_down stepped stepped|quit quit quit|win won won|withdraw withdrew withdrawn`;
const regular = `announce launch reveal confirm admit reject accuse accept approve arrest ask attack back ban blame block call cancel
  claim close condemn create criticise criticize defend demand deny detain develop discover dismiss drop earn end expand
  fail file fire hail halt hire introduce join kill name offer open oppose order pass plan pledge post praise promise
  propose question raise receive recover release remove replace report rescue resign return share sign slam start stop
  sue suspend target thank threaten urge visit vote vow warn welcome agree appoint apologise apologize decide file
  finish complete defeat dominate donate double refuse restore seize unveil declare express establish
  abandon abolish absorb accompany achieve acquire adapt address adopt advise affect alert alter amend analyse analyze
  appeal apply assess assist assume assure attract attribute avoid await award bless block boast boost borrow breach
  broadcast bury capture carry celebrate chair challenge change charge chase cite clarify clash clear climb collapse
  collect combine commit compare compete compile concede conclude conduct confess confront conquer consider contact
  contain continue convict convince cook cover crash cross crush cut_off debut decline deepen defuse delay deliver
  deploy describe deserve destroy detail determine disappoint disclose display dispute divide downplay draft drag
  dress drown edge edit educate elect eliminate embrace emerge emphasise emphasize employ enable encourage endorse
  enforce enjoy enter escape evacuate evict examine exceed exchange exclude execute exercise exist explain explode
  explore expose extend face favour favor feature fill finance fix flood follow force free fuel gain gather grant
  greet handle hamper hand happen harm help highlight honour honor identify ignore illustrate imagine impose impress
  improve include increase indicate infect influence inform inherit initiate injure insist inspect inspire install
  insult intensify interrupt interview invent invest investigate invite issue jail jump justify kick kidnap kiss lack
  land last laud liken link list live load look lower maintain manage marry match measure mention merge migrate mock
  monitor mourn move murder nominate note notice notify object observe obtain occupy occur outline overturn own park
  patrol perform permit pick place play point poison portray possess predict prefer prepare present preserve press
  prevent print proceed process produce prohibit promote prompt protect prove provide provoke publish pull punish
  purchase pursue push quash quote race rank reach react recall recognise recognize recommend reduce refer reflect
  regain register regret reinstate reiterate remain remember remind rename renew repair repeat require rescind reserve
  resist resolve respond resume retain retire retrieve reverse review reward rock rule rush sack salute save scrap
  search secure select separate serve settle shock shut_down sink_in slash smash solve sound spark sponsor stabilise
  stab stage stress struggle stun submit succeed suffer suggest supply support suppose suppress surpass surprise
  surrender surround survive suspect sustain swap tackle taunt tease test testify tie top_up touch tour track trade
  train transfer transform travel treat trigger try turn undergo unite unleash update uphold use vanish violate wait
  walk want warm waste watch weaken welcome widen withhold witness work worry wound wreck yield`;

type Verb = {
  readonly base: string;
  readonly third: string;
  readonly past: string;
  readonly participle: string;
};

function thirdPerson(base: string): string {
  if (/(?:s|sh|ch|x|z|o)$/u.test(base)) return `${base}es`;
  return /[^aeiou]y$/u.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`;
}
function pastOf(base: string): string {
  if (base.endsWith("e")) return `${base}d`;
  if (/[^aeiou]y$/u.test(base)) return `${base.slice(0, -1)}ied`;
  return /^(?:admit|ban|drop|stop|plan|slam|commit|drag|kidnap|permit|prefer|refer|scrap|stab|stun|submit|swap|transfer|regret)$/u.test(
    base,
  )
    ? `${base}${base.slice(-1)}ed`
    : `${base}ed`;
}

export const newsVerbs: readonly Verb[] = [
  ...irregular.split("|").flatMap((row) => {
    const [base, past, participle] = row.trim().split(" ");
    return base == null || past == null || participle == null || base.includes("_")
      ? []
      : [{ base, third: thirdPerson(base), past, participle }];
  }),
  ...[...set(regular)]
    .filter((base) => !/_|^(?:broadcast|undergo|uphold|withhold)$/u.test(base))
    .map((base) => ({
      base,
      third: thirdPerson(base),
      past: pastOf(base),
      participle: pastOf(base),
    })),
];
