import { expect, test } from "vitest";
import { openPacing } from "../../src/app/pacing.ts";
import { editionId } from "../../src/domain/ids.ts";
import { uuid } from "../sending/edition.ts";

const pacing = () =>
  openPacing(
    {
      paceMemory: async () => ({ spent: [], pauses: [] }),
      daysSent: async () => 0,
      async *lines() {},
    },
    editionId(uuid(1)),
    {},
    { now: () => new Date() },
  );

test("whoever was called before falling asleep does not sleep: nobody may be left to call again", async () => {
  const pace = await pacing();
  const { signal } = new AbortController();
  const before = pace.woken();
  pace.wake();
  expect(await pace.sleep(Infinity, signal, before)).toBe(true);
  const asleep = pace.sleep(Infinity, signal, pace.woken());
  pace.wake();
  expect(await asleep).toBe(true);
});

test("nobody falls asleep who was asked to stop, and who sleeps then wakes", async () => {
  const pace = await pacing();
  expect(await pace.sleep(Infinity, AbortSignal.abort(), pace.woken())).toBe(true);
  const stop = new AbortController();
  const asleep = pace.sleep(Infinity, stop.signal, pace.woken());
  stop.abort();
  expect(await asleep).toBe(true);
});
