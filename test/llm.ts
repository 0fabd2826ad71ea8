import { once } from "node:events";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** One request as a language model's server took it. */
export type Asked = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly response_format?: { readonly type: string };
    readonly temperature?: number;
    readonly seed?: number;
    readonly max_tokens?: number;
    readonly max_completion_tokens?: number;
  };
};

/** What a server answers. */
export type Answer =
  /** What the model wrote, wrapped as the protocol wants it. */
  | {
      readonly says: string;
      readonly usage?: readonly [input: number, output: number] | null;
      readonly finish?: string;
    }
  /** Any status, head and body at all. */
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string | Buffer;
    }
  /** Takes the question and keeps silent. */
  | "stalls"
  /** Keeps silent in the middle of its answer. */
  | "stalls halfway"
  /** Closes the connection in the middle of its answer. */
  | "drops";

/** @param n 1 for the first request */
export type Script = (asked: Asked, n: number) => Answer | Promise<Answer>;

export type ModelServer = {
  /** `http://127.0.0.1:port/v1` */
  readonly url: string;
  readonly asked: readonly Asked[];
  /** The most requests that were open side by side. */
  readonly widest: () => number;
};

/** A server that speaks chat completions and says just what a test wants it to say, gone after the test. */
export async function modelServer(script: Script): Promise<ModelServer> {
  const asked: Asked[] = [];
  let open = 0;
  let widest = 0;
  const server = createServer((request, response) => {
    widest = Math.max(widest, ++open);
    response.once("close", () => open--);
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.once("end", () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as Asked["body"];
      const one = { path: request.url ?? "", headers: request.headers, body };
      asked.push(one);
      void Promise.resolve(script(one, asked.length)).then((answer) => reply(response, answer));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, asked, widest: () => widest };
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === "stalls") return;
  if (answer === "drops" || answer === "stalls halfway") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"choices": [', () => answer === "drops" && response.destroy());
    return;
  }
  if ("body" in answer) {
    response.writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers });
    response.end(answer.body);
    return;
  }
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(completion(answer)));
}

function completion({
  says,
  usage = [400, 40],
  finish = "stop",
}: Extract<Answer, { readonly says: string }>) {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "tiny",
    choices: [{ index: 0, message: { role: "assistant", content: says }, finish_reason: finish }],
    ...(usage == null
      ? {}
      : {
          usage: { prompt_tokens: usage[0], completion_tokens: usage[1], total_tokens: usage[0] + usage[1] },
        }),
  };
}

/** The JSON that a well-behaved model writes. */
export const summed = (summary: string): string => JSON.stringify({ summary });

/** An error as servers of this protocol tell it. */
export function refusal(
  status: number,
  message: string,
  more: {
    readonly code?: string;
    readonly param?: string;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Answer {
  const { headers = {}, code = null, param = null } = more;
  return { status, headers, body: JSON.stringify({ error: { message, type: "error", code, param } }) };
}
