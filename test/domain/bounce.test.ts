import { describe, expect, test } from "vitest";
import type { BounceKind, ReaderHistory, ReturnedMail, Sent } from "../../src/domain/bounce.ts";
import { bounceKinds, effectOf, hasFailedLong } from "../../src/domain/bounce.ts";
import { classOf } from "../../src/domain/bounce-class.ts";
import { editionId, subscriberId } from "../../src/domain/ids.ts";

const day = 86_400_000;
const now = new Date("2026-06-01T07:00:00Z");
const daysAgo = (days: number): Date => new Date(+now - days * day);
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

const failed = (status: string | null, words = "") => classOf({ action: "failed", status, words }).class;

describe("a status says of an address", () => {
  test.each(["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4", "5.0.0"])(
    "%s: that it is dead",
    (code) => {
      expect(failed(code)).toBe("hard");
    },
  );
  test.each(["5.7.1", "5.7.26", "5.7.515", "5.2.3", "5.3.4", "5.1.8", "5.5.2", "5.6.1"])(
    "%s: nothing, it is our own fault",
    (code) => {
      expect(failed(code)).toBe("policy");
    },
  );
  test.each(["4.0.0", "4.2.1", "4.4.1", "4.7.1", "5.3.2", "5.4.6", "5.2.4"])(
    "%s: that it may pass",
    (code) => {
      expect(failed(code)).toBe("soft");
    },
  );
  test.each(["5.2.2", "4.2.2"])("%s: that its mailbox is full", (code) => {
    expect(failed(code)).toBe("full");
  });

  test("what the code names, whatever the words say", () => {
    expect(failed("5.1.1", "550 5.1.1 rejected: mailbox full, spam")).toBe("hard");
    expect(failed("5.7.1", "550 5.7.1 no such user")).toBe("policy");
  });

  test("what the words name, where the code names nothing", () => {
    expect(failed("5.0.0", "550 5.1.1 whatever")).toBe("hard");
    expect(failed("5.0.0", "550 over quota")).toBe("full");
    expect(failed("5.0.0", "554 blocked by a list")).toBe("policy");
    expect(failed("5.5.0", "550 mailbox unavailable")).toBe("hard");
  });

  test("no address of four numbers is taken for a code", () => {
    expect(failed(null, "421 host 5.1.1.3 is busy")).toBe("soft");
    expect(failed(null, "554 [5.7.1.9] transaction failed")).toBe("unknown");
  });

  test("by the reply alone", () => {
    expect(failed(null, "550 no")).toBe("unknown");
    expect(failed("5.0.0", "550 no")).toBe("unknown");
    expect(failed(null, "552 no")).toBe("full");
    expect(failed(null, "450 no")).toBe("soft");
    expect(failed(null, "554 no")).toBe("unknown");
    expect(failed(null, "")).toBe("unknown");
  });

  test("nothing for good while it is being tried, or the reply is a passing one", () => {
    expect(classOf({ action: "delayed", status: "5.1.1", words: "" })).toEqual({
      class: "soft",
      final: false,
    });
    expect(classOf({ action: "delayed", status: "4.2.2", words: "" })).toEqual({
      class: "full",
      final: false,
    });
    expect(failed("4.1.1", "451 user unknown")).toBe("soft");
    expect(failed(null, "451 no such user")).toBe("soft");
  });
});

const mail = (kind: BounceKind, of: Partial<ReturnedMail> = {}): ReturnedMail => ({
  kind,
  final: true,
  about: { subscriber: subscriberId(uuid(1)), about: 0 },
  proof: "envelope",
  status: null,
  words: "",
  ...of,
});
const sent = (days: number, hasFailed: boolean): Sent => ({
  edition: editionId(uuid(1000 + days)),
  sealedAt: daysAgo(days),
  failed: hasFailed,
});
const history = (of: Partial<ReaderHistory> = {}): ReaderHistory => ({
  subscriber: subscriberId(uuid(1)),
  address: "ada@reader.test",
  changedAt: daysAgo(365),
  suppressed: false,
  active: true,
  edition: { id: editionId(uuid(1001)), sealedAt: daysAgo(1) },
  sent: [],
  ...of,
});

