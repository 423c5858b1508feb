import fc from "fast-check";
import { assert, assertEquals } from "../support/assert.ts";
import { type Call, CALL_STATUSES, type CallStatus, isOver } from "../../realtime/core/call.ts";
import {
  advance,
  type CallLimits,
  type Cause,
  type CauseType,
  NEXT,
} from "../../realtime/core/call_machine.ts";

const LIMITS: CallLimits = {
  ringMs: 60_000,
  connectMs: 30_000,
  mediaLeaseMs: 30_000,
  maxDurationMs: 3_600_000,
};
const START = 1_750_000_000_000;
const CAUSES: Record<CauseType, Cause> = {
  rang: { type: "rang" },
  found_busy: { type: "found_busy" },
  accepted: { type: "accepted", deviceId: "phone" },
  declined: { type: "declined", reason: "callee_declined" },
  cancelled: { type: "cancelled" },
  negotiated: { type: "negotiated" },
  media_attested: { type: "media_attested", userId: 1 },
  gave_up: { type: "gave_up", reason: "connection_failed" },
  hung_up: { type: "hung_up" },
  deadline_passed: { type: "deadline_passed" },
};

function newCall(): Call {
  const nobody = { joinedAt: null, leftAt: null, mediaAttestedAt: null };
  return {
    callId: "c",
    roomId: "r",
    appointmentId: 1,
    callerId: 1,
    calleeId: 2,
    callType: "video",
    status: "initiated",
    endReason: null,
    version: 1,
    initiatedAt: START,
    ringingAt: null,
    acceptedAt: null,
    connectedAt: null,
    endedAt: null,
    duration: 0,
    deadlineAt: START + LIMITS.ringMs,
    participants: [
      { ...nobody, userId: 1, deviceId: "desk", polite: false },
      { ...nobody, userId: 2, deviceId: null, polite: true },
    ],
  };
}

/** Causes that lead from a new call to each status. */
const PATHS: Record<CallStatus, Cause[]> = {
  initiated: [],
  ringing: [CAUSES.rang],
  accepted: [CAUSES.rang, CAUSES.accepted],
  connecting: [CAUSES.rang, CAUSES.accepted, CAUSES.negotiated],
  connected: [
    CAUSES.rang,
    CAUSES.accepted,
    CAUSES.negotiated,
    CAUSES.media_attested,
    { type: "media_attested", userId: 2 },
  ],
  ended: [CAUSES.rang, CAUSES.accepted, CAUSES.hung_up],
  failed: [CAUSES.rang, CAUSES.accepted, CAUSES.gave_up],
  missed: [CAUSES.rang, CAUSES.deadline_passed],
};

function reach(status: CallStatus): { call: Call; now: number } {
  let call = newCall();
  let now = START;
  for (const cause of PATHS[status]) {
    now = cause.type === "deadline_passed" ? (call.deadlineAt ?? now) : now + 1_000;
    const next = advance(call, cause, now, LIMITS);
    assert(next, `${cause.type} in ${call.status}`);
    call = next;
  }
  assertEquals(call.status, status);
  return { call, now };
}

/** What SPEC.md's diagram and DESIGN.md §4 say, written a second time by hand. */
const EXPECTED: Record<CallStatus, Partial<Record<CauseType, [CallStatus, string?]>>> = {
  initiated: {
    rang: ["ringing"],
    found_busy: ["ended", "busy"],
    accepted: ["accepted"],
    declined: ["ended", "callee_declined"],
    cancelled: ["ended", "cancelled"],
    deadline_passed: ["missed", "missed"],
  },
  ringing: {
    accepted: ["accepted"],
    declined: ["ended", "callee_declined"],
    cancelled: ["ended", "cancelled"],
    deadline_passed: ["missed", "missed"],
  },
  accepted: {
    negotiated: ["connecting"],
    media_attested: ["accepted"],
    gave_up: ["failed", "connection_failed"],
    hung_up: ["ended", "user_hangup"],
    deadline_passed: ["failed", "connection_failed"],
  },
  connecting: {
    media_attested: ["connecting"],
    gave_up: ["failed", "connection_failed"],
    hung_up: ["ended", "user_hangup"],
    deadline_passed: ["failed", "connection_failed"],
  },
  connected: {
    media_attested: ["connected"],
    gave_up: ["ended", "connection_failed"],
    hung_up: ["ended", "user_hangup"],
    deadline_passed: ["ended", "network_error"],
  },
  ended: {},
  failed: {},
  missed: {},
};

