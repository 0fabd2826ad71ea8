import { describe, expect, it } from "vitest";
import { defaultLimits } from "../../../src/ingest/formats/draft.ts";
import { text } from "../../../src/ingest/formats/text.ts";

/** Posts as they look when pasted as text: the embed's own words, or the post's page copied with the mouse. */
const posts: Readonly<Record<string, string>> = {
  "x embed": "The old ferry is back!\n— Jana Berg (@janaberg) November 27, 2025",
  "x embed one line": "The old ferry is back! https://t.co/abc123 — Jana Berg (@janaberg) November 27, 2025",
  "x embed pic": "The old ferry is back! pic.twitter.com/abc123\n— Jana Berg (@janaberg) November 27, 2025",
  "x embed link after":
    "— Jana Berg (@janaberg) November 27, 2025\nThe old ferry is back! https://t.co/abc123",
  "x three lines":
    "Look who is here.\nThe old ferry is back! #ferry\nhttps://t.co/abc123\n— Jana Berg (@janaberg) November 27, 2025",
  "x multi para":
    "Look who is here: the old ferry #Hedda\n\nIt sails on Monday https://t.co/abc123\n\n— Jana Berg (@janaberg) November 27, 2025",
  "x copied":
    "Jana Berg\n@janaberg\nThe old ferry is back, and I am so glad.\n9:41 AM · Nov 27, 2025\n1,204\nReposts\n88\nQuotes\n5.1K\nLikes",
  "x copied 2":
    "Jana Berg\n@janaberg\n·\nNov 27\nThe old ferry is back, and I am so glad.\n12\n34\n567\n8.9K",
  "x copied 3": "Jana Berg @janaberg · Nov 27, 2025\nThe old ferry is back, and I am so glad.",
  "x copied views":
    "Jana Berg\n@janaberg\nThe old ferry is back, and I am so glad.\n9:41 AM · Nov 27, 2025 · 1.2M Views",
  "x copied likes":
    "Jana Berg\n@janaberg\nThe old ferry is back, and I am so glad.\n9:41 AM · Nov 27, 2025\n1.2K Likes\n300 Reposts",
  "x ui":
    "Jana Berg\n@janaberg\nFollow\nThe old ferry is back, and I am so glad.\n9:41 AM · Nov 27, 2025\n1.2K\nReply\nCopy link\nRead 120 replies",
  "x post label":
    "Post\nSee new posts\nConversation\nJana Berg\n@janaberg\nThe old ferry is back, and I am so glad.\n9:41 AM · Nov 27, 2025",
  "x verified": "Jana Berg ✓\n@janaberg\nThe old ferry is back, and I am so glad.\n9:41 AM · Nov 27, 2025",
  "x quote": "“The old ferry is back!” — Jana Berg (@janaberg) November 27, 2025",
  "x de": "Die alte Fähre ist zurück! https://t.co/abc123\n— Jana Berg (@janaberg) 27. November 2025",
  "x es":
    "¡El viejo ferry ha vuelto! pic.twitter.com/abc123\n— Jana Berg (@janaberg) 27 de noviembre de 2025",
  "x ja": "フェリーが戻ってきた https://t.co/abc123\n— Jana Berg (@janaberg) 2025年11月27日",
  "x link only": "https://x.com/janaberg/status/1234567890123456789",
  "mastodon page":
    "Jana Berg\n@jana@example.social\nThe old ferry is back, and I am so glad. #ferry\nNov 27, 2025, 09:41 · · Web\n12 boosts · 34 favorites",
  "mastodon embed": "Post by @jana@example.social\nView on Mastodon",
  "mastodon embed2":
    "The old ferry is back, and I am so glad. #ferry\n— Jana Berg (@jana@example.social) November 27, 2025",
  "mastodon link": "https://example.social/@jana/112345678901234567",
  "mastodon new":
    "Jana Berg\n@jana@example.social\n\nThe old ferry is back, and I am so glad.\n\nNov 27, 2025, 09:41 AM · Edited Nov 27, 10:00 AM · Public",
  "bluesky embed":
    "The old ferry is back, and I am so glad.\n[image or embed]\n— Jana Berg (@jana.example.com) November 27, 2025 at 9:41 AM",
  "bluesky embed inline":
    "The old ferry is back, and I am so glad.— Jana Berg (@jana.example.com) November 27, 2025 at 9:41 AM",
  "bluesky page":
    "Jana Berg\n@jana.bsky.social\nThe old ferry is back, and I am so glad.\nNovember 27, 2025 at 9:41 AM\n120 reposts\n12 quotes\n1.2K likes",
  "bluesky feed": "Jana Berg\n‪@jana.bsky.social‬\n· 2h\nThe old ferry is back, and I am so glad.",
  "bluesky follow":
    "Jana Berg\n‪@jana.bsky.social‬\nFollow\nThe old ferry is back, and I am so glad.\nNovember 27, 2025 at 9:41 AM\nEverybody can reply",
  "bluesky link": "https://bsky.app/profile/jana.bsky.social/post/3kabcdefgh",
  "instagram embed": "View this post on Instagram\n\nA post shared by Jana Berg (@janaberg)",
  "instagram embed date":
    "View this post on Instagram\n\nThe old ferry is back #ferry\n\nA post shared by Jana Berg (@janaberg) on Nov 27, 2025 at 9:41am PST",
  "instagram page":
    "janaberg\nVerified\nThe old ferry is back, and I am so glad. #ferry #harbour\n2d\nLiked by pella and 1,204 others\nNovember 27, 2025\nAdd a comment...",
  "instagram link": "https://www.instagram.com/p/CabcdEFghij/",
  "instagram de": "Sieh dir diesen Beitrag auf Instagram an\n\nEin Beitrag geteilt von Jana Berg (@janaberg)",
  "youtube title": "The ferry Hedda's last crossing - YouTube",
  "youtube watch": "Watch on YouTube",
  "youtube link": "https://www.youtube.com/watch?v=abcdefghijk",
  "youtube page":
    "The ferry Hedda's last crossing\nThe Gull\n1.2M subscribers\nSubscribe\n12K\nShare\n1.4M views 2 days ago",
  "youtube frame": "Watch later\nShare\nWatch on\nYouTube",
  threads: "View on Threads",
  "threads post": "janaberg\n2d\nThe old ferry is back, and I am so glad.\nView on Threads",
  "threads embed": "Post by @janaberg\nView on Threads",
  truth:
    "Jana Berg\n@janaberg\nTHE OLD FERRY IS BACK, THE GREATEST FERRY EVER!\n1.2k ReTruths 5.1k Likes Nov 27, 2025, 9:41 AM",
  "truth lines":
    "Jana Berg\n@janaberg\nTHE OLD FERRY IS BACK, THE GREATEST FERRY EVER!\n1.2k\nReTruths\n5.1k\nLikes\nNov 27, 2025, 9:41 AM",
  "truth embed":
    "Truth Details\n1204 replies\nJana Berg\n@janaberg\nTHE OLD FERRY IS BACK!\n5.1k ReTruths\n20k Likes\nNov 27, 2025, 9:41 AM",
  "truth signed":
    "THE OLD FERRY IS BACK, THE GREATEST FERRY EVER!\n— Jana Berg (@janaberg) November 27, 2025",
  telegram:
    "Harbour News\nThe old ferry is back, and I am so glad.\nt.me/harbournews/1234\n12.5K views\nNov 27 at 09:41",
  "telegram fwd": "Forwarded from Harbour News\nThe old ferry is back, and I am so glad.\n12.5K views 09:41",
  "telegram link": "https://t.me/harbournews/1234",
  facebook: "Posted by Jana Berg on Thursday, November 27, 2025",
  tiktok: "@janaberg The old ferry is back ♬ original sound - Jana Berg",
};
const first =
  "Tickets cost the same as in 2019, and the crossing takes nineteen minutes when the tide is kind.";
