import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stuffed } from "../../src/mail/smtp-transaction.ts";

/** As a server reads it: up to the final dot, one dot less at each line that begins with one (RFC 5321 §4.5.2). */
function read(sent: string): string {
  const end = sent.startsWith(".\r\n") ? 0 : sent.indexOf("\r\n.\r\n") + 2;
  expect(sent.slice(end)).toBe(".\r\n");
  return sent.slice(0, end).replace(/(^|\r\n)\./g, "$1");
}

const pieces = fc.constantFrom(".", "..", "\r\n", "\r\n.", "a", "", ".\r\n.", "\r", "\n", "text");

test("whatever a message holds, a server reads it to the byte, and nothing in it ends it early", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const raw = parts.join("");
      const whole = raw === "" || raw.endsWith("\r\n") ? raw : `${raw}\r\n`;
      expect(read(Buffer.concat(stuffed(Buffer.from(raw, "latin1"))).toString("latin1"))).toBe(whole);
    }),
    { numRuns: 500 },
  );
});

test("a message without such lines is sent without a copy of it", () => {
  const raw = Buffer.from("From: a\r\n\r\nhello\r\n");
  expect(stuffed(raw)[0]?.buffer).toBe(raw.buffer);
});
