import type { Shelved } from "./shelf.ts";

/** Headers are names and values in turn; those of GET, for HEAD as well. A file is still to be streamed. */
export type Answer = {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer | { readonly stream: Shelved } | null;
};

/** Pages need their stylesheet and pictures and nothing else; no template can bring in a script or another's server. */
export const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** What is no page has nothing to load; a picture that is a document (SVG) gets no rights of this site. */
const filePolicy = "default-src 'none'; sandbox";

export function safeHeaders(type: string): readonly string[] {
  return [
    "Content-Type",
    type,
    "X-Content-Type-Options",
    "nosniff",
    "Content-Security-Policy",
    type.startsWith("text/html") ? pagePolicy : filePolicy,
    "Referrer-Policy",
    "strict-origin-when-cross-origin",
  ];
}

const plainText = "text/plain; charset=utf-8";

/** An answer in one sentence, for what is not a published file. Never kept: it may be another in a minute. */
export function sentence(status: number, text: string, more: readonly string[] = []): Answer {
  return inFull(status, plainText, Buffer.from(`${text}\n`), more);
}

export function inFull(status: number, type: string, body: Buffer, more: readonly string[] = []): Answer {
  const headers = [...safeHeaders(type), "Cache-Control", "no-cache", ...more];
  return { status, headers: [...headers, "Content-Length", String(body.length)], body };
}
