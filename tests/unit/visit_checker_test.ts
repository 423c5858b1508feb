import { assert, assertEquals } from "../support/assert.ts";
import { checkVisit } from "../support/visit_checker.ts";
import type { FinalRead, KnownCall, VisitBounds, VisitLog } from "../support/visit_log.ts";

const BOUNDS: VisitBounds = {
  ringMs: 60_000,
  connectMs: 30_000,
  deadlineLateMs: 5_000,
  toldLateMs: 10_000,
  overlapMs: 1_000,
};
const START = 1_000_000;
const TALK = "11111111-1111-4111-8111-111111111111";
const OTHER_TALK = "22222222-2222-4222-8222-222222222222";
const MESSAGES = 6;

interface Visit {
  log: VisitLog;
  final: FinalRead;
}

/** A patient with one device and a doctor with two; they wrote to each other and had two calls. A stranger was there too. */
function goodVisit(): Visit {
  const stored = Array.from({ length: MESSAGES }, (_, index) => ({
    conversationId: TALK,
    messageId: `message ${index + 1}`,
    seq: index + 1,
    senderId: 1 + index % 2,
    body: `${1 + index % 2}/${Math.floor(index / 2)}`,
    createdAt: START + index,
  }));
  const log: VisitLog = {
    people: [
      { userId: 1, deviceIds: ["patient"], isHere: false },
      { userId: 2, deviceIds: ["desk", "phone"], isHere: true },
      { userId: 3, deviceIds: ["stranger"], isHere: true },
    ],
    conversations: [
      { conversationId: TALK, people: [1, 2] },
      { conversationId: OTHER_TALK, people: [3] },
    ],
    appointments: [],
    sent: stored.map(({ senderId, body, messageId, seq }, index) => ({
      deviceId: senderId === 1 ? "patient" : "desk",
      conversationId: TALK,
      clientId: `client ${index}`,
      n: Math.floor(index / 2),
      body,
      acknowledged: { messageId, seq },
    })),
    shown: ["patient", "desk", "phone"].flatMap((deviceId) =>
      stored.map(({ messageId, seq, body }) => ({
        deviceId,
        conversationId: TALK,
        messageId,
        seq,
        body,
        at: START,
      }))
    ),
    arrivals: ["patient", "desk", "phone"].flatMap((deviceId) => [
      { deviceId, about: "conversation", id: TALK },
      { deviceId, about: "call", id: "first" },
      { deviceId, about: "presence", id: "2" },
    ]),
    rings: ["desk", "phone"].map((deviceId) => ({
      deviceId,
      callId: "first",
      from: START,
      ringUntil: START + BOUNDS.ringMs,
      stopped: { at: START + 3_000, why: "told" },
    })),
    answers: [
      { deviceId: "desk", callId: "first", won: true },
      { deviceId: "phone", callId: "first", won: false },
    ],
    callsKnown: ["patient", "desk", "phone"].map((deviceId) => ({
      deviceId,
      call: answered("first", START),
    })),
    presenceKnown: [{ deviceId: "desk", userId: 1, status: "offline" }],
  };
  const final: FinalRead = {
    at: START + 200_000,
    messages: stored,
    calls: [answered("first", START), missed("second", START + 60_000)],
    presence: [
      { readerId: 2, userId: 1, status: "offline" },
      { readerId: 1, userId: 2, status: "online" },
    ],
  };
  return { log, final };
}

function answered(callId: string, at: number): KnownCall {
  const times = { initiatedAt: at, acceptedAt: at + 2_000, connectedAt: at + 3_000, endedAt: at + 20_000 };
  return {
    callId,
    callerId: 1,
    calleeId: 2,
    status: "ended",
    endReason: "user_hangup",
    version: 5,
    ...times,
  };
}

function missed(callId: string, at: number): KnownCall {
  const times = { initiatedAt: at, acceptedAt: null, connectedAt: null, endedAt: at + BOUNDS.ringMs };
  return { callId, callerId: 1, calleeId: 2, status: "missed", endReason: "missed", version: 3, ...times };
}

