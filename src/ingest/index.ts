import type { Article, Skipped } from "../domain/article.ts";
import type { FileMemory, FolderMemory, MemoryChange, ReadingMemory, Source } from "../domain/ports.ts";
import { withoutRepeated } from "./blocks/corpus.ts";
import { type FolderFiles, folderOf, readingWith, relearned } from "./blocks/habits.ts";
import { type Limits, defaultLimits } from "./formats/draft.ts";
import { extensions } from "./formats/registry.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { firstCommits } from "./git-history.ts";
import { listFolder } from "./folder.ts";
import { idLockFile } from "./id-lock-file.ts";
import { paired } from "./given/sidecar.ts";
import { type FileAnswer, type FileTask, type Place, unpack } from "./file-task.ts";
import { readFiles } from "./readers.ts";
import { companionsOf, surveyOf } from "./survey.ts";

export type { Limits } from "./formats/draft.ts";

export type FolderOptions = {
  /** Absolute. */
  readonly folder: string;
  /** For messages: `seeds/`. */
  readonly name: string;
  readonly limits?: Partial<Limits>;
  /** What earlier reads have learned; without it every read is the first. */
  readonly memory?: ReadingMemory;
  /** Names the program's way of reading: another one reads everything again. */
  readonly version?: string;
};

const noMemory: ReadingMemory = {
  files: () => Promise.resolve(new Map()),
  marks: () => Promise.resolve(new Map()),
  folders: () => Promise.resolve(new Map()),
  record: () => Promise.resolve(),
};

type Read = Extract<FileAnswer, { readonly kind: "read" }>;

/**
 * A folder of articles, nested folders included. Articles and skipped files come ordered by path (code units). Each file is
 * read on its own: what goes wrong with one becomes its reason. What has not changed since it was last read, and is `known`
 * by the reading it got then, is not read again.
 */
export function folderSource(options: FolderOptions): Source {
  const { folder, name, memory = noMemory, version = "" } = options;
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const place: Place = { folder, limits, version };
  let published: Source["picture"];
  return {
    name,
    ids: idLockFile(folder, name),
    fingerprint: (now) => fingerprintOf(folder, limits.maxFolderDepth + 1, now),
    async picture(image) {
      published ??= (await import("./pictures/inside.ts")).pictureBytes(folder, limits);
      return await published(image);
    },
    async read(now, known = new Map(), look = { after: null, most: Infinity }) {
      const listing = await listFolder(folder, name, extensions, limits);
      const { candidates, skipped: unpaired } = paired(
        listing.candidates,
        listing.sidecars,
        listing.pictures,
      );
      const files = await memory.files(name);
      const survey = surveyOf({ candidates, files, known, folder, version, now });
      const answers = new Map<string, Read>();
      const unchanged = new Set(survey.unchanged);
      const skipped: Skipped[] = [...listing.skipped, ...unpaired];
      const { taken, left, next } = inLook(survey.touched, look);
      const commits = taken.length === 0 ? new Map<string, Date>() : await firstCommits(folder);
      const read = async (tasks: readonly Omit<FileTask, "committed">[]): Promise<void> => {
        const dated = tasks.map((task) => ({ ...task, committed: commits.get(task.path) ?? null }));
        for await (const answer of readFiles(dated, place)) {
          if (answer.kind === "read") answers.set(answer.path, answer);
          else if (answer.kind === "same") unchanged.add(answer.path);
          else skipped.push({ path: answer.path, reason: answer.reason });
        }
      };
      await read(taken);
      const isLeft = new Set(left);
      const gone = [...files.keys()].filter(
        (path) => !unchanged.has(path) && !answers.has(path) && !isLeft.has(path),
      );
      const learned = await relearned(
        foldersNow(unchanged, answers, gone, files),
        await memory.folders(name),
        (each) => memory.marks(name, each),
      );
      const affected = candidates.filter(({ path }) => learned.affected.has(path));
      for (const { path } of affected) unchanged.delete(path);
      await read(affected.map((candidate) => ({ ...candidate, expected: null })));
      const readings = new Map(
        [...answers].map(([path, { content, marks }]) => [
          path,
          readingWith(content, marks, learned.folders.get(folderOf(path))),
        ]),
      );
      const stamped = (path: string, pictures: readonly string[]) => ({
        path,
        // One that is read only because its folder has other furniture has the stamp it had.
        stamp: survey.stamps.get(path) ?? files.get(path)?.stamp ?? "",
        companions: companionsOf(pictures, folder, now),
      });
      const touched = new Map(taken.map((task) => [task.path, task.expected?.pictures ?? []]));
      const change: MemoryChange = {
        files: [...answers.values()]
          .map(({ path, content, marks, pictures }) => ({
            ...stamped(path, pictures),
            content,
            marks,
            reading: readings.get(path) ?? content,
          }))
          .filter(({ path, stamp, reading }) => {
            const before = files.get(path);
            return stamp !== before?.stamp || reading !== before.reading;
          }),
        restamped: [...touched].flatMap(([path, pictures]) =>
          unchanged.has(path) ? stamped(path, pictures) : [],
        ),
        gone,
        folders: learned.changed,
      };
      if (hasAny(change)) await memory.record(name, change);
      return {
        articles: { [Symbol.iterator]: () => articlesOf(answers, readings, learned.folders) },
        unchanged: [...unchanged],
        skipped: skipped.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
        left,
        next,
        isWhole: next == null,
      };
    },
  };
}

