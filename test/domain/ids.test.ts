import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editionId, entryId, subscriberId } from "../../src/domain/ids.ts";

const uuid = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";

describe("an id", () => {
  test("of any UUID is taken to the letter", () => {
    fc.assert(
      fc.property(fc.uuid(), (text) => {
        expect(entryId(`urn:uuid:${text}`)).toBe(`urn:uuid:${text}`);
        expect(editionId(text)).toBe(text);
        expect(subscriberId(text)).toBe(text);
      }),
    );
  });

  test.each([
    ["an entry id without its prefix", entryId, uuid],
    ["an entry id with capitals", entryId, `urn:uuid:${uuid.toUpperCase()}`],
    ["an entry id with a line break after it", entryId, `urn:uuid:${uuid}\n`],
    ["an edition id with the prefix of an entry", editionId, `urn:uuid:${uuid}`],
    ["an edition id with capitals", editionId, uuid.toUpperCase()],
    ["an edition id with something around it", editionId, `x${uuid}`],
    ["a subscriber id that is an address", subscriberId, "ada@example.com"],
    ["an empty subscriber id", subscriberId, ""],
  ] as const)("is refused when it is %s, and the message shows what came", (_, make, text) => {
    expect(() => make(text)).toThrow(RangeError);
    expect(() => make(text)).toThrow(JSON.stringify(text));
  });
});
