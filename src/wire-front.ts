import { createHash, randomUUID } from "node:crypto";
import { postLetters } from "./app/post-letters.ts";
import {
  askToMove,
  confirm,
  expirePending,
  holderOf,
  move,
  preferencesOf,
  setPreferences,
  unsubscribe,
  wouldConfirm,
  wouldMove,
} from "./app/readers.ts";
import type { ReaderMeans } from "./app/sign-up.ts";
import { keepSignUp, maySignUp } from "./app/sign-up.ts";
import { typoHint } from "./app/typo-hint.ts";
import type { Config } from "./config.ts";
import { jobNamed } from "./config.ts";
import { Fault, reasonOf } from "./domain/faults.ts";
import { subscriberId } from "./domain/ids.ts";
import type { Courier } from "./domain/consent-memory.ts";
import type { Clock, Store } from "./domain/ports.ts";
import { defaultPreference } from "./domain/preferences.ts";
import type { TokenPurpose } from "./domain/reader-token.ts";
import { issueToken } from "./domain/reader-token.ts";
import { createFrontPages } from "./render/front-pages.ts";
import { createTemplates } from "./render/template.ts";
import type { FrontDesk, Reader } from "./web/front/desk.ts";
import type { Front } from "./web/front/front.ts";
import { createFront, frontNames } from "./web/front/front.ts";
import { courierOf } from "./wire-letters.ts";
import { webhooksOf } from "./wire-webhooks.ts";
import { readerKeys } from "./wire-mail.ts";
import { openPatientStore, openTransport, prefixOf, publicationOf } from "./wire.ts";

export type FrontMeans = {
  readonly clock: Clock;
  /** Aborted: no further mail is begun. */
  readonly signal: AbortSignal;
  readonly log: (text: string) => void;
};

const minuteMs = 60_000;
const hourMs = 3_600_000;

/**
 * The pages for people, and the mails that follow from them: a confirmation is sent when it is asked for, and again later
 * where a mail server put it off.
 *
 * @param publicUrl where readers reach the pages; https, ends in "/"
 * @throws Fault `config` where a published folder has the name of one of them
 */
export async function openFront(config: Config, publicUrl: string, means: FrontMeans): Promise<Front> {
  requireFreeNames(config);
  const { clock, signal, log } = means;
  const publication = publicationOf(config, jobNamed(config, "default"));
  const transport = await openTransport(config);
  const store = await openPatientStore(config);
  const courier = courierOf(config, publication, transport, publicUrl, signal);
  const post = posting({ store, courier, clock, signal, log });
  const readerMeans = { store, clock, keys: readerKeys(config), mintId: () => subscriberId(randomUUID()) };
  const callers = webhooksOf(config, { bounces: store.bounces, keys: readerMeans.keys, clock, log });
  const pages = createFrontPages(publication, createTemplates(config.templates), publicUrl);
  const front = createFront({
    desk: deskOf({ config, readerMeans, consent: pages.consent, post }),
    pages,
    style: config.templates["pages/style.css"] ?? "",
    publicUrl,
    proxies: config.site.web?.trustProxy ?? 0,
    callers,
    titles: { default: config.site.title },
    now: () => clock.now(),
    zone: config.site.timezone,
    log,
  });
  const forget = forgetting({ store, clock, days: config.site.signUp.pendingDays, log });
  const timers = [setInterval(() => void post(), minuteMs), setInterval(() => void forget(), hourMs)];
  await forget();
  void post();
  return {
    ...front,
    async close() {
      for (const timer of timers) clearInterval(timer);
      await front.close();
      await post();
      await store[Symbol.asyncDispose]();
    },
  };
}

/** Pages stand before published files: a folder of such a name could never be seen. */
function requireFreeNames({ jobs }: Config): void {
  for (const job of jobs) {
    const [first = ""] = prefixOf(job).split("/");
    if (!frontNames.some((name) => name === first.toLowerCase())) continue;
    throw new Fault(
      "config",
      `jobs/${job.name}.yaml: publish is ${job.publish}/, where the web front has its own page /${first}. Choose another folder.`,
    );
  }
}