for (const status of CALL_STATUSES) {
  for (const cause of Object.values(CAUSES)) {
    const expected = EXPECTED[status][cause.type];
    const what = expected ? `leads to ${expected.join(", ")}` : "is refused";
    Deno.test(`advance() ${cause.type} in ${status} ${what} [CALL-1]`, () => {
      const { call, now } = reach(status);
      const at = cause.type === "deadline_passed" ? Math.max(now, call.deadlineAt ?? now) : now + 10;
      const next = advance(call, cause, at, LIMITS);
      assertEquals(next?.status, expected?.[0]);
      if (next) assertEquals(next.endReason ?? undefined, expected?.[1]);
      assertEquals(NEXT[status][cause.type] !== undefined, expected !== undefined);
    });
  }
}

Deno.test("advance() refuses a deadline that has not passed [CALL-2]", () => {
  for (const status of ["initiated", "ringing", "accepted", "connecting", "connected"] as const) {
    const { call } = reach(status);
    assertEquals(advance(call, CAUSES.deadline_passed, (call.deadlineAt ?? 0) - 1, LIMITS), undefined);
  }
});

Deno.test("advance() connects once both sides have attested, not before [CALL-3]", () => {
  const { call, now } = reach("connecting");
  const one = advance(call, CAUSES.media_attested, now + 1, LIMITS);
  assertEquals(one?.status, "connecting");
  assertEquals(one && advance(one, CAUSES.media_attested, now + 2, LIMITS)?.status, "connecting");
  const both = one && advance(one, { type: "media_attested", userId: 2 }, now + 3, LIMITS);
  assertEquals(both?.status, "connected");
  assertEquals(both?.connectedAt, now + 3);
});

Deno.test("advance() refuses an attestation by a stranger [CALL-3]", () => {
  const { call, now } = reach("connecting");
  assertEquals(advance(call, { type: "media_attested", userId: 3 }, now + 1, LIMITS), undefined);
});

Deno.test("advance() ends a connected call at its longest duration however fresh its media [CALL-4]", () => {
  let { call } = reach("connected");
  const end = (call.connectedAt ?? 0) + LIMITS.maxDurationMs;
  while ((call.deadlineAt ?? 0) < end) {
    const next = advance(call, CAUSES.media_attested, (call.deadlineAt ?? 0) - 1, LIMITS);
    assert(next);
    call = next;
  }
  assertEquals(call.deadlineAt, end);
  const ended = advance(call, CAUSES.deadline_passed, end, LIMITS);
  assertEquals(ended?.endReason, "max_duration");
  assertEquals(ended?.duration, LIMITS.maxDurationMs / 1000);
});

const anyCause: fc.Arbitrary<Cause> = fc.oneof(
  ...Object.values(CAUSES).map((cause) => fc.constant(cause)),
  fc.constant<Cause>({ type: "media_attested", userId: 2 }),
  fc.constant<Cause>({ type: "gave_up", reason: "network_error" }),
  fc.constant<Cause>({ type: "declined", reason: "busy" }),
);
/** Steps with clocks that may also jump backwards, as two servers' do. */
const history = fc.array(fc.record({ cause: anyCause, step: fc.integer({ min: -5_000, max: 90_000 }) }), {
  maxLength: 40,
});

Deno.test("advance() keeps ends final, time forward and one end reason in every history [CALL-5]", () => {
  fc.assert(
    fc.property(history, (steps) => {
      let call = newCall();
      let now = START;
      for (const { cause, step } of steps) {
        now += step;
        const next = advance(call, cause, now, LIMITS);
        if (isOver(call)) assertEquals(next, undefined);
        if (!next) continue;
        assertEquals(next.version, call.version + 1);
        checkTimes(next);
        checkEnd(next);
        call = next;
      }
    }),
    { numRuns: 3_000 },
  );
});

function checkTimes(call: Call): void {
  const times = [call.initiatedAt, call.ringingAt, call.acceptedAt, call.connectedAt, call.endedAt]
    .filter((at) => at !== null);
  assertEquals(times, [...times].sort((a, b) => a - b));
  assert(call.duration >= 0);
  if (call.connectedAt === null) assertEquals(call.duration, 0);
}

function checkEnd(call: Call): void {
  assertEquals(isOver(call), call.endReason !== null);
  assertEquals(isOver(call), call.endedAt !== null);
  assertEquals(isOver(call), call.deadlineAt === null);
  for (const one of call.participants) {
    if (isOver(call)) assertEquals(one.leftAt !== null, one.joinedAt !== null);
  }
}
