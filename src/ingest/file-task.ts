import { deserialize } from "node:v8";
import type { Article, Skipped } from "../domain/article.ts";
import type { Limits } from "./formats/draft.ts";
import type { Candidate } from "./folder.ts";

/** What a folder asks of whoever reads its files, here or on another thread. */

/** A file to read, with what lies beside it under its name: its fields, its picture. */
export type WithSidecar = Candidate & {
  readonly sidecar: Candidate | null;
  /** Path of the picture that lies beside it under its name. */
  readonly picture: string | null;
};

/** `expected`: its content as it was, and the pictures it named then; where it is still so, nothing is understood again. */
export type FileTask = WithSidecar & {
  readonly expected: { readonly content: string; readonly pictures: readonly string[] } | null;
  /** When it was first committed to Git, if it was. */
  readonly committed: Date | null;
};

/** An article, still without its `reading`, packed: a plain object of this many strings takes five times the memory. */
export type PackedArticle = { readonly bytes: Uint8Array };
export type FileAnswer =
  | { readonly kind: "same"; readonly path: string }
  | ({ readonly kind: "skipped" } & Skipped)
  | {
      readonly kind: "read";
      readonly path: string;
      readonly packed: PackedArticle;
      readonly marks: readonly string[];
      readonly content: string;
      /** Paths of the pictures it names, whether they are there or not. */
      readonly pictures: readonly string[];
    };

export type Place = {
  /** Absolute. */
  readonly folder: string;
  readonly limits: Limits;
  /** Names the program's way of reading: another one reads everything again. */
  readonly version: string;
};

export const unpack = ({ bytes }: PackedArticle): Omit<Article, "reading"> =>
  deserialize(bytes) as Omit<Article, "reading">;
