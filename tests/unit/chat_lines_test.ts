import { deepEqual, equal, ok } from "node:assert/strict";
import {
  chatLines,
  type ChatLinesInput,
  GROUP_GAP_MS,
  type LineCache,
} from "../../islands/models/chat_lines.ts";
import { DOCTOR, messageNumbered, PATIENT } from "../support/chat_objects.ts";

const CALL_ID = "44444444-4444-4444-8444-444444444444";
const at = (created_at: string) => ({ created_at });
const linesOf = (input: Partial<ChatLinesInput>) =>
  chatLines({ messages: [], unsent: [], me: PATIENT.id, zone: "Europe/Berlin", callId: null, ...input });
const kinds = (input: Partial<ChatLinesInput>) => linesOf(input).map((one) => one.kind);

Deno.test("chatLines() names a day where it begins in the reader's zone", () => {
  const messages = [
    messageNumbered(1, at("2026-03-02T22:30:00.000Z")),
    messageNumbered(2, at("2026-03-02T23:30:00.000Z")),
  ];
  deepEqual(kinds({ messages }), ["day", "message", "day", "message"]);
  deepEqual(kinds({ messages, zone: "" }), ["day", "message", "message"]);
});

Deno.test("chatLines() puts messages of one person that follow quickly together", () => {
  const start = Date.parse("2026-03-02T09:00:00.000Z");
  const after = (ms: number) => at(new Date(start + ms).toISOString());
  const messages = [
    messageNumbered(1, after(0)),
    messageNumbered(2, after(1_000)),
    messageNumbered(3, { ...after(2_000), sender_id: DOCTOR.id }),
    messageNumbered(4, { ...after(2_000 + GROUP_GAP_MS), sender_id: DOCTOR.id }),
  ];
  const opens = linesOf({ messages }).flatMap((one) => one.kind === "message" ? [one.opens] : []);
  deepEqual(opens, [true, false, true, true]);
});

Deno.test("chatLines() marks where messages of a visit begin, unless all belong to the one going on", () => {
  const inVisit = [messageNumbered(2, { call_id: CALL_ID }), messageNumbered(3, { call_id: CALL_ID })];
  deepEqual(kinds({ messages: inVisit }), ["day", "visit", "message", "message"]);
  deepEqual(kinds({ messages: inVisit, callId: CALL_ID }), ["day", "message", "message"]);
  const messages = [messageNumbered(1), ...inVisit, messageNumbered(4)];
  deepEqual(kinds({ messages }), ["day", "message", "visit", "message", "message", "message"]);
  const marks = linesOf({ messages, callId: CALL_ID }).flatMap((one) =>
    one.kind === "visit" ? [one.current] : []
  );
  deepEqual(marks, [true]);
});

Deno.test("chatLines() keeps the row of one's own message while it goes from unsent to sent", () => {
  const unsent = [{
    clientId: "c-1",
    body: "hi",
    messageType: "text" as const,
    files: [],
    callId: null,
    writtenAt: "2026-03-02T09:00:00.000Z",
    refusal: null,
  }];
  equal(linesOf({ unsent })[0]?.key, "c-1");
  equal(linesOf({ messages: [messageNumbered(1, { client_id: "c-1" })] })[1]?.key, "c-1");
});

Deno.test("chatLines() makes only those lines anew whose message or neighbour has changed [INBOX-10]", () => {
  const cache: LineCache = new WeakMap();
  const input = { unsent: [], me: PATIENT.id, zone: "UTC", callId: null };
  const messages = [1, 2, 3].map((seq) => messageNumbered(seq));
  const before = chatLines({ ...input, messages }, cache);
  const changed = [messages[0]!, { ...messages[1]!, status: "read" as const }, messages[2]!];
  const after = chatLines({ ...input, messages: [...changed, messageNumbered(4)] }, cache);
  deepEqual(after, chatLines({ ...input, messages: [...changed, messageNumbered(4)] }));
  deepEqual(before.map((one, index) => one === after[index]), [true, true, false, false]);
  ok(chatLines({ ...input, messages, zone: "Asia/Kolkata" }, cache)[0] !== before[0]);
});
