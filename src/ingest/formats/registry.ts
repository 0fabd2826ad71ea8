import { type BinaryFormat, type Format, Unusable } from "./draft.ts";

const html = async (): Promise<Format> => (await import("./html.ts")).html;
const markdown = async (): Promise<Format> => (await import("./markdown.ts")).markdown;

/**
 * Formats by extension, lower case, each loaded when the first file of it is read: a run that finds nothing new loads none. A
 * new one: write `x.ts`, add its row, add a fixture.
 */
const formats = {
  ".txt": async () => {
    const [{ headed }, { text }] = await Promise.all([
      import("../given/front-matter.ts"),
      import("./text.ts"),
    ]);
    return headed(text);
  },
  ".md": markdown,
  ".markdown": markdown,
  ".html": html,
  ".htm": html,
  ".eml": async () => (await import("./eml.ts")).eml,
  ".docx": async () => (await import("./docx.ts")).docx,
  ".odt": async () => (await import("./odt.ts")).odt,
} satisfies Record<string, () => Promise<Format | BinaryFormat>>;

export const extensions: readonly string[] = Object.keys(formats);

/** @param extension lower case, with its dot @throws Unusable where no format reads it */
export async function formatOf(extension: string): Promise<Format | BinaryFormat> {
  const load = Object.entries(formats).find(([name]) => name === extension)?.[1];
  if (load == null) throw new Unusable(`no format reads ${extension}: use ${extensions.join(", ")}`);
  return await load();
}
