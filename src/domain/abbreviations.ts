/**
 * What a full stop does not end, per language (two letters; "" holds in all). Gathered from style guides and
 * dictionaries, not from any corpus. All lower case but `titles` and `states`, which are ordinary words when small.
 *
 * - `titles` stand before a name: never an end.
 * - `before` goes on with the rest of what it shortens, whatever the case of the next word: "e.g. London".
 * - `number` goes on only when a number follows: "No. 10", "Sept. 29".
 * - `either` may stand inside or at the end: the next word decides.
 */
export type Abbreviations = {
  readonly titles: ReadonlySet<string>;
  readonly before: ReadonlySet<string>;
  readonly number: ReadonlySet<string>;
  readonly either: ReadonlySet<string>;
  /** Words that open a sentence far more often than they follow an abbreviation inside one. */
  readonly starters: ReadonlySet<string>;
};

type Rows = Readonly<Record<string, string>>;

const titles: Rows = {
  "": `MR MRS MS DR DRS PROF REV GEN SEN GOV CAPT LT SGT Mr Mrs Ms Mx Messrs Mme Mmes Mlle Mlles MM Dr Drs Dra Prof Profs Sen Sens Rep Reps Gov Govs Gen Col Lt Sgt Capt
    Cmdr Cmdt Maj Adm Brig Cpl Pvt Pfc Rev Revd Fr Hon Pres Supt Insp Det Atty Ste Mt Ft Hr Hrn Sr Sra Srta Dña Dhr Mevr`,
  en: `Mses Sec Amb Spc Ald Asst Assoc Dep Dir Lieut Msgr Pte Sqn Vice-Adm Rt`,
  de: `Frl Dipl Ing Mag St Hl`,
  nl: `Ir Ing Mr Ds Dhr Mw St`,
  da: `Skt Hr Fr Sct`,
  sv: `S:t`,
  it: `Sig Sig.ra Sigg Dott Dott.ssa Avv Ing Prof.ssa On Mons Arch Geom Rag Sen`,
  es: `Lic Ing Arq Gral Cnel Cap Tte Mons Da Av Avda Pza Sres Dres`,
  pt: `Eng Exmo Exma Av Sto Sta Des Ilmo Profa Sras Srs`,
  pl: `Św Ks Inż Mgr Hab Ul Al Pl Gen Płk`,
  cs: `Ing Mgr Bc Doc MUDr JUDr PhDr Sv Nám Ul`,
  sk: `Ing Mgr Bc Doc MUDr JUDr PhDr Sv Nám Ul`,
  ro: `Dl Dna Str Bd Ing Sf`,
  hu: `Id Ifj Özv Szt`,
  tr: `Av Doç Yrd Op Uzm Alb Org Cad Sok Mah Hz`,
  ru: `Проф Акад Доц Ул Пр Св Ген Пл`,
  uk: `Проф Акад Доц Вул Св Ген Пл`,
  bg: `Проф Акад Доц Инж Ул Пл Бул Св Ген Гр`,
  el: `Δρ Αγ Κα`,
  hi: `डॉ प्रो श्री पं कु`,
  mr: `डॉ प्रा श्री पं कु`,
  vi: `TP Tp TS PGS GS ThS BS LS KTS`,
  id: `Jl Tn Ny Hj Ir Drs Dra KH`,
};

const before: Rows = {
  "": `vs viz cf approx e.g i.e eg ie ca`,
  en: `v rel incl excl resp`,
  de: `z.b d.h u.a i.d.r o.g sog bzw ggf vgl evtl zzgl inkl exkl z.t z.zt i.a v.a u.u bspw ca geb gest`,
  nl: `bijv d.w.z m.b.t o.a m.a.w i.v.m t.a.v z.g nl a.k.a zgn`,
  fr: `p.ex cfr c.-à-d env éd`,
  es: `p.ej`,
  pt: `p.ex`,
  it: `es p.es cfr cosid`,
  pl: `np m.in tzw tj ok im ur zm prof ul al św pl`,
  cs: `tzv tj např mj zejm resp prof doc ul nám sv`,
  sk: `tzv t.j napr najm resp prof doc ul nám sv`,
  sv: `t.ex bl.a s.k d.v.s dvs f.d resp c:a`,
  da: `bl.a f.eks d.v.s dvs s.k jf hhv inkl ekskl`,
  nb: `bl.a f.eks d.v.s dvs s.k jf hhv inkl ekskl`,
  fi: `esim ns ts mm ent vrt ml`,
  hu: `pl kb ún ill dr vö szül`,
  ro: `ex cca prof dr`,
  tr: `bkz örn`,
  ru: `т.е т.к т.н напр им проф акад доц ул св см ср т.ч`,
  uk: `т.зв напр ім проф акад доц вул св див пор т.ч`,
  bg: `т.е т.нар напр вкл ул пл бул проф акад доц инж св вж ср гр`,
  el: `π.χ δηλ βλ λ.χ δρ αγ`,
  kk: `т.с.с`,
};

