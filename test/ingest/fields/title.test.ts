import { readFile } from "node:fs/promises";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { proseOf } from "../../../src/ingest/fields/title.ts";
import { type Draft, emptyFields } from "../../../src/ingest/formats/draft.ts";
import { articleOf, readingOf } from "../reading.ts";
import { cpuMs } from "../cost.ts";

it.each([
  [
    "a trailing clause goes",
    "The harbour office said on Tuesday it would close the old pier for good, leaving the fishermen of Ostwick without a place to land their catch.",
    "Harbour office says it would close old pier for good",
  ],
  [
    "a person the article calls by surname needs no office",
    "Ruritanian President Jana Okafor said it is “wholly impossible” to keep the ferry. Okafor left early.",
    "Jana Okafor says it is “wholly impossible” to keep ferry",
  ],
  [
    "a person named once keeps the full name",
    "Ruritanian President Jana Okafor said it is “wholly impossible” to keep the ferry. Nobody asked.",
    "Ruritanian President Jana Okafor says it is “wholly impossible” to keep ferry",
  ],
  [
    "an opening clause gives way to the main one",
    "Speaking after a long night of talks with the unions and the owners of all four boats, Okafor said the ferry would return in spring.",
    "Okafor says ferry would return in spring",
  ],
  [
    "an attribution at the end goes",
    "The ferry between Ostwick and the outer islands will carry lorries and buses again from June, according to the harbour office.",
    "Ferry between Ostwick and outer islands to carry lorries and buses again from June",
  ],
  [
    "an aside in the middle goes",
    "Mira Lind, a retired fishmonger who had never sailed before, crossed the strait in a bathtub and in a storm.",
    "Mira Lind crosses strait in bathtub and in storm",
  ],
  [
    "when it happened goes, what happened stays",
    "Three pilots were fined late on Thursday night for racing their ferries past the lighthouse.",
    "Three pilots fined for racing their ferries past lighthouse",
  ],
])("%s", async (_, words, title) => {
  const { value } = (await articleOf("a.txt", words)).title;
  expect(value).toBe(title);
});

it("the sentence is chosen that the article comes back to", async () => {
  const text = [
    "It was a grey morning, as mornings on the coast are, and hardly anybody was about.",
    "The lighthouse of Ostwick will be sold to a bakery.",
    "The bakery wants to bake in the lighthouse, and the lighthouse needs a roof. Ostwick is glad of the bakery.",
  ].join("\n");
  const { title } = await articleOf("a.txt", text);
  expect(title.value).toBe("Lighthouse of Ostwick to be sold to bakery");
  expect(title.because).toContain("sentence 2");
});

it("the title made of the given article is whole, short and says what happened", async () => {
  const seed = await readFile(new URL("../../../seeds/article-001.txt", import.meta.url), "utf8");
  const { title } = await articleOf("article-001.txt", seed);
  expect(title.value).toMatch(
    /^(?:Vladimir )?Putin says it is “legally impossible” to sign any peace agreement with Ukraine$/,
  );
  expect(title.state).toBe("inferred");
});

it("other headlines that were possible are named", async () => {
  const { title } = await articleOf(
    "a.txt",
    "The old ferry of Ostwick sank on Monday. The harbour office has ordered a new ferry from Ruritania.",
  );
  expect(title).toMatchObject({ alternatives: [{ because: expect.stringContaining("sentence") }] });
});

it("who sent the text is no title, even where it stands alone on the first line", async () => {
  const text = "Associated Press\n\nThe ferry between Ostwick and the islands sank in the harbour on Monday.";
  expect((await articleOf("a.txt", text)).title.value).not.toBe("Associated Press");
});

it("what is quoted keeps the one who said it", async () => {
  const words =
    "“The ferry of Ostwick is a floating coffin and ought to be burnt,” said Mira Lind, who owns the other one.";
  const { value } = (await articleOf("a.txt", words)).title;
  expect(value).not.toMatch(/^“[^”]*”$/);
});

it("a party with its initials is no dateline", async () => {
  const words =
    "The Ferry Party (FP) leader Mira Lind has sold the harbour of Ostwick to a bakery for one crown.";
  expect((await articleOf("a.txt", words)).title.value).toMatch(/Mira Lind/);
});

