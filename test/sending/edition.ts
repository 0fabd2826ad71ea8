import { DatabaseSync } from "node:sqlite";
import type { Compose, Deliver, DeliverReport } from "../../src/app/deliver.ts";
import { deliver } from "../../src/app/deliver.ts";
import type { Edition } from "../../src/domain/edition.ts";
import { editionId } from "../../src/domain/ids.ts";
import type { Store } from "../../src/domain/ports.ts";
import { usualExpiry } from "../../src/domain/retry.ts";
import { smtpTransport } from "../../src/mail/smtp.ts";
import { openSqlite } from "../../src/store/sqlite.ts";

export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
export const addressOf = (n: number): string => `reader-${n}@d${n % 7}.example`;

/** An edition of nothing but mail. */
export function editionSealed(sealedAt: Date, number = 1): Edition {
  return {
    id: editionId(uuid(number)),
    series: "default",
    number,
    subject: "The bridge is open",
    preheader: "",
    entries: [],
    sealedAt,
    audience: "active",
    language: "en",
    digest: { html: "", text: "", tokens: { address: "A", unsubscribe: "U" } },
    seal: "0",
  };
}

/** A function of edition and reader, as every message is. */
export const compose: Compose = ({ edition, subscriber, mailbox }) => ({
  envelope: { from: "news@example.org", to: mailbox.address },
  raw: Buffer.from(
    `From: news@example.org\r\nTo: ${mailbox.address}\r\nMessage-ID: <${edition}.${subscriber}@example.org>\r\nSubject: x\r\n\r\n` +
      `Good morning, ${mailbox.address}.\r\n.dot\r\n`,
  ),
  name: `default-1/${mailbox.address}.eml`,
});

/** A database with so many readers and an edition sealed for all of them. */
export async function sealedFor(file: string, readers: number, sealedAt = new Date()): Promise<Edition> {
  await using store = await openSqlite(file);
  {
    using database = new DatabaseSync(file, { timeout: 8000 });
    const insert = database.prepare(
      "insert into subscriber (id, address, address_key, standing, origin, since, changed_at) values (?, ?, ?, 'active', 'manual', '', '')",
    );
    database.exec("begin");
    for (let n = 0; n < readers; n++) insert.run(uuid(n), addressOf(n), addressOf(n));
    database.exec("commit");
  }
  const edition = editionSealed(sealedAt);
  await store.seal("seeds/", [], edition);
  return edition;
}

/** One run of sending, as the program does it, but for what is said otherwise. */
export async function send(
  store: Store,
  edition: Edition,
  url: string,
  of: Partial<Deliver> = {},
): Promise<DeliverReport> {
  return await deliver(
    {
      store,
      transport: smtpTransport(url),
      clock: { now: () => new Date() },
      prepare: async () => compose,
      sealOf: () => edition.seal,
      connections: 5,
      pace: {},
      expiry: usualExpiry,
      unclear: "resend-once",
      refusal: null,
      moved: async () => {},
      signal: new AbortController().signal,
      onProgress: () => {},
      ...of,
    },
    edition,
  );
}
