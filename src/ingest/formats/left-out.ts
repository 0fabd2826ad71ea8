import type { Draft } from "./draft.ts";

/**
 * The draft with a note on pictures that stand inside its file and are not published: only files beside an article are,
 * as each picture keeps a path of its own.
 */
export function withoutPictures<T extends Pick<Draft, "note">>(draft: T, count: number): T {
  if (count === 0) return draft;
  const [what, them] = count === 1 ? ["one picture", "it"] : [`${count} pictures`, "them"];
  const note = `${what} inside the file ${count === 1 ? "was" : "were"} left out: to publish ${them}, save ${them} beside the article and name ${them} in it`;
  return { ...draft, note: draft.note == null ? note : `${draft.note}; ${note}` };
}
