import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";
import { onTestFinished } from "vitest";

export type Mailbox = {
  readonly url: string;
  /** UID → flags of what lies in INBOX. */
  readonly inbox: Map<number, { readonly raw: string; readonly flags: Set<string> }>;
  /** What was moved to each other folder. */
  readonly folders: Map<string, string[]>;
  /** Every command that came, without its tag. */
  readonly commands: string[];
};

export type MailboxOptions = {
  readonly keywords?: boolean;
  readonly capabilities?: string;
  /** The connection ends when this says so, before the command is done (`before`) or after it and without an answer. */
  readonly hangUp?: (command: string) => "before" | "after" | undefined;
  readonly password?: string;
};

/** As much of an IMAP server (RFC 3501, UIDPLUS, MOVE) as a program needs that takes mail out of INBOX; gone after the test. */
export async function imapServer(mails: readonly string[], options: MailboxOptions = {}): Promise<Mailbox> {
  const { keywords = true, capabilities = "IMAP4rev1 UIDPLUS MOVE", hangUp, password = "secret" } = options;
  const mailbox: Omit<Mailbox, "url"> = {
    inbox: new Map(
      mails.map((raw, i) => [
        i + 1,
        { raw: Buffer.from(raw.replaceAll("\n", "\r\n")).toString("latin1"), flags: new Set<string>() },
      ]),
    ),
    folders: new Map(),
    commands: [],
  };
  const { inbox, folders, commands } = mailbox;
  const uids = (set: string): number[] => {
    const [from = 0, to = from] = set.split(":").map(Number);
    return [...inbox.keys()].filter((uid) => uid >= from && uid <= to);
  };
  const answers = (command: string): string[] | null => {
    const [, name = "", rest = ""] = /^(UID \w+|\w+) ?(.*)$/s.exec(command) ?? [];
    switch (name.toUpperCase()) {
      case "CAPABILITY":
        return [`* CAPABILITY ${capabilities}`];
      case "LOGIN":
        return rest.includes(password) ? [] : null;
      case "LIST":
        return rest.startsWith('"" ""') ? ['* LIST (\\Noselect) "/" ""'] : ['* LIST () "/" "INBOX"'];
      case "SELECT":
        return [
          `* ${inbox.size} EXISTS`,
          "* FLAGS (\\Seen \\Deleted)",
          `* OK [PERMANENTFLAGS (\\Seen \\Deleted${keywords ? " \\*" : ""})] flags`,
          "* OK [UIDVALIDITY 1] ok",
          "* OK [UIDNEXT 1000] ok",
        ];
      case "UID SEARCH": {
        const without = /UNKEYWORD (\S+)/i.exec(rest)?.[1];
        const found = [...inbox].filter(
          ([, { flags }]) => !flags.has("\\Seen") && (without == null || !flags.has(without)),
        );
        return [`* SEARCH ${found.map(([uid]) => uid).join(" ")}`];
      }
      case "UID FETCH":
        return uids(rest.split(" ")[0] ?? "").map((uid) => {
          const { raw = "" } = inbox.get(uid) ?? {};
          return `* ${uid} FETCH (UID ${uid} BODY[]<0> {${raw.length}}\r\n${raw})`;
        });
      case "UID STORE": {
        const [, set = "", flags = ""] = /^(\S+) \+FLAGS(?:\.SILENT)? \(([^)]*)\)/i.exec(rest) ?? [];
        for (const uid of uids(set)) for (const flag of flags.split(" ")) inbox.get(uid)?.flags.add(flag);
        return [];
      }
      case "CREATE":
        if (folders.has("Processed")) return null;
        folders.set("Processed", []);
        return [];
      case "UID MOVE":
        for (const uid of uids(rest.split(" ")[0] ?? "")) {
          folders.get("Processed")?.push(inbox.get(uid)?.raw ?? "");
          inbox.delete(uid);
        }
        return [];
      case "LOGOUT":
        return ["* BYE bye"];
      default:
        return [];
    }
  };
  const serve = (socket: Socket): void => {
    socket.on("error", () => {});
    socket.write("* OK ready\r\n");
    let held = "";
    socket.setEncoding("latin1").on("data", (text: string) => {
      held += text;
      for (let end = held.indexOf("\r\n"); end >= 0; end = held.indexOf("\r\n")) {
        const [, tag = "", command = ""] = /^(\S+) (.*)$/s.exec(held.slice(0, end)) ?? [];
        held = held.slice(end + 2);
        commands.push(command);
        const end_ = hangUp?.(command);
        if (end_ === "before") return void socket.destroy();
        const said = answers(command);
        if (end_ === "after") return void socket.destroy();
        const exists = /^CREATE/i.test(command) ? "[ALREADYEXISTS] " : "";
        const last = said == null ? `${tag} NO ${exists}refused ${password}` : `${tag} OK done`;
        // At once: the other side would wait 40 ms for the rest of what comes in pieces.
        socket.write(`${[...(said ?? []), last].join("\r\n")}\r\n`, "latin1");
      }
    });
  };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    serve(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { ...mailbox, url: `imap://ada:secret@127.0.0.1:${port}/INBOX` };
}