it("a condition is never left behind", async () => {
  const words =
    "The harbour office will close the ferry line to the outer islands in June if the council of Ostwick refuses to pay for the winter.";
  expect((await articleOf("a.txt", words)).title.value).not.toMatch(/^Harbour office to close/);
});

it("in other languages no one is left speaking without words", async () => {
  const words =
    "Die Hafenmeisterin sagte am Donnerstag in Ostwick, sie werde die alte Fähre, die seit sechs Jahren im Hafen liegt, wieder fahren lassen. Die Fahrt dauert neunzehn Minuten.";
  expect((await articleOf("a.txt", words)).title.value).toBe("Die Fahrt dauert neunzehn Minuten");
});

it.each([
  [
    "German",
    "Die Hafenmeisterin von Ostwick hat am Donnerstag angekündigt, dass die alte Fähre, die seit sechs Jahren im Hafen liegt, im Frühjahr wieder fahren wird. Die Reparatur des Motors kostet zwei Millionen Euro.",
    "Die Reparatur des Motors kostet zwei Millionen Euro",
  ],
  [
    "French",
    "La mairie d’Ostwick a annoncé jeudi la fermeture définitive du vieux quai, qui menaçait de s’effondrer depuis la tempête, laissant sans abri une trentaine de bateaux. Les pêcheurs sont en colère.",
    "La mairie d’Ostwick a annoncé jeudi la fermeture définitive du vieux quai",
  ],
  [
    "Spanish",
    "El ayuntamiento de Ostwick aprobó el jueves la venta del faro a una panadería local, una decisión que ha provocado las protestas de los vecinos, que usan la torre desde hace un siglo.",
    "El ayuntamiento de Ostwick aprobó el jueves la venta del faro a una panadería local",
  ],
  [
    "Russian",
    "Городской совет Оствика в четверг одобрил продажу старого маяка местной пекарне, несмотря на протесты рыбаков, которые уже больше ста лет ориентируются по его огню.",
    "Городской совет Оствика в четверг одобрил продажу старого маяка местной пекарне",
  ],
  [
    "Arabic",
    "أعلنت هيئة الميناء يوم الخميس أنها قررت بيع المنارة القديمة لمخبز محلي، رغم احتجاجات الصيادين الذين يهتدون بضوئها منذ أكثر من مئة عام عند عودتهم إلى المرفأ.",
    "أعلنت هيئة الميناء يوم الخميس أنها قررت بيع المنارة القديمة لمخبز محلي",
  ],
  [
    "Japanese",
    "港湾局は木曜日、古い灯台を地元のパン屋に売却することを決めたと発表した。漁師たちは強く反対している。",
    "港湾局は木曜日、古い灯台を地元のパン屋に売却することを決めたと発表した",
  ],
])("a title in %s is a whole clause", async (_, words, title) => {
  expect((await articleOf("a.txt", words)).title.value).toBe(title);
});

it.each([
  [
    "German, without its aside",
    "Die Gewerkschaft der Fährleute von Ostwick, die seit vier Wochen für höhere Löhne streikt, hat das Angebot der Reederei abgelehnt. Sie fordert mehr.",
    "Die Gewerkschaft der Fährleute von Ostwick hat das Angebot der Reederei abgelehnt",
  ],
  [
    "German, with the infinitive of what was decided or another sentence",
    "Der Rat von Ostwick hat nach einer langen Debatte beschlossen, die Brücke über den alten Hafen für alle Autos der Stadt zu sperren. Nur die Busse der Stadt dürfen noch fahren.",
    "Nur die Busse der Stadt dürfen noch fahren",
  ],
  [
    "French, without its night",
    "Trois pêcheurs ont été blessés dans la nuit de dimanche à lundi lors de l’incendie d’un entrepôt du quai nord, dont l’un grièvement, a indiqué la mairie.",
    "Trois pêcheurs ont été blessés lors de l’incendie d’un entrepôt du quai nord",
  ],
  [
    "Italian, without its night",
    "Tre pescatori sono rimasti feriti nella notte tra domenica e lunedì nell’incendio di un magazzino del molo nord, secondo quanto riferito dal comune.",
    "Tre pescatori sono rimasti feriti nell’incendio di un magazzino del molo nord",
  ],
  [
    "Portuguese, without its dawn",
    "Três pescadores ficaram feridos na madrugada de segunda-feira no incêndio de um armazém do cais norte da cidade, informou a câmara.",
    "Três pescadores ficaram feridos no incêndio de um armazém do cais norte da cidade",
  ],
  [
    "Dutch, without its night",
    "Bij een brand in een loods aan de noordkade zijn in de nacht van zondag op maandag drie vissers gewond geraakt, van wie één ernstig.",
    "Bij een brand in een loods aan de noordkade zijn drie vissers gewond geraakt",
  ],
  [
    "Polish, without its night",
    "Trzech rybaków zostało rannych w nocy z niedzieli na poniedziałek w pożarze magazynu na nabrzeżu północnym, poinformował urząd.",
    "Trzech rybaków zostało rannych w pożarze magazynu na nabrzeżu północnym",
  ],
  [
    "Spanish, without its dawn",
    "Tres pescadores resultaron heridos en la madrugada del lunes en el incendio de un almacén del muelle norte, según informó el ayuntamiento.",
    "Tres pescadores resultaron heridos en el incendio de un almacén del muelle norte",
  ],
])("a title in %s is made of the first sentence that allows it", async (_, words, title) => {
  expect((await articleOf("a.txt", words)).title.value).toBe(title);
});

