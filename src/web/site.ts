import type { IncomingHttpHeaders } from "node:http";
import path from "node:path";
import { reasonOf } from "../domain/faults.ts";
import type { Answer } from "./answers.ts";
import { inFull, safeHeaders, sentence } from "./answers.ts";
import type { Coding, Taste } from "./codings.ts";
import { tasteOf } from "./codings.ts";
import { judge } from "./conditions.ts";
import { hostsOf } from "./hosts.ts";
import { isFeed, isFeedType, isText, mediaType } from "./media-types.ts";
import type { Mount, Route, Wanted } from "./route.ts";
import { findRoute, remembered } from "./route.ts";
import type { Found, Shelf, Shelved } from "./shelf.ts";

export type SiteOptions = {
  readonly mounts: readonly Mount[];
  readonly shelf: Shelf;
  /** May feeds be shown to who asked this host for them? Null: to everybody. */
  readonly mayHaveFeeds: ((host: string) => boolean) | null;
  /** Tells the operator. */
  readonly log: (text: string) => void;
};

export type Asked = {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
};

/** Requests → answers, for whatever speaks HTTP. At once where the file is in memory. */
export type Site = (asked: Asked) => Answer | Promise<Answer>;

/** The published folders, for reading: no request changes anything. */
export function createSite({ mounts: given, shelf, mayHaveFeeds, log }: SiteOptions): Site {
  // `notes/` before "", which holds everything.
  const mounts = given.toSorted((a, b) => b.prefix.length - a.prefix.length);
  const routeOf = remembered((target) => findRoute(target, mounts));

  const folder = async ({ mount, below, place, wanted }: Route): Promise<Answer> => {
    const index = await shelf.find(mount.folder, path.join(place, "index.html"));
    return index.kind === "file" ? moved(wanted) : await missing(mount, below);
  };

  const missing = async (mount: Mount | undefined, below: string): Promise<Answer> => {
    if (mount != null && (await wasWithdrawn(mount, below, log)))
      return await ownPage(mount, 410, "This was withdrawn, and will not come back.");
    return await ownPage(mount, 404, "There is nothing at this address.");
  };

  /** `404.html` and `410.html` of the folder, else of the site. */
  const ownPage = async (mount: Mount | undefined, status: 404 | 410, text: string): Promise<Answer> => {
    const root = mounts.find(({ prefix }) => prefix === "");
    for (const each of new Set([mount?.folder, root?.folder])) {
      if (each == null) continue;
      const found = await shelf.find(each, path.join(each, `${status}.html`));
      if (found.kind === "file" && found.file.isHeld)
        return inFull(status, mediaType(".html"), await shelf.bytes(found.file, "identity"));
    }
    return sentence(status, text);
  };

  const answerWith = (
    asked: Asked,
    { mount, file: below, type }: Route,
    file: Shelved,
  ): Answer | Promise<Answer> => {
    if (mayHaveFeeds != null && isFeedType(type) && !hostsOf(asked.headers).every(mayHaveFeeds))
      return heldBack(mount, log);
    const coding = codingFor(tasteOf(asked.headers["accept-encoding"]), type, file);
    if (coding == null)
      return sentence(406, "This is not to be had in a coding you accept.", variesFor(type));
    const form = formOf(file, coding, mount, below, type);
    const verdict = judge(asked.headers, form.etag, file.lastModified);
    if (verdict === "unchanged") return form.unchanged;
    if (verdict === "failed") return sentence(412, "This is another one by now.", variesFor(type));
    if (!file.isHeld) return { status: 200, headers: form.headersFor(file.size), body: { stream: file } };
    const bytes = shelf.bytes(file, coding);
    const complete = (body: Buffer): Answer => ({ status: 200, headers: form.headersFor(body.length), body });
    return bytes instanceof Promise ? bytes.then(complete) : complete(bytes);
  };

  return (asked) => {
    if (asked.method !== "GET" && asked.method !== "HEAD")
      return sentence(405, "This can only be read.", ["Allow", "GET, HEAD"]);
    const route = routeOf(asked.target);
    if (route.kind !== "route")
      return route.kind === "malformed" ? sentence(400, "This is no address.") : missing(undefined, "");
    const { mount, below, isFolder } = route;
    const go = (found: Found): Answer | Promise<Answer> => {
      if (found.kind === "file") return answerWith(asked, route, found.file);
      if (found.kind === "folder" && !isFolder) return folder(route);
      return missing(mount, below);
    };
    const found = shelf.find(mount.folder, route.place);
    return found instanceof Promise ? found.then(go) : go(found);
  };
}

