/**
 * Kills a sender again and again while it sends to thousands of readers: at random, and where it hurts (before MAIL is answered, in
 * the message, when it was taken and not answered, after the answer). Then asks one to stop twenty times. The mail server's own record
 * says who got what.
 *
 *   node bench/delivery/kills.ts [--readers 10000] [--kills 100] [--stops 20] [--folder /dev/shm]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Kill } from "../../test/sending/killing.ts";
import { killedSending } from "../../test/sending/killing.ts";

const flag = (name: string, usual: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : (process.argv[at + 1] ?? usual);
};
const readers = Number(flag("readers", "10000"));
const folder = mkdtempSync(path.join(flag("folder", tmpdir()), "broadsheet-kills-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** So that nine tenths of the list have been sent when the last one comes. */
const kills = (count: number): Kill[] =>
  Array.from({ length: count }, (_, n) => ({
    at: (["any", "sender", "body", "message", "replied"] as const)[n % 5] ?? "any",
    after: Math.floor(Math.random() * ((readers * 1.8) / count)),
  }));

for (const [signal, count] of [
  ["SIGKILL", Number(flag("kills", "100"))],
  ["SIGTERM", Number(flag("stops", "20"))],
] as const) {
  if (count === 0) continue;
  const from = performance.now();
  const found = await killedSending(path.join(folder, `${signal}.db`), readers, kills(count), signal);
  console.log(`${signal}, ${readers} readers, ${((performance.now() - from) / 1000).toFixed(0)} s`, found);
}
