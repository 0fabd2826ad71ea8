import * as fc from "fast-check";
import MailComposer from "nodemailer/lib/mail-composer";
import { describe, expect, test } from "vitest";
import type { Mailbox } from "../../src/domain/address.ts";
import { parseAddress } from "../../src/domain/address.ts";

function mailboxOf(text: string): Mailbox {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Error(`refused: ${parsed.why}`);
  return parsed.mailbox;
}

const whyNot = (text: string): string | null => {
  const parsed = parseAddress(text);
  return parsed.ok ? null : parsed.why;
};

/** Whoever nodemailer would write to, asked the way `composeMessage` asks. */
function recipientsOf(address: string): readonly string[] {
  return new MailComposer({ to: { name: "", address } }).compile().getEnvelope().to;
}

describe("an address is taken", () => {
  test.each([
    ["ada@example.org", "ada@example.org", "ada@example.org"],
    ["  ada@example.org \n", "ada@example.org", "ada@example.org"],
    ["Ada.Lovelace@Example.ORG", "Ada.Lovelace@example.org", "ada.lovelace@example.org"],
    ["ada+news@example.org", "ada+news@example.org", "ada+news@example.org"],
    ["o'brien@example.ie", "o'brien@example.ie", "o'brien@example.ie"],
    ["user@bücher.example", "user@xn--bcher-kva.example", "user@xn--bcher-kva.example"],
    ["用户@例え.jp", "用户@xn--r8jz45g.jp", "用户@xn--r8jz45g.jp"],
    ["JOSÉ@example.org", "JOSÉ@example.org", "josé@example.org"],
    [`${"a".repeat(64)}@example.org`, `${"a".repeat(64)}@example.org`, `${"a".repeat(64)}@example.org`],
  ])("%j becomes %j and is compared as %j", (text, address, key) => {
    expect(mailboxOf(text)).toEqual({ address, key });
  });

  test("as the same person whichever way its letters are composed or capitalised", () => {
    const written = "José@Bücher.example";
    const keys = [
      written,
      written.normalize("NFD"),
      written.toUpperCase(),
      written.normalize("NFD").toLowerCase(),
    ].map((spelling) => mailboxOf(spelling).key);
    expect(new Set(keys).size).toBe(1);
  });
});

describe("an address is refused, with its text in the message,", () => {
  test.each([
    "",
    "@",
    "ada",
    "ada@",
    "@example.org",
    "ada@localhost",
    "ada@example.org, eve@example.org",
    "ada@example.org;eve@example.org",
    "ada@example.org eve@example.org",
    "ada@example.org\r\nBcc: eve@example.org",
    "ada@example.org\0",
    "Ada <ada@example.org>",
    "<ada@example.org>",
    '"ada"@example.org',
    '"a@b.example, c"@example.org',
    "ada(comment)@example.org",
    "ada@eve@example.org",
    "ada..lovelace@example.org",
    ".ada@example.org",
    "ada.@example.org",
    "ada@example..org",
    "ada@.example.org",
    "ada@example.org.",
    "ada@-example.org",
    "ada@example-.org",
    "ada@[127.0.0.1]",
    "ada@127.0.0.1",
    "ada@0x7f.1",
    "ada@2130706433",
    "ada@example.org:25",
    "ada@example.org/path",
    "ada@example%2eorg",
    "ada@exam ple.org",
    "ada@example\u200b.org",
    "a\u202eda@example.org",
    "a\u200dda@example.org",
    "ada\uff20example.org",
    "\ud800@example.org",
    `${"a".repeat(65)}@example.org`,
    `${"ä".repeat(33)}@example.org`,
    `ada@${"a".repeat(64)}.example.org`,
    `ada@${"abcdefgh.".repeat(30)}org`,
  ])("%j", (text) => {
    const why = whyNot(text);
    expect(why).not.toBeNull();
    expect(why).toContain(JSON.stringify(text.trim().normalize("NFC").slice(0, 80)));
    // One line, so that it can stand in a table of refused lines.
    expect(why).not.toMatch(/[\r\n]/);
  });
});

/** Text that comes close to an address more often than pure chance would. */
const nearly = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.tuple(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" })).map(([a, b]) => `${a}@${b}`),
  fc.emailAddress(),
  fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom("a", "B", "é", "ß", "ı", "İ", "Σ", "例", "xn--", "-", "0") },
        { weight: 2, arbitrary: fc.constantFrom("@", ".", "@a.example") },
        {
          weight: 1,
          arbitrary: fc.constantFrom(",", ";", " ", "<", ">", '"', "(", ")", ":", "\r\n", "\0", "．", "。"),
        },
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join("")),
);

describe("whatever anybody types", () => {
  test("never yields two recipients, nor another one than was accepted", () => {
    let taken = 0;
    fc.assert(
      fc.property(nearly, (text) => {
        const parsed = parseAddress(text);
        if (!parsed.ok) return;
        taken++;
        const { address } = parsed.mailbox;
        expect(address).not.toMatch(/[\s,;:<>()"[\]\\]/u);
        const recipients = recipientsOf(address);
        expect(recipients).toHaveLength(1);
        // Beside a local part in Unicode nodemailer writes the domain in Unicode too: the same mailbox all the same.
        expect(mailboxOf(recipients[0] ?? "")).toEqual(parsed.mailbox);
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  test("is read the same a second time: an accepted address is accepted again, and its key is its own key", () => {
    fc.assert(
      fc.property(nearly, (text) => {
        const parsed = parseAddress(text);
        if (!parsed.ok) return;
        expect(parseAddress(parsed.mailbox.address)).toEqual(parsed);
        expect(mailboxOf(parsed.mailbox.key).key).toBe(parsed.mailbox.key);
      }),
      { numRuns: 2000 },
    );
  });
});
