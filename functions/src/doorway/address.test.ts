import { expect, test } from "vitest";
import { addressPrefix, callerAddress } from "./address.ts";

test.each([
  ["behind one proxy, the entry before the proxy's own", "198.51.100.7, 151.101.1.1", 1, "198.51.100.7"],
  [
    "what the caller put there himself is passed over",
    "1.2.3.4, 198.51.100.7, 151.101.1.1",
    1,
    "198.51.100.7",
  ],
  ["without a proxy, the last entry", "1.2.3.4, 198.51.100.7", 0, "198.51.100.7"],
  ["past fewer proxies than told, the only entry", "198.51.100.7", 1, "198.51.100.7"],
  ["an IPv4 caller on an IPv6 socket", "::ffff:198.51.100.7", 0, "198.51.100.7"],
] as const)("the caller's address: %s", (_name, header, proxies, expected) => {
  expect(callerAddress(header, undefined, proxies)).toBe(expected);
});

test("without any header the address is the peer's", () => {
  expect(callerAddress(undefined, "127.0.0.1", 1)).toBe("127.0.0.1");
});

test("an IPv6 customer is one place whatever address of his /56 he uses", () => {
  const one = addressPrefix("2001:db8:12:3401::1");
  expect(addressPrefix("2001:db8:12:34ff:aaaa:bbbb:cccc:dddd")).toBe(one);
  expect(addressPrefix("2001:db8:12:3501::1")).not.toBe(one);
  expect(addressPrefix("::1")).toBe("0:0:0:0::/56");
});

test("two IPv4 addresses are two places", () => {
  expect(addressPrefix("198.51.100.7")).not.toBe(addressPrefix("198.51.100.8"));
});
