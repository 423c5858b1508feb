import {
  type EventKind,
  KIND_OF,
  type Rate,
  type RateKind,
  REALTIME_RATES,
} from "../../realtime/core/realtime_limits.ts";
import { UserRates } from "../../realtime/user_rates.ts";
import { assert, assertEquals } from "../support/assert.ts";

const KINDS = [...new Set(Object.values(KIND_OF)), "unknown"] as EventKind[];
const SECOND_MS = 1_000;

/** A moment of an epoch, where milliseconds have few digits left for fractions. */
function scene() {
  let at = Date.UTC(2026, 10, 25);
  const time = { now: () => at, tick: (ms: number) => at += ms };
  return { time, rates: new UserRates(REALTIME_RATES, time) };
}

function takeWhileAllowed(take: () => boolean): number {
  let taken = 0;
  while (taken < 100_000 && take()) taken++;
  return taken;
}

for (const kind of KINDS) {
  Deno.test(`SocketRates lets exactly the burst of ${kind} through, and then its rate [LIMIT-1]`, () => {
    const { time, rates } = scene();
    const socket = rates.openSocket(1);
    const { burst, perSecond } = REALTIME_RATES[kind].socket;
    assertEquals(takeWhileAllowed(() => socket.take(kind, time.now()) === 0), burst);
    const waitMs = socket.take(kind, time.now());
    assert(waitMs > 0 && waitMs <= SECOND_MS / perSecond + 1, `${waitMs} ms`);
    time.tick(10 * SECOND_MS);
    const back = Math.min(burst, 10 * perSecond);
    assertEquals(takeWhileAllowed(() => socket.take(kind, time.now()) === 0), back);
  });
}

Deno.test("no kind of event can use up what another needs [LIMIT-2]", () => {
  for (const scope of ["socket", "user"] as const) {
    const of = (kind: RateKind): Rate => REALTIME_RATES[kind][scope];
    const largest = (field: keyof Rate) => KINDS.map((kind) => of(kind)[field]).sort((a, b) => b - a);
    for (const field of ["burst", "perSecond"] as const) {
      const [first = 0, second = 0] = largest(field);
      assert(of("everything")[field] > first + second, `${scope} ${field}`);
    }
  }
  for (const kind of KINDS) {
    const { time, rates } = scene();
    const socket = rates.openSocket(1);
    takeWhileAllowed(() => socket.take(kind, time.now()) === 0);
    for (let n = 0; n < 10_000; n++) socket.take(kind, time.now());
    for (const other of KINDS.filter((one) => one !== kind)) {
      assertEquals([kind, other, socket.take(other, time.now())], [kind, other, 0]);
    }
  }
});

Deno.test("the sockets of one person share what the person may send; others are not touched [LIMIT-3]", () => {
  const { time, rates } = scene();
  const sockets = Array.from({ length: 5 }, () => rates.openSocket(1));
  const other = rates.openSocket(2);
  const taken = sockets.map((socket) => takeWhileAllowed(() => socket.take("messages", time.now()) === 0));
  const { socket, user } = REALTIME_RATES.messages;
  assertEquals(taken, [socket.burst, user.burst - socket.burst, 0, 0, 0]);
  assertEquals(other.take("messages", time.now()), 0);
  assertEquals(sockets[4]?.take("typing", time.now()), 0);
});

Deno.test("what came over HTTP counts with the sockets, and says when to come again [LIMIT-4]", () => {
  const { time, rates } = scene();
  const { burst, perSecond } = REALTIME_RATES.messages.user;
  assertEquals(takeWhileAllowed(() => rates.take(1, "messages").ok), burst);
  assertEquals(rates.take(1, "messages"), { ok: false, retryAfterSeconds: 1 });
  assert(rates.openSocket(1).take("messages", time.now()) > 0, "a new socket is no way around");
  assertEquals(rates.take(2, "messages"), { ok: true });
  time.tick(SECOND_MS);
  assertEquals(takeWhileAllowed(() => rates.take(1, "messages").ok), perSecond);
});

Deno.test("refused events are a flood only when there are very many of them [LIMIT-5]", () => {
  const { time, rates } = scene();
  const socket = rates.openSocket(1);
  const { burst, perSecond } = REALTIME_RATES.refused.socket;
  assertEquals(takeWhileAllowed(() => !socket.refuse(time.now())), burst);
  time.tick(SECOND_MS);
  assertEquals(takeWhileAllowed(() => !socket.refuse(time.now())), perSecond);
  const { burst: ofUser } = REALTIME_RATES.refused.user;
  const next = rates.openSocket(1);
  const left = ofUser - burst + REALTIME_RATES.refused.user.perSecond - perSecond;
  assertEquals(takeWhileAllowed(() => !next.refuse(time.now())), Math.min(burst, left));
  assert(!rates.openSocket(2).refuse(time.now()));
});

Deno.test("a clock that was set back locks nobody out [LIMIT-1]", () => {
  const { time, rates } = scene();
  const socket = rates.openSocket(1);
  takeWhileAllowed(() => socket.take("messages", time.now()) === 0);
  assertEquals(socket.take("messages", time.now() - 3_600_000), 0);
});

Deno.test("UserRates forgets whoever has been away until everything is full again [LIMIT-6]", () => {
  const { time, rates } = scene();
  const socket = rates.openSocket(1);
  takeWhileAllowed(() => socket.take("messages", time.now()) === 0);
  socket.close();
  socket.close();
  const again = rates.openSocket(1);
  takeWhileAllowed(() => again.take("messages", time.now()) === 0);
  const third = rates.openSocket(1);
  assert(third.take("messages", time.now()) > 0, "coming back right away forgets nothing");
  again.close();
  third.close();
  assertEquals(rates.size, 1);
  time.tick(3_600_000);
  rates.take(2, "messages");
  assertEquals(rates.size, 1);
});

Deno.test("UserRates remembers at most 10,000 people who are not here [LIMIT-6]", () => {
  const { rates } = scene();
  const here = rates.openSocket(0);
  for (let userId = 1; userId <= 25_000; userId++) rates.take(userId, "messages");
  assert(rates.size <= 10_001, `${rates.size}`);
  here.close();
});
