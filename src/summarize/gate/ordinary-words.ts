/**
 * Words that often open a sentence without being names, folded; and words that take a capital by habit, so that a small letter in
 * the article supports them.
 */
export const ordinaryOpeners: ReadonlySet<string> = new Set(
  `according additionally additional after all although amid another anyone as at authorities because before both but by
  campaigners children city citizens coach companies company council councillors court critics current data day days demonstrators detectives doctors driver
  drivers during each early economy education employees english ever every everyone everything evidence experts families family fans farmers father female
  fewer figures film finally fire firefighters first five following food football for former four friends from further game generally global
  government governments half he health her here high his history home hospital hospitals house however human husband if in inflation inside instead interest
  international investigators investors it its judges just last late later lawmakers lawyers leader leaders less like local long lots major male man
  manager managers many market media members men military millions mother moreover most mother much music national nearly new news no nobody none nor
  not nothing now nurses of officers official officials oil old on once one online only opponents opposition organisers organizers other others our out outside over
  owner owners parents parliament part passengers patients people per perhaps plans players police political politicians polls poor previously
  price prices prior prison prisoners private producers prosecutors protesters protestors public pupils recent recently refugees report reporters
  reports research researchers rescue rescuers residents results retail rivals russia sales school schools science scientists security seven several she
  shares shoppers similarly since six small so social soldiers some sources specialists sport spectators staff star stars state states still
  stocks striker students studies study such supporters survivors suspects talks tax teachers team teams ten thanks that the their then there these they
  this those though three thus to today together tourists trade traders trading traffic train trains travel troops two under union unions unlike until
  up users using various victims video viewers visitors voters wages war we weather what when whenever where whereas whether which while who whoever why wife
  winning with without witnesses woman women work workers world yes yesterday yet you young actor actress singer author writer journalist journalists activists
  activist analyst analysts article author authors ex midfielder defender goalkeeper captain chief chairman director executive president prime minister ministers
  mayor governor senator senators representative professor doctor king queen prince princess pope bishop lord lady sir dame judge justice retailer
  teenager teenagers veteran student teacher nurse farmer lawyer attorney spokesman spokeswoman brothers sisters brother sister daughter son
  couple singer musician band artist artists comedian presenter host broadcaster publisher newspaper magazine website app firm bank banks airline airlines
  earlier despite due besides meanwhile nonetheless nevertheless furthermore conversely consequently subsequently overall currently eventually ultimately
  initially originally reportedly allegedly apparently interestingly unfortunately surprisingly plant animal animals bird birds dog dogs cat cats fish scholars
  summary key note update breaking exclusive opinion analysis background`.split(/\s+/),
);

export const habitualCapitals: ReadonlySet<string> = new Set(
  `president vice prime minister ministry foreign secretary chancellor senator governor mayor king queen prince princess duke duchess pope bishop archbishop
  lord lady lords commons parliament congress senate house government cabinet court supreme high crown federal state district county city council councillor department office
  police army navy force guard coastguard air royal national international university college school hospital church cathedral mosque bank union league
  cup championship championships olympics olympic games world premier division club united north south east west northern southern eastern western central
  republican republicans democrat democrats democratic conservative conservatives labour labor liberal liberals tory tories party
  chief executive officer director chairman chairwoman chair professor judge justice general captain colonel sergeant commander constable superintendent inspector detective coach manager
  internet web earth moon sun mars god bible christian christians muslim muslims islam islamic jew jews jewish catholic catholics hindu hindus sikh
  street road avenue park square bridge river lake sea ocean mount island islands bay coast beach valley airport station stadium museum theatre theater centre center
  award awards prize festival day week year act bill law committee commission agency association authority board bureau society institute foundation trust group company
  covid coronavirus ai tv ceo pm mp mps gdp vat dna uk us eu un am ad bc gmt ok id it vip suv usb`.split(
    /\s+/,
  ),
);

/** Acronym → words of an article that support it, beside its own initials. */
export const knownAcronyms: Readonly<Record<string, string>> = {
  ceo: "chief executive",
  cfo: "finance chief",
  gop: "republican",
  isis: "islamic state",
  isil: "islamic state",
  is: "islamic state",
  tv: "television",
  covid: "coronavirus",
  pm: "prime minister",
  mp: "lawmaker",
  mps: "lawmakers",
  vp: "vice president",
  dc: "washington",
  lgbt: "gay",
  lgbtq: "gay",
  ai: "artificial intelligence",
  gp: "doctor",
  xmas: "christmas",
};

export const nicknames: readonly (readonly string[])[] =
  `robert bob rob bobby robbie|william bill will billy|richard dick rick ricky richie|james jim jimmy jamie|john jack johnny|michael mike mick mickey|thomas tom tommy
  |edward ed eddie ted|joseph joe joey|daniel dan danny|david dave|steven stephen steve|anthony tony|andrew andy drew|nicholas nick|christopher chris
  |matthew matt|alexander alex sandy|benjamin ben|samuel sam|patrick pat paddy|charles charlie chuck|kenneth ken kenny|gregory greg|jeffrey jeff geoffrey geoff
  |timothy tim|ronald ron ronnie|donald don donny|lawrence larry|frederick fred freddie|albert al bert|francis frank|elizabeth liz beth betty|margaret maggie meg peggy
  |katherine catherine kate kathy katie cathy|jennifer jen jenny|susan sue|deborah debbie deb|rebecca becky|victoria vicky|jessica jess|christine chris tina|alexandra alex
  |barbara barb|patricia pat trish|theresa terry tess|bernard bernie|vincent vince|philip phil|peter pete|raymond ray|douglas doug|leonard len leo|walter walt`
    .split("|")
    .map((line) => line.trim().split(" "));
