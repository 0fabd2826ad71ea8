import { createRequire } from "node:module";
import type { MJMLParsingOptions, MJMLParseResults } from "mjml-core";
import { Fault, reasonOf } from "../domain/faults.ts";
import type { Templates } from "./template.ts";

type Compile = (mjml: string, options: MJMLParsingOptions) => Promise<MJMLParseResults>;
let compile: Compile | null = null;

/**
 * mjml costs half a second and 250 MB, so it is loaded when a digest is first rendered. While loading it runs whatever
 * `./.mjmlconfig` of the working directory names (measured, 5.4.1); so the working directory is its own folder for that
 * moment. `require` is synchronous: nothing else runs meanwhile.
 */
function loadMjml(): Compile {
  const require = createRequire(import.meta.url);
  const before = process.cwd();
  try {
    process.chdir(import.meta.dirname);
    return require("mjml") as Compile;
  } finally {
    process.chdir(before);
  }
}

/**
 * MJML → HTML, strict: an unknown tag or attribute stops the edition. Includes are off, web fonts too.
 *
 * @param name the template, for messages
 * @param templates where the tag that MJML complains of may stand
 * @throws Fault `template-broken`, with the file and tag that MJML complains of
 */
export async function mjmlToHtml(mjml: string, name: string, templates?: Templates): Promise<string> {
  compile ??= loadMjml();
  try {
    const { html, errors } = await compile(mjml, {
      validationLevel: "strict",
      ignoreIncludes: true,
      fonts: {},
      keepComments: false,
      minify: true,
      // cssnano would be needed for the CSS (mjml prints so at each compile); it would save 2 % of the bytes.
      minifyOptions: { minifyCss: false },
    });
    if (errors.length > 0) throw Object.assign(new Error("invalid MJML"), { errors });
    return html;
  } catch (error) {
    throw new Fault("template-broken", complaint(error, name, templates), { cause: error });
  }
}

type Complaint = { readonly message: string; readonly tagName: string };

/** MJML counts lines of the filled-in template, so its tag is the better pointer into the files a person edits. */
function complaint(error: unknown, name: string, templates?: Templates): string {
  const found = (error as { errors?: readonly Complaint[] }).errors;
  if (found == null || found.length === 0)
    return `templates/${name}: it is not MJML: expected <mjml> around <mj-head> and <mj-body> (${reasonOf(error).split("\n")[0]})`;
  return found
    .map(({ message, tagName }) => {
      const files = templates?.holding(`<${tagName}`, name) ?? [name];
      const places = (files.length === 0 ? [name] : files).map((file) => `templates/${file}`).join(", ");
      return `${places}: at <${tagName}>: ${message}`;
    })
    .join("; ");
}
