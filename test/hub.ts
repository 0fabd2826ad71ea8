import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

export type Told = { readonly method: string; readonly type: string; readonly form: Record<string, string> };

/** A real hub, or something worse, on this machine; gone after the test. It answers 204 until told otherwise. */
export async function hub() {
  const told: Told[] = [];
  const state = {
    answer: (response: ServerResponse): void => void response.writeHead(204).end(),
  };
  const server = createServer((request: IncomingMessage, response) => {
    void text(request).then((body) => {
      const form = Object.fromEntries(new URLSearchParams(body));
      told.push({ method: request.method ?? "", type: request.headers["content-type"] ?? "", form });
      state.answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hub?a=1`,
    told,
    /** The topics it was told of, in the order of their names. */
    topics: () => told.map(({ form }) => form["hub.url"] ?? "").toSorted(),
    says: (answer: (response: ServerResponse) => void): void => {
      state.answer = answer;
    },
  };
}
