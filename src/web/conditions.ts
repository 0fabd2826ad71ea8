/** What a client makes its request depend on (RFC 9110 §13.1), as Node names the headers. */
export type Conditions = {
  readonly "if-match"?: string | undefined;
  readonly "if-none-match"?: string | undefined;
  readonly "if-modified-since"?: string | undefined;
  readonly "if-unmodified-since"?: string | undefined;
};

/**
 * Whether to send, in the order of RFC 9110 §13.2.2: tags win over times.
 *
 * @param etag as it would be sent, quotes included
 * @param lastModified ms, whole seconds
 */
export function judge(
  asked: Conditions,
  etag: string,
  lastModified: number,
): "send" | "unchanged" | "failed" {
  const { "if-match": match, "if-none-match": noneMatch } = asked;
  if (match != null) {
    if (!names(match, etag, false)) return "failed";
  } else if (asked["if-unmodified-since"] != null) {
    const at = httpDate(asked["if-unmodified-since"]);
    if (at != null && lastModified > at) return "failed";
  }
  if (noneMatch != null) return names(noneMatch, etag, true) ? "unchanged" : "send";
  if (asked["if-modified-since"] == null) return "send";
  const since = httpDate(asked["if-modified-since"]);
  return since != null && lastModified <= since ? "unchanged" : "send";
}

const tag = /(W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g;

/** A cache on the way may have made a tag weak; "did it change?" may be asked with such a one, "send part of it" may not. */
function names(list: string, etag: string, mayBeWeak: boolean): boolean {
  if (list === etag || list.trim() === "*") return true;
  return [...list.matchAll(tag)].some(([, weak, opaque]) => opaque === etag && (mayBeWeak || weak == null));
}

/** The three forms of RFC 9110 §5.6.7. The last, of asctime(3), is UTC without saying so. */
function httpDate(text: string): number | null {
  const form = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}(,)? [\w :-]{15,30}$/i.exec(text.trim());
  if (form == null) return null;
  const at = Date.parse(form[1] == null ? `${text.trim()} GMT` : text);
  return Number.isNaN(at) ? null : at;
}
