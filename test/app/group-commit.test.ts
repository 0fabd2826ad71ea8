import { expect, test, vi } from "vitest";
import { groupCommits } from "../../src/app/group-commit.ts";
import type { Mark, Marked } from "../../src/domain/ledger-port.ts";

const mark: Mark = { settle: null, claim: null };

test("what comes together is written together, and what comes meanwhile with the next one", async () => {
  const groups: number[] = [];
  const gates: (() => void)[] = [];
  const commits = groupCommits(async (marks) => {
    groups.push(marks.length);
    await new Promise<void>((resolve) => gates.push(resolve));
    return marks.map((): Marked => ({ settled: true, claim: null }));
  });
  const first = [1, 2, 3].map(() => commits.write(mark));
  await vi.waitFor(() => expect(groups).toEqual([3]));
  let isSecondWritten = false;
  const second = [1, 2].map(() => commits.write(mark).then(() => (isSecondWritten = true)));
  gates[0]?.();
  await Promise.all(first);
  await vi.waitFor(() => expect(groups).toEqual([3, 2]));
  // Nobody hears of what is not on the disk.
  expect(isSecondWritten).toBe(false);
  gates[1]?.();
  await Promise.all(second);
});

test("after something could not be written nothing is, and everybody hears why", async () => {
  let calls = 0;
  const commits = groupCommits(() => {
    calls++;
    return Promise.reject(new Error("disk full"));
  });
  const both = await Promise.allSettled([commits.write(mark), commits.write(mark)]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await expect(commits.write(mark)).rejects.toThrow("disk full");
  expect(calls).toBe(1);
});
