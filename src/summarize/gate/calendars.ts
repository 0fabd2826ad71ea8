/**
 * Days and months as languages other than English write them: each line Monday to Sunday or January to December, forms of one with
 * a bar between them, `*` for any ending. Folded: lower case without diacritics. Own tables, written from grammars.
 */
type Calendar = { readonly days: string; readonly months: string };

const germanic = {
  de: {
    days: "montag|montags|montagabend|montagmorgen dienstag* mittwoch* donnerstag* freitag* samstag*|sonnabend* sonntag*",
    months:
      "januar|januars|janner februar|februars marz april|aprils mai|mais juni|junis juli|julis august|augusts september* oktober* november* dezember*",
  },
  nl: {
    days: "maandag* dinsdag* woensdag* donderdag* vrijdag* zaterdag* zondag*",
    months: "januari februari maart april mei juni juli augustus september oktober november december",
  },
} as const;

const romance = {
  fr: {
    days: "lundi|lundis mardi|mardis mercredi|mercredis jeudi|jeudis vendredi|vendredis samedi|samedis dimanche|dimanches",
    months: "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
  },
  es: {
    days: "lunes martes miercoles jueves viernes sabado|sabados domingo|domingos",
    months:
      "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre",
  },
  it: {
    days: "lunedi martedi mercoledi giovedi venerdi sabato|sabati domenica|domeniche",
    months: "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
  },
  pt: {
    days: "segunda-feira|segundas-feiras terca-feira|tercas-feiras quarta-feira|quartas-feiras quinta-feira|quintas-feiras sexta-feira|sextas-feiras sabado|sabados domingo|domingos",
    months: "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
  },
} as const;

const slavic = {
  pl: {
    days: "poniedział* wtorek|wtorku|wtorki sroda|srode|srody|srodowy|srodowym czwartek|czwartku|czwartki|czwartkow* piatek|piatku|piatki|piatkow* sobota|sobote|soboty|sobotni* niedziel*",
    months:
      "styczen|stycznia|styczniu luty|lutego|lutym marzec|marca|marcu kwiecien|kwietnia|kwietniu maj|maja|maju czerwiec|czerwca|czerwcu lipiec|lipca|lipcu sierpien|sierpnia|sierpniu wrzesien|wrzesnia|wrzesniu pazdziern* listopad|listopada|listopadzie grudzien|grudnia|grudniu",
  },
  // And Ukrainian: the gate does not tell the two apart, and their names do not clash.
  ru: {
    days: "понедельник*|понедилк*|понедилок* вторник*|вивтор* в_среду|прошлую_среду|эту_среду|следующую_среду|середу|середи четверг*|четвер|четверга пятниц*|п'ятниц* суббот*|субот* воскресень*|воскресенье*|недилю|недиля|недили",
    months:
      "январ*|сичень|сични|сичня феврал*|лютии|лютого|лютому март|марта|марте|березень|березня|березни апрел*|квитень|квитня|квитни маи|мая|мае|травень|травня|травни июн*|червень|червня|червни июл*|липень|липня|липни август*|серпень|серпня|серпни сентябр*|вересень|вересня|вересни октябр*|жовтень|жовтня|жовтни ноябр*|листопад|листопада|листопади декабр*|грудень|грудня|грудни",
  },
} as const;

const others = {
  tr: {
    days: "pazartesi* salı carsamba* persembe* cuma cumartesi* pazar_gunu|pazar_gununde",
    months:
      "ocak|ocakta subat* mart|martta nisan|nisanda mayıs|mayısta haziran* temmuz* agustos* eylul* ekim|ekimde kasım|kasımda aralık|aralıkta",
  },
  ar: {
    days: "الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد",
    months:
      "يناير|كانون_الثاني فبراير|شباط مارس|اذار ابريل|نيسان مايو|ايار يونيو|حزيران يوليو|تموز اغسطس|اب سبتمبر|ايلول اكتوبر|تشرين_الاول نوفمبر|تشرين_الثاني ديسمبر|كانون_الاول",
  },
  zh: { days: "一 二 三 四 五 六 日|天", months: "" },
  ja: { days: "月 火 水 木 金 土 日", months: "" },
} as const;

/** By the language that the gate tells. */
export const calendars: Readonly<Record<string, Calendar>> = {
  ...germanic,
  ...romance,
  ...slavic,
  ...others,
};

/** Also ordinary words or names: only beside the number of a day. */
export const onlyBesideDay: Readonly<Record<string, string>> = {
  fr: "mars avril mai juin aout",
  es: "marzo mayo",
  it: "marzo maggio",
  pt: "marco maio",
  nl: "maart mei",
  pl: "maj maja maju luty",
  ru: "март марта марте маи мая мае листопад листопада листопади",
  tr: "ocak mart ekim",
  ar: "اب مارس نيسان",
};
