import { describe, expect, test } from "vitest";
import type { Outcome } from "../../src/domain/delivery.ts";
import type { Phase } from "../../src/domain/smtp-reply.ts";
import { isGone, outcomeOf, readReply } from "../../src/domain/smtp-reply.ts";

function outcome(phase: Phase, text: string): Outcome {
  const reply = readReply(text);
  if (reply == null) throw new Error(`no reply: ${text}`);
  return outcomeOf(phase, reply);
}
const brief = (of: Outcome): string =>
  of.kind === "failed" ? of.reason : of.kind === "deferred" ? `deferred ${of.pressure}` : of.kind;

describe("a reply", () => {
  test.each([
    ["250 2.0.0 Ok: queued as 4711", { code: 250, status: "2.0.0" }],
    ["550-5.1.1 The account\n550 5.1.1 does not exist", { code: 550, status: "5.1.1" }],
    ["550 No such user", { code: 550, status: null }],
    ["550 5.1.1.2 is an address", { code: 550, status: null }],
    ["354", { code: 354, status: null }],
  ])("%j is read as %j", (text, expected) => expect(readReply(text)).toMatchObject(expected));

  test.each(["", "hello", "25 ok", "2500 ok", "150 ok", "650 ok", "HTTP/1.1 400 Bad Request"])(
    "%j is none",
    (text) => expect(readReply(text)).toBeNull(),
  );

  test("is kept on one line, without what might spoil a terminal, and not for ever", () => {
    const reply = readReply(`550 \u001b[31mred\r\n550 ${"x".repeat(100_000)}`);
    expect(reply?.text).not.toMatch(/\p{Cc}/u);
    expect(reply?.text.length).toBe(500);
  });
});

describe("a refusal for good", () => {
  test.each([
    ["recipient", "550 5.1.1 <x@y.example>: user unknown", "gone"],
    ["recipient", "550 5.1.2 no such domain", "gone"],
    ["recipient", "553 5.1.3 bad address syntax", "gone"],
    ["recipient", "551 5.1.6 moved, left no address", "gone"],
    ["recipient", "556 5.1.10 takes no mail", "gone"],
    ["recipient", "550 5.2.1 mailbox disabled", "gone"],
    ["message", "550 5.4.4 unable to route", "gone"],
    ["recipient", "552 5.2.2 over quota", "full"],
    ["recipient", "552 quota exceeded", "full"],
    ["message", "552 5.2.3 message too long", "content"],
    ["message", "552 5.3.4 message too big for system", "content"],
    ["sender", "552 5.3.4 message too big for system", "content"],
    ["message", "552 too much mail data", "content"],
    ["message", "554 5.6.0 malformed", "content"],
    ["recipient", "550 5.7.1 blocked by policy", "policy"],
    ["message", "550 5.7.26 unauthenticated mail", "policy"],
    ["recipient", "554 blocked, see https://bl.example/", "policy"],
    ["recipient", "550 5.1.0 address rejected", "other"],
    ["recipient", "550 no such user here", "other"],
    ["recipient", "571 no", "other"],
  ] as const)("at the %s, %j, is %s", (phase, text, reason) => {
    expect(brief(outcome(phase, text))).toBe(reason);
  });

  test.each([
    ["sender", "550 5.7.1 you may not send here"],
    ["sender", "530 5.7.0 log in first"],
    ["sender", "553 5.1.8 sender address rejected"],
    ["recipient", "553 5.1.8 sender address rejected"],
    ["recipient", "503 5.5.1 out of order"],
    ["recipient", "530 authentication required"],
    ["data", "503 no valid recipients"],
  ] as const)("at the %s, %j, is about us", (phase, text) => {
    expect(outcome(phase, text)).toMatchObject({ kind: "refused-us", permanent: true });
  });

  test("takes an address off the list only where it says that nobody is there: never for a full box, size or policy", () => {
    const all = Array.from({ length: 8 }, (_, s) =>
      Array.from({ length: 60 }, (_d, d) => `5.${s}.${d}`),
    ).flat();
    expect(all.filter(isGone).toSorted()).toEqual(
      ["5.1.1", "5.1.10", "5.1.2", "5.1.3", "5.1.6", "5.2.1", "5.4.4"].toSorted(),
    );
    for (const status of all) {
      const reply = `550 ${status} refused`;
      expect(brief(outcome("recipient", reply)) === "gone").toBe(isGone(status));
    }
  });
});

describe("a refusal for now", () => {
  test.each([
    ["recipient", "450 4.2.0 mailbox busy", "deferred none"],
    ["recipient", "452 4.2.2 over quota", "deferred none"],
    ["recipient", "451 4.7.1 Greylisting in effect, come back later", "deferred none"],
    ["recipient", "450 4.7.1 graylisted", "deferred none"],
    ["recipient", "451 4.7.500 server busy", "deferred ease"],
    ["message", "451 4.3.0 try later", "deferred ease"],
    ["recipient", "421 4.7.0 too many connections", "deferred pause"],
    ["sender", "421 4.3.2 closing", "deferred pause"],
  ] as const)("at the %s, %j, is %s", (phase, text, expected) => {
    expect(brief(outcome(phase, text))).toBe(expected);
  });
});

test("only a 2xx after the final dot has accepted a message", () => {
  expect(outcome("message", "250 queued")).toEqual({ kind: "accepted", reply: "250 queued" });
  for (const phase of ["sender", "recipient", "data"] as const)
    expect(outcome(phase, "250 queued").kind).not.toBe("accepted");
});
