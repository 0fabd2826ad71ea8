import { describe, expect, test } from "vitest";
import type { FoundMail } from "../../../src/domain/bounce-ports.ts";
import { imapSource } from "../../../src/mail/bounce/imap.ts";
import { isLoopback } from "../../../src/mail/smtp.ts";
import { imapServer } from "../../imap.ts";

const forever = new AbortController().signal;
const source = (url: string) => imapSource(new URL(url), isLoopback);

/** Takes everything; what `left` knows is left for a person. @returns what was taken, by subject */
async function takeAll(
  url: string,
  { left = () => false, signal = forever }: { left?: (text: string) => boolean; signal?: AbortSignal } = {},
  each: (mail: FoundMail) => void = () => {},
): Promise<string[]> {
  const found: string[] = [];
  for await (const mail of source(url).mails(signal)) {
    const text = Buffer.from(mail.raw).toString();
    found.push(/^Subject: (.*)$/m.exec(text)?.[1]?.trim() ?? "");
    each(mail);
    await mail.settle(left(text) ? "left" : "taken");
  }
  return found;
}
const mails = ["Subject: one\n\nx\n", "Subject: two\n\nGrüße\n", "Subject: three\n\nx\n"];

describe("a mailbox by IMAP", () => {
  test("is emptied of what is taken: each mail is seen, then moved, and there is none the next time", async () => {
    const server = await imapServer(mails);
    expect(await takeAll(server.url)).toEqual(["one", "two", "three"]);
    expect(server.inbox.size).toBe(0);
    expect(server.folders.get("Processed")).toHaveLength(3);
    const steps = server.commands.filter((command) => /^UID (?:FETCH|STORE|MOVE)/.test(command));
    expect(steps.map((step) => step.split(" ")[1])).toEqual(mails.flatMap(() => ["FETCH", "STORE", "MOVE"]));
    expect(await takeAll(server.url)).toEqual([]);
  });

  test("gives a mail to the byte", async () => {
    const server = await imapServer(mails);
    const raws: string[] = [];
    await takeAll(server.url, {}, ({ raw }) => raws.push(Buffer.from(raw).toString()));
    expect(raws).toEqual(mails.map((mail) => mail.replaceAll("\n", "\r\n")));
  });

  test("is left alone where nothing is settled", async () => {
    const server = await imapServer(mails);
    for await (const mail of source(server.url).mails(forever)) expect(mail.raw.length).toBeGreaterThan(0);
    expect([...server.inbox.values()].map(({ flags }) => flags.size)).toEqual([0, 0, 0]);
    expect(server.commands.filter((command) => /STORE|MOVE|CREATE/.test(command))).toEqual([]);
  });

  test("keeps what is for a person unread in its place, and does not give it again", async () => {
    const server = await imapServer(mails);
    const left = (text: string): boolean => text.includes("two");
    expect(await takeAll(server.url, { left })).toHaveLength(3);
    expect([...server.inbox.values()].map(({ flags }) => flags.has("\\Seen"))).toEqual([false]);
    expect(await takeAll(server.url, { left })).toEqual([]);
  });

  test("without keywords of its own gives it again", async () => {
    const server = await imapServer(mails, { keywords: false });
    const left = (text: string): boolean => text.includes("two");
    expect(await takeAll(server.url, { left })).toHaveLength(3);
    expect(await takeAll(server.url, { left })).toEqual(["two"]);
  });

  test.each(["UID SEARCH", "UID FETCH 2", "UID STORE 2", "CREATE", "UID MOVE 2"])(
    "that hangs up at %s loses no mail, and goes on the next time",
    async (at) => {
      for (const when of ["before", "after"] as const) {
        let hung = false;
        const server = await imapServer(mails, {
          hangUp(command) {
            if (hung || !command.startsWith(at)) return undefined;
            hung = true;
            return when;
          },
        });
        const written = new Set<string>();
        const each = ({ raw }: FoundMail): void => void written.add(Buffer.from(raw).toString());
        await expect(takeAll(server.url, {}, each)).rejects.toMatchObject({ code: "service-refused" });
        await takeAll(server.url, {}, each);
        expect(written.size, `${when} ${at}`).toBe(3);
        expect([...server.inbox.values()].filter(({ flags }) => !flags.has("\\Seen"))).toEqual([]);
      }
    },
  );

  test("that refuses the password says so without repeating it", async () => {
    const server = await imapServer(mails, { password: "hunter2" });
    const url = server.url.replace("secret", "wrong-hunter3");
    await expect(takeAll(url)).rejects.toMatchObject({
      code: "service-refused",
      message: expect.not.stringContaining("hunter3") as string,
    });
  });

  test("that nobody answers at is told", async () => {
    await expect(takeAll("imap://a:b@127.0.0.1:1/INBOX")).rejects.toMatchObject({
      code: "service-refused",
      message: expect.stringContaining("imap://127.0.0.1:1/INBOX") as string,
    });
  });

  test("beyond this machine gets no password without TLS", async () => {
    const server = await imapServer(mails);
    // As if this machine were another one.
    const abroad = imapSource(new URL(server.url), () => false);
    await expect(Array.fromAsync(abroad.mails(forever))).rejects.toMatchObject({ code: "service-refused" });
    expect(server.commands.filter((command) => /LOGIN|AUTHENTICATE|secret/i.test(command))).toEqual([]);
  });

  test("is left in the middle when it is asked to stop, and what was written down is put away later", async () => {
    const server = await imapServer(mails);
    const stop = new AbortController();
    const found = await takeAll(server.url, { signal: stop.signal }, () => stop.abort());
    expect(found).toEqual(["one"]);
    expect(await takeAll(server.url)).toHaveLength(server.folders.get("Processed")?.length ?? 0);
  });
});
