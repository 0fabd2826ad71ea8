import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { silenceMarks } from "./app/sign-up.ts";
import type { TakeBounces } from "./app/take-bounces.ts";
import type { Config } from "./config.ts";
import type { BounceSource } from "./domain/bounce-ports.ts";
import { Fault } from "./domain/faults.ts";
import type { Clock, Store } from "./domain/ports.ts";
import type { SigningKeys } from "./domain/reader-token.ts";
import { keyFile, readerKeys } from "./wire-mail.ts";

/** Everything that taking returned mail needs. @throws Fault `config` where no place is named */
export async function takingOf(
  config: Config,
  store: Store,
  rest: { readonly clock: Clock; readonly signal: AbortSignal; readonly rehearsal: boolean },
): Promise<TakeBounces> {
  const source = await openBounceSource(config);
  const { readReturnedMail } = await import("./mail/bounce/returned-mail.ts");
  const keys = keysOf(config, rest.rehearsal);
  return {
    ...rest,
    bounces: store.bounces,
    source,
    read: (raw) => readReturnedMail(raw, keys),
    marks: silenceMarks(keys),
  };
}

/** Is there a place to take returned mail from? */
export const hasBounceSource = ({ site }: Config): boolean =>
  site.bounces?.imap != null || site.bounces?.maildir != null || site.bounces?.folder != null;

async function openBounceSource({ root, site, bouncesUrl }: Config): Promise<BounceSource> {
  const { imap, maildir, folder } = site.bounces ?? {};
  if (imap != null) {
    if (bouncesUrl == null)
      throw new Fault(
        "config",
        `broadsheet.yaml: bounces.imap names ${imap}, which is not set. Put it into .env: ${imap}=imaps://user:password@mail.example.org/INBOX`,
      );
    const [{ imapSource }, { isLoopback }] = await Promise.all([
      import("./mail/bounce/imap.ts"),
      import("./mail/smtp.ts"),
    ]);
    return imapSource(new URL(bouncesUrl), isLoopback);
  }
  const { maildirSource, emlFolderSource } = await import("./mail/bounce/maildir.ts");
  if (maildir != null) return maildirSource(path.resolve(root, maildir), maildir);
  if (folder != null) return emlFolderSource(path.resolve(root, folder), folder);
  throw new Fault(
    "config",
    "broadsheet.yaml names no place where returned mail comes in. Set bounces: {address: bounces@example.org, imap: BOUNCES_URL}, or maildir or folder in place of imap.",
  );
}

/** A rehearsal makes no file; without one nothing can have been signed. */
function keysOf(config: Config, rehearsal: boolean): SigningKeys {
  return rehearsal && !existsSync(keyFile(config)) ? [randomBytes(32)] : readerKeys(config);
}
