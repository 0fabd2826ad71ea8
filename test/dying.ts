import fs from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

/**
 * Lets its process die in the middle of publishing: `write:3` with half of the fourth file beside its place, `rename:0` before
 * the first is put in its place, `rm:0` before the first is taken away. By SIGKILL, which nothing can answer. For whole
 * commands: `node --import` this, with the place in `DIE_AT`.
 */
export function dieAt(place: string): void {
  [what, left] = [place.slice(0, place.indexOf(":")), Number(place.slice(place.indexOf(":") + 1))];
}

let what = "";
let left = 0;
const isHere = (kind: string): boolean => kind === what && left-- === 0;
const die = (): void => void process.kill(process.pid, "SIGKILL");

const { open, rename, rm } = fs.promises;
const { renameSync, rmSync } = fs;
const isStaged = (place: unknown): boolean => String(place).endsWith(".part");

fs.promises.open = async (...args: Parameters<typeof open>): Promise<FileHandle> => {
  const file = await open(...args);
  if (!isStaged(args[0])) return file;
  const whole = file.writeFile.bind(file);
  file.writeFile = async (data: string | Uint8Array): Promise<void> => {
    if (!isHere("write")) return await whole(data);
    const bytes = Buffer.from(data);
    await file.write(bytes, 0, bytes.length >> 1);
    die();
  };
  return file;
};
fs.promises.rename = async (from, to) => {
  if (isStaged(from) && isHere("rename")) die();
  await rename(from, to);
};
fs.renameSync = (from, to) => {
  if (isStaged(from) && isHere("rename")) die();
  renameSync(from, to);
};
fs.promises.rm = async (place, options) => {
  if (!isStaged(place) && isHere("rm")) die();
  await rm(place, options);
};
fs.rmSync = (place, options) => {
  if (!isStaged(place) && isHere("rm")) die();
  rmSync(place, options);
};
syncBuiltinESMExports();
dieAt(process.env["DIE_AT"] ?? "");
