import type { Config } from "./config.ts";
import type { Courier } from "./domain/consent-memory.ts";
import type { Letter, LetterKind } from "./domain/letter.ts";
import type { Transport } from "./domain/ports.ts";
import type { TokenPurpose } from "./domain/reader-token.ts";
import { issueToken } from "./domain/reader-token.ts";
import { confirmMs } from "./domain/subscriber.ts";
import type { LetterForm } from "./render/letter.ts";
import { letterForm } from "./render/letter.ts";
import type { Publication } from "./render/publication.ts";
import { createTemplates } from "./render/template.ts";
import { letterheadOf, openSignature, readerKeys } from "./wire-mail.ts";

/**
 * Letters through a transport. Each kind's template is rendered once.
 *
 * @param publicUrl where the pages behind the links are served; ends in "/"
 * @param signal gives up what is being sent
 */
export function courierOf(
  config: Config,
  publication: Publication,
  transport: Transport,
  publicUrl: string,
  signal: AbortSignal,
): Courier {
  const keys = readerKeys(config);
  const templates = createTemplates(config.templates);
  const { title, from, replyTo } = letterheadOf(config, publication);
  const head = { title, from, replyTo, language: publication.voice.language };
  const signature = openSignature(config);
  // A key that cannot be used is told to who sends the first letter.
  signature.catch(() => {});
  const forms = new Map<LetterKind, Promise<LetterForm>>();
  const formOf = async (kind: LetterKind): Promise<LetterForm> => {
    const form = forms.get(kind) ?? letterForm(kind, publication, templates);
    forms.set(kind, form);
    return await form;
  };
  const linkFor = (purpose: TokenPurpose, letter: Letter): string => {
    const about = purpose === "confirm" || purpose === "change-address" ? endOf(letter) : 0;
    return `${publicUrl}${purpose}/${issueToken(keys, purpose, { subscriber: letter.subscriber, about })}`;
  };
  return {
    async send(letter) {
      const { composeLetter } = await import("./mail/letter.ts");
      const form = await formOf(letter.kind);
      const body = form({
        link: linkFor(purposes[letter.kind], letter),
        leave: linkFor("unsubscribe", letter),
        until: new Date(endOf(letter) * 1000),
      });
      const { message, messageId } = await composeLetter(letter, body, head);
      const signed = await (await signature)(message, letter.made);
      await using session = transport.open(signal);
      return { outcome: await session.send(signed), messageId };
    },
  };
}

const purposes = {
  confirm: "confirm",
  "change-address": "change-address",
  welcome: "preferences",
  already: "preferences",
} as const satisfies Record<LetterKind, TokenPurpose>;

/** When the link of a letter ends, in seconds. */
const endOf = ({ made }: Letter): number => Math.floor(+made / 1000) + confirmMs / 1000;
