import type { ArticleImage } from "./article.ts";
import { publishedPath } from "./article.ts";

/** A quotation with its marks, and who said it, in the article's words: `said Ada Lovelace`. */
export type Quotation = { readonly text: string; readonly by: string };

/** What an article says besides its summary: whole sentences of its own, in its order, to the letter. */
export type Highlights = { readonly points: readonly string[]; readonly quote: Quotation | null };

/** `href` below the publication's address; size in pixels. */
export type LeadPicture = {
  readonly href: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
};

/** `href` is http, https or mailto, or "" for plain words. */
export type Run = { readonly text: string; readonly href: string; readonly style: "plain" | "strong" | "em" };
export type BodyBlock = {
  readonly kind: "paragraph" | "heading" | "quote" | "item";
  readonly runs: readonly Run[];
};

/** A whole text, or its beginning. */
export type Body = { readonly blocks: readonly BodyBlock[]; readonly isWhole: boolean };

/** What only an edition's first story has. Each part is absent where there is nothing worth it. */
export type Lead = {
  readonly points?: readonly string[];
  readonly quote?: Quotation;
  readonly picture?: LeadPicture;
  /** The whole text, for a design that shows it. */
  readonly body?: Body;
};

/** A picture in a mail is fetched by everybody who opens it, also on a train. */
const maxPictureBytes = 200_000;
/** Narrower ones would be blown up, or stand lost in the column. */
const leastPictureWidth = 300;
const mailTypes: ReadonlySet<ArticleImage["type"]> = new Set(["image/jpeg", "image/png", "image/gif"]);

/** Null where there is nothing to show besides headline and summary. @param body the whole text, where the design shows it */
export function leadOf(
  { highlights, images }: { readonly highlights?: Highlights; readonly images: readonly ArticleImage[] },
  body: Body | null = null,
): Lead | null {
  const { points = [], quote = null } = highlights ?? {};
  const [first] = images;
  const lead: Lead = {
    ...(points.length > 0 ? { points } : {}),
    ...(quote != null ? { quote } : {}),
    ...(first != null && isForMail(first) ? { picture: pictureOf(first) } : {}),
    ...(body != null && body.blocks.length > 0 ? { body } : {}),
  };
  return Object.keys(lead).length === 0 ? null : lead;
}

/** Formats that every mail program shows, of a size that it may load; panoramas and columns would not fit a column of 520. */
const isForMail = ({ type, bytes, width, height }: ArticleImage): boolean =>
  mailTypes.has(type) &&
  bytes <= maxPictureBytes &&
  width >= leastPictureWidth &&
  height <= width * 1.5 &&
  height * 6 >= width;

const pictureOf = (image: ArticleImage): LeadPicture => ({
  href: publishedPath(image),
  alt: image.alt,
  width: image.width,
  height: image.height,
});
