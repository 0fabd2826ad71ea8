import pc from "picocolors";
import type { Surroundings } from "./surroundings.ts";

/** Results go to stdout, talk to stderr; a bar only where somebody watches. */
export type Terminal = {
  result(text: string): void;
  talk(text: string): void;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly warn: (text: string) => string;
  /** A progress bar on stderr for whatever takes longer than a second; in a pipe a line now and then. */
  progress(label: string): {
    update(done: number, of: number, asides?: readonly string[]): void;
    end(): void;
  };
};

const showAfterMs = 1000;
const drawEveryMs = 100;
const tellEveryMs = 30_000;
const rateWindowMs = 10_000;

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
      const perSecond = rateOf(startedAt);
      let drawnAt = -Infinity;
      let toldAt = startedAt;
      let shown = false;
      return {
        update(done, of, asides = []) {
          const now = performance.now();
          if (now - startedAt < showAfterMs) return;
          const isTerminal = stderr.isTTY === true;
          if (now - (isTerminal ? drawnAt : toldAt) < (isTerminal ? drawEveryMs : tellEveryMs)) return;
          const rate = perSecond(done, now);
          const left = rate > 0 && done < of ? [`${duration((of - done) / rate)} left`] : [];
          const words = [`${done}/${of}`, `${rate.toFixed(rate < 10 ? 1 : 0)}/s`, ...left, ...asides].join(
            ", ",
          );
          if (isTerminal) {
            drawnAt = now;
            shown = true;
            stderr.write(`\r\u001B[K${bar(label, done, of, words)}`);
          } else {
            toldAt = now;
            stderr.write(`${label} ${words}\n`);
          }
        },
        end() {
          if (shown) stderr.write("\r\u001B[K");
        },
      };
    },
  };
}

/** So many columns a terminal has at least; a line that is longer would stay when the next is drawn over it. */
const columns = 79;

function bar(label: string, done: number, of: number, words: string): string {
  const width = Math.min(30, columns - label.length - words.length - 2);
  if (width < 5) return `${label} ${words}`.slice(0, columns);
  const full = of === 0 ? width : Math.round((Math.min(done, of) / of) * width);
  return `${label} ${"█".repeat(full)}${"░".repeat(width - full)} ${words}`;
}

/** Of the last ten seconds or so, so that the time left follows what is going on now. */
function rateOf(startedAt: number): (done: number, now: number) => number {
  const seen = [{ done: 0, at: startedAt }];
  return (done, now) => {
    while (seen.length > 1 && (seen[1]?.at ?? now) < now - rateWindowMs) seen.shift();
    const [first] = seen;
    if (now - (seen.at(-1)?.at ?? 0) >= drawEveryMs) seen.push({ done, at: now });
    return first == null || now <= first.at ? 0 : ((done - first.done) / (now - first.at)) * 1000;
  };
}

/** `40 s`, `12 min`, `3 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Text from outside on one line of a terminal: no control or bidi character reaches it. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, " ").trim();
}

/** `8 articles`, `1 article`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
