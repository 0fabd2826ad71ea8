import type { IncomingHttpHeaders } from "node:http";

/** The names under which a request was sent out: to us, and, as proxies on the way tell it, to them. */
export function hostsOf(headers: IncomingHttpHeaders): readonly string[] {
  const { host = "", forwarded = "" } = headers;
  const passedOn = String(headers["x-forwarded-host"] ?? "").split(",");
  // RFC 7239: Forwarded: for=192.0.2.1;host="news.example.org:8443", for=…
  const told = [...forwarded.matchAll(/(?:^|[;,\s])host="?([^";,\s]+)/gi)].map(([, name]) => name ?? "");
  return [host, ...passedOn, ...told].map((name) => name.trim()).filter((name) => name !== "");
}
