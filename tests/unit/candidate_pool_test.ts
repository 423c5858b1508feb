/// <reference lib="dom" />
import { deepEqual, equal } from "node:assert/strict";
import { CandidatePool, fits } from "../../islands/lib/candidate_pool.ts";

Deno.test("CandidatePool gives a description only its own candidates, in their order [RTC-10]", () => {
  const pool = new CandidatePool();
  pool.add({ candidate: "1", usernameFragment: "old" });
  pool.add({ candidate: "2", usernameFragment: "new" });
  pool.add({ candidate: "candidate:3 1 udp 1 192.0.2.1 9 typ host ufrag new network-id 1" });
  deepEqual(pool.take(new Set(["new"])).map((one) => one.candidate?.slice(0, 11)), ["2", "candidate:3"]);
  deepEqual(pool.take(new Set(["new"])), []);
  equal(pool.take(new Set(["old"])).length, 1);
});

Deno.test("CandidatePool keeps the newest 200 [RTC-10]", () => {
  const pool = new CandidatePool();
  for (let n = 0; n < 250; n++) pool.add({ candidate: String(n), usernameFragment: "a" });
  const taken = pool.take(new Set(["a"]));
  deepEqual([taken.length, taken[0]?.candidate], [200, "50"]);
});

Deno.test("fits() lets a candidate without a fragment go with any description [RTC-10]", () => {
  equal(fits({ candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host" }, new Set(["a"])), true);
  equal(fits({ candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host" }, new Set()), false);
});
