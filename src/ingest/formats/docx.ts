import { zipSync } from "fflate";
import { unpacked } from "./archive.ts";
import { type BinaryFormat, Unusable } from "./draft.ts";
import { convertedDraft } from "./html.ts";
import { withoutPictures } from "./left-out.ts";
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
 * looked through, so that neither a bomb nor an entity nor a thousandfold nesting ever reaches it. Pictures inside the
 * document are left out, and told of.
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
    const pictures = countOf("<a:blip", parts.get("word/document.xml"));
    const draft = withoutPictures(convertedDraft(await convert(parts), null, limits), pictures);
    // What people see wins over what the program noted.
    return { ...draft, ...fields, title: draft.title ?? title, pictures: draft.pictures, note: draft.note };
  },
};

const names = {
  title: "dc:title",
  creator: "dc:creator",
  created: "dcterms:created",
  language: "dc:language",
  keywords: "cp:keywords",
};

/** How often words stand in a part of the archive; 0 where there is no such part. */
function countOf(words: string, part: Uint8Array = new Uint8Array()): number {
  const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  let count = 0;
  for (let at = bytes.indexOf(words); at >= 0; at = bytes.indexOf(words, at + words.length)) count++;
  return count;
}

async function convert(parts: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const { default: mammoth } = await import("mammoth");
  const archive = Buffer.from(zipSync(Object.fromEntries(parts), { level: 0 }));
  try {
    const convertImage = mammoth.images.imgElement(() => Promise.resolve({ src: "" }));
    const { value } = await mammoth.convertToHtml(
      { buffer: archive },
      { styleMap: styles, convertImage, externalFileAccess: false, includeEmbeddedStyleMap: false },
    );
    return value;
  } catch (error) {
    throw new Unusable("its parts do not fit together: open it and save it again", { cause: error });
  }
}
