import { equal, ok } from "node:assert/strict";
import { addressGroup, holdsAddress, parseIpAddress, parseIpRange } from "../../realtime/core/ip_address.ts";
import { isLoopbackHost } from "../../realtime/core/loopback.ts";

function holds(range: string, address: string): boolean {
  const [parsedRange, parsedAddress] = [parseIpRange(range), parseIpAddress(address)];
  ok(parsedRange && parsedAddress);
  return holdsAddress(parsedRange, parsedAddress);
}

Deno.test("parseIpAddress() reads both versions and nothing else", () => {
  equal(parseIpAddress("1.2.3.4")?.value, 0x01020304n);
  equal(parseIpAddress("[2001:db8::1]")?.value, 0x20010db8000000000000000000000001n);
  equal(parseIpAddress("::")?.value, 0n);
  equal(parseIpAddress("::ffff:1.2.3.4")?.bits, 32);
  equal(parseIpAddress("1:2:3:4:5:6:7:8")?.bits, 128);
  for (
    const text of [
      "",
      "1.2.3",
      "1.2.3.256",
      "1:2",
      "1::2::3",
      "g::",
      "1.2.3.4:5",
      "1:2:3:4:5:6:7::8",
      "::1.2.3.4:1",
    ]
  ) {
    equal(parseIpAddress(text), undefined, text);
  }
});

Deno.test("holdsAddress() follows the prefix", () => {
  ok(holds("10.0.0.0/8", "10.255.0.1"));
  ok(holds("10.0.0.0/8", "::ffff:10.1.2.3"));
  ok(!holds("10.0.0.0/8", "11.0.0.1"));
  ok(holds("2001:db8::/32", "2001:db8:1::1"));
  ok(!holds("0.0.0.0/0", "::1"));
  ok(holds("127.0.0.1", "127.0.0.1"));
  equal(parseIpRange("10.0.0.0/33"), undefined);
  equal(parseIpRange("10.0.0.0/8/8"), undefined);
});

Deno.test("addressGroup() counts a /64 as one", () => {
  equal(addressGroup("2001:db8::1"), addressGroup("2001:db8::ffff:1"));
  ok(addressGroup("2001:db8::1") !== addressGroup("2001:db8:0:1::1"));
  ok(addressGroup("1.2.3.4") !== addressGroup("1.2.3.5"));
  equal(addressGroup("1.2.3.4"), addressGroup("::ffff:1.2.3.4"));
});

Deno.test("isLoopbackHost() knows this machine's names and addresses", () => {
  for (const host of ["localhost", "LOCALHOST", "a.localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]"]) {
    ok(isLoopbackHost(host), host);
  }
  for (const host of ["0.0.0.0", "::", "localhost.example.org", "10.0.0.1", "128.0.0.1", ""]) {
    ok(!isLoopbackHost(host), host);
  }
});
