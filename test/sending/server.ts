import { createHash } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";

/** A message this server took: whether or not its sender got to know. */
export type Accepted = {
  readonly to: string;
  readonly messageId: string;
  readonly hash: string;
  /** ms, of one clock that does not jump. */
  readonly at: number;
};

/** Where a conversation stands when the script is asked. `body`: the first bytes of the message have come. */
export type Point = "greeting" | "hello" | "sender" | "recipient" | "data" | "body" | "message" | "replied";

/**
 * `reply`: said instead of the usual answer. `drop`: the connection ends without one. `lose`: what was asked is done, and the
 * connection ends before the answer. `waitMs`: everything as usual, later.
 */
export type Act =
  | { readonly reply: string; readonly drop?: true }
  | { readonly drop: true }
  | { readonly lose: true }
  | { readonly waitMs: number };

export type Script = (at: {
  readonly point: Point;
  /** Of this connection, from 1; and how many messages it has taken. */
  readonly connection: number;
  readonly taken: number;
  /** The recipient, where one is named. */
  readonly to: string;
}) => Act | null;

export type RecordingServer = AsyncDisposable & {
  readonly url: string;
  readonly port: number;
  readonly accepted: readonly Accepted[];
  readonly connections: () => number;
  script: Script;
};

const usual: Readonly<Record<string, string>> = {
  greeting: "220 mail.example.org ESMTP",
  hello: "250-mail.example.org\r\n250-PIPELINING\r\n250 8BITMIME",
  sender: "250 2.1.0 ok",
  recipient: "250 2.1.5 ok",
  data: "354 go ahead",
  message: "250 2.0.0 queued",
};

/** A mail server on this machine that follows a script, and writes down what it has taken. */
export async function recordingServer(script: Script = () => null): Promise<RecordingServer> {
  const accepted: Accepted[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
    converse(socket, ++connections);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const self = {
    url: `smtp://127.0.0.1:${port}`,
    port,
    accepted,
    connections: () => connections,
    script,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };

  function converse(socket: Socket, connection: number): void {
    let taken = 0;
    let to = "";
    let rest = "";
    let inData = false;
    let isBodySeen = false;
    let queue: Promise<void> = Promise.resolve();

    /** @returns whether the conversation goes on */
    const act = async (point: Point, done: () => void = () => {}): Promise<boolean> => {
      const what = self.script({ point, connection, taken, to });
      if (what != null && "waitMs" in what) await new Promise((resolve) => setTimeout(resolve, what.waitMs));
      if (what != null && "lose" in what) done();
      if (what != null && ("lose" in what || ("drop" in what && !("reply" in what)))) {
        socket.destroy();
        return false;
      }
      if (what != null && "reply" in what) {
        socket.write(`${what.reply}\r\n`);
        if (what.drop === true) socket.end();
        return !what.reply.startsWith("354") && what.drop !== true ? false : what.drop !== true;
      }
      done();
      const reply = usual[point];
      if (reply != null) socket.write(`${reply}\r\n`);
      return true;
    };
    const onLine = async (line: string): Promise<void> => {
      const verb = line.replace(/[ :].*/s, "").toUpperCase();
      if (verb === "EHLO" || verb === "LHLO") await act("hello");
      else if (verb === "MAIL") {
        to = "";
        await act("sender");
      } else if (verb === "RCPT") {
        const named = /<(.*)>/.exec(line)?.[1] ?? "";
        to = named;
        if (!(await act("recipient"))) to = "";
      } else if (verb === "DATA") {
        if (to === "") socket.write("554 5.5.1 no valid recipients\r\n");
        else inData = await act("data");
      } else if (verb === "QUIT") socket.end("221 bye\r\n");
      else socket.write("250 ok\r\n");
    };
    const onBody = async (raw: string): Promise<void> => {
      inData = false;
      isBodySeen = false;
      const messageId = /^Message-ID: (.*)$/im.exec(raw)?.[1] ?? "";
      const went = await act("message", () => {
        accepted.push({
          to,
          messageId: messageId.trim(),
          hash: createHash("sha256").update(raw, "latin1").digest("hex"),
          at: performance.now(),
        });
        taken++;
      });
      if (went) await act("replied");
    };
    const read = async (chunk: string): Promise<void> => {
      rest += chunk;
      for (;;) {
        if (inData && !isBodySeen && rest !== "") {
          isBodySeen = true;
          const what = self.script({ point: "body", connection, taken, to });
          if (what != null && "drop" in what) return void socket.destroy();
        }
        const end = inData ? "\r\n.\r\n" : "\r\n";
        const at = rest.indexOf(end);
        if (at < 0 || socket.destroyed) return;
        const part = rest.slice(0, at);
        rest = rest.slice(at + end.length);
        await (inData ? onBody(part) : onLine(part));
      }
    };
    void act("greeting");
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      queue = queue.then(() => read(chunk));
    });
  }
  return self;
}
