import type { SubjectOf } from "../domain/edition.ts";
import { Fault, reasonOf } from "../domain/faults.ts";
import { headline } from "../domain/headline.ts";
import type { Pace } from "../domain/roundup.ts";
import { plainText } from "./plain-line.ts";
import type { Publication } from "./publication.ts";
import { createTemplates } from "./template.ts";
import type { SubjectView } from "./views.ts";
import { longDate, phrase } from "./words.ts";

/** Inboxes show fifty or so; what is longer is somebody's mistake, and no header's business. */
const maxSubjectChars = 150;
/** As much of the lead as inboxes show. */
const maxLeadChars = 50;
/** So much of it behind what a round-up is called. */
const leastLeadChars = 30;

/**
 * A subject as an operator wrote it, with Liquid in it: `{{ title }}: {{ lead }}`. The view is `SubjectView`; a subject is a
 * header, not HTML, so that nothing is escaped, and one line, so that line ends are spaces.
 *
 * @param name where it was written, for messages
 * @throws Fault `config`, at once, for what is not Liquid or asks for what there is not
 */
export function subjectLine(source: string, name: string, publication: Publication, now: Date): SubjectOf {
  const templates = createTemplates({ subject: source });
  const view = (number: number, lead: string): SubjectView => ({
    title: publication.title,
    number,
    date: longDate(publication.voice, now),
    lead: headline(lead, maxLeadChars),
  });
  const fill = (number: number, lead: string): string => {
    try {
      return headline(plainText(templates.text("subject", view(number, lead))), maxSubjectChars);
    } catch (error) {
      const why = reasonOf(error)
        .replace(/^templates\/subject: /, "")
        .replace(/, file:subject/, "");
      throw new Fault("config", `${name}: ${why}. There are title, number, date and lead.`, { cause: error });
    }
  };
  fill(1, "");
  return ({ number, lead }) => {
    const subject = fill(number, lead);
    return subject === "" ? headline(lead, maxLeadChars) : subject;
  };
}

/** Of a round-up: what it is, and the news of its lead. An operator's subject is for editions, and may count them. */
export function roundupSubject(pace: Pace, { voice }: Publication): SubjectOf {
  const roundup = phrase(voice, `roundup_${pace}`);
  const room = Math.max(leastLeadChars, maxLeadChars - roundup.length);
  return ({ lead }) => phrase(voice, "roundup_subject", { roundup, lead: headline(lead, room) });
}
