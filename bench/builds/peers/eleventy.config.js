import { feedPlugin } from "@11ty/eleventy-plugin-rss";

const metadata = {
  title: "Builds",
  subtitle: "Measured",
  language: "en",
  base: "https://news.example.org/",
  author: { name: "Builds" },
};

/** The site that bench/builds/run.ts measures: a page an article, feeds of 30 with full text, a page a tag and author. */
export default function (config) {
  for (const [type, outputPath] of [
    ["rss", "/rss.xml"],
    ["atom", "/atom.xml"],
    ["json", "/feed.json"],
  ]) {
    config.addPlugin(feedPlugin, { type, outputPath, collection: { name: "posts", limit: 30 }, metadata });
  }
  config.addCollection("posts", (api) => api.getFilteredByGlob("**/post-*.md"));
  const grouped = (keysOf) => (api) => {
    const groups = new Map();
    for (const post of api.getFilteredByGlob("**/post-*.md").toReversed()) {
      for (const key of keysOf(post.data)) groups.set(key, [...(groups.get(key) ?? []).slice(0, 99), post]);
    }
    return [...groups].map(([name, posts]) => ({ name, posts }));
  };
  config.addCollection(
    "topics",
    grouped((data) => data.tags ?? []),
  );
  config.addCollection(
    "people",
    grouped((data) => [data.author]),
  );
  config.addFilter("newest", (posts) => posts.toReversed().slice(0, 100));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("words30", (html) =>
    html
      .replace(/<[^>]*>/g, "")
      .split(/\s+/, 60)
      .join(" "),
  );
  return { dir: { input: "content", output: "public", includes: "_includes" } };
}
