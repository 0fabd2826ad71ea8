import type { Topic } from "../domain/topic.ts";
import type { Channel } from "./feed-document.ts";
import type { Publication } from "./publication.ts";

/** The feed of a tag or an author. */
export const topicChannel = (topic: Topic, { title, tagline }: Publication): Channel => ({
  folder: topic.folder,
  title: `${topic.name} · ${title}`,
  tagline,
});
