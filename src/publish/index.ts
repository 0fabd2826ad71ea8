import type { Publisher } from "../domain/ports.ts";
import { folderPublisher, rehearsingPublisher } from "./folder.ts";

/** The publishers there are; a new one is added here and in `test/contract/publisher.test.ts`. */
export const publishers = {
  folder: folderPublisher,
  rehearsal: rehearsingPublisher,
} as const satisfies Record<string, (place: string, name: string) => Publisher>;
