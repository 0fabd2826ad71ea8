/** Names by which feeds are known, whatever folder they stand in. */
const feedTypes: Readonly<Record<string, string>> = {
  "atom.xml": "application/atom+xml; charset=utf-8",
  "rss.xml": "application/rss+xml; charset=utf-8",
  "feed.json": "application/feed+json; charset=utf-8",
};

/** By the end of the name: what is published, and what people put beside it. */
const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  xml: "application/xml; charset=utf-8",
  // What OPML readers ask for; it was never registered.
  opml: "text/x-opml+xml; charset=utf-8",
  json: "application/json; charset=utf-8",
  webmanifest: "application/manifest+json; charset=utf-8",
  svg: "image/svg+xml; charset=utf-8",
  ico: "image/x-icon",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  pdf: "application/pdf",
  woff2: "font/woff2",
};

export const isFeed = (name: string): boolean => Object.hasOwn(feedTypes, name);

export const isFeedType = (type: string): boolean => Object.values(feedTypes).includes(type);

/** @param name a file's, without its folders */
export function mediaType(name: string): string {
  if (isFeed(name)) return feedTypes[name] ?? "";
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return (Object.hasOwn(types, ending) ? types[ending] : null) ?? "application/octet-stream";
}

/** All that is text says its charset; pictures and fonts are packed already. */
export const isText = (type: string): boolean => type.endsWith("charset=utf-8");
