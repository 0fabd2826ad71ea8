/** Colours of one scheme, `#rrggbb`. */
export type Palette = {
  /** Headlines and rules. */
  readonly ink: string;
  readonly text: string;
  /** Small print: dates, sources, the footer. */
  readonly meta: string;
  /** Links and kickers. */
  readonly accent: string;
  /** Around the card, and under the footer. */
  readonly page: string;
  readonly card: string;
  /** Of the box beside the lead. */
  readonly tint: string;
  /** Hairlines. */
  readonly line: string;
};

export type Scheme = "light" | "dark";

export type Logo = {
  readonly src: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
};

/** How the digest looks, whatever its design. */
export type DigestTheme = Readonly<Record<Scheme, Palette>> & {
  /** Names of families, the first that a reader's machine has wins. */
  readonly fonts: { readonly headline: string; readonly text: string };
  /** In place of the title, or null. */
  readonly logo: Logo | null;
  readonly density: "comfortable" | "compact";
};

/** Which templates a digest is made of, and in which colours. */
export type DigestLook = { readonly design: string; readonly theme: DigestTheme };

export const defaultPalettes: Readonly<Record<Scheme, Palette>> = {
  light: {
    ink: "#141414",
    text: "#2b2b2b",
    meta: "#5c5852",
    accent: "#8f1d14",
    page: "#f1efe9",
    card: "#ffffff",
    tint: "#f6f4ef",
    line: "#dcd8d0",
  },
  dark: {
    ink: "#f4f1ea",
    text: "#d9d5cd",
    meta: "#b5b0a7",
    accent: "#ff9e93",
    page: "#131211",
    card: "#1e1d1b",
    tint: "#2a2826",
    line: "#45423d",
  },
};

/** Fonts that machines have: a mail that fetched some would tell who opens it. */
export const defaultFonts = {
  headline: "Georgia, Times New Roman, Times, serif",
  text: "Segoe UI, Roboto, Helvetica Neue, Helvetica, Arial, sans-serif",
} as const;

export const defaultLook: DigestLook = {
  design: "broadsheet",
  theme: { ...defaultPalettes, fonts: defaultFonts, logo: null, density: "comfortable" },
};

/** WCAG 2.2, 1.4.3, for text of any size. */
export const leastContrast = 4.5;

/** What is read on what. */
const readOn: readonly (readonly [keyof Palette, keyof Palette])[] = [
  ["ink", "card"],
  ["text", "card"],
  ["meta", "card"],
  ["accent", "card"],
  ["ink", "tint"],
  ["text", "tint"],
  ["meta", "page"],
];

export type LowContrast = {
  readonly colour: keyof Palette;
  readonly on: keyof Palette;
  /** Cut, not rounded, to one place: what is too little never reads as enough. */
  readonly ratio: number;
};

/** The pairs of a palette that some cannot read. */
export const lowContrasts = (palette: Palette): LowContrast[] =>
  readOn.flatMap(([colour, on]) => {
    const ratio = contrastOf(palette[colour], palette[on]);
    return ratio < leastContrast ? [{ colour, on, ratio: Math.floor(ratio * 10) / 10 }] : [];
  });

/** From 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastOf(a: string, b: string): number {
  const [darker, lighter] = [luminanceOf(a), luminanceOf(b)].toSorted((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** Relative luminance (WCAG 2.2). */
function luminanceOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
