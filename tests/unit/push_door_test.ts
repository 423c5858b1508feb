import { isPublicAddress } from "../../realtime/core/public_address.ts";
import { pushEndpointProblem } from "../../realtime/core/push_endpoint.ts";
import { retryAfterMs } from "../../realtime/push/deliver_push.ts";
import { PushDoor } from "../../realtime/push/push_door.ts";
import { PushQueue } from "../../realtime/push/push_queue.ts";
import { assert, assertEquals } from "../support/assert.ts";

Deno.test("isPublicAddress() knows the public internet from everything else [PUSH-10]", () => {
  for (const text of ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2a00:1450::1", "::ffff:8.8.8.8"]) {
    assert(isPublicAddress(text), text);
  }
  for (
    const text of [
      ...["10.1.2.3", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0"],
      ...[
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "2002:a00:1::",
      ],
      ...["2001:db8::1", "64:ff9b::a00:1", "nonsense", ""],
    ]
  ) assert(!isPublicAddress(text), text);
});

Deno.test("pushEndpointProblem() takes https at a public name, and loopback only where it is told to [PUSH-10]", () => {
  const problem = (text: string, allowsLoopback = false) => pushEndpointProblem(text, { allowsLoopback });
  assertEquals(problem("https://fcm.googleapis.com/fcm/send/abc"), undefined);
  assertEquals(problem("https://updates.push.services.mozilla.com/wpush/v2/abc"), undefined);
  for (
    const text of [
      ...["http://fcm.googleapis.com/1", "https://127.0.0.1/", "https://localhost/", "https://0x7f.1/"],
      ...[
        "https://2130706433/",
        "https://[::1]/",
        "https://db.internal/",
        "https://printer.local./",
        "data:,x",
      ],
      ...["https://a.example:444/", "https://a@b.example/", `https://a.example/${"x".repeat(2_048)}`],
    ]
  ) assert(problem(text) !== undefined, text);
  assertEquals(problem("http://127.0.0.1:9/1", true), undefined);
  assert(problem("http://10.0.0.1/", true) !== undefined);
});

Deno.test("PushDoor looks names up, takes none that leads to a private address, and forgets after a minute [PUSH-10]", async () => {
  let now = 0;
  let asked = 0;
  const names: Record<string, string[]> = {
    "good.example.org": ["8.8.8.8", "2a00:1450::1"],
    "mixed.example.org": ["8.8.8.8", "10.0.0.1"],
    "none.example.org": [],
  };
  const resolve = (host: string) => (asked++, Promise.resolve(names[host] ?? []));
  const door = new PushDoor({ allowsLoopback: false, clock: { now: () => now }, resolve });
  assert(await door.isOpenTo("https://good.example.org/1"));
  assert(!await door.isOpenTo("https://mixed.example.org/1"));
  assert(!await door.isOpenTo("https://none.example.org/1"));
  assert(!await door.isOpenTo("http://good.example.org/1"));
  assertEquals(asked, 3);
  names["good.example.org"] = ["127.0.0.1"];
  assert(await door.isOpenTo("https://good.example.org/2"));
  now = 60_000;
  assert(!await door.isOpenTo("https://good.example.org/2"));
});

Deno.test("retryAfterMs() reads seconds and dates, and nothing else [PUSH-9]", () => {
  const now = Date.parse("2026-03-02T09:00:00.000Z");
  assertEquals(retryAfterMs("3", now), 3_000);
  assertEquals(retryAfterMs("Mon, 02 Mar 2026 09:00:10 GMT", now), 10_000);
  assertEquals(retryAfterMs("Mon, 02 Mar 2026 08:00:00 GMT", now), 0);
  assertEquals([retryAfterMs("soon", now), retryAfterMs(null, now)], [undefined, undefined]);
});

Deno.test("PushQueue takes so much work, reports what fails, and gives up what waits when it is closed [PUSH-9]", async () => {
  const errors: unknown[] = [];
  const queue = new PushQueue((error) => errors.push(error));
  const { promise, resolve } = Promise.withResolvers<void>();
  let ran = 0;
  const work = () => (ran++, promise);
  assert(queue.add(() => Promise.reject(new Error("broken"))));
  let taken = 0;
  while (queue.add(work)) taken++;
  assert(taken > 2_000 && taken < 3_000, `took ${taken}`);
  const closed = queue.close();
  resolve();
  await closed;
  assertEquals([errors.length, ran], [1, taken - 2_000]);
  assert(!queue.add(work));
});
