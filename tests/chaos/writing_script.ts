import type { SentMessage } from "../support/visit_log.ts";
import type { WireMessage } from "./contract_shapes.ts";
import type { Device } from "./device.ts";
import { pause } from "./pauses.ts";
import type { Person } from "./person.ts";
import type { VisitRecorder } from "./visit_recorder.ts";

/** Share of messages that go through the HTTP API. */
const BY_HTTP = 0.1;
const MARKED = 0.3;

export interface WritingOptions {
  person: Person;
  device: Device;
  recorder: VisitRecorder;
  /** Mean pause between an answer and the next message, in milliseconds. */
  thinkMs: number;
  chance(): number;
  stop: AbortSignal;
}

/** Writes numbered messages, the next one when the last is answered; resolves when the last one is. */
export async function writeMessages(options: WritingOptions): Promise<void> {
  const { person, device, recorder, thinkMs, chance, stop } = options;
  const counts = new Map<string, number>();
  while (!stop.aborted) {
    await pause(2 * thinkMs * chance(), stop);
    if (stop.aborted) return;
    const conversationId = person.conversations[Math.floor(chance() * person.conversations.length)] ?? "";
    const n = (counts.get(conversationId) ?? 0) + 1;
    counts.set(conversationId, n);
    const body = `${device.id}/${conversationId}/${n}`;
    const sent: SentMessage = { deviceId: device.id, conversationId, clientId: crypto.randomUUID(), n, body };
    recorder.sent.push(sent);
    const message = await send(options, sent);
    if (message) {
      sent.acknowledged = { messageId: message.message_id, seq: message.seq };
      device.views.pushed(message);
    }
    const newest = device.views.newest(conversationId);
    if (newest && chance() < MARKED) device.say("chat:read", { message_id: newest });
  }
}

async function send(options: WritingOptions, sent: SentMessage): Promise<WireMessage | undefined> {
  const { person, device, recorder, chance } = options;
  const { conversationId, body, clientId } = sent;
  if (chance() < BY_HTTP) {
    const path = `/api/conversations/${conversationId}/send-message`;
    const asked = { body, message_type: "text", client_id: clientId };
    const answer = await person.door.ask("POST", path, device.leaving, asked).catch(() => undefined);
    if (answer && answer.status > 201) recorder.oddities.push(`a message was refused: ${answer.status}`);
    return answer?.body.message;
  }
  const data = { conversation_id: conversationId, body, message_type: "text", client_id: clientId };
  const answer = await device.commands.ask("chat:message", data);
  if ("data" in answer) return answer.data.message as WireMessage;
  if (answer.refused !== "left") recorder.oddities.push(`a message was refused: ${answer.refused}`);
  return undefined;
}
