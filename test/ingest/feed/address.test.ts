import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  RefusedAddress,
  type Resolve,
  checkedAddresses,
  isPublicAddress,
} from "../../../src/ingest/feed/address.ts";

const never = (): Promise<never> => Promise.reject(new Error("nothing should be looked up"));

const mixed: Resolve = async () => [
  { address: "93.184.216.34", family: 4 },
  { address: "fd12::1", family: 6 },
];

describe("an IP address", () => {
  it.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.168.1.1",
    "198.19.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:a00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "no address",
  ])("%s is not the internet's", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    "93.184.216.34",
    "172.32.0.1",
    "100.128.0.1",
    "2606:2800:220:1::1",
    "::ffff:93.184.216.34",
    "64:ff9b::5db8:d822",
  ])("%s is the internet's", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it("is as private when IPv6 wraps it as by itself", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublicAddress(address));
        expect(isPublicAddress(`64:ff9b::${address}`)).toBe(isPublicAddress(address));
      }),
      { numRuns: 300 },
    );
  });
});

describe("a web address", () => {
  it.each([
    ["http://127.0.0.1/", "127.0.0.1"],
    ["http://2130706433/", "127.0.0.1"],
    ["http://0x7f.1/", "127.0.0.1"],
    ["http://0177.0.0.1/", "127.0.0.1"],
    ["http://[::1]/", "::1"],
    ["http://[::ffff:10.0.0.1]/", "::ffff:a00:1"],
    ["http://169.254.169.254/latest/meta-data/", "169.254.169.254"],
    ["http://10.0.0.1:8080/", "10.0.0.1"],
    ["ftp://example.org/", "ftp"],
    ["file:///etc/passwd", "file"],
    ["http://ada:secret@example.org/", "password"],
    ["http://example.org:25/", "port 25"],
    ["https://example.org:22/", "port 22"],
  ])("such as %s is refused, unasked", async (address, said) => {
    await expect(checkedAddresses(new URL(address), false, { resolve: never })).rejects.toSatisfy(
      (error) =>
        error instanceof RefusedAddress && error.message.includes(said) && !error.message.includes("secret"),
    );
  });

  it.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://[fe80::1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://168.63.129.16/",
    "http://[fd00:ec2::254]/",
  ])("such as %s, where a machine is told its secrets, no leave opens", async (address) => {
    await expect(checkedAddresses(new URL(address), true, { resolve: never })).rejects.toThrow(/never asked/);
  });

  it("is refused with leave as well, when its name stands for a link-local machine", async () => {
    const resolve = async () => [
      { address: "10.0.0.1", family: 4 as const },
      { address: "169.254.169.254", family: 4 as const },
    ];
    await expect(checkedAddresses(new URL("http://feed.example/"), true, { resolve })).rejects.toThrow(
      /169\.254\.169\.254, a link-local address/,
    );
  });

  it("is refused when one of the machines behind its name is private", async () => {
    await expect(
      checkedAddresses(new URL("https://feed.example/"), false, { resolve: mixed }),
    ).rejects.toThrow(/fd12::1/);
  });

  it("is looked up once, and stands for just those machines", async () => {
    const asked: string[] = [];
    const resolve = async (hostname: string) => {
      asked.push(hostname);
      return [{ address: "93.184.216.34", family: 4 as const }];
    };
    const found = await checkedAddresses(new URL("https://feed.example:8443/"), false, { resolve });
    expect([found, asked]).toEqual([[{ address: "93.184.216.34", family: 4 }], ["feed.example"]]);
  });

  it("inside the house is allowed when the job says so", async () => {
    const found = await checkedAddresses(new URL("http://[::1]:81/"), true, { resolve: never });
    expect(found).toEqual([{ address: "::1", family: 6 }]);
  });
});