const before =
  "The harbour office said on Thursday that the ferry will sail again in spring, after two years at the quay.";
const after =
  "Nobody in the village expects the bridge to be finished before the next election, said the woman at the kiosk.";
const notProse = new Set(["embed", "boilerplate", "caption"]);

describe("a pasted post goes whole, and none of its neighbours goes with it", () => {
  describe.each([
    ["between blank lines", "\n\n"],
    ["between lines", "\n"],
  ])("%s", (_, gap) => {
    it.each(Object.entries(posts).filter(([name]) => gap === "\n\n" || name !== "x three lines"))(
      "%s",
      (_name, post) => {
        const source = [first, before, post, after, first].join(gap);
        const [start, end] = [source.indexOf(post), source.indexOf(post) + post.length];
        const { blocks } = text.draft(source, defaultLimits);
        const inside = blocks.filter((block) => block.start < end && block.end > start);
        expect(inside.every((block) => block.start >= start && block.end <= end)).toBe(true);
        expect(inside.filter(({ kind }) => !notProse.has(kind))).toEqual([]);
        const outside = blocks.filter((block) => !inside.includes(block));
        expect(outside.map(({ kind }) => kind)).toEqual(["paragraph", "paragraph", "paragraph", "paragraph"]);
      },
    );
  });
});

describe("what only looks like a part of a post stays in the article", () => {
  it.each([
    "Harbour News\nThe old ferry is back, the town says.",
    "1,204\nboats were counted in the harbour in May.",
    "She wrote to janaberg and waited two days for an answer.",
    "Follow the quay to its end, turn left, and the ferry lies before you.",
    "Her account, @janaberg, was closed on Monday, and nobody knows why.",
    "Verified figures will follow in spring, the office said in a letter.",
  ])("“%s”", (words) => {
    const source = [first, before, words, after, first].join("\n\n");
    expect(text.draft(source, defaultLimits).blocks.filter(({ kind }) => kind === "embed")).toEqual([]);
  });
});
