import type { Digest, EditionPlan } from "../domain/edition.ts";
import { Fault } from "../domain/faults.ts";
import type { DigestLook } from "../domain/theme.ts";
import { defaultLook } from "../domain/theme.ts";
import type { DigestLayout } from "./digest-fit.ts";
import { firstThatFits, rungsOf } from "./digest-fit.ts";
import { heaviest } from "./digest-pieces.ts";
import { digestViews } from "./digest-view.ts";
import { mjmlToHtml } from "./mjml.ts";
import type { Publication } from "./publication.ts";
import type { Templates } from "./template.ts";

export { digestPieces, fillTokens, prepareDigest } from "./digest-pieces.ts";

/** Gmail clips a mail's HTML near 102 KB; the rest stays for what relays and readers add. In UTF-8 bytes. */
export const maxDigestBytes = 90_000;

/** Headlines after the briefs; whoever has more to tell tells it on the web. */
const mostHeadlines = 20;
/** A letter is one story; at its end it names some others. */
const lettersHeadlines = 8;

/** Templates of a design, by names below `templates/`. The first one is the default and has a door of its own. */
export function designFiles(design: string): { readonly mjml: string; readonly text: string } {
  return design === defaultLook.design
    ? { mjml: "digest.mjml", text: "digest.txt.liquid" }
    : { mjml: `digest/${design}.mjml`, text: `digest/${design}.txt.liquid` };
}

/** Does a design show the whole text of its first story? */
export const showsBody = (design: string): boolean => design === "letter";

/** What a design makes of the job's wishes. */
function layoutFor(design: string, { stories, briefs }: Omit<DigestLayout, "headlines">): DigestLayout {
  if (design === "letter") return { stories: 0, briefs: 0, headlines: lettersHeadlines };
  if (design === "brief") return { stories: 0, briefs: stories + briefs, headlines: mostHeadlines };
  return { stories, briefs, headlines: mostHeadlines };
}

/**
 * An edition as mail. Fits Gmail's limit always: entries lose detail from the bottom (`rungsOf`), the lead, head and foot
 * never; what those may say is bounded.
 *
 * @param layout how many entries after the lead get a summary, and how many a sentence
 * @param tokens stand where each reader's own values will go; they must occur nowhere else
 * @throws Fault `template-broken`, also where a template is too large for any edition
 */
export async function renderDigest(input: {
  readonly plan: EditionPlan;
  readonly sealedAt: Date;
  readonly layout: Omit<DigestLayout, "headlines">;
  readonly tokens: Digest["tokens"];
  readonly look?: DigestLook;
  readonly publication: Publication;
  readonly templates: Templates;
}): Promise<Digest> {
  const { plan, tokens, templates, look = defaultLook } = input;
  const files = designFiles(look.design);
  const viewOf = digestViews({ ...input, theme: look.theme });
  const fitted = await firstThatFits(
    rungsOf(layoutFor(look.design, input.layout), plan.entries.length - 1, plan.lead?.body?.blocks.length),
    (layout) => templates.html(files.mjml, viewOf(layout)),
    (mjml) => mjmlToHtml(mjml, files.mjml, templates),
    (html) => heaviest(html, tokens),
    maxDigestBytes,
  );
  if (fitted == null)
    throw new Fault(
      "template-broken",
      `templates/${files.mjml}: with nothing but its first story the mail is larger than ${maxDigestBytes} bytes, where Gmail cuts it off. Make the template smaller.`,
    );
  return { html: fitted.html, text: tidy(templates.text(files.text, viewOf(fitted.rung))), tokens };
}

/** Liquid leaves empty lines where its tags stood. */
const tidy = (text: string): string =>
  `${text
    .replace(/[ \t]+$/gmu, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim()}\n`;
