import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inferLanguage, languageOf, languageOfSpan } from "../../../src/ingest/fields/language.ts";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { text as plainText } from "../../../src/ingest/formats/text.ts";
import { articleOf } from "../reading.ts";
import { cpuMs } from "../cost.ts";

it.each([
  ["en", "The boat was late, and nobody on the quay knew when it would come or who had sent it."],
  [
    "de",
    "Das Schiff kam zu spät, und niemand auf dem Kai wusste, wann es kommen würde oder wer es geschickt hatte.",
  ],
  [
    "fr",
    "Le bateau était en retard et personne sur le quai ne savait quand il arriverait ni qui l'avait envoyé.",
  ],
  [
    "es",
    "El barco llegó tarde y nadie en el muelle sabía cuándo vendría ni quién lo había enviado para ellos.",
  ],
  [
    "pt",
    "O barco chegou tarde e ninguém no cais sabia quando ele viria, nem quem o tinha enviado. Não há mais.",
  ],
  [
    "it",
    "La nave era in ritardo e nessuno sul molo sapeva quando sarebbe arrivata, né chi l'aveva mandata per loro.",
  ],
  ["nl", "De boot was te laat en niemand op de kade wist wanneer hij zou komen of wie hem had gestuurd."],
  ["sv", "Båten var sen och ingen på kajen visste när den skulle komma eller vem som hade skickat den."],
  [
    "da",
    "Båden var forsinket, og ingen på kajen vidste, hvornår den ville komme, eller hvem der havde sendt den af sted.",
  ],
  ["pl", "Statek był spóźniony i nikt na nabrzeżu nie wiedział, kiedy przypłynie ani kto go przysłał."],
  [
    "fi",
    "Laiva oli myöhässä, eikä kukaan laiturilla tiennyt, milloin se tulisi tai kuka sen oli lähettänyt.",
  ],
  [
    "tr",
    "Gemi geç kaldı ve rıhtımdaki hiç kimse onun ne zaman geleceğini ya da kim için gönderildiğini bilmiyordu.",
  ],
  [
    "cs",
    "Loď měla zpoždění a nikdo na nábřeží nevěděl, kdy připluje, ani kdo ji poslal, ale všichni čekali.",
  ],
  ["hu", "A hajó késett, és a rakparton senki sem tudta, hogy mikor érkezik meg, vagy ki küldte el."],
  ["ro", "Vaporul a întârziat și nimeni de pe chei nu știa când va sosi sau cine l-a trimis."],
  ["ru", "Корабль опоздал, и никто на причале не знал, когда он придёт и кто его послал."],
  ["uk", "Корабель запізнився, і ніхто на причалі не знав, коли він прийде і хто його надіслав."],
  ["bg", "Корабът закъсня и никой на кея не знаеше кога ще дойде и кой го е изпратил."],
  ["ar", "تأخرت السفينة ولم يعرف أحد على الرصيف متى ستصل أو من الذي أرسلها إلى المدينة."],
  ["fa", "کشتی دیر کرد و هیچ کس در اسکله نمی‌دانست که چه زمانی می‌رسد یا چه کسی آن را فرستاده است."],
  ["ur", "جہاز دیر سے آیا اور گھاٹ پر کوئی نہیں جانتا تھا کہ یہ کب پہنچے گا یا اسے کس نے بھیجا ہے۔"],
  ["he", "הספינה איחרה ואיש על הרציף לא ידע מתי תגיע או מי שלח אותה."],
  ["el", "Το πλοίο άργησε και κανείς στην προβλήτα δεν ήξερε πότε θα έρθει."],
  ["zh", "船晚点了，码头上没有人知道它什么时候来，也不知道是谁派来的。"],
  ["ja", "船は遅れ、いつ来るのか、誰が送ったのか、桟橋の誰も知らなかった。"],
  ["ko", "배가 늦었고 부두에 있는 누구도 언제 올지 몰랐다."],
  ["th", "เรือมาช้า และไม่มีใครบนท่าเรือรู้ว่ามันจะมาเมื่อไร"],
])("two lines of %s are recognised", async (language, words) => {
  expect((await articleOf("a.txt", words)).language).toMatchObject({ state: "inferred", value: language });
});

it("gibberish has no language", async () => {
  expect((await articleOf("a.txt", "Xqz vbrt klmpf wrtz gnarf blorp zzyx qwrt mnbv.")).language.state).toBe(
    "unknown",
  );
});

