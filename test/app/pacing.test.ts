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
  const { sleep, wake, woken } = await pacing();
  const { signal } = new AbortController();
  const before = woken();
  wake();
  expect(await sleep(Infinity, signal, before)).toBe(true);
  const asleep = sleep(Infinity, signal, woken());
  wake();
  expect(await asleep).toBe(true);
});

test("nobody falls asleep who was asked to stop, and who sleeps then wakes", async () => {
  const { sleep, woken } = await pacing();
  expect(await sleep(Infinity, AbortSignal.abort(), woken())).toBe(true);
  const stop = new AbortController();
  const asleep = sleep(Infinity, stop.signal, woken());
  stop.abort();
  expect(await asleep).toBe(true);
});
