import type { Socket } from "node:net";
import type { Reply } from "../domain/smtp-reply.ts";
import { readReply } from "../domain/smtp-reply.ts";

/** A reply of a hostile server ends somewhere. */
const maxReplyBytes = 64 * 1024;
const farewellMs = 1000;

/**
 * One side of an SMTP conversation on a connected socket: what we write goes out as it is, what the server says comes back
 * reply by reply.
 */
export type Wire = {
  /** False once nothing more can be said or heard. */
  readonly isOpen: boolean;
  /** What was said without being asked since the last reply: a server that takes its leave. */
  readonly unasked: Reply | null;
  /** All parts at once. */
  write(...parts: readonly (string | Uint8Array)[]): void;
  /** The next reply, or null where the connection ends, or nothing comes for so long, before it is whole. */
  reply(ms: number): Promise<Reply | null>;
  /** Ends the connection at once: nobody is answered any more. */
  close(): void;
  /** Takes leave (RFC 5321 §4.1.1.10); whoever does not answer a farewell is left all the same, after a moment. */
  quit(): Promise<void>;
};

/** @param socket nobody else listens to it from now on */
export function openWire(socket: Socket): Wire {
  const heard: Reply[] = [];
  let lines: string[] = [];
  let rest = "";
  let bytes = 0;
  let isOpen = true;
  let waiting: ((reply: Reply | null) => void) | null = null;
  let timer: NodeJS.Timeout | undefined;

  const answer = (reply: Reply | null): void => {
    const waits = waiting;
    waiting = null;
    clearTimeout(timer);
    waits?.(reply);
  };
  const close = (): void => {
    isOpen = false;
    socket.destroy();
    answer(null);
  };
  socket.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxReplyBytes) return close();
    rest += chunk.toString("latin1");
    for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
      const line = rest.slice(0, end).replace(/\r$/, "");
      rest = rest.slice(end + 1);
      lines.push(line);
      if (/^\d{3}-/.test(line)) continue;
      const reply = readReply(Buffer.from(lines.join("\n"), "latin1").toString("utf8"));
      lines = [];
      bytes = rest.length;
      // What is no reply (RFC 5321 §4.2) leaves nobody knowing which of our commands the next one answers.
      if (reply == null) return close();
      if (waiting == null) heard.push(reply);
      else answer(reply);
    }
  });
  socket.on("error", close);
  socket.on("close", close);
  socket.on("end", close);

  return {
    get isOpen() {
      return isOpen && socket.writable;
    },
    get unasked() {
      return heard[0] ?? null;
    },
    write(...parts) {
      if (!isOpen) return;
      socket.cork();
      for (const part of parts) socket.write(part);
      socket.uncork();
    },
    reply(ms) {
      const ready = heard.shift();
      if (ready != null) return Promise.resolve(ready);
      if (!isOpen) return Promise.resolve(null);
      return new Promise((resolve) => {
        waiting = resolve;
        // A slow server may take our bytes for longer than its answer; while it takes any, time has not run out.
        let taken = socket.bytesWritten - socket.writableLength;
        const late = (): void => {
          const now = socket.bytesWritten - socket.writableLength;
          if (now === taken) return close();
          taken = now;
          timer = setTimeout(late, ms);
        };
        timer = setTimeout(late, ms);
      });
    },
    close,
    async quit() {
      if (!isOpen) return;
      isOpen = false;
      const gone = new Promise<void>((resolve) => socket.once("close", () => resolve()));
      socket.removeListener("end", close);
      socket.once("end", () => socket.destroy());
      socket.write("QUIT\r\n");
      const late = setTimeout(() => socket.destroy(), farewellMs);
      await gone;
      clearTimeout(late);
    },
  };
}
