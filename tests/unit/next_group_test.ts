import { deepEqual, equal } from "node:assert/strict";
import { type Candidate, GROUP_LENGTH_MAX, GROUP_MAX, nextGroup } from "../../db/next_group.ts";

interface Given {
  conversation: string;
  sender?: number;
  client?: string;
  body?: string;
  isReady?: boolean;
}

let made = 0;

function waits({ conversation, sender = 1, client = `client ${made}`, body = "", isReady = true }: Given) {
  const message = {
    messageId: `${made++}`,
    conversationId: conversation,
    senderId: sender,
    clientId: client,
    body,
    messageType: "text" as const,
    callId: null,
    attachmentIds: [],
    createdAt: 0,
  };
  return { message, isReady };
}

/** The places of the taken ones among those that wait. */
function taken(waiting: Candidate[], flying: Candidate[] = []): number[] {
  const { group, rest } = nextGroup(waiting, flying);
  deepEqual([...group, ...rest].toSorted(byId), waiting.toSorted(byId));
  return group.map((one) => waiting.indexOf(one));
}

function byId(one: Candidate, other: Candidate): number {
  return Number(one.message.messageId) - Number(other.message.messageId);
}

Deno.test("nextGroup() takes all that can go, in order [MSG-8]", () => {
  deepEqual(taken(["a", "b", "a"].map((conversation) => waits({ conversation }))), [0, 1, 2]);
  deepEqual(taken([]), []);
});

Deno.test("nextGroup() leaves a conversation that is in flight, and what must not overtake [MSG-8]", () => {
  const waiting = [
    waits({ conversation: "a" }),
    waits({ conversation: "b", isReady: false }),
    waits({ conversation: "c" }),
    waits({ conversation: "b" }),
    waits({ conversation: "a" }),
  ];
  deepEqual(taken(waiting, [waits({ conversation: "a" })]), [2]);
});

Deno.test("nextGroup() never takes one client id of a person twice at a time, in whatever conversation [MSG-10]", () => {
  const one = { conversation: "a", client: "x" };
  const waiting = [
    waits(one),
    waits({ ...one, conversation: "b" }),
    waits({ ...one, conversation: "c", sender: 2 }),
    waits({ conversation: "b" }),
  ];
  deepEqual(taken(waiting), [0, 2]);
  deepEqual(taken(waiting, [waits({ ...one, conversation: "z" })]), [2]);
});

Deno.test("nextGroup() keeps within the limits of number and length, and takes a long one alone [MSG-8]", () => {
  const many = Array.from({ length: GROUP_MAX + 50 }, (_, n) => waits({ conversation: `${n}` }));
  equal(taken(many).length, GROUP_MAX);
  const half = "x".repeat(GROUP_LENGTH_MAX / 2);
  const long = [`${half}x`, half, `${half}x`].map((body, n) => waits({ conversation: `${n}`, body }));
  deepEqual(taken(long), [0]);
  deepEqual(taken([waits({ conversation: "a", body: half + half + half })]), [0]);
});
