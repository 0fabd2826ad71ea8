import { join } from "node:path";
import type { FileMemory } from "../domain/ports.ts";
import type { Candidate } from "./folder.ts";
import type { FileTask, WithSidecar } from "./file-task.ts";
import { stampOf } from "./stamps.ts";

type Touched = Omit<FileTask, "committed">;

export type Survey = {
  /** Paths whose files have the stamps they had when they were read as they are known. */
  readonly unchanged: readonly string[];
  readonly touched: readonly Touched[];
  /** Of what is touched, by path: taken before it is read, so that a change meanwhile shows the next time. */
  readonly stamps: ReadonlyMap<string, string>;
};

/** Looks at every file without opening it. @param known readings that the caller has, by path */
export function surveyOf(input: {
  readonly candidates: readonly WithSidecar[];
  readonly files: ReadonlyMap<string, FileMemory>;
  readonly known: ReadonlyMap<string, string>;
  /** Absolute. */
  readonly folder: string;
  /** Another one reads everything again. */
  readonly version: string;
  readonly now: Date;
}): Survey {
  const { candidates, files, known, folder, version, now } = input;
  const unchanged: string[] = [];
  const touched: Touched[] = [];
  const stamps = new Map<string, string>();
  for (const candidate of candidates) {
    const { path } = candidate;
    const stamp = `${version} ${stampOfBoth(candidate, now)}`;
    const before = files.get(path);
    const isKnown = before != null && known.get(path) === before.reading;
    if (
      isKnown &&
      stamp === before.stamp &&
      before.companions.every((each) => isAsItWas(each, folder, now))
    ) {
      unchanged.push(path);
      continue;
    }
    stamps.set(path, stamp);
    const pictures = before?.companions.map((each) => each.path) ?? [];
    touched.push({ ...candidate, expected: isKnown ? { content: before.content, pictures } : null });
  }
  return { unchanged, touched, stamps };
}

/** Pictures stamped as an article names them. */
export function companionsOf(
  pictures: readonly string[],
  folder: string,
  now: Date,
): { path: string; stamp: string }[] {
  return pictures.map((path) => ({ path, stamp: stampOf(join(folder, path), now) }));
}

function stampOfBoth(
  { absolute, sidecar, picture }: { absolute: string; sidecar: Candidate | null; picture: string | null },
  now: Date,
): string {
  const own = stampOf(absolute, now);
  // That there is a picture now is news; the picture itself is a companion once it was read.
  const beside = picture == null ? own : `${own}&${picture}`;
  return sidecar == null ? beside : `${beside}+${stampOf(sidecar.absolute, now)}`;
}

const isAsItWas = ({ path, stamp }: FileMemory["companions"][number], folder: string, now: Date): boolean =>
  stampOf(join(folder, path), now) === stamp;
