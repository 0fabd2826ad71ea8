import type { ArticleImage } from "../../domain/article.ts";

/** By its own first bytes; what its name ends in says nothing. */
export function typeOf(bytes: Uint8Array): ArticleImage["type"] | null {
  const start = Buffer.from(bytes.subarray(0, 32)).toString("latin1");
  if (start.startsWith("\u00ff\u00d8\u00ff")) return "image/jpeg";
  if (start.startsWith("\u0089PNG\r\n\u001a\n")) return "image/png";
  if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) return "image/gif";
  if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) return "image/webp";
  return /^ftyp(?:avif|avis)/.test(start.slice(4)) ? "image/avif" : null;
}
