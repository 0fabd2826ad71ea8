import type { Page } from "./page-address.ts";
import type { PageMeans } from "./page-frame.ts";
import { rootedFrame } from "./page-frame.ts";
import type { AbsentView } from "./views.ts";
import { phrase } from "./words.ts";

export function absentPages(means: PageMeans): Page[] {
  const { publication, templates } = means;
  const say = (key: string): string => phrase(publication.voice, key);
  return (["404", "410"] as const).map((status) => {
    const path = `${status}.html`;
    const absent = { title: say(`absent_${status}_title`), text: say(`absent_${status}_text`) };
    const subject = { path, title: `${absent.title} · ${publication.title}`, description: "" };
    const view: AbsentView = { ...rootedFrame(subject, means), absent };
    return { path, body: templates.html("pages/absent.liquid", view) };
  });
}
