import { expect, test } from "vitest";
import { networkOf } from "../../src/domain/rate-limit.ts";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["0:0:0:0:0:ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:0DB8:0001:0002::9", "2001:db8:1:2"],
  ["2001:db8::9", "2001:db8:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
  ["::1", "0:0:0:0"],
  ["", ""],
])("%s asks from %s", (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});

test("text that is no address stands for itself, and is not long", () => {
  expect(networkOf("x".repeat(5000))).toBe("x".repeat(64));
  expect(networkOf(":".repeat(5000)).length).toBeLessThanOrEqual(64);
});