describe("near neighbours are told apart", () => {
  it.each([
    [
      "sk",
      "Loď meškala a nikto na nábreží nevedel, kedy pripláva, ani kto ju poslal, ale všetci čakali ďalej.",
    ],
    ["hr", "Brod je kasnio i nitko na pristaništu nije znao kada će doći ni tko ga je zapravo poslao ovamo."],
    ["sl", "Ladja je zamujala in nihče na pomolu ni vedel, kdaj bo prišla in kdo jo je pravzaprav poslal."],
    ["sr", "Брод је каснио и нико на пристаништу није знао када ће доћи ни ко га је заправо послао овамо."],
    [
      "ca",
      "El vaixell anava amb retard i ningú del moll no sabia quan arribaria ni qui l'havia enviat fins aquí.",
    ],
    [
      "gl",
      "O barco chegou tarde e ninguén no peirao sabía cando viría nin quen o mandara. Xa non hai máis ca unha cousa.",
    ],
    ["nb", "Båten var sen, og ingen på kaia visste når den ville komme eller hvem som hadde sendt den hit."],
    [
      "nn",
      "Båten var sein, og ingen på kaia visste kva tid han ville kome eller kven som hadde sendt han. Eg veit ikkje.",
    ],
    [
      "af",
      "Die skip was laat en niemand op die kaai het geweet wanneer dit sou kom nie. Hulle het baie lank gewag vir hom.",
    ],
    [
      "id",
      "Kapal itu terlambat dan tidak ada seorang pun di dermaga yang tahu kapan kapal itu akan datang karena badai.",
    ],
    [
      "ms",
      "Kapal itu lewat dan tiada seorang pun di jeti tahu bila ia akan tiba kerana ribut, kata polis. Beliau berkata bahawa ia selamat.",
    ],
    ["vi", "Con tàu đến muộn và không ai trên bến biết khi nào nó sẽ tới hay ai đã gửi nó đến đây."],
    ["mr", "बोट उशिरा आली आणि ती कधी येईल किंवा ती कोणी पाठवली हे धक्क्यावर कोणालाच माहीत नव्हते."],
    ["hi", "नाव देर से आई और घाट पर किसी को पता नहीं था कि वह कब आएगी या उसे किसने भेजा है।"],
    [
      "mk",
      "Бродот доцнеше и никој на кејот не знаеше кога ќе дојде ниту кој го пратил. Ќе чекаа, но ѓаволот не спие.",
    ],
    [
      "kk",
      "Кеме кешігіп келді, сондықтан айлақта ешкім оның қашан келетінін және оны кім жібергенін білмеді.",
    ],
  ])("%s: %s", (language, text) => {
    expect(inferLanguage(text)).toMatchObject({ state: "inferred", value: language });
  });
});

describe("unknown where nothing supports a guess", () => {
  it.each([
    ["too few letters", "Oh no 12"],
    ["names alone", "Anna Lind, Kofi Okafor, Marta Varga"],
    ["numbers", "12 34 56 78 90 12 34 56"],
    ["no language's words", "Xqz vbrt klmpf wrtz gnarf blorp zzyx qwrt mnbv."],
    ["addresses", "https://example.com/one/two/three anna@example.com #oneTag @someone"],
  ])("%s", (_, text) => {
    expect(inferLanguage(text).state).toBe("unknown");
  });

  it("a quotation of three words is too short to be sure of", () => {
    expect(languageOfSpan("Non, je crois").state).toBe("unknown");
    expect(
      languageOfSpan("« Nous ne savons pas encore quand le bateau pourra repartir », a-t-il dit."),
    ).toMatchObject({
      value: "fr",
    });
  });
});

it("links, handles and a quotation in other letters do not hide the language of an article", () => {
  const text =
    "Das Schiff kam zu spät. „Корабль опоздал“, sagte er. https://example.com/the/ship/was/late @theShipIsLate";
  expect(inferLanguage(text)).toMatchObject({ value: "de" });
});

it("a headline in capitals has a language", () => {
  expect(
    inferLanguage("SHARES OF THE FERRY COMPANY FELL ON TUESDAY AFTER IT SAID THAT BOATS WOULD BE LATE"),
  ).toMatchObject({
    value: "en",
  });
});

it("common English words settle an article, and say so", () => {
  const text =
    "The boat was late, and nobody on the quay knew when it would come or who had sent it. ".repeat(4);
  const found = inferLanguage(text);
  expect(found).toMatchObject({ value: "en", confidence: 0.99 });
  expect(found.because).toMatch(/common English/);
});

const paragraphs = JSON.parse(
  readFileSync(new URL("../../../bench/understanding/languages.json", import.meta.url), "utf8"),
) as Record<string, string[]>;

it.each([
  [500, 0.99],
  [80, 0.97],
])(
  "of %d characters in 42 languages, %d are told rightly, and the sure ones nearly always",
  (size, wanted) => {
    const answers = Object.entries(paragraphs).flatMap(([language, texts]) => {
      const whole = texts.join(" ");
      const starts = Array.from({ length: Math.floor(whole.length / size) }, (_, at) => at * size);
      return starts.map((start) => ({ language, found: inferLanguage(whole.slice(start, start + size)) }));
    });
    const isRight = ({ language, found }: (typeof answers)[number]): boolean =>
      found.state !== "unknown" && found.value === language;
    expect(answers.filter(isRight).length / answers.length).toBeGreaterThanOrEqual(wanted);
    const sure = answers.filter(({ found }) => found.state !== "unknown" && found.confidence >= 0.9);
    expect(sure.filter(isRight).length / sure.length).toBeGreaterThanOrEqual(0.95);
  },
);

it("any text has a language or none, and never a confidence of nothing or of certainty", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const found = inferLanguage(text);
      if (found.state === "unknown") expect(found.because).not.toBe("");
      else expect(found.confidence > 0 && found.confidence < 1).toBe(true);
    }),
  );
});

it.each(["a", "a ", "\u0301", "é@", "船", " "])("a megabyte of “%s” takes well under two seconds", (unit) => {
  const start = cpuMs();
  inferLanguage(unit.repeat(1_000_000 / unit.length));
  expect(cpuMs() - start).toBeLessThan(1_000);
});

it("only letters that may be wrong make a language less sure", () => {
  const draft = plainText.draft(
    "The old ferry will sail again in spring, the harbour office said on Wednesday.",
    defaultLimits,
  );
  const sure = languageOf(draft, null);
  expect(languageOf(draft, "the file names no encoding and was read as windows-1252")).toEqual(sure);
  expect(languageOf(draft, "it was UTF-8 read as windows-1252 and has been repaired")).toEqual(sure);
  const doubted = languageOf(draft, "it was read as macintosh, so letters may be wrong");
  expect(doubted).toMatchObject({ value: "en", because: expect.stringContaining("may be wrong") as string });
  expect(
    doubted.state === "inferred" && sure.state === "inferred" && doubted.confidence < sure.confidence,
  ).toBe(true);
});