it("stamps and what players leave are no titles", async () => {
  const prose =
    "Updated Nov 19, 9:41 AM;Posted Nov 18, 8:19 PM\nMedia playback is not supported on this device\nThe lighthouse of Ostwick was sold to a bakery.";
  expect((await articleOf("a.txt", prose)).title.value).toBe("Lighthouse of Ostwick sold to bakery");
});

it("a space lost between two sentences is found without a full stop", async () => {
  const words =
    "We walked along the pier, as one does, and looked at the ferry of LindThe lighthouse of Ostwick was sold to a bakery.";
  expect((await articleOf("a.txt", words)).title.value).toBe("Lighthouse of Ostwick sold to bakery");
});

it("the head of a line is found in fifty thousand blocks at once", () => {
  const line = "went on and on\n";
  const text = line.repeat(50_000);
  const blocks = Array.from({ length: 50_000 }, (_, at) => ({
    kind: "paragraph" as const,
    start: at * line.length,
    end: (at + 1) * line.length - 1,
  }));
  const draft = { ...emptyFields, text, blocks, html: "" } as unknown as Draft;
  const start = cpuMs();
  proseOf(draft, "en");
  expect(cpuMs() - start).toBeLessThan(250);
});

it("where the beginning gives no clause a later one is the title, before anything is cut", async () => {
  const walks =
    "We walked and we sat and we looked at it all, and then we went on, as we do every year when it is warm and we can. ".repeat(
      7,
    );
  const { title } = await articleOf("a.txt", `${walks}The lighthouse of Ostwick was sold to a bakery.`);
  expect(title.value).toBe("Lighthouse of Ostwick sold to bakery");
  expect(title).toMatchObject({ confidence: 0.2 });
});

it("is not cut inside a quotation", async () => {
  const words =
    "Okafor told the crowd that “we have waited, counted, argued, hoped and paid for far longer than anybody should, and now we sail” on Sunday.";
  const { value } = (await articleOf("boat.txt", words)).title;
  expect(value.split("“").length).toBe(value.split("”").length);
});

it("furniture and posts are no titles", async () => {
  const article = await articleOf(
    "a.txt",
    "Subscribe to our newsletter\nBoats, boats!\n— P. Varga (@pv) March 4, 2026\nThe ferry is back.",
  );
  expect(article.title.value).toBe("The ferry is back");
});

it("whatever the text, a title is found: short, one line, without an ellipsis of its own making", async () => {
  const word = fc.constantFrom(
    "The",
    "ferry",
    "said",
    "that,",
    "“we",
    "go”",
    "in",
    "May.",
    "Mr. Lind",
    "(all",
    "of",
    "it)",
    "—",
    "…",
    "船",
    "🚢",
  );
  const texts = fc
    .sample(fc.array(word, { minLength: 3, maxLength: 60 }), { numRuns: 150, seed: 7 })
    .map((words) => words.join(" "));
  const files = Object.fromEntries(texts.map((text, at) => [`${at}.txt`, text]));
  const { articles } = await readingOf(files);
  expect(articles.length).toBeGreaterThan(50);
  for (const { title } of articles) {
    expect(title.value).toMatch(/\S/);
    expect(title.value.length).toBeLessThanOrEqual(90);
    expect(title.value).not.toContain("\n");
  }
});
