/** What a request asks for: names from the published folder on, decoded once; `[]` is the front page. */
export type RequestPath =
  | {
      readonly kind: "path";
      readonly names: readonly string[];
      readonly isFolder: boolean;
      readonly query: string;
    }
  /** Nothing that was ever published has such a name: links to places outside, hidden files, halves of files. */
  | { readonly kind: "nowhere" }
  | { readonly kind: "malformed" };

/** No file system takes a longer name, and no page has one. */
const maxNameBytes = 255;

/**
 * A request target (RFC 9112 §3.2: `/atom.xml?x`, or with scheme and host before it) as names. They are decoded once and after
 * they have been told apart, so that no escape makes a separator, a parent folder or the end of a C string of what was one name.
 */
export function requestPath(target: string): RequestPath {
  const origin = originForm(target);
  if (!origin.startsWith("/")) return { kind: "malformed" };
  const end = origin.search(/[?#]/);
  const [path, query] = end === -1 ? [origin, ""] : [origin.slice(0, end), origin.slice(end)];
  const names: string[] = [];
  for (const part of path.slice(1).split("/")) {
    const name = decoded(part);
    if (name == null) return { kind: "malformed" };
    names.push(name);
  }
  const isFolder = names.at(-1) === "";
  if (isFolder) names.pop();
  if (!names.every(isPublishable)) return { kind: "nowhere" };
  return { kind: "path", names, isFolder, query: query.replace(/#.*$/s, "") };
}

function originForm(target: string): string {
  if (target.startsWith("/")) return target;
  const host = /^https?:\/\/[^/?#]*/i.exec(target)?.[0];
  if (host == null) return target;
  const rest = target.slice(host.length);
  return rest.startsWith("/") ? rest : `/${rest}`;
}

function decoded(part: string): string | null {
  if (!part.includes("%")) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** Hidden files hold what is being written, and `.` and `..` lead elsewhere; so does an empty name, as in `//elsewhere.example`. */
function isPublishable(name: string): boolean {
  return (
    name !== "" &&
    !name.startsWith(".") &&
    !name.endsWith(".part") &&
    !/[/\\\p{Cc}]/u.test(name) &&
    Buffer.byteLength(name) <= maxNameBytes
  );
}
