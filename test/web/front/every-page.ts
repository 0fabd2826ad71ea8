import { parse } from "yaml";
import { createFrontPages } from "../../../src/render/front-pages.ts";
import type { Catalogue } from "../../../src/render/words.ts";
import { publication, templateFiles, templates } from "../../render/sample.ts";
import { now, publicUrl } from "./fronting.ts";

/** Every page for people there is, in each of its states, in one language; by what it is. */
export function everyPage(language: string): ReadonlyMap<string, string> {
  const words = {
    ...(parse(templateFiles["words/en.yaml"] ?? "") as Catalogue),
    ...(parse(templateFiles[`words/${language}.yaml`] ?? "") as Catalogue),
  };
  const own = {
    ...publication,
    subscribeUrl: `${publicUrl}subscribe`,
    voice: { ...publication.voice, language, words },
  };
  const pages = createFrontPages(own, templates, publicUrl);
  const address = `ada.${"lovelace".repeat(6)}@a-rather-long-subdomain.example.org`;
  const wishes = [
    { series: "default", title: publication.title, wanted: true, frequency: "each", pausedUntil: null },
    { series: "notes", title: "Notes", wanted: false, frequency: "monthly", pausedUntil: null },
  ] as const;
  const preferences = (remark: "saved" | "wrong-date" | "wrong-address" | null, n: number): string =>
    pages.preferences({ address, wishes: wishes.slice(0, n), leaving: "token", remark, now });
  const quiet = ["check-mail", "dead-link", "too-many", "cannot"] as const;
  const about = ["confirm", "confirmed", "leave", "left", "move", "moved", "move-asked"] as const;
  return new Map([
    ["sign-up", pages.signUp(null)],
    ["sign-up, wrong", pages.signUp(`${address} "<b>`)],
    ["guess", pages.guess("ada@gmial.com", "ada@gmail.com")],
    ...quiet.map((kind) => [kind, pages.notice({ kind })] as const),
    ...about.map((kind) => [kind, pages.notice({ kind, address })] as const),
    ["preferences", preferences(null, 2)],
    ["preferences, saved", preferences("saved", 1)],
    ["preferences, wrong date", preferences("wrong-date", 2)],
    ["preferences, wrong address", preferences("wrong-address", 2)],
  ]);
}
