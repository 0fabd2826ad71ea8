/** What a server says of a refusal, in its own words: for decisions, and only cleaned for people. */
export type Told = { readonly code: string; readonly param: string; readonly message: string };

/**
 * What a refusal is about. `later`: the same question may be answered then; `form`: a simpler question may; `article`: this
 * one will not be, others may; `provider`: none will.
 */
export type Matter = "later" | "form" | "article" | "provider";

export function matterOf(status: number, told: Told): Matter {
  // A limit of requests passes, an empty purse does not; messages speak of billing in both.
  if (isPassing(status)) return told.code === "insufficient_quota" ? "provider" : "later";
  if (status === 413) return "article";
  if (status !== 400 && status !== 422) return "provider";
  return /context_length|content_filter|content_policy|safety|context (?:length|window|size)|prompt is too long/i.test(
    `${told.code} ${told.message.slice(0, 500)}`,
  )
    ? "article"
    : "form";
}

const isPassing = (status: number): boolean =>
  status === 408 || status === 409 || status === 425 || status === 429 || status >= 500;

/** A refusal for people, to be read after the server's name: what happened, and what to do. */
export function toldRefusal(status: number, told: Told, key: string | null): string {
  if (status === 401 && key == null) return "asks for a key (401): name its variable as provider.keyEnv";
  if (status === 401 || status === 403)
    return `does not accept the key (${status}): check it, and what it may do`;
  if (status === 402) return "wants to be paid first (402)";
  if (status === 404) return `knows no such model or address (404)${quoted(told, key)}: check both`;
  if (status === 429) return "was asked too often, or has no credit left (429)";
  if (status >= 300 && status < 400)
    return `leads elsewhere (${status}), which is not followed: name the address itself`;
  if (status >= 500) return `is out of order (${status})`;
  return `refuses the question (${status})${quoted(told, key)}`;
}

/**
 * The server's own words, which help where the question is at fault. Of a refused key nothing is repeated, for some
 * servers print it, whole or in part; nor anywhere what looks like one.
 */
function quoted({ message }: Told, key: string | null): string {
  const clean = (key == null ? message : message.replaceAll(key, "[key]"))
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .replace(/\bsk-\S+|[\w-]{24,}/g, "[…]")
    .trim();
  return clean === "" ? "" : `, “${clean.slice(0, 160).toWellFormed()}”`;
}
