import { mkdir, open, rename } from "node:fs/promises";
import path from "node:path";
import { Fault, reasonOf } from "../domain/faults.ts";
import type { Transport } from "../domain/ports.ts";

/**
 * Keeps each message as a file instead of sending it: `outbox/default-1/ada@example.com.eml`. The file is the complete
 * message; any mail program opens it. A message captured again replaces its own file.
 *
 * @param folder absolute
 */
export function captureTransport(folder: string, name: string): Transport {
  return {
    name,
    captures: true,
    open: () => ({
      isOpen: true,
      ready: async () => null,
      async send(message) {
        const place = path.join(folder, message.name);
        try {
          await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
          const beside = `${place}.part`;
          await using file = await open(beside, "w", 0o600);
          await file.writeFile(message.raw);
          await file.sync();
          await rename(beside, place);
          return { kind: "accepted", reply: `captured as ${path.posix.join(name, message.name)}` };
        } catch (error) {
          throw new Fault(
            "cannot-write",
            `${name} could not be written: ${reasonOf(error)}. Mend this and run again.`,
            {
              cause: error,
            },
          );
        }
      },
      async [Symbol.asyncDispose]() {},
    }),
  };
}
