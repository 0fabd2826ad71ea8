import type OpenAI from "openai";
import type { Told } from "./refusals.ts";
import { z } from "zod";
import type { Usage } from "./budget.ts";
import { type Manners, requestParts } from "./manners.ts";

export type Message = { readonly role: "system" | "user" | "assistant"; readonly content: string };

/** Any server that speaks OpenAI's chat completions. */
export type Server = {
  /** Up to what stands before `/chat/completions`: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Null where the server asks for none. */
  readonly key: string | null;
};

/** What came of one request. */
export type Reply =
  | {
      readonly kind: "answered";
      readonly content: string;
      readonly isCut: boolean;
      /** Null where the server does not say. */
      readonly usage: Usage | null;
    }
  | { readonly kind: "refused"; readonly status: number; readonly told: Told; readonly headers: Headers }
  /** `paid`: the server may have worked, and may ask for money. */
  | { readonly kind: "broken"; readonly because: string; readonly mayPass: boolean; readonly paid: boolean };

export type Client = {
  ask(messages: readonly Message[], manners: Manners, maxTokens: number, signal: AbortSignal): Promise<Reply>;
};

/** A summary and its wrapping are some hundred bytes; a body is read no further than this. */
const maxBodyBytes = 262_144;

/** The package takes a moment to load and 20 MB on disk: it is loaded by a job that asks for a model, and by no other. */
export async function connect(server: Server): Promise<Client> {
  const { OpenAI: Connection, APIError, APIConnectionError } = await import("openai");
  const client = new Connection({
    baseURL: server.baseUrl,
    // It refuses to start without a key; `plainFetch` takes the header off again.
    apiKey: server.key ?? "none",
    // Null, or it helps itself from the environment: to an organisation's name, another key, another server.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    // It waits on a clock of its own.
    maxRetries: 0,
    fetch: plainFetch(server.key != null),
  });
  return {
    async ask(messages, manners, maxTokens, signal) {
      const body = { model: server.model, messages: [...messages], ...requestParts(manners, maxTokens) };
      try {
        return replyOf(await client.chat.completions.create(body as Request, { signal }));
      } catch (error) {
        if (signal.aborted)
          return { kind: "broken", because: "did not answer in time", mayPass: true, paid: true };
        if (error instanceof APIConnectionError) return brokenBy(error.cause);
        if (error instanceof APIError && error.status != null && error.headers != null)
          return { kind: "refused", status: error.status, told: toldBy(error), headers: error.headers };
        return notTheProtocol;
      }
    },
  };
}

type Request = OpenAI.ChatCompletionCreateParamsNonStreaming;

const notTheProtocol: Reply = {
  kind: "broken",
  because: "does not answer in the protocol of chat completions: check the base URL",
  mayPass: false,
  paid: true,
};

/** Remote answers are parsed here, once, on the way in. */
const tokens = z.int().min(0).max(1e9);
const completion = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
    }),
  ),
  usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }).nullish().catch(null),
});

function replyOf(answer: unknown): Reply {
  const parsed = completion.safeParse(answer);
  if (!parsed.success) return notTheProtocol;
  const [choice] = parsed.data.choices;
  const { usage } = parsed.data;
  return {
    kind: "answered",
    content: choice?.message.content ?? "",
    isCut: choice?.finish_reason === "length",
    usage: usage == null ? null : { input: usage.prompt_tokens, output: usage.completion_tokens },
  };
}

function toldBy(error: {
  readonly code?: unknown;
  readonly param?: unknown;
  readonly message: string;
}): Told {
  return {
    code: typeof error.code === "string" ? error.code : "",
    param: typeof error.param === "string" ? error.param : "",
    message: error.message.slice(0, 2000),
  };
}

class TooLong extends Error {}

function brokenBy(cause: unknown): Reply {
  if (cause instanceof TooLong)
    return { kind: "broken", because: `answers more than ${maxBodyBytes} bytes`, mayPass: false, paid: true };
  const reason = codeOf(cause);
  const words = meanings[reason] ?? "breaks off the connection";
  return {
    kind: "broken",
    because: reason === "" ? words : `${words} (${reason})`,
    mayPass: reason !== "ENOTFOUND",
    paid: meanings[reason] == null,
  };
}

/** Node's own codes where no connection came about, so that nothing was paid for. */
const meanings: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refuses the connection",
  ENOTFOUND: "names a host that is not known: check the base URL",
  EAI_AGAIN: "cannot be looked up now",
  EHOSTUNREACH: "cannot be reached",
  ENETUNREACH: "cannot be reached",
  UND_ERR_CONNECT_TIMEOUT: "cannot be reached in time",
  DEPTH_ZERO_SELF_SIGNED_CERT: "has a certificate that nobody vouches for",
  SELF_SIGNED_CERT_IN_CHAIN: "has a certificate that nobody vouches for",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "has a certificate that nobody vouches for",
  CERT_HAS_EXPIRED: "has a certificate that has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "has a certificate for another name",
};

/** `fetch` wraps what happened, and tries of several addresses wrap it once more. */
function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return "";
}

const allowed = ["accept", "content-type", "authorization"];

/**
 * Sends what the question needs and nothing else: the package adds names of machine and runtime to each request, and
 * headers it finds in the environment. Redirects are not followed: an article goes where the job says. The body is read
 * here, under the request's own deadline and limit.
 */
function plainFetch(hasKey: boolean): typeof fetch {
  return async (input, init) => {
    const given = new Headers(init?.headers);
    const headers = new Headers({ "user-agent": "Broadsheet" });
    for (const name of allowed) {
      const value = given.get(name);
      if (value != null && (hasKey || name !== "authorization")) headers.set(name, value);
    }
    const response = await fetch(input, { ...init, headers, redirect: "manual" });
    const body = await bodyOf(response);
    return new Response(body.length === 0 ? null : body, {
      status: response.status,
      headers: response.headers,
    });
  };
}

async function bodyOf(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  // Counted while it comes, unpacked; leaving the loop closes the connection.
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > maxBodyBytes) throw new TooLong();
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts, length));
}
