import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { Client } from "../../domain/subscriber.ts";

const maxAgentChars = 300;

/**
 * Who asks. What proxies say of it is believed only as far as there are such: each one adds, at the right of X-Forwarded-For,
 * whom it was asked by; whatever stands before that is anybody's own.
 *
 * @param proxies how many of ours a request has come through
 */
export function clientOf({ headers, socket }: IncomingMessage, proxies: number): Client {
  const asker = plainAddress(socket.remoteAddress ?? "");
  const agent = headers["user-agent"]?.replace(/[^\x20-\x7e\xa0-\xff]/g, "").slice(0, maxAgentChars);
  return {
    ip: (proxies === 0 ? null : forwardedFor(headers["x-forwarded-for"], proxies)) ?? asker,
    userAgent: agent == null || agent === "" ? null : agent,
  };
}

/** Does a proxy on this machine ask for others, without being known as one? Then all of them are taken for one client. */
export const isUntoldProxy = ({ headers, socket }: IncomingMessage, proxies: number): boolean =>
  proxies === 0 &&
  headers["x-forwarded-for"] != null &&
  /^(?:127\.|::1$)/.test(plainAddress(socket.remoteAddress ?? "") ?? "");

function forwardedFor(header: string | string[] | undefined, proxies: number): string | null {
  const told = String(header ?? "")
    .slice(-maxHeaderChars)
    .split(",");
  return plainAddress(told.at(-proxies) ?? "");
}

const maxHeaderChars = 1000;

/** `[2001:db8::1]:443`, `192.0.2.1:443`, `::ffff:192.0.2.1` → the address alone; null for what is none. */
function plainAddress(text: string): string | null {
  const trimmed = text.trim();
  const bracketed = /^\[([^\]]*)\]/.exec(trimmed)?.[1];
  const bare = bracketed ?? (isIP(trimmed) === 0 ? trimmed.replace(/:\d{1,5}$/, "") : trimmed);
  const plain = bare.toLowerCase().replace(/^::ffff:(?=\d+\.)/, "");
  return isIP(plain) === 0 ? null : plain;
}