/** Each breaks one promise; the rule under which it must be found. */
const PLANTED: Record<string, { rule: string; plant(visit: Visit): void }> = {
  "an acknowledged message is lost": {
    rule: "lost",
    plant: ({ log, final }) => {
      final.messages.pop();
      log.shown = log.shown.filter((one) => one.seq < MESSAGES);
    },
  },
  "a message is stored twice": {
    rule: "doubled",
    plant: ({ final }) =>
      final.messages.push({ ...final.messages[0]!, messageId: "again", seq: MESSAGES + 1 }),
  },
  "a message is stored that nobody sent": {
    rule: "unsent",
    plant: ({ final }) => void (final.messages[2]!.body = "from nowhere"),
  },
  "an acknowledgement named another number": {
    rule: "changed",
    plant: ({ log }) => void (log.sent[3]!.acknowledged!.seq = 9),
  },
  "a number of a conversation is missing": {
    rule: "gap",
    plant: ({ final }) => void final.messages.splice(3, 1),
  },
  "what a sender wrote first stands second": {
    rule: "reordered",
    plant: ({ log }) => {
      [log.sent[0]!.n, log.sent[2]!.n] = [log.sent[2]!.n, log.sent[0]!.n];
    },
  },
  "a device shows a message twice": {
    rule: "doubled",
    plant: ({ log }) => void log.shown.splice(2, 0, { ...log.shown[1]! }),
  },
  "a device shows two messages in another order": {
    rule: "reordered",
    plant: ({ log }) => void log.shown.splice(1, 2, log.shown[2]!, log.shown[1]!),
  },
  "a device shows a gap": { rule: "gap", plant: ({ log }) => void log.shown.splice(1, 1) },
  "a device shows other words": {
    rule: "changed",
    plant: ({ log }) => void (log.shown[1]!.body = "other words"),
  },
  "a connected device lacks the last message": { rule: "missing", plant: ({ log }) => void log.shown.pop() },
  "a message never got an answer": {
    rule: "unanswered",
    plant: ({ log }) => void delete log.sent[5]!.acknowledged,
  },
  "a message came to a stranger": {
    rule: "stranger",
    plant: ({ log }) => void log.arrivals.push({ deviceId: "stranger", about: "conversation", id: TALK }),
  },
  "a call came to a stranger": {
    rule: "stranger",
    plant: ({ log }) => void log.arrivals.push({ deviceId: "stranger", about: "call", id: "first" }),
  },
  "presence came to a stranger": {
    rule: "stranger",
    plant: ({ log }) => void log.arrivals.push({ deviceId: "stranger", about: "presence", id: "1" }),
  },
  "somebody has two live calls": {
    rule: "two calls",
    plant: ({ final }) => void final.calls.push(answered("third", START + 10_000)),
  },
  "a call is not over": {
    rule: "not over",
    plant: ({ final }) => {
      Object.assign(final.calls[1]!, { status: "ringing", endedAt: null });
    },
  },
  "a call rang longer than it may": {
    rule: "late",
    plant: ({ final }) => void (final.calls[1]!.endedAt! += 30_000),
  },
  "an answered call got nowhere and was not ended": {
    rule: "late",
    plant: ({ final, log }) => {
      Object.assign(final.calls[0]!, { connectedAt: null, endedAt: START + 50_000 });
      final.calls.pop();
      log.answers = [];
    },
  },
  "two devices were told that they won": {
    rule: "two winners",
    plant: ({ log }) => void (log.answers[1]!.won = true),
  },
  "nobody was told of having won": { rule: "no winner", plant: ({ log }) => void (log.answers = []) },
  "an answer that was told is not stored": {
    rule: "lost",
    plant: ({ log }) => void log.answers.push({ deviceId: "desk", callId: "second", won: true }),
  },
  "a device rings on after another one answered": {
    rule: "still ringing",
    plant: ({ log }) => void (log.rings[1]!.stopped = { at: START + BOUNDS.ringMs, why: "ring_until" }),
  },
  "a device never stops ringing": {
    rule: "still ringing",
    plant: ({ log }) => void delete log.rings[1]!.stopped,
  },
  "a device rings for a call that does not exist": {
    rule: "ghost call",
    plant: ({ log }) => void (log.rings[1]!.callId = "no call"),
  },
  "a device believes in a call that is over": {
    rule: "not told",
    plant: ({ log }) => void (log.callsKnown[2]!.call = { ...answered("first", START), status: "connected" }),
  },
  "somebody who left is still shown as here": {
    rule: "wrong presence",
    plant: ({ final }) => void (final.presence[0]!.status = "online"),
  },
  "somebody who is here is shown as busy": {
    rule: "wrong presence",
    plant: ({ final }) => void (final.presence[1]!.status = "busy"),
  },
  "a device shows a ghost": {
    rule: "wrong presence",
    plant: ({ log }) => void (log.presenceKnown[0]!.status = "online"),
  },
};

Deno.test("checkVisit() finds nothing where nothing is wrong [CHAOS-2]", () => {
  const { log, final } = goodVisit();
  assertEquals(checkVisit(log, final, BOUNDS), []);
});

for (const [name, { rule, plant }] of Object.entries(PLANTED)) {
  Deno.test(`checkVisit() finds it when ${name} [CHAOS-2]`, () => {
    const visit = goodVisit();
    plant(visit);
    const found = checkVisit(visit.log, visit.final, BOUNDS);
    assert(found.some((one) => one.rule === rule), `found only ${JSON.stringify(found)}`);
  });
}

Deno.test("checkVisit() lets a device that went offline stop ringing for that reason [CHAOS-2]", () => {
  const { log, final } = goodVisit();
  log.rings[1]!.stopped = { at: START + 100_000, why: "offline" };
  assertEquals(checkVisit(log, final, BOUNDS), []);
});
