import type { Answer } from "./answers.ts";
import { mediaType } from "./media-types.ts";
import type { Site } from "./site.ts";

/** Files by name, `index.html` among them, and a number that is another one whenever they are others. */
export type PreviewSite = () => { readonly version: number; readonly files: ReadonlyMap<string, Buffer> };

/** Only for who sits at this machine: another site's page must not be able to ask (DNS rebinding). */
const hereOnly = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/i;

/** The page may ask this server and run its one script; the mails in it may load pictures and nothing else. */
const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'";
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src https: http: data:; base-uri 'none'; form-action 'none'";

/** Asks for the number twice a second; when it is another one, shows the page anew, as it was set. */
const script = `
const chosen = () => [...document.querySelectorAll("input:checked")].map(({ id }) => id);
for (const id of JSON.parse(sessionStorage.getItem("chosen") ?? "[]")) {
  const input = document.getElementById(id);
  if (input != null) input.checked = true;
}
document.addEventListener("change", () => sessionStorage.setItem("chosen", JSON.stringify(chosen())));
const shown = document.documentElement.dataset.version;
setInterval(async () => {
  const found = await fetch("version").then((answer) => answer.text(), () => shown);
  if (found !== shown) location.reload();
}, 500);
`;

export function previewSite(current: PreviewSite): Site {
  return ({ method, target, headers }) => {
    if (!hereOnly.test(headers.host ?? ""))
      return answer(403, "text/plain; charset=utf-8", "Not from there.\n");
    if (method !== "GET" && method !== "HEAD")
      return answer(405, "text/plain; charset=utf-8", "Only to be looked at.\n", ["Allow", "GET, HEAD"]);
    const { version, files } = current();
    const name = target.replace(/[?#].*$/s, "").slice(1) || "index.html";
    if (name === "version") return answer(200, "text/plain; charset=utf-8", String(version));
    if (name === "preview.js") return answer(200, "text/javascript; charset=utf-8", script);
    const file = files.get(name);
    if (file == null) return answer(404, "text/plain; charset=utf-8", "There is nothing at this address.\n");
    return answer(200, mediaType(name), file, [
      "Content-Security-Policy",
      name === "index.html" ? pagePolicy : mailPolicy,
    ]);
  };
}

function answer(status: number, type: string, body: string | Buffer, more: readonly string[] = []): Answer {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return {
    status,
    headers: [
      "Content-Type",
      type,
      "Content-Length",
      String(bytes.length),
      "Cache-Control",
      "no-store",
      "X-Content-Type-Options",
      "nosniff",
      "Referrer-Policy",
      "no-referrer",
      ...more,
    ],
    body: bytes,
  };
}
