import { readFileSync } from "node:fs";
import path from "node:path";
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import { broadsheet } from "../cli.ts";
import { pngOf } from "../fixtures/files/pictures.ts";
import { tree } from "../tree.ts";

const ferry = `---
title: The night ferry sails again
date: 2026-11-20
---
The night ferry to Westholm sails again from Friday, four years after the line was given up. The city pays 2.4 million a year for it.

It sells the [parking lot](https://example.org/lot) at the old quay to find the money. A court decides in March whether the lot was the city's to sell.

Each of the two ferries carries 310 passengers and forty cars, a third of what the old ones did. The crossing takes nine hours, while the train takes fourteen and changes three times.

"A harbour without a night boat is a pond with a fence," said Jonas Brandt, who heads the port authority.

Tickets cost 49 at the counter and 39 for those who live in either town. The last line was given up when fuel had doubled in price within a year.

Shopkeepers near the quay fear for the customers who parked there until now. The council promised them a tram stop by the end of next year.
`;

async function mailOf(files: Readonly<Record<string, string>>) {
  const site = tree({
    "seeds/ferry.md": ferry,
    "seeds/ferry.png": pngOf(640, 320),
    "seeds/wind.md":
      "---\ntitle: Who owns the wind\ndate: 2026-11-19\n---\nNobody owns the wind over the bay, a court has said on Monday.\n",
    ...files,
  });
  const { code, stderr } = await broadsheet(site, ["run", "--at", "2026-11-23T07:00:00Z"]);
  if (code !== 0) return { code, stderr };
  const mail = await simpleParser(readFileSync(path.join(site, "outbox/default-1/ada@example.com.eml")));
  return { code, subject: mail.subject, html: String(mail.html), text: String(mail.text) };
}

const address = "url: https://news.gull.org/\n";

test("a lead shows its picture, what else there is to know, and who said what", async () => {
  const { html, text } = await mailOf({ "broadsheet.yaml": address });
  expect(html).toMatch(
    /<img [^>]*src="https:\/\/news\.gull\.org\/images\/[0-9a-f]{16}\.png"[^>]* width="520" height="260"/,
  );
  for (const body of [html, text]) {
    expect(body).toContain("What to know");
    expect(body).toContain("A harbour without a night boat is a pond with a fence");
    expect(body).toContain("said Jonas Brandt, who heads the port authority");
  }
});

test("a site without an address that others can reach sends no picture", async () => {
  expect((await mailOf({})).html).not.toContain("<img");
});

test("a letter holds the whole text, under a subject of the job's own", async () => {
  const { subject, html, text } = await mailOf({
    "broadsheet.yaml": `${address}title: The Gull\ndigest: {design: letter}\n`,
    "jobs/default.yaml": "digest: {subject: '{{ title }} {{ number }}: {{ lead }}'}\n",
  });
  expect(subject).toBe("The Gull 1: The night ferry sails again");
  expect(text).toContain("The council promised them a tram stop by the end of next year.");
  expect(text).toContain("parking lot <https://example.org/lot>");
  expect(html).toContain('<a class="link" href="https://example.org/lot"');
});

test("a design of the site's own is used, and a subject that asks for too much stops before anything is sent", async () => {
  const own = {
    "broadsheet.yaml": "digest: {design: gull}\n",
    "templates/digest/gull.mjml":
      '<mjml lang="en" dir="ltr"><mj-body><mj-section><mj-column><mj-text>Ours: {{ lead.title }} {{ reader.unsubscribe }}</mj-text></mj-column></mj-section></mj-body></mjml>',
    "templates/digest/gull.txt.liquid": "Ours: {{ lead.title }}",
  };
  expect(await mailOf(own)).toMatchObject({ text: "Ours: The night ferry sails again\n" });
  const asked = await mailOf({ ...own, "jobs/default.yaml": 'digest: {subject: "{{ leed }}"}\n' });
  expect(asked.code).toBe(78);
  expect(asked.stderr).toMatch(
    /jobs\/default\.yaml: digest\.subject: undefined variable: leed.*title, number, date and lead/,
  );
});
