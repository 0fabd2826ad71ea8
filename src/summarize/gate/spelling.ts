/** Forms of one English word, made one. Own tables, written from grammar, not from any corpus. */

/** British and other spellings → the form compared, where no ending rule reaches. */
const spellings: Readonly<Record<string, string>> = Object.fromEntries(
  `grey gray|tyre tire|tyres tires|defence defense|offence offense|licence license|programme program|programmes programs
  |cheque check|cheques checks|jewellery jewelry|plough plow|aluminium aluminum|sceptical skeptical|sceptic skeptic|storey story
  |mum mom|kerb curb|pyjamas pajamas|ageing aging|manoeuvre maneuver|anaemia anemia|foetus fetus|haemorrhage hemorrhage
  |paediatric pediatric|encyclopaedia encyclopedia|mediaeval medieval|moustache mustache|draught draft|gaol jail|artefact artifact
  |enquiry inquiry|enquiries inquiries|judgement judgment|fulfil fulfill|enrol enroll|instalment installment|skilful skillful
  |wilful willful|travelling traveling|travelled traveled|traveller traveler|cancelled canceled|cancelling canceling
  |labelled labeled|labelling labeling|modelling modeling|fuelled fueled|counsellor counselor|marvellous marvelous|whisky whiskey
  |tonne ton|tonnes tons|towards toward|amongst among|whilst while|learnt learned|burnt burned|spelt spelled|dreamt dreamed
  |percent percent|per-cent percent|cosy cozy|sulphur sulfur|centre center|centres centers|theatre theater|theatres theaters
  |metre meter|metres meters|litre liter|litres liters|kilometre kilometer|kilometres kilometers|fibre fiber|sabre saber
  |catalogue catalog|dialogue dialog|analogue analog|behaviour behavior|neighbour neighbor|harbour harbor|labour labor
  |zelenskyy zelensky|kyiv kiev|muhammad mohammed|mohammad mohammed|qur'an quran|koran quran|gaddafi qaddafi|beijing peking`
    .split("|")
    .map((pair) => pair.trim().split(" ")),
);

/** Irregular forms → their base. */
const irregular: Readonly<Record<string, string>> = Object.fromEntries(
  `say said says|go went gone goes|win won|lose lost|fall fell fallen|rise rose risen|begin began begun|make made|take took taken
  |give gave given|get got gotten|find found|think thought|tell told|become became|leave left|feel felt|bring brought|buy bought
  |keep kept|hold held|write wrote written|stand stood|hear heard|meet met|run ran|pay paid|sit sat|speak spoke spoken|lie lay lain
  |lead led|grow grew grown|know knew known|see saw seen|come came|show shown|fight fought|catch caught|teach taught|seek sought
  |sell sold|send sent|spend spent|build built|break broke broken|choose chose chosen|drive drove driven|drink drank drunk
  |eat ate eaten|fly flew flown|forget forgot forgotten|forgive forgave|freeze froze frozen|hang hung|hide hid hidden|lend lent
  |ride rode ridden|ring rang rung|shake shook shaken|shoot shot|sing sang sung|sink sank sunk|sleep slept|steal stole stolen
  |strike struck|swear swore sworn|swim swam swum|throw threw thrown|wake woke woken|wear wore worn|plead pled|bear bore born borne
  |draw drew drawn|flee fled|deal dealt|mean meant|bind bound|bite bit bitten|blow blew blown|dig dug|feed fed|slide slid
  |be is are was were been being am|have has had having|do does did done doing|man men|woman women|child children|person people
  |foot feet|tooth teeth|mouse mice|wife wives|life lives|knife knives|half halves|die died dying dies|tie tied tying
  |good better best|bad worse worst|goose geese|leaf leaves|thief thieves|wolf wolves|self selves|loaf loaves|analysis analyses
  |crisis crises|medium media|criterion criteria`
    .split("|")
    .flatMap((line) => {
      const [base = "", ...forms] = line.trim().split(" ");
      return forms.map((form) => [form, base]);
    }),
);

const vowel = /[aeiouy]/;

/** Lower case without diacritics; typographic apostrophes as typed ones. */
export function folded(word: string): string {
  const lower = word.toLowerCase();
  if (/^[a-z0-9']*$/.test(lower)) return lower;
  return lower
    .replaceAll("’", "'")
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replaceAll("ß", "ss");
}

/** What a word is compared by: spelling, inflection and a last "e" set aside. @param word folded */
export function stemOf(word: string): string {
  if (word.length < 3 || !/^[a-z']+$/.test(word)) return word;
  const known = Object.hasOwn(irregular, word) ? irregular[word] : undefined;
  if (known != null) return known;
  let stem = (Object.hasOwn(spellings, word) ? spellings[word] : undefined) ?? word;
  if (stem.length > 4) stem = american(stem);
  if (stem.endsWith("ies") && stem.length > 4) stem = `${stem.slice(0, -3)}y`;
  else if (/(?:ss|x|ch|sh|zz)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (stem.endsWith("s") && !/(?:ss|us|is)$/.test(stem) && stem.length > 3) stem = stem.slice(0, -1);
  if (stem.endsWith("ied") && stem.length > 4) stem = `${stem.slice(0, -3)}y`;
  else if (stem.length > 4 && stem.endsWith("ed") && vowel.test(stem.slice(0, -2)))
    stem = undoubled(stem.slice(0, -2));
  else if (stem.length > 5 && stem.endsWith("ing") && vowel.test(stem.slice(0, -3)))
    stem = undoubled(stem.slice(0, -3));
  if (stem.length > 5 && stem.endsWith("ly")) stem = stem.slice(0, -2);
  return stem.length > 3 && stem.endsWith("e") ? stem.slice(0, -1) : stem;
}

/** "colourise" → "colorize": endings that British and American spelling disagree about. */
function american(word: string): string {
  return word
    .replace(/our(?=$|s$|ed$|ing$|able$|ite$|ites$|ful$|er$|ers$|ly$|hood$|al$)/, "or")
    .replace(/is(?=e$|es$|ed$|ing$|er$|ers$|ation$|ations$)/, "iz")
    .replace(/ys(?=e$|ed$|ing$)/, "yz");
}

function undoubled(stem: string): string {
  return /([bdgklmnprtvz])\1$/.test(stem) ? stem.slice(0, -1) : stem;
}
