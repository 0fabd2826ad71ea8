import path from "node:path";
import { mediaType } from "./media-types.ts";
import type { RequestPath } from "./request-path.ts";
import { requestPath } from "./request-path.ts";

/** One published folder, and where in the site it stands. */
export type Mount = {
  /** "" for the site's root, else ending in "/": `notes/`. */
  readonly prefix: string;
  /** Absolute. */
  readonly folder: string;
  /** Address at which readers have it; ends in "/". */
  readonly url: string;
  /** WebSub hub of its feeds, or null. */
  readonly hub: string | null;
  /** How long an answer may be taken for current, in seconds. */
  readonly maxAge: number;
  /** Did an entry have its page here, and was withdrawn? @param page below the folder: `articles/x.html` */
  isGone(page: string): Promise<boolean>;
};

export type Wanted = Extract<RequestPath, { kind: "path" }>;

/** Where what a request asks for would stand. */
export type Route = {
  readonly kind: "route";
  readonly mount: Mount;
  readonly wanted: Wanted;
  /** Asked for, below the mount's folder; "" is that folder itself. */
  readonly below: string;
  /** Whether it was asked for as a folder: that is its `index.html`. */
  readonly isFolder: boolean;
  /** The file, below the mount's folder. */
  readonly file: string;
  /** Absolute. */
  readonly place: string;
  readonly type: string;
};

export type NoRoute = { readonly kind: "malformed" } | { readonly kind: "nowhere" };

/** @param mounts those that stand within others before them */
export function findRoute(target: string, mounts: readonly Mount[]): Route | NoRoute {
  const wanted = requestPath(target);
  if (wanted.kind !== "path") return wanted;
  const whole = wanted.names.join("/");
  const mount = mounts.find(({ prefix }) => `${whole}/`.startsWith(prefix));
  if (mount == null) return { kind: "nowhere" };
  const below = whole.slice(mount.prefix.length);
  const isFolder = wanted.isFolder || whole === "";
  const file = isFolder ? path.posix.join(below, "index.html") : below;
  const place = path.join(mount.folder, file);
  return {
    kind: "route",
    mount,
    wanted,
    below,
    isFolder,
    file,
    place,
    type: mediaType(path.posix.basename(file)),
  };
}

/** Feeds and front pages are asked for most of the time. Others, however many, take no more room than these. */
const maxRemembered = 1000;
const maxTargetChars = 200;

/** A function of a short text, with its last answers at hand. */
export function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found != null) return found;
    const made = work(text);
    if (known.size >= maxRemembered) known.clear();
    if (text.length <= maxTargetChars) known.set(text, made);
    return made;
  };
}