/** Of what is to be read, in the order of paths, what one look takes. */
function inLook<T extends { readonly path: string }>(
  touched: readonly T[],
  { after, most }: { readonly after: string | null; readonly most: number },
) {
  const from = after == null ? 0 : touched.filter(({ path }) => path <= after).length;
  const taken = touched.slice(from, from + most);
  const rest = touched.slice(from + most);
  const left = [...touched.slice(0, from), ...rest].map(({ path }) => path);
  return { taken, left, next: rest.length === 0 ? null : (taken.at(-1)?.path ?? null) };
}

const hasAny = ({ files, restamped, gone, folders }: MemoryChange): boolean =>
  files.length + restamped.length + gone.length + folders.size > 0;

/** What there is in each folder where something is new, changed or gone. */
function foldersNow(
  unchanged: ReadonlySet<string>,
  answers: ReadonlyMap<string, Read>,
  gone: readonly string[],
  files: ReadonlyMap<string, FileMemory>,
): ReadonlyMap<string, FolderFiles> {
  const changed = [
    ...gone,
    ...[...answers].flatMap(([path, { content }]) => (files.get(path)?.content === content ? [] : path)),
  ];
  const counts = new Map<string, number>();
  for (const path of changed) counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1);
  const marks = Map.groupBy([...answers.values()], ({ path }) => folderOf(path));
  const others = Map.groupBy(unchanged, folderOf);
  return new Map(
    [...counts].map(([folder, count]) => {
      const own = marks.get(folder) ?? [];
      const rest = (others.get(folder) ?? []).flatMap((path) => {
        const file = files.get(path);
        return file == null ? [] : [[path, file] as const];
      });
      return [
        folder,
        {
          files: own.length + rest.length,
          changed: count,
          marks: new Map(own.map((answer) => [answer.path, answer.marks])),
          others: new Map(rest),
        },
      ];
    }),
  );
}

/** By path; each is unpacked when it is taken, and its folder's furniture told from its text. */
function* articlesOf(
  answers: ReadonlyMap<string, Read>,
  readings: ReadonlyMap<string, string>,
  folders: ReadonlyMap<string, FolderMemory>,
): Generator<Article> {
  const inOrder = [...answers.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, packed, content } of inOrder) {
    const article = unpack(packed);
    const blocks = withoutRepeated(article, folders.get(folderOf(path))?.repeated);
    yield { ...article, blocks, reading: readings.get(path) ?? content };
  }
}
