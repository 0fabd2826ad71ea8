import { z } from "zod";
import type { Palette, Scheme } from "./domain/theme.ts";
import { defaultFonts, defaultLook, defaultPalettes, leastContrast, lowContrasts } from "./domain/theme.ts";
import { line } from "./settings-kinds.ts";

/** How the digest looks: a design, and a theme that most of them obey. */

const colour = z
  .string()
  .regex(/^#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$/, 'must be a colour such as "#8f1d14", in quotation marks')
  .transform((text) =>
    (text.length === 4 ? text.replace(/[^#]/g, (digit) => digit + digit) : text).toLowerCase(),
  );
const paletteOf = (scheme: Scheme) => {
  const { ink, text, meta, accent, page, card, tint, line: hair } = defaultPalettes[scheme];
  return z
    .strictObject({
      ink: colour.default(ink).describe("Headlines and rules"),
      text: colour.default(text).describe("Text"),
      meta: colour.default(meta).describe("Dates, sources, the footer"),
      accent: colour.default(accent).describe("Links and kickers"),
      page: colour.default(page).describe("Around the card, and under the footer"),
      card: colour.default(card).describe("Under the text"),
      tint: colour.default(tint).describe("Of the box beside the lead"),
      line: colour.default(hair).describe("Hairlines"),
    })
    .superRefine((palette, context) => {
      for (const { colour: name, on, ratio } of lowContrasts(palette))
        context.addIssue({
          code: "custom",
          path: [name],
          message: tooPale(palette, name, on, ratio),
        });
    })
    .prefault({});
};

const tooPale = (palette: Palette, name: keyof Palette, on: keyof Palette, ratio: number): string =>
  `${palette[name]} on ${on} (${palette[on]}) has a contrast of ${ratio}:1; at least ${leastContrast}:1 can be read by most (WCAG 2.2). Choose another ${name} or ${on}`;

/** Names alone: what a mail would fetch tells somebody who opens it. */
const fonts = z
  .string()
  .max(200)
  .regex(
    /^[A-Za-z][A-Za-z0-9-]*(?: [A-Za-z][A-Za-z0-9-]*)*(?:, ?[A-Za-z][A-Za-z0-9-]*(?: [A-Za-z][A-Za-z0-9-]*)*)*$/,
    "must be names of fonts, such as Georgia, Times New Roman, serif; addresses are not taken",
  );

const logo = z.strictObject({
  src: z
    .url({ protocol: /^https$/, error: "must be an https address" })
    .max(500)
    .refine((u) => !/[<>"'{}\s]/.test(u), "must be a plain address")
    .describe("https address of a PNG, JPEG or GIF; one that can be seen on dark, too"),
  alt: line.describe("Shown where pictures are off: the name of the publication"),
  width: z.int().min(16).max(520).describe("Pixels, as shown"),
  height: z.int().min(8).max(300).describe("Pixels, as shown"),
});

export const digestLook = z.strictObject({
  design: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,39}$/,
      "must be the name of a design: broadsheet, brief, letter, or your own",
    )
    .default(defaultLook.design)
    .describe("broadsheet, brief or letter, or NAME of your own templates/digest/NAME.mjml"),
  theme: z
    .strictObject({
      light: paletteOf("light"),
      dark: paletteOf("dark"),
      fonts: z
        .strictObject({
          headline: fonts.default(defaultFonts.headline),
          text: fonts.default(defaultFonts.text),
        })
        .prefault({})
        .describe("Names, the first that a reader's machine has wins"),
      logo: logo.nullable().default(null).describe("In place of the title"),
      density: z.enum(["comfortable", "compact"]).default("comfortable").describe("Space between stories"),
    })
    .prefault({}),
});