const number: Rows = {
  "": `no nos nr nrs n° nº n.º pp p pg vol vols art sec secs ch fig figs abs kap tel jan feb mar apr jun jul aug sep
    sept oct nov dec № ст`,
  en: `rs ll nn ff prop arts par pars ser dist rm apt ste temp est`,
  de: `s bd bde ziff abb okt dez mrz kl aufl hs ungef mind max st hrsg`,
  nl: `blz nrs okt mrt afb`,
  fr: `janv févr avr juil sept oct déc n t chap`,
  es: `núm pág págs ene abr ago dic sept cap t`,
  pt: `pág págs núm cap fev abr mai ago set out dez t`,
  it: `pag pagg cap gen mag giu lug ago set ott dic n`,
  pl: `godz nr str tab rys poz par ust`,
  cs: `č str odst obr tab čl`,
  sk: `č str ods obr tab čl`,
  sv: `kl s kap okt ons`,
  da: `kl s stk kap okt`,
  nb: `kl s kap okt`,
  ro: `alin pag lit`,
  tr: `md sf s`,
  ru: `стр рис гл п д кв т`,
  uk: `с рис гл п д кв т`,
  bg: `стр чл ал т бр`,
  el: `αρ σελ παρ`,
  vi: `tr`,
  id: `hlm rp`,
};

const either: Rows = {
  "": `u.s u.k u.n e.u u.s.a u.a.e d.c n.y b.c a.d a.m p.m inc corp co ltd llc plc bros jr sr esq ph.d m.d b.a m.a etc
    s.a k.k n.v b.v`,
  en: `blvd natl intl dept univ assn assoc hrs yrs lb lbs oz ft mph mins gov`,
  de: `usw u.ä o.ä u.v.m u.z u.w mio mrd jh jhd str v.chr n.chr uhr`,
  nl: `enz e.d e.a v.chr n.chr`,
  fr: `av j.-c s.a.s`,
  es: `ee.uu cía cia aa.vv vds ud uds ee uu`,
  pt: `ltda cia`,
  it: `s.p.a s.r.l ecc a.c d.c s.n.c`,
  pl: `r w itd itp tys mln mld zł gr n.e s.a`,
  cs: `atd apod tis mil kč s.r.o a.s r`,
  sk: `atď a.s s.r.o tis mil r pod`,
  sv: `m.m o.s.v osv kr milj st f.kr e.kr`,
  da: `osv m.m m.v mio mia kr pct f.kr e.kr co`,
  nb: `osv m.m m.v mill kr pst f.kr e.kr`,
  fi: `jne jkr ekr milj mrd ym`,
  hu: `stb sz db ft du de`,
  ro: `etc s.a s.r.l lei`,
  tr: `vb vs yy a.ş şti tic`,
  ru: `г гг в вв руб коп тыс млн млрд др т.д т.п пр чел м км куб.м`,
  uk: `р рр ст тис млн млрд грн ін т.д т.п коп м км`,
  bg: `г гг в вв лв хил млн млрд др т.г т.н ст м км`,
  el: `κ.λπ κ.ά μ.μ π.μ π.χ μ.χ χλμ`,
  kk: `т.б т.с.с ж б.з.б ғ млн млрд`,
  id: `dll dsb dst`,
  vi: `v.v`,
};

