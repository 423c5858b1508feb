import { Connection, type Wire } from "../../realtime/connection.ts";
import { CLOSE } from "../../realtime/core/close_codes.ts";
import { REALTIME_LIMITS } from "../../realtime/core/realtime_limits.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const { unsent, unsentHints } = REALTIME_LIMITS;
const KIBIBYTE = 1_024;

/** A wire whose other side reads only when the test says so. */
class StalledWire implements Wire {
  bufferedAmount = 0;
  readyState = 1;
  /** Whether the other side has read everything by the next turn. */
  isReading = false;
  readonly frames: string[] = [];
  closed: { code: number; reason: string } | undefined;

  send(text: string): void {
    this.frames.push(text);
    this.bufferedAmount += text.length;
  }

  close(code: number, reason: string): void {
    this.closed = { code, reason };
    this.readyState = 2;
  }

  /** Every event that was handed over, whatever frames they came in. */
  get events(): string[] {
    return this.frames.flatMap((frame) => [JSON.parse(frame)].flat());
  }
}

function scene() {
  const time = new FakeTime();
  const wire = new StalledWire();
  const who = { userId: 1, role: "patient", name: "Pat", sessionId: "s", deviceId: "d" } as const;
  const connection = new Connection({
    id: "c",
    who,
    deviceType: "web",
    wire,
    now: time.now(),
    defer: (run) =>
      queueMicrotask(() => {
        if (wire.isReading) wire.bufferedAmount = 0;
        run();
      }),
    timers: time,
  });
  connection.release();
  return { time, wire, connection };
}

/** An event of about so many bytes, which says which one it is. */
function event(n: number, size: number): string {
  return JSON.stringify(`${n} `.padEnd(size, "x"));
}

function numbers(events: readonly string[]): number[] {
  return events.map((one) => parseInt(one));
}

Deno.test("Connection.send() sends what comes in one turn as one frame [LIMIT-13]", async () => {
  const { wire, connection } = scene();
  for (const text of ['"a"', '"b"']) connection.send(text);
  await settled();
  connection.send('"c"');
  await settled();
  assertEquals(wire.frames, ['["a","b"]', '"c"']);
});

Deno.test("Connection.send() keeps for a slow reader what the runtime has not passed on, in order [LIMIT-13]", async () => {
  const { time, wire, connection } = scene();
  for (let n = 0; n < 50; n++) connection.send(event(n, 10 * KIBIBYTE));
  await settled();
  assert(wire.bufferedAmount <= 128 * KIBIBYTE, `${wire.bufferedAmount}`);
  assert(wire.frames.every((frame) => frame.length <= 65 * KIBIBYTE));
  for (let looks = 0; looks < 50; looks++) {
    wire.bufferedAmount = 0;
    await time.advance(25);
  }
  assertEquals(numbers(wire.events), Array.from({ length: 50 }, (_, n) => n));
  assertEquals(time.pending, 0);
});

Deno.test("Connection.send() makes nobody who reads wait for a timer [LIMIT-13]", async () => {
  const { time, wire, connection } = scene();
  wire.isReading = true;
  for (let n = 0; n < 50; n++) connection.send(event(n, 10 * KIBIBYTE));
  await settled();
  assertEquals([wire.events.length, time.pending], [50, 0]);
});

Deno.test("Connection.send() drops typing and presence above 256 KiB, and nothing else [LIMIT-13]", async () => {
  const { wire, connection, time } = scene();
  connection.send(event(0, 100 * KIBIBYTE));
  await settled();
  wire.bufferedAmount = unsentHints.most;
  connection.send('"told"', true);
  wire.bufferedAmount = unsentHints.most + 1;
  connection.send('"dropped"', true);
  connection.send('"kept"');
  wire.bufferedAmount = 0;
  await time.advance(25);
  assertEquals(wire.events.slice(1), ["told", "kept"]);
});

Deno.test("Connection.send() closes with 4001 above 1 MiB, and what waited is gone [LIMIT-13]", async () => {
  const { wire, connection, time } = scene();
  let left = 0;
  connection.onClose = () => left++;
  for (let n = 0; n < 100 && !connection.isClosed; n++) {
    connection.send(event(n, 16 * KIBIBYTE));
    await settled();
  }
  assertEquals([wire.closed?.code, left], [4001, 1]);
  assert(wire.bufferedAmount <= 128 * KIBIBYTE, "the runtime, which can't let go of it, holds little");
  assertEquals(time.pending, 0);
  const { length } = wire.frames;
  connection.send('"late"');
  await time.advance(1_000);
  assertEquals(wire.frames.length, length);
});

Deno.test("Connection.send() before release() is limited too [LIMIT-13]", () => {
  const { wire } = scene();
  const time = new FakeTime();
  const who = { userId: 1, role: "patient", name: "Pat", sessionId: "s", deviceId: "d" } as const;
  const held = new Connection({
    id: "c",
    who,
    deviceType: "web",
    wire,
    now: 0,
    defer: queueMicrotask,
    timers: time,
  });
  for (let n = 0; n <= unsent.most / KIBIBYTE; n++) held.send(event(n, KIBIBYTE));
  assertEquals(wire.closed?.code, 4001);
});

Deno.test("Connection.close() sends what is there first, and cuts reasons at 123 bytes [LIMIT-13]", () => {
  const { wire, connection } = scene();
  connection.send('"last"');
  connection.close({ ...CLOSE.malformed, reason: "ü".repeat(100) });
  assertEquals([wire.events, wire.closed?.reason.length], [["last"], 61]);
});