/** Takes away who was asked and never answered. */
const forgetting =
  (means: {
    readonly store: Pick<Store, "consents">;
    readonly clock: Clock;
    readonly days: number;
    readonly log: (text: string) => void;
  }) =>
  async (): Promise<void> => {
    try {
      await expirePending(means, means.days);
    } catch (error) {
      means.log(`Sign-ups that were never confirmed could not be forgotten: ${reasonOf(error)}`);
    }
  };

/** Sends what is due; asked again meanwhile, it looks once more. */
function posting(means: {
  readonly store: Pick<Store, "consents">;
  readonly courier: Courier;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: (text: string) => void;
}): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isAskedAgain = false;
  const work = async (): Promise<void> => {
    do {
      isAskedAgain = false;
      try {
        const { waiting } = await postLetters(means);
        if (waiting > 0) means.log(`${waiting} mails about subscriptions could not go out yet; they wait.`);
      } catch (error) {
        means.log(`Mails about subscriptions could not be sent: ${reasonOf(error)}`);
      }
    } while (isAskedAgain && !means.signal.aborted);
  };
  return async () => {
    isAskedAgain = true;
    running ??= work().finally(() => (running = null));
    await running;
  };
}

type DeskMeans = {
  readonly config: Config;
  readonly readerMeans: ReaderMeans;
  /** The words beside the form's button. */
  readonly consent: string;
  readonly post: () => Promise<void>;
};

function deskOf({ config, readerMeans: means, consent, post }: DeskMeans): FrontDesk {
  const { perHour, welcome } = config.site.signUp;
  const { language } = config.site;
  const version = createHash("sha256").update(consent).digest("hex").slice(0, 12);
  const holder = async (purpose: TokenPurpose, token: string): Promise<Reader | null> => {
    const found = await holderOf(means, purpose, token);
    return found == null ? null : { address: found.known.mailbox.address };
  };
  return {
    hint: typoHint,
    mayAsk: (client) => maySignUp(means, client, perHour),
    async signUp({ mailbox, client, form }) {
      await keepSignUp(means, mailbox, { client, form, shown: { text: consent, version }, language });
      void post();
    },

    // A link that was used shows what one shows that nobody made; a button pressed twice does what it did.
    async lookToConfirm(token) {
      return (await wouldConfirm(means, token)) === "confirmed" ? await holder("confirm", token) : null;
    },
    async confirm(token, client) {
      const answer = await confirm(means, { token, client }, { welcome });
      if (answer === "invalid") return null;
      if (welcome) void post();
      return await holder("confirm", token);
    },

    lookToLeave: (token) => holder("unsubscribe", token),
    async leave(token, client, how) {
      return (await unsubscribe(means, { token, client, how })) === "invalid"
        ? null
        : await holder("unsubscribe", token);
    },

    async lookAtWishes(token) {
      const found = await preferencesOf(means, token);
      if (found == null || found.known.person.standing !== "active") return null;
      const said = new Map(found.wishes.map(({ preference }) => [preference.series, preference]));
      const claim = { subscriber: found.known.id, about: 0 };
      return {
        address: found.known.mailbox.address,
        wishes: config.jobs.map(({ name }) => said.get(name) ?? defaultPreference(name)),
        leaving: issueToken(means.keys, "unsubscribe", claim),
      };
    },
    async wish(token, preferences, client) {
      return (await setPreferences(means, { token, client, preferences })) === "invalid"
        ? null
        : await holder("preferences", token);
    },
    async askToMove(token, to, client) {
      await askToMove(means, { token, client, to });
      void post();
    },

    async lookToMove(token) {
      const address = await wouldMove(means, token);
      return address == null ? null : { address };
    },
    async move(token, client) {
      const moved = await move(means, { token, client });
      return moved == null ? null : { address: moved.mailbox.address };
    },
  };
}
