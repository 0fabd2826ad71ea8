import type { Skipped } from "../../domain/article.ts";
import { type Draft, type Limits, Unusable } from "../formats/draft.ts";
import { type Candidate, readCandidate, shown } from "../folder.ts";

/**
 * A sidecar is `name.yaml` or `name.yml` beside `name.ext`: the keys of front matter, for files that cannot carry any
 * or must not be touched. It wins over everything the file says; the sidecars that belong to no article are skipped.
 */
export type Paired = {
  readonly candidates: readonly (Candidate & {
    readonly sidecar: Candidate | null;
    readonly picture: string | null;
  })[];
  readonly skipped: readonly Skipped[];
};

export function paired(
  candidates: readonly Candidate[],
  sidecars: readonly Candidate[],
  pictures: readonly string[],
): Paired {
  const byStem = new Map<string, Candidate>();
  const skipped: Skipped[] = [];
  const stems = new Set(candidates.map(({ path }) => stemOf(path)));
  for (const sidecar of sidecars) {
    const stem = stemOf(sidecar.path);
    const other = byStem.get(stem);
    if (!stems.has(stem)) {
      const reason = "it is a sidecar, but no article of the same name stands beside it: rename or remove it";
      skipped.push({ path: shown(sidecar.path), reason });
    } else if (other != null) {
      const reason = `${shown(nameOf(other.path))} is the sidecar of the same article: keep one of the two`;
      skipped.push({ path: shown(sidecar.path), reason });
    } else byStem.set(stem, sidecar);
  }
  // Of several of one name the first by name: JPEG before PNG and WebP.
  const pictureOf = new Map(
    [...pictures]
      .sort()
      .reverse()
      .map((path) => [stemOf(path), path]),
  );
  return {
    candidates: candidates.map((candidate) => ({
      ...candidate,
      sidecar: byStem.get(stemOf(candidate.path)) ?? null,
      picture: pictureOf.get(stemOf(candidate.path)) ?? null,
    })),
    skipped,
  };
}

/** @throws Unusable naming the sidecar and the line: an article without it would not be what its author meant. */
export async function withSidecar(draft: Draft, sidecar: Candidate, limits: Limits): Promise<Draft> {
  const name = `its sidecar ${shown(nameOf(sidecar.path))}`;
  try {
    // Loaded where there is a sidecar to read: a run that finds nothing new pairs names only.
    const [{ decode }, { fieldsIn, mergedWith }] = await Promise.all([
      import("../bytes/decode.ts"),
      import("./front-matter.ts"),
    ]);
    const { bytes } = await readCandidate(sidecar, limits);
    const { text } = decode(bytes);
    return mergedWith(draft, fieldsIn(text, "yaml", name, 1));
  } catch (error) {
    if (!(error instanceof Unusable) || error.message.startsWith(name)) throw error;
    throw new Unusable(`${name}: ${error.message}`, { cause: error });
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const stemOf = (path: string): string => path.slice(0, path.lastIndexOf("."));
