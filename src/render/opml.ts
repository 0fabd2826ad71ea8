import { feedPath, mainChannel } from "./feed-document.ts";
import { element, unmask } from "./feed-markup.ts";
import type { FeedTopic } from "../domain/topic.ts";
import { topicChannel } from "./feed-topics.ts";
import type { Publication } from "./publication.ts";

export const opmlPath = "feeds.opml";

/** What a feed reader imports in one go: the feed of everything, then a folder of tags and one of authors. */
export type FeedList = {
  readonly publication: Publication;
  /** In the order they are to be listed. */
  readonly topics: readonly FeedTopic[];
  /** Headings of the two folders. */
  readonly words: Readonly<Record<FeedTopic["kind"], string>>;
  readonly updated: Date;
};

/** OPML 2.0 (opml.org/spec2.opml). `type` is "rss" for Atom, too: it says that the outline is a feed. */
export function writeOpml({ publication, topics, words, updated }: FeedList): string {
  const kinds = (["tag", "author"] as const).filter((kind) => topics.some((topic) => topic.kind === kind));
  const folders = kinds.flatMap((kind) => [
    `    ${element("outline", { text: words[kind] }).replace(/\/>$/, ">")}`,
    ...topics
      .filter((topic) => topic.kind === kind)
      .map((topic) => `      ${outline(topic.name, topicChannel(topic, publication), publication)}`),
    "    </outline>",
  ]);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    "  <head>",
    `    ${element("title", {}, publication.title)}`,
    `    ${element("dateModified", {}, updated.toUTCString())}`,
    "    <docs>http://opml.org/spec2.opml</docs>",
    "  </head>",
    "  <body>",
    `    ${outline(publication.title, mainChannel(publication), publication)}`,
    ...folders,
    "  </body>",
    "</opml>",
    "",
  ];
  return unmask(lines.join("\n"));
}

function outline(
  text: string,
  { folder, title, tagline }: ReturnType<typeof mainChannel>,
  { url, voice }: Publication,
): string {
  const channel = { folder, title, tagline };
  return element("outline", {
    text,
    type: "rss",
    title,
    xmlUrl: url + feedPath(channel, { kind: "current", archives: 0 }, "atom"),
    htmlUrl: url + folder,
    description: tagline === "" ? null : tagline,
    language: voice.language,
  });
}
