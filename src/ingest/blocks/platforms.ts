import { datesIn } from "../fields/calendar.ts";

/** What a line that only a social network writes tells about the post it belongs to. */
export type PlatformLine = {
  /**
   * `frame`: stands for a whole post; `frame-start`/`frame-end`: above and below one; `handle`: whose it is; `time`:
   * when it was posted; `counter`: views, likes, buttons; `channel`: a YouTube channel's subscribers; `liked`: who liked
   * it on Instagram; `forwarded` and `link`: of Telegram.
   */
  readonly kind:
    | "frame"
    | "frame-start"
    | "frame-end"
    | "handle"
    | "time"
    | "counter"
    | "channel"
    | "liked"
    | "forwarded"
    | "link";
  /** Nothing but the handle on its line: the name stands above. */
  readonly alone: boolean;
  /** YYYY-MM-DD */
  readonly day: string | null;
};

const maxChars = 200;
const frameStart =
  /^(?:View this post on (?:Instagram|Threads|Facebook|X|Twitter)|Sieh dir diesen Beitrag auf Instagram an|Voir cette publication sur Instagram|Ver esta publicación en Instagram|Ver essa foto no Instagram|Visualizza questo post su Instagram|Dit bericht op Instagram bekijken|Посмотреть эту публикацию в Instagram)/iu;
const frameEnd =
  /^(?:A (?:post|photo|video|reel) (?:shared|posted) by|Ein (?:Beitrag|Post) geteilt von|Une publication partagée par|Una publicación compartida|Uma publicação compartilhada|Un post condiviso da|Een bericht gedeeld door|Публикация от)\s.{1,149}[^.!?]$|^Posted by \S.{0,80} on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? [^.!?]{0,25}\d{4}$|^(?:Post by|Toot by) @\S{1,80}$|^View on (?:Mastodon|Bluesky|Threads|Instagram|X|Twitter)$/iu;
