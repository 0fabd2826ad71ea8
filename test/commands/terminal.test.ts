import { Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { duration, openTerminal } from "../../src/commands/terminal.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

/** What is written to stderr, a write at a time. */
function watching(isTTY: boolean) {
  const written: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      written.push(text);
      done();
    },
  });
  const terminal = openTerminal({ stdout: stream, stderr: Object.assign(stream, { isTTY }) });
  return { written, progress: terminal.progress("Mail") };
}

describe("while mail goes out", () => {
  test("a terminal shows how far it is, how fast, how long it takes yet, and what went wrong, in 80 columns", () => {
    const { written, progress } = watching(true);
    for (let second = 1; second <= 40; second++) {
      vi.advanceTimersByTime(1000);
      progress.update(second * 2_500, 1_000_000, ["12345 deferred", "23456 failed"]);
    }
    const last = written.at(-1) ?? "";
    expect(last).toContain("100000/1000000, 2500/s, 6 min left, 12345 deferred, 23456 failed");
    // oxlint-disable-next-line no-control-regex -- what takes the line before it away
    for (const line of written) expect(line.replace(/\r\u001B\[K/, "").length).toBeLessThanOrEqual(79);
    progress.end();
    expect(written.at(-1)).toBe("\r\u001B[K");
  });

  test("a pipe gets a whole line now and then, and none for what is done at once", () => {
    const { written, progress } = watching(false);
    for (let second = 0; second < 95; second++) {
      progress.update(second, 200);
      vi.advanceTimersByTime(1000);
    }
    progress.end();
    expect(written).toHaveLength(3);
    expect(written[0]).toMatch(/^Mail 30\/200, 1\.0\/s, 3 min left\n$/);
  });

  test("nothing is shown of what takes less than a second", () => {
    const { written, progress } = watching(true);
    progress.update(5, 5);
    progress.end();
    expect(written).toEqual([]);
  });
});

test.each([
  [0.2, "1 s"],
  [89, "89 s"],
  [90, "2 min"],
  [5_000, "84 min"],
  [11_000, "3 h 4 min"],
])("%d seconds are %s", (seconds, words) => expect(duration(seconds)).toBe(words));