/** A file in one coding: its tag, and what is said with it. */
type Form = {
  readonly etag: string;
  readonly unchanged: Answer;
  headersFor(length: number): readonly string[];
};

/** Of what is asked for again and again, and gone with the file they were made for. Bytes are not kept here. */
const forms = new WeakMap<Shelved, Partial<Record<Coding, Form>>>();

function formOf(file: Shelved, coding: Coding, mount: Mount, below: string, type: string): Form {
  let made = forms.get(file);
  if (made == null) forms.set(file, (made = {}));
  return (made[coding] ??= makeForm(file, coding, mount, below, type));
}

function makeForm(file: Shelved, coding: Coding, mount: Mount, below: string, type: string): Form {
  const etag = `"${file.hash}${suffixes[coding]}"`;
  const validators = ["ETag", etag, "Cache-Control", caching(mount, below), ...variesFor(type)];
  const headers = [
    ...safeHeaders(type),
    ...validators,
    "Last-Modified",
    new Date(file.lastModified).toUTCString(),
    ...(coding === "identity" ? [] : ["Content-Encoding", coding]),
    ...linksOf(mount, below),
    "Content-Length",
  ];
  let complete: readonly string[] | null = null;
  return {
    etag,
    unchanged: { status: 304, headers: validators, body: null },
    headersFor: (length) => (complete ??= [...headers, String(length)]),
  };
}

const vary = ["Vary", "Accept-Encoding"];
const variesFor = (type: string): readonly string[] => (isText(type) ? vary : []);
/** Another coding is another representation, with a tag of its own (RFC 9110 §8.8.3.3). */
const suffixes: Readonly<Record<Coding, string>> = { br: "-br", gzip: "-gz", identity: "" };

/** In one packet as it is. */
const worthPacking = 1400;

/** By kind and size alone, so that "not changed" can be said without packing anything. */
function codingFor({ packed, takesPlain }: Taste, type: string, { size, isHeld }: Shelved): Coding | null {
  const isPacked = isHeld && isText(type) && (size >= worthPacking || !takesPlain);
  if (isPacked) return packed;
  return takesPlain ? "identity" : null;
}

/** Named by their content (`publishedPath`), so what is under such a name never changes. */
const picture = /^images\/[0-9a-f]{16}\.[a-z]+$/;

const caching = ({ maxAge }: Mount, below: string): string =>
  picture.test(below) ? "public, max-age=31536000, immutable" : `public, max-age=${maxAge}`;

/** WebSub §4: hub and topic in the answer's head, where subscribers look first. Of the main feeds: those the hub is told of. */
function linksOf({ hub, url }: Mount, below: string): readonly string[] {
  if (hub == null || !isFeed(below)) return [];
  return ["Link", `<${hub}>; rel="hub", <${url}${below}>; rel="self"`];
}

/** To the same place with a slash. Relative, so that it can lead to no other host, and holds behind a proxy with a path of its own. */
function moved({ names, query }: Wanted): Answer {
  const place = `./${encodeURIComponent(names.at(-1) ?? "")}/`;
  const more = /^[\x21-\x7e]*$/.test(query) ? query : "";
  return sentence(301, "This is a folder.", ["Location", place + more]);
}

async function wasWithdrawn(mount: Mount, below: string, log: (text: string) => void): Promise<boolean> {
  try {
    return await mount.isGone(below);
  } catch (error) {
    log(`Whether an article was withdrawn cannot be looked up, and readers get 404: ${reasonOf(error)}`);
    return false;
  }
}

/**
 * Readers replace the address they subscribed to by the one a feed names, and one that leads nowhere loses them for good. An
 * error that passes does not: they ask again.
 */
function heldBack({ url }: Mount, log: (text: string) => void): Answer {
  log(
    `Feeds were asked for under a public name and not handed out, as they say that they stand at ${url}. Set url in broadsheet.yaml (or PUBLIC_URL) to the address readers use, run every job once, and start again.`,
  );
  const text = "This feed does not know its own address yet. Its publisher has to set it; please come back.";
  return sentence(503, text, ["Retry-After", "3600"]);
}
