import { deepEqual } from "node:assert/strict";
import { type NumberedMessage, ownRuns } from "../../db/write_messages.ts";

/** Messages of one conversation by these senders, from this number on. */
function written(conversationId: string, firstSeq: number, senders: number[]): NumberedMessage[] {
  return senders.map((senderId, index) => ({
    message: {
      messageId: "",
      conversationId,
      senderId,
      clientId: "",
      body: "",
      messageType: "text",
      callId: null,
      attachmentIds: [],
      createdAt: 0,
    },
    trail: { actorId: senderId, sessionId: null, action: "" },
    dataKeyId: 1,
    token: new Uint8Array(),
    seq: firstSeq + index,
    inCall: false,
  }));
}

Deno.test("ownRuns() goes up to the first message of somebody else [MSG-5]", () => {
  deepEqual(ownRuns(written("a", 5, [1, 1, 2, 1])), [{ conversationId: "a", userId: 1, after: 4, upto: 6 }]);
  deepEqual(ownRuns([]), []);
});

Deno.test("ownRuns() keeps conversations apart that are mixed in a group [MSG-5]", () => {
  const [first, second] = [written("a", 1, [1, 1]), written("b", 9, [1, 2])];
  const mixed = [first[0], second[0], second[1], first[1]].filter((one) => one !== undefined);
  deepEqual(ownRuns(mixed), [
    { conversationId: "a", userId: 1, after: 0, upto: 2 },
    { conversationId: "b", userId: 1, after: 8, upto: 9 },
  ]);
});
