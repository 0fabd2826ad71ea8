import type { Dirent } from "node:fs";
import { open, readdir, rename } from "node:fs/promises";
import path from "node:path";
import type { BounceSource } from "../../domain/bounce-ports.ts";
import { Fault, reasonOf } from "../../domain/faults.ts";
import { maxBytes } from "./opened-mail.ts";

/**
 * A Maildir: what lies in `new/` is read, and moved to `cur/`; as seen, or as unread where a person should look at it
 * (cr.yp.to/proto/maildir.html).
 */
export function maildirSource(folder: string, name: string): BounceSource {
  return {
    name,
    async *mails(signal) {
      for (const entry of await filesIn(path.join(folder, "new"), name)) {
        if (signal.aborted) return;
        const file = path.join(folder, "new", entry);
        const raw = await readStart(file);
        if (raw == null) continue;
        yield {
          raw,
          async settle(as) {
            const flags = as === "taken" ? "S" : "";
            await putAway(file, path.join(folder, "cur", `${entry.replace(/:2,.*$/, "")}:2,${flags}`));
          },
        };
      }
    },
  };
}

/** A folder of `.eml` files, as mail programs save them. They stay where they are, and count once. */
export function emlFolderSource(folder: string, name: string): BounceSource {
  return {
    name,
    async *mails(signal) {
      const files = (await filesIn(folder, name)).filter((file) => /\.eml$/i.test(file));
      for (const file of files) {
        if (signal.aborted) return;
        const raw = await readStart(path.join(folder, file));
        if (raw != null) yield { raw, async settle() {} };
      }
    },
  };
}

async function filesIn(folder: string, name: string): Promise<string[]> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new Fault("config", `bounces: ${name} cannot be listed: ${reasonOf(error)}`, { cause: error });
  });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => entry.name)
    .sort();
}

/** @returns null for one that another program has taken meanwhile */
async function readStart(file: string): Promise<Uint8Array | null> {
  try {
    await using handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
    return Uint8Array.from(buffer.subarray(0, bytesRead));
  } catch (error) {
    if (isGone(error)) return null;
    throw new Fault("cannot-write", `${file} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

async function putAway(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    if (isGone(error)) return;
    throw new Fault("cannot-write", `${from} cannot be moved to cur/: ${reasonOf(error)}`, { cause: error });
  });
}

const isGone = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";