const frame =
  /^(?:Watch (?:this video )?on (?:YouTube|Facebook|TikTok|Vimeo)|https?:\/\/(?:www\.|m\.)?(?:youtube\.com\/(?:watch\?|shorts\/|embed\/|live\/)|youtu\.be\/|tiktok\.com\/@|vimeo\.com\/\d|facebook\.com\/\S{1,60}\/(?:posts|videos)\/)\S{1,200}|https?:\/\/(?:www\.|mobile\.)?(?:twitter|x)\.com\/\w{1,30}\/status\/\d{1,25}\S{0,60}|https?:\/\/bsky\.app\/profile\/\S{1,80}\/post\/\S{1,40}|https?:\/\/(?:www\.)?instagram\.com\/(?:p|reel)\/\S{1,60}|https?:\/\/(?:www\.)?threads\.(?:net|com)\/@[\w.]{1,40}\/post\/\S{1,60}|https?:\/\/[\w.-]{3,60}\/@[\w.]{1,40}(?:@[\w.-]{2,60})?\/\d{6,25}|An error occurred\. Try watching this video on .{3,60}|If playback doesn[’']t begin shortly, .{3,60}|.{3,150} - YouTube|@[\w.]{2,40} .{3,150} ♬ .{2,80}|♬ (?:original sound|son original|оригинальный звук) .{0,60}|(?:Tweet|Post|Video|Beitrag|Contenu|Content) (?:unavailable|nicht verfügbar|not available))$/iu;
const counter =
  /^(?:[\d.,]{1,9}\s?[KMB]?\s(?:Views?|Reposts?|Retweets?|ReTruths?|Quotes?|Quote (?:Tweets|posts)|Likes?|Bookmarks?|Replies|Reply|Comments?|Shares?|boosts?|favou?rites?|reactions?|Aufrufe|Gefällt mir|J[’']aime|Me gusta|curtidas|Mi piace)(?:[\s·,]{1,3}[\d.,]{1,9}\s?[KMB]?\s\p{L}{4,12}){0,4}(?:\s(?:\p{L}{3,9}\.? \d{1,2},? \d{4}|\d{1,3} (?:hours?|days?|weeks?|months?|years?) ago|\d{1,2}:\d{2}).{0,20})?|Replying to @\S{1,40}.{0,60}|Translate (?:post|Tweet)|Show (?:more|this thread|translation)|Read \d[\d,.]{0,6}[KM]? repl(?:y|ies)|Read the full conversation on (?:Twitter|X)|Quote(?:d)? (?:Tweet|post)|See (?:\S{1,20} )?other Tweets|Last edited.{0,60}|Follow|Copy link(?: to (?:post|Tweet))?|Explore what[’']s happening on Twitter|From\s\p{L}[\p{L} ,]{1,40}|(?:Some people|Everybody|Everyone) can reply)$/iu;
const time =
  /^(?:Posted )?\d{1,2}[:.]\d{2}(?:\s?[AP]\.?M\.?)?\s?(?:·|•|-|–|,)\s.{5,60}$|^\p{L}{3,9}\.? \d{1,2},? \d{4}(?:,| at| ·| •) ?\d{1,2}[:.]\d{2}(?:\s?[AP]M)?(?:\s?(?:·|•|-)\s?.{1,40})?$/iu;
const handleAlone = /^[‪]?@[\w.-]{1,40}(?:@[\w.-]{2,60})?[‬]?(?:\s?[·•]\s?(.{1,30}))?$/u;
const handleWithName = /^[^@\n]{1,50}\s[‪(]{0,2}@[\w.-]{1,40}(?:@[\w.-]{2,60})?[)‬]{0,2}\s?[·•]\s?(.{1,30})$/u;

const channel = /^[\d.,]{1,9}\s?[KMB]?\ssubscribers$/iu;
const liked =
  /^(?:Liked by|Gefällt|Aimé par|Le gusta a) .{2,60} (?:and|und|et|y) (?:[\d.,]{1,9}\s?[KM]? )?\p{L}{4,12}$/u;
const telegramLink = /^(?:https?:\/\/)?t\.me\/\w{3,40}\/\d{1,9}$/u;
const forwarded =
  /^(?:Forwarded from|Weitergeleitet (?:von|aus)|Переслано из|Forwarded by) \S.{1,59}[^.!?,;]$/u;
/** Counts, ages and buttons, alone on their lines; in a story such a line may be a cell of a table. */
const mark =
  /^(?:[\d.,]{1,9}\s?[KkMB]?|[·•]|[·•]?\s?\d{1,2}\s?(?:s|m|h|d|w|min|hrs?|days?|Std|Tage?|ч|д)\.?|[·•]?\s?\p{L}{3,9}\.? \d{1,2}(?:, \d{4})?(?: at \d{1,2}:\d{2})?|Reposts?|Retweets?|ReTruths?|Quotes?|Likes?|Bookmarks?|Views?|Replies|Reply|Repost|Share|Follow|Following|Folgen|Suivre|Seguir|Verified|Subscribe|boosts?|favou?rites?|Comments?|Add a comment[.…]{0,3}|Post your reply|Relevant|More replies|View \d{1,6} replies|Edited|Public|ALT|GIF)$/iu;
const header =
  /^(?:Post|Tweet|Thread|Conversation|See new posts|Truth Details|[\d.,]{1,7}[KM]? replies|Pinned(?: (?:post|Tweet|by author))?|.{2,40} (?:reposted|Retweeted|boosted))$/iu;

/** Is this a line a network puts inside a post, which says nothing by itself? */
export const isMark = (line: string): boolean => line.length <= 40 && mark.test(line);
/** Is this a line a network puts above a post? */
export const isHeader = (line: string): boolean => line.length <= 60 && header.test(line);

/** Null for a line that people write. Bounded: long lines are no platform's. */
export function platformLine(line: string): PlatformLine | null {
  if (line.length > maxChars || line.length < 4) return null;
  if (line.includes("@")) {
    const own = handleAlone.exec(line) ?? handleWithName.exec(line);
    if (own != null)
      return {
        kind: "handle",
        alone: line.startsWith("@") || line.startsWith("‪@"),
        day: dayIn(own[1] ?? ""),
      };
  }
  const lone = { alone: false, day: null };
  if (/\d/u.test(line) && channel.test(line)) return { kind: "channel", ...lone };
  if (liked.test(line)) return { kind: "liked", ...lone };
  if (telegramLink.test(line)) return { kind: "link", ...lone };
  if (forwarded.test(line)) return { kind: "forwarded", ...lone };
  if (frameStart.test(line)) return { kind: "frame-start", alone: false, day: null };
  if (frameEnd.test(line)) return { kind: "frame-end", alone: false, day: dayIn(line.slice(-60)) };
  if (frame.test(line)) return { kind: "frame", alone: false, day: null };
  if (/\d/u.test(line) && time.test(line)) return { kind: "time", alone: false, day: dayIn(line) };
  return counter.test(line) ? { kind: "counter", alone: false, day: null } : null;
}

const dayIn = (text: string): string | null => datesIn(text)[0]?.day ?? null;
