/**
 * The peers' sites: as little as makes them comparable to ours. A page for each article (title, date, author, tags, links to
 * feeds and stylesheet), RSS, Atom and JSON of the newest 30 with full text, a front page of the newest 100, and a page with the newest
 * 100 for each tag and author.
 */
export type Files = Readonly<Record<string, string>>;

const frame = (title: string, main: string, url: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="canonical" href="${url}">
<link rel="stylesheet" href="/style.css">
<link rel="alternate" type="application/atom+xml" href="/atom.xml">
<link rel="alternate" type="application/rss+xml" href="/rss.xml">
<link rel="alternate" type="application/feed+json" href="/feed.json">
<meta property="og:title" content="${title}">
</head>
<body>
<header><a href="/">Builds</a></header>
<main>
${main}
</main>
<footer><a href="/rss.xml">RSS</a></footer>
</body>
</html>
`;

const hugoItem = `<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Params.author }} · {{ .Date.Format "2006-01-02" }}</p><p>{{ .Summary }}</p></article>`;
const hugoList = (pages: string): string =>
  frame(
    "{{ .Title }}",
    `<h1>{{ .Title }}</h1>\n{{ range first 100 ${pages} }}${hugoItem}{{ end }}`,
    "{{ .Permalink }}",
  );
const newest = `(first 30 (where .Site.RegularPages "Type" "posts"))`;

export const hugoSite: Files = {
  "config.toml": `baseURL = "https://news.example.org/"
title = "Builds"
languageCode = "en"
[taxonomies]
tag = "tags"
author = "author"
[permalinks]
posts = "/articles/:filename/"
[outputs]
home = ["html", "rss", "atom", "json"]
term = ["html"]
taxonomy = []
section = []
[outputFormats.rss]
mediaType = "application/rss+xml"
baseName = "rss"
[outputFormats.atom]
mediaType = "application/atom+xml"
baseName = "atom"
[mediaTypes."application/atom+xml"]
suffixes = ["xml"]
[outputFormats.json]
mediaType = "application/json"
baseName = "feed"
`,
  "layouts/_default/single.html": frame(
    "{{ .Title }}",
    `<article><h1>{{ .Title }}</h1><p>{{ .Params.author }} · {{ .Date.Format "2006-01-02" }}{{ range .Params.tags }} · <a href="/tags/{{ . | urlize }}/">{{ . }}</a>{{ end }}</p>
{{ .Content }}</article>`,
    "{{ .Permalink }}",
  ),
  "layouts/_default/term.html": hugoList(".Pages"),
  "layouts/index.html": hugoList(`(where .Site.RegularPages "Type" "posts")`),
  "layouts/index.rss.xml": `{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<rss version="2.0"><channel><title>Builds</title><link>{{ .Permalink }}</link><description>Measured</description>
{{ range ${newest} }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid><pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate><description>{{ .Content | html }}</description></item>
{{ end }}</channel></rss>
`,
  "layouts/index.atom.xml": `{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<feed xmlns="http://www.w3.org/2005/Atom"><title>Builds</title><id>{{ .Permalink }}</id><updated>{{ now.Format "2006-01-02T15:04:05Z07:00" }}</updated>
{{ range ${newest} }}<entry><title>{{ .Title }}</title><id>{{ .Permalink }}</id><link href="{{ .Permalink }}"/><updated>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</updated><author><name>{{ .Params.author }}</name></author><content type="html">{{ .Content | html }}</content></entry>
{{ end }}</feed>
`,
  "layouts/index.json": `{"version":"https://jsonfeed.org/version/1.1","title":"Builds","items":[{{ range $n, $page := ${newest} }}{{ if $n }},{{ end }}{"id":{{ $page.Permalink | jsonify }},"url":{{ $page.Permalink | jsonify }},"title":{{ $page.Title | jsonify }},"date_published":{{ $page.Date.Format "2006-01-02T15:04:05Z07:00" | jsonify }},"content_html":{{ $page.Content | jsonify }}}{{ end }}]}
`,
  "static/style.css": "body { max-width: 40rem; margin: auto }\n",
};

const eleventyItem = `<article><h2><a href="{{ post.url }}">{{ post.data.title }}</a></h2><p>{{ post.data.author }} · {{ post.date | day }}</p><p>{{ post.content | words30 }}</p></article>`;
const grouped = (collection: string, folder: string): string => `---
pagination:
  data: collections.${collection}
  size: 1
  alias: group
permalink: "/${folder}/{{ group.name | slugify }}/"
eleventyExcludeFromCollections: true
---
${frame("{{ group.name }}", `<h1>{{ group.name }}</h1>\n{% for post in group.posts %}${eleventyItem}{% endfor %}`, "{{ page.url }}")}`;

/** Below content/; the configuration lies with the packages in peers/. */
export const eleventySite: Files = {
  "content/posts/posts.json": JSON.stringify({
    layout: "article.njk",
    permalink: "/articles/{{ page.fileSlug }}/",
  }),
  "content/_includes/article.njk": frame(
    "{{ title }}",
    `<article><h1>{{ title }}</h1><p>{{ author }} · {{ page.date | day }}{% for tag in tags %} · <a href="/tags/{{ tag | slugify }}/">{{ tag }}</a>{% endfor %}</p>
{{ content | safe }}</article>`,
    "{{ page.url }}",
  ),
  "content/index.njk": `---
eleventyExcludeFromCollections: true
---
${frame("Builds", `{% for post in collections.posts | newest %}${eleventyItem}{% endfor %}`, "{{ page.url }}")}`,
  "content/tags.njk": grouped("topics", "tags"),
  "content/authors.njk": grouped("people", "author"),
};