describe("returned mail", () => {
  test("of any kind changes nothing where nobody's token is in it", () => {
    for (const kind of bounceKinds)
      expect(effectOf(mail(kind, { about: null, proof: null }), null, now).kind).toBe("none");
  });

  test("of any kind changes nothing for a reader we do not have, but tells of our own fault", () => {
    for (const kind of bounceKinds)
      expect(effectOf(mail(kind), null, now).kind).toBe(kind === "policy" ? "alert" : "none");
  });

  test("of a dead address suppresses it at once", () => {
    expect(effectOf(mail("hard"), history(), now)).toEqual({ kind: "suppress", reason: "hard bounce" });
  });

  test("that complains suppresses at once, also who left, changed or bounced before", () => {
    const complaint = { kind: "suppress", reason: "complaint" };
    expect(effectOf(mail("complaint"), history(), now)).toEqual(complaint);
    const before = history({ active: false, suppressed: true, changedAt: now });
    expect(effectOf(mail("complaint"), before, now)).toEqual(complaint);
  });

  test("that asks to leave is obeyed, once", () => {
    expect(effectOf(mail("unsubscribe"), history(), now)).toEqual({ kind: "unsubscribe" });
    expect(effectOf(mail("unsubscribe"), history({ active: false }), now).kind).toBe("none");
  });

  test("that refuses us suppresses nobody", () => {
    const long = [1, 3, 5, 7, 9, 11, 13, 15, 17].map((days) => sent(days, true));
    expect(effectOf(mail("policy"), history({ sent: long }), now)).toEqual({ kind: "alert" });
  });

  test("from before a reader came back or took another address is not held against it", () => {
    const back = history({ changedAt: now });
    for (const kind of ["hard", "soft", "full", "unknown"] as const)
      expect(effectOf(mail(kind), back, now).kind).toBe("none");
  });

  test("that may pass is counted, and a warning is not", () => {
    for (const kind of ["soft", "full", "unknown"] as const) {
      expect(effectOf(mail(kind), history({ sent: [sent(1, false)] }), now)).toEqual({ kind: "count" });
      expect(effectOf(mail(kind, { final: false }), history(), now).kind).toBe("none");
    }
  });

  test("suppresses with the fifth failure, the newest one counted", () => {
    const four = [sent(1, false), sent(5, true), sent(9, true), sent(13, true), sent(15, true)];
    expect(effectOf(mail("full"), history({ sent: four }), now)).toEqual({
      kind: "suppress",
      reason: "soft bounces",
    });
  });
});

describe("a failure has gone on for long", () => {
  const all = (...days: number[]) => days.map((n) => sent(n, true));

  test("after five editions and fourteen days", () => {
    expect(hasFailedLong(all(1, 4, 8, 12, 14), now)).toBe(true);
  });
  test("not after five editions in less", () => {
    expect(hasFailedLong(all(1, 4, 8, 12, 13), now)).toBe(false);
    expect(hasFailedLong(all(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13), now)).toBe(false);
  });
  test("not after fourteen days with fewer", () => {
    expect(hasFailedLong(all(1, 14, 30, 60), now)).toBe(false);
  });
  test("not where one arrived in between", () => {
    expect(hasFailedLong([...all(1, 6), sent(8, false), ...all(10, 12, 14, 16)], now)).toBe(false);
  });
  test("where the newest are too young to have come back", () => {
    expect(hasFailedLong([sent(0, false), sent(4, false), ...all(6, 8, 10, 12, 15)], now)).toBe(true);
    expect(hasFailedLong([sent(5, false), ...all(6, 8, 10, 12, 15)], now)).toBe(false);
  });
  test("not where nothing was sent", () => {
    expect(hasFailedLong([], now)).toBe(false);
  });
});