const starters: Rows = {
  en: `the a an this that these those he she it they we i you his her its their our my there here in on at by for from
    with to as if when while after before since until although though because but and or so yet however meanwhile
    moreover what who where why how some many most all both each no not one two now then also still even once that's it's between during under over through about against among
    despite according without within around behind beyond have has had is are was were do does did can could would should
    please let just only such another several every everyone nobody nothing someone people today tomorrow yesterday
    tonight earlier later recently perhaps maybe yes finally instead
    he's she's i'm we're they're there's don't let's`,
  de: `der die das den dem ein eine einer er sie es wir ihr ich im in am an auf bei mit nach von vor zu zum zur für aus
    als wenn weil dass doch aber und oder so dann danach dort hier auch nur noch schon jetzt heute seit während dies diese
    dieser dieses wie was wer wo warum man nun trotz`,
  fr: `le la les l un une des il elle ils elles on nous vous je ce cette ces c'est en dans sur pour par avec mais et ou
    donc selon après depuis lors puis où que qui quand comme`,
  es: `el la los las un una él ella ellos su sus es se pero y o no lo en con por para desde según cuando como qué quién
    cómo dónde esto esta este también ya hoy ayer`,
  it: `il lo la i gli le un uno una di da su si ma e è in con per non secondo dopo quando come che chi ora ieri oggi anche`,
  pt: `o a os as um uma ele ela eles elas seu sua é se mas e ou não em no na nos nas com por para desde segundo quando como
    que quem onde isto este esta hoje ontem também já`,
  nl: `de het een hij zij ze wij we dat dit deze maar en of op met voor in na bij volgens toen als wat wie waar hoe ook nu er
    dan daar`,
  da: `det den de en et han hun jeg vi du i der her hvad hvem hvor hvordan hvorfor men og eller så da når på med for
    efter ifølge nu ikke også`,
  nb: `det den de en et han hun jeg vi du i der her hva hvem hvor hvordan hvorfor men og eller så da når på med for etter
    ifølge nå ikke også`,
  sv: `det den de en ett han hon jag vi du i där här vad vem var hur varför men och eller så då när på med för efter
    enligt nu inte också`,
  fi: `se ne hän he minä me sinä mutta ja tai niin kun jos mitä kuka missä miten miksi nyt ei myös tämä`,
  pl: `to ten ta te on ona oni w na z po od do i a ale lub jak kiedy gdy co kto gdzie czy nie tak już jest są jego jej`,
  cs: `to ten ta ty on ona oni v na z po od do i a ale nebo jak když co kdo kde ne tak už je jsou jeho její podle`,
  sk: `to ten tá tie on ona oni v na z po od do i a ale alebo ako keď čo kto kde nie tak už je sú jeho jej podľa`,
  hu: `a az ez ő ők és de vagy ha mert hogy mi ki hol nem is már most azonban`,
  ro: `el ea ei ele un o în la pe cu de din și dar sau dacă când ce cine unde cum nu acest această după potrivit`,
  tr: `bu o şu bir ve ama ancak ne kim nerede nasıl neden ben biz sen siz onlar şimdi sonra`,
  ru: `он она они оно это этот эта эти в на но и а по к с у за из от до что кто где как когда если я мы вы не так уже
    его её их после для при`,
  uk: `він вона вони воно це цей ця ці в у на але і й а по до з за із від що хто де як коли якщо я ми ви не так вже його її
    їх після для при`,
  bg: `той тя те то това този тази тези в на но и а по към с у за от до какво кой къде как кога ако аз ние вие не така
    вече след при`,
  el: `ο η το οι τα αυτός αυτή αυτό και αλλά ή αν όταν τι ποιος πού πώς δεν στο στη στον με για από`,
};

const cache = new Map<string, Abbreviations>();

/** @param language two letters, lower case; one not listed has the rows of all languages and the English starters. */
export function abbreviationsOf(language: string): Abbreviations {
  let found = cache.get(language);
  if (found == null) {
    found = {
      titles: set(titles, language),
      before: set(before, language),
      number: set(number, language),
      either: set(either, language),
      starters: wordSet(starters[language] ?? starters["en"] ?? ""),
    };
    // Tags come from files: as many as there are languages with rows of their own, and no more.
    if (cache.size < 100) cache.set(language, found);
  }
  return found;
}

/** American states, streets, weekdays and the like: words of their own when small ("ill.", "mass."), so only with a capital. */
export const capitalEither =
  wordSet(`Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss
  Mont Neb Nev Okla Ore Pa Tenn Tex Vt Va Wash Wis Wyo Ave Rd Est EE UU St Mon Tue Tues Wed Thu Thur Thurs Fri`);

/** Weekdays, months and zones, which may follow "5 p.m." inside a sentence; zones in capitals are known by shape. */
export const afterTime =
  wordSet(`monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs
  fri sat sun january february march april may june july august september october november december jan feb mar apr
  jun jul aug sept sep oct nov dec eastern central mountain pacific atlantic alaska hawaii greenwich local`);

/** "Group D. David Villa …": after these a single letter is a name of its own, not the initial of one. */
export const lettered =
  wordSet(`serie group path plan class grade type vitamin hepatitis section appendix part exhibit option
  schedule category series model division level point step zone gate block wing terminal phase tier`);

/** "…?” Anna Lind asked": the sentence of the quotation goes on. */
export const speechVerbs =
  wordSet(`said says asked asks told wrote writes added adds replied replies answered shouted
  cried exclaimed tweeted wondered joked quipped yelled screamed recalled demanded`);

function set(rows: Rows, language: string): ReadonlySet<string> {
  return wordSet(`${rows[""] ?? ""} ${rows[language] ?? ""}`);
}

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter((word) => word !== ""));
}
