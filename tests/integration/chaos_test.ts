import { runChaos } from "../chaos/chaos_run.ts";
import { planFaults } from "../chaos/fault_plan.ts";
import { faultNames, placesOf } from "../chaos/fault_kinds.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { granted } from "../support/granted.ts";
import { seededChance } from "../support/seeded_chance.ts";

const SECONDS = 25;
const CLIENTS = 30;
/** Such as come to rest within seconds; half-open sockets take a minute and are for `deno task chaos`. */
const FAULTS = [
  "server-kill",
  "redis-kill",
  "backends-end",
  "clients-reset",
  "redis-reset",
  "postgres-reset",
];

Deno.test("planFaults() plans the same for the same seed, and never two on one thing at once [CHAOS-4]", () => {
  const plan = (seed: number) =>
    planFaults({ seconds: 300, names: faultNames([]), chance: seededChance(seed), everyMs: 2_000 });
  assertEquals(plan(7), plan(7));
  assert(JSON.stringify(plan(7)) !== JSON.stringify(plan(8)));
  const named = new Set(plan(7).map((one) => one.name));
  assertEquals(named.size, faultNames([]).length);
  const badUntil = new Map<string, number>();
  for (const { at, name, index, lastsMs } of plan(7)) {
    for (const place of placesOf(name, index)) {
      assert((badUntil.get(place) ?? 0) <= at, `${name} at ${at} ms while ${place} is bad`);
      badUntil.set(place, at + lastsMs);
    }
  }
});

Deno.test("faultNames() chooses by the beginnings of names and knows what there is [CHAOS-4]", () => {
  assertEquals(faultNames(["redis-kill", "postgres-k"]), ["redis-kill", "postgres-kill"]);
  assertEquals(faultNames(["none"]), []);
  let message = "";
  try {
    faultNames(["earthquake"]);
  } catch (error) {
    message = String(error);
  }
  assert(message.includes("server-kill"), message);
});

Deno.test({
  name: "servers, Redis and connections killed under clients break no promise [CHAOS-3]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  async fn() {
    const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    const lines = [`chaos of ${SECONDS} s with ${CLIENTS} clients: --seed ${seed}`];
    const result = await runChaos({
      seconds: SECONDS,
      clients: CLIENTS,
      seed,
      faults: FAULTS,
      faultEveryMs: 1_500,
      print: (line) => void lines.push(line),
    });
    console.log(lines[0]);
    const { messagesAcknowledged, callsConnected, faults } = result.figures;
    assertEquals(result.violations, [], lines.join("\n"));
    assert(messagesAcknowledged > 0 && callsConnected > 0 && faults > 0, JSON.stringify(result.figures));
  },
});
