import { Fault } from "../domain/faults.ts";
import { signUpSnippet } from "../render/front-pages.ts";
import { createTemplates } from "../render/template.ts";
import { jobNamed } from "../config.ts";
import { publicationOf } from "../wire.ts";
import type { Session } from "./session.ts";

/** `broadsheet snippet`: the form to sign up with, as HTML for a page that stands elsewhere. */
export function printSnippet({ config, terminal }: Session): number {
  const publication = publicationOf(config, jobNamed(config, "default"));
  if (publication.subscribeUrl == null)
    throw new Fault(
      "config",
      "A form needs somewhere to go: set web.publicUrl in broadsheet.yaml, such as web: {publicUrl: https://news.example.org/}.",
    );
  const { subscribeUrl } = publication;
  terminal.result(signUpSnippet({ ...publication, subscribeUrl }, createTemplates(config.templates)));
  return 0;
}
