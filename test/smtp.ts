import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";
import { SMTPServer } from "smtp-server";
import type { SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";

/** A message as a mail server took it: the bytes between DATA and the final dot, with the stuffed dots taken out. */
export type Taken = { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer };

export type MailServer = {
  /** `smtp://127.0.0.1:port` */
  readonly url: string;
  readonly port: number;
  readonly taken: readonly Taken[];
  /** How many connections were opened so far. */
  readonly connections: () => number;
};

/** A real mail server on this machine, gone after the test: takes everything, but for what the options say. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const taken: Taken[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    hideSTARTTLS: true,
    closeTimeout: 100,
    ...options,
    onConnect(session, callback) {
      connections++;
      if (options.onConnect == null) callback();
      else options.onConnect.call(this, session, callback);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.once("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map((each) => each.address),
          raw: Buffer.concat(chunks),
        });
        if (options.onData == null) callback();
        else options.onData.call(this, stream, session, callback);
      });
    },
  });
  // A client that hangs up in the middle is what some tests are about.
  server.on("error", () => {});
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  );
  const { port } = listening.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, port, taken, connections: () => connections };
}

/** What a raw server answers: a reply, or a reply (or none) and then nothing but a closed connection. */
export type Answer = string | { readonly say?: string; readonly hangUp: true };

/**
 * Answers one line: `greeting` for a new connection, then each command as it was sent, and `.` for a whole message.
 */
export type Script = (command: string, connection: number) => Answer;

export type RawServer = {
  readonly url: string;
  readonly port: number;
  /** Every command of every connection, in the order they came; `.` stands for a message. */
  readonly heard: readonly string[];
  readonly connections: () => number;
};

/** A server that says just what a test wants it to say, gone after the test. */
export async function rawServer(script: Script): Promise<RawServer> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    const connection = ++connections;
    sockets.add(socket);
    // Small replies one after the other would each wait 40 ms for an acknowledgement.
    socket.setNoDelay(true);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    talk(socket, (command) => {
      if (command !== "greeting") heard.push(command);
      return script(command, connection);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  const { port } = server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, port, heard, connections: () => connections };
}

function talk(socket: Socket, answerTo: (command: string) => Answer): void {
  let buffer = "";
  let inData = false;
  const answer = (command: string): boolean => {
    const reply = answerTo(command);
    if (typeof reply === "string") {
      socket.write(`${reply}\r\n`);
      inData = command.toUpperCase() === "DATA" && reply.startsWith("354");
      return true;
    }
    socket.end(reply.say == null ? "" : `${reply.say}\r\n`);
    return false;
  };
  if (!answer("greeting")) return;
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    buffer += chunk;
    for (;;) {
      const end = inData ? "\r\n.\r\n" : "\r\n";
      // The empty message is a lone dot.
      const at = inData && buffer.startsWith(".\r\n") ? -2 : buffer.indexOf(end);
      if (at === -1) return;
      const command = inData ? "." : buffer.slice(0, at);
      buffer = buffer.slice(at === -2 ? 3 : at + end.length);
      inData = false;
      if (!answer(command)) return;
    }
  });
}

/**
 * What an ordinary server says, for scripts that change one thing only.
 *
 * @param extensions such as `PIPELINING`
 */
export function politely(command: string, extensions: readonly string[] = []): Answer {
  const verb = command.replace(/[ :].*/s, "").toUpperCase();
  switch (verb) {
    case "GREETING":
      return "220 mail.example.org ESMTP";
    case "EHLO":
      return ["mail.example.org", ...extensions]
        .map((line, i, { length }) => `250${i + 1 < length ? "-" : " "}${line}`)
        .join("\r\n");
    case "DATA":
      return "354 go ahead";
    case "QUIT":
      return { say: "221 bye", hangUp: true };
    case "MAIL":
    case "RCPT":
    case "RSET":
    case ".":
      return "250 ok";
    default:
      return "502 what?";
  }
}
