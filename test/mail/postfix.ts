import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** Debian's postfix, started as root alone, and not necessarily set up. */
export const hasPostfix =
  process.getuid?.() === 0 && existsSync("/usr/sbin/postfix") && existsSync("/etc/postfix/master.cf.proto");

export type Postfix = {
  readonly url: string;
  /** Messages as they lie in the mailbox of everybody `@receiver.example`. */
  readonly delivered: () => Buffer[];
  readonly log: () => string;
};

/** A Postfix of its own, with its own queue, that relays nothing and delivers into one mailbox; gone after the test. */
export async function startPostfix(): Promise<Postfix> {
  const folder = mkdtempSync(path.join(tmpdir(), "broadsheet-postfix-"));
  chmodSync(folder, 0o755);
  const [etc, queue, data, mail] = ["etc", "queue", "data", "mail"].map((name) =>
    path.join(folder, name),
  ) as [string, string, string, string];
  for (const each of [etc, queue, data, mail]) mkdirSync(each);
  const idOf = (what: "-u" | "-g"): number => Number(spawnSync("id", [what, "postfix"]).stdout.toString());
  const [uid, gid] = [idOf("-u"), idOf("-g")];
  spawnSync("chown", [`${uid}:${gid}`, data, mail]);
  const port = await freePort();
  const log = path.join(folder, "mail.log");
  writeFileSync(path.join(etc, "main.cf"), settingsOf({ queue, data, mail, log, folder, uid, gid }));
  writeFileSync(path.join(etc, "boxes"), "@receiver.example reader/\n");
  const services = readFileSync("/etc/postfix/master.cf.proto", "utf8")
    .replace(/^smtp +inet .*$/m, `127.0.0.1:${port} inet n - n - - smtpd`)
    // No service in a jail: it would lack the files of its own.
    .replace(/^(\S+ +(?:unix|fifo|inet) +\S+ +\S+ +)[y-]( )/gm, "$1n$2");
  writeFileSync(path.join(etc, "master.cf"), `${services}\npostlog unix-dgram n - n - 1 postlogd\n`);
  // Set up by root: only it starts Postfix.
  const control = (verb: string): string => {
    const { stdout, stderr } = spawnSync("/usr/sbin/postfix", ["-c", etc, verb]);
    return `${stdout.toString()}${stderr.toString()}`;
  };
  onTestFinished(() => {
    control("stop");
    rmSync(folder, { recursive: true, force: true });
  });
  const said = control("start");
  const box = path.join(mail, "reader", "new");
  return {
    url: `smtp://127.0.0.1:${port}`,
    delivered: () =>
      existsSync(box) ? readdirSync(box).map((name) => readFileSync(path.join(box, name))) : [],
    log: () => `${said}\n${existsSync(log) ? readFileSync(log, "utf8") : ""}`,
  };
}

function settingsOf(at: {
  readonly queue: string;
  readonly data: string;
  readonly mail: string;
  readonly log: string;
  readonly folder: string;
  readonly uid: number;
  readonly gid: number;
}): string {
  return [
    "compatibility_level = 3.6",
    "myhostname = mx.receiver.example",
    `queue_directory = ${at.queue}`,
    `data_directory = ${at.data}`,
    `maillog_file = ${at.log}`,
    `maillog_file_prefixes = ${at.folder}`,
    "inet_interfaces = loopback-only",
    "inet_protocols = ipv4",
    "mynetworks = 127.0.0.0/8",
    "mydestination =",
    "alias_maps =",
    "local_recipient_maps =",
    "default_transport = error:this machine sends nothing",
    "recipient_delimiter = +",
    "virtual_mailbox_domains = receiver.example",
    `virtual_mailbox_base = ${at.mail}`,
    `virtual_mailbox_maps = texthash:${path.join(path.dirname(at.mail), "etc", "boxes")}`,
    `virtual_uid_maps = static:${at.uid}`,
    `virtual_gid_maps = static:${at.gid}`,
    "virtual_minimum_uid = 1",
    "",
  ].join("\n");
}

/** Free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}
