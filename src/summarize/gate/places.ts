/**
 * Countries, regions and great cities with what belongs to them: "France French Frenchman". One line, one place; the first word
 * is its name. Folded; phrases of several words joined by "_". Written from general knowledge, not from any corpus.
 */
const lines = `united_states us u.s usa america american americans states washington_dc|united_kingdom uk u.k britain british briton britons great_britain brits|england english englishman|scotland scottish scot scots|wales welsh
northern_ireland|ireland irish|france french frenchman|germany german germans|spain spanish spaniard spaniards|italy italian italians|portugal portuguese|netherlands dutch holland
belgium belgian|switzerland swiss|austria austrian|poland polish pole poles|czechia czech czechs czech_republic|slovakia slovak|hungary hungarian|romania romanian|bulgaria bulgarian
greece greek greeks|turkey turkish turk turks turkiye|cyprus cypriot|malta maltese|sweden swedish swede swedes|norway norwegian|denmark danish dane danes|finland finnish finn finns|iceland icelandic icelander
estonia estonian|latvia latvian|lithuania lithuanian|russia russian russians|ukraine ukrainian ukrainians|belarus belarusian|moldova moldovan|georgia georgian|armenia armenian|azerbaijan azerbaijani azeri
serbia serbian serb serbs|croatia croatian croat croats|bosnia bosnian|slovenia slovenian slovene|albania albanian|kosovo kosovan kosovar|macedonia macedonian|montenegro montenegrin
china chinese|japan japanese|korea korean koreans|south_korea|north_korea|taiwan taiwanese|mongolia mongolian|india indian indians|pakistan pakistani|bangladesh bangladeshi|nepal nepalese nepali|bhutan bhutanese
sri_lanka sri_lankan lankan|afghanistan afghan afghans|iran iranian iranians|iraq iraqi iraqis|syria syrian syrians|lebanon lebanese|israel israeli israelis|palestine palestinian palestinians|jordan jordanian|egypt egyptian
libya libyan|tunisia tunisian|algeria algerian|morocco moroccan|sudan sudanese|ethiopia ethiopian|eritrea eritrean|somalia somali somalis|kenya kenyan kenyans|uganda ugandan|tanzania tanzanian|rwanda rwandan
burundi burundian|congo congolese|nigeria nigerian nigerians|ghana ghanaian|senegal senegalese|mali malian|niger nigerien|chad chadian|cameroon cameroonian|zambia zambian|zimbabwe zimbabwean|malawi malawian
mozambique mozambican|angola angolan|namibia namibian|botswana|south_africa|madagascar|mauritius mauritian|liberia liberian|sierra_leone|gambia gambian|guinea guinean|ivory_coast ivorian|togo togolese|benin
saudi_arabia saudi saudis|yemen yemeni|oman omani|qatar qatari|kuwait kuwaiti|bahrain bahraini|emirates uae emirati united_arab_emirates|thailand thai thais|vietnam vietnamese|cambodia cambodian|laos laotian|myanmar burmese burma
malaysia malaysian|singapore singaporean|indonesia indonesian|philippines philippine filipino filipinos filipina|australia australian australians aussie|new_zealand kiwi|fiji fijian|samoa samoan|tonga tongan
canada canadian canadians|mexico mexican mexicans|guatemala guatemalan|honduras honduran|nicaragua nicaraguan|costa_rica|panama panamanian|cuba cuban cubans|haiti haitian|jamaica jamaican|dominican|puerto_rico
colombia colombian|venezuela venezuelan|ecuador ecuadorian|peru peruvian|bolivia bolivian|chile chilean|argentina argentine argentinian|uruguay uruguayan|paraguay paraguayan|brazil brazilian
kazakhstan kazakh|uzbekistan uzbek|turkmenistan turkmen|kyrgyzstan kyrgyz|tajikistan tajik|tibet tibetan|europe european europeans|africa african africans|asia asian asians|arab arabs arabia
european_union eu e.u|scandinavia scandinavian|balkans balkan|caribbean|california californian calif|texas texan tex|florida floridian fla|new_york ny nyc n.y|pennsylvania penn|virginia|massachusetts mass|illinois ill|michigan mich
ohio|georgia|washington|oregon|arizona ariz|colorado|nevada|utah|alaska|hawaii hawaiian|alabama ala|mississippi miss|louisiana|tennessee tenn|kentucky|missouri|kansas|oklahoma|arkansas|minnesota minn|wisconsin wis|iowa
nebraska|dakota|montana|wyoming|idaho|maine|vermont|hampshire|connecticut conn|jersey n.j nj|delaware|maryland md|carolina|indiana|catalonia catalan|basque|bavaria bavarian|crimea crimean|chechnya chechen|kurdistan kurdish kurd kurds
gaza|west_bank|donbas|siberia siberian|los_angeles la l.a|hong_kong|london londoner londoners|paris parisian parisians|berlin|madrid|rome roman|moscow|kiev kyiv|beijing peking|tokyo|delhi|mumbai bombay|kolkata calcutta|chennai madras
cairo|nairobi|lagos|johannesburg|sydney|melbourne|brisbane|perth|auckland|wellington|toronto|ottawa|montreal|vancouver|chicago|houston|dallas|boston|seattle|miami|philadelphia|atlanta|detroit|denver|baltimore|vegas|phoenix
edinburgh|glasgow glaswegian|cardiff|swansea|belfast|dublin|manchester mancunian|liverpool liverpudlian|birmingham|leeds|sheffield|bristol|newcastle|nottingham|brussels|amsterdam|geneva|zurich|vienna|prague|warsaw|budapest
athens|istanbul|ankara|jerusalem|tehran|baghdad|damascus|beirut|kabul|islamabad|karachi|dhaka|bangkok|hanoi|manila|jakarta|seoul|pyongyang|taipei|shanghai|lisbon|milan|barcelona|munich|hamburg|frankfurt|stockholm|oslo|copenhagen|helsinki
mogadishu|tripoli|tunis|algiers|khartoum|kinshasa|harare|pretoria|caracas|bogota|lima|santiago|brasilia|rio|havana|aleppo|mosul|kandahar|minsk|tbilisi|kharkiv|mariupol|odesa odessa|bucharest|sofia|belgrade|zagreb|sarajevo|tirana`;

const owners = new Map<string, Set<string>>();
for (const line of lines.split(/[|\n]/)) {
  const [name = "", ...forms] = line.trim().split(" ");
  for (const form of [name, ...forms]) {
    const key = form.replaceAll(".", "").replaceAll("_", " ");
    owners.set(key, (owners.get(key) ?? new Set()).add(name));
  }
}
/** Parts of a state: its name, or the state's, for one another. */
const parts: Readonly<Record<string, string>> = {
  england: "united_kingdom",
  scotland: "united_kingdom",
  wales: "united_kingdom",
  northern_ireland: "united_kingdom",
};

/** The places a name or demonym may mean; none for anything else. @param name folded, of one word or several */
export function placesOf(name: string): ReadonlySet<string> {
  return owners.get(name) ?? nowhere;
}
const nowhere: ReadonlySet<string> = new Set();

/** "British" is true of what is English. */
export function wholeOf(place: string): string | undefined {
  return Object.hasOwn(parts, place) ? parts[place] : undefined;
}
