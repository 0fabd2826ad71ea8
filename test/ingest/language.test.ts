import { expect, it } from "vitest";
import { articleOf } from "./reading.ts";

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
