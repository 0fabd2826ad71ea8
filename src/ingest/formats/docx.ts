import { createHash } from "node:crypto";
import { zipSync } from "fflate";
import { unpacked, unpackedPictures } from "./archive.ts";
import { type BinaryFormat, type InsidePicture, Unusable } from "./draft.ts";
import { convertedDraft } from "./html.ts";
import { propertyFields } from "./office-fields.ts";
import { readXml, wordsIn } from "./office-xml.ts";

/** What mammoth reads of a document, besides pictures: styles, numbering, notes and how they hang together. */
const wanted =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:_rels\/)?[\w.-]{1,60}\.(?:xml|rels)|docProps\/core\.xml)$/;

/** Headings go one level down, as for people "Heading 1" is a section's; only "Title" is the title's for certain. */
const styles = [
  ...[1, 2, 3, 4, 5].flatMap((level) =>
    [`p.Heading${level}`, `p[style-name='Heading ${level}']`, `p[style-name='heading ${level}']`].map(
      (style) => `${style} => h${level + 1}:fresh`,
    ),
  ),
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p.subtitle:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='caption'] => figcaption:fresh",
  "p[style-name='Caption'] => figcaption:fresh",
];

/**
 * Word documents, converted by mammoth. It gets an archive packed anew from parts that were unpacked within limits and
 * looked through, so that neither a bomb nor an entity nor a thousandfold nesting ever reaches it. Its pictures are those
 * that the text shows, in the order it does.
 */
export const docx: BinaryFormat = {
  name: "Word document",
  async read(bytes, limits) {
    const parts = unpacked(bytes, (name) => wanted.test(name), limits);
    if (!parts.has("word/document.xml"))
      throw new Unusable("it is no Word document: open it and save it as .docx");
    // Refuses what mammoth, which calls itself for each level and builds a tree of it all, should not see.
    for (const part of parts.values()) readXml(part, {});
    const core = wordsIn(parts.get("docProps/core.xml"), Object.values(names));
    const said = (key: string): string => core.get(key)?.[0] ?? "";
    const { title, ...fields } = propertyFields({
      title: said(names.title),
      creator: said(names.creator),
      created: said(names.created),
      language: said(names.language),
      description: "",
      keywords: core.get(names.keywords) ?? [],
    });
    const converted = await convert(
      parts,
      unpackedPictures(bytes, (name) => media.test(name), limits),
    );
    const draft = convertedDraft(converted.html, null, limits);
    // What people see wins over what the program noted.
    const { pictures, note } = draft;
    return { ...draft, ...fields, title: draft.title ?? title, pictures, note, inside: converted.inside };
  },
};

const media = /^word\/media\/[\w. -]{1,100}$/;

const names = {
  title: "dc:title",
  creator: "dc:creator",
  created: "dcterms:created",
  language: "dc:language",
  keywords: "cp:keywords",
};

type Converted = { readonly html: string; readonly inside: readonly InsidePicture[] };

async function convert(
  parts: ReadonlyMap<string, Uint8Array>,
  pictures: ReadonlyMap<string, Uint8Array>,
): Promise<Converted> {
  const { default: mammoth } = await import("mammoth");
  const archive = Buffer.from(zipSync(Object.fromEntries([...parts, ...pictures]), { level: 0 }));
  const inside = new Map<string, InsidePicture>();
  const convertImage = mammoth.images.imgElement(async (image) => {
    // Null: it is linked, not held, or not there.
    const bytes = await image.readAsBuffer().catch(() => null);
    if (bytes == null) return { src: "" };
    // Shown twice, it is one picture; where it lies in the archive is not told.
    const hash = createHash("sha256").update(bytes).digest("hex");
    // Those that could not be unpacked are all empty.
    const key = bytes.length === 0 ? `empty ${inside.size}` : hash;
    const picture = inside.get(key) ?? { cid: String(inside.size + 1), bytes: new Uint8Array(bytes) };
    inside.set(key, picture);
    return { src: `cid:${picture.cid}` };
  });
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: archive },
      { styleMap: styles, convertImage, externalFileAccess: false, includeEmbeddedStyleMap: false },
    );
    return { html: value, inside: [...inside.values()] };
  } catch (error) {
    throw new Unusable("its parts do not fit together: open it and save it again", { cause: error });
  }
}
