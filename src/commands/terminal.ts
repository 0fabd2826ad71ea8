import pc from "picocolors";
import type { Surroundings } from "./surroundings.ts";

/** Results go to stdout, talk to stderr; a bar only where somebody watches. */
export type Terminal = {
  result(text: string): void;
  talk(text: string): void;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly warn: (text: string) => string;
  /** A progress bar on stderr for whatever takes longer than a second; nothing in a pipe. */
  progress(label: string): { update(done: number, of: number): void; end(): void };
};

const barWidth = 30;
const showAfterMs = 1000;

export function openTerminal({ stdout, stderr }: Pick<Surroundings, "stdout" | "stderr">): Terminal {
  // picocolors obeys NO_COLOR, FORCE_COLOR and whether stdout is a terminal.
  return {
    result: (text) => void stdout.write(`${text}\n`),
    talk: (text) => void stderr.write(`${text}\n`),
    strong: pc.bold,
    faint: pc.dim,
    warn: pc.yellow,
    progress(label) {
      const startedAt = performance.now();
      let shown = false;
      return {
        update(done, of) {
          if (stderr.isTTY !== true || performance.now() - startedAt < showAfterMs) return;
          shown = true;
          const full = of === 0 ? barWidth : Math.round((Math.min(done, of) / of) * barWidth);
          const bar = "█".repeat(full) + "░".repeat(barWidth - full);
          const rate = done / ((performance.now() - startedAt) / 1000);
          stderr.write(`\r\u001B[K${label} ${bar} ${done}/${of}, ${rate.toFixed(0)}/s`);
        },
        end() {
          if (shown) stderr.write("\r\u001B[K");
        },
      };
    },
  };
}

/** Text from outside on one line of a terminal: no control or bidi character reaches it. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, " ").trim();
}

/** `8 articles`, `1 article`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
