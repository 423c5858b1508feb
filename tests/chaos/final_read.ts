import type { FinalRead, KnownCall, StoredMessage } from "../support/visit_log.ts";
import { knownCall, type WireCall, type WireMessage } from "./contract_shapes.ts";
import type { Person } from "./person.ts";
import type { SeededClinic } from "./seed_people.ts";

const PAGE = 100;
/** Everything is to be answered within this. */
const READING_MS = 120_000;

/** Reads by the API what the server has: all messages, all calls, and how its people are there. */
export async function readFinal(
  clinic: SeededClinic,
  people: ReadonlyMap<number, Person>,
): Promise<FinalRead> {
  const stop = AbortSignal.timeout(READING_MS);
  const person = (userId: number) => {
    const found = people.get(userId);
    if (!found) throw new Error(`nobody has the id ${userId}`);
    return found;
  };
  const messages = await Promise.all(
    clinic.conversations.map((one) => readMessages(person(one.people[0] ?? 0), one.conversationId, stop)),
  );
  const calls = await Promise.all(clinic.pairs.map(({ patient }) => readCalls(person(patient.userId), stop)));
  const presence = await Promise.all(clinic.appointments.flatMap(({ patientId, doctorId }) => [
    readPresence(person(patientId), doctorId, stop),
    readPresence(person(doctorId), patientId, stop),
  ]));
  return { at: Date.now(), messages: messages.flat(), calls: calls.flat(), presence };
}

async function readMessages(
  reader: Person,
  conversationId: string,
  stop: AbortSignal,
): Promise<StoredMessage[]> {
  const all: StoredMessage[] = [];
  while (true) {
    const after = all.at(-1)?.seq ?? 0;
    const path = `/api/conversations/${conversationId}/messages?per_page=${PAGE}&after_seq=${after}`;
    const { status, body } = await reader.door.ask("GET", path, stop);
    if (status !== 200) throw new Error(`messages can't be read: ${status}`);
    const page: WireMessage[] = body.messages;
    all.push(...page.map((one) => ({
      conversationId,
      messageId: one.message_id,
      seq: one.seq,
      senderId: one.sender_id,
      body: one.body,
      createdAt: Date.parse(one.created_at),
    })));
    if (page.length === 0) return all;
  }
}

/** Every call has one patient, so those of all patients are all of them. */
async function readCalls(reader: Person, stop: AbortSignal): Promise<KnownCall[]> {
  const all: KnownCall[] = [];
  for (let page = 1;; page++) {
    const { status, body } = await reader.door.ask(
      "GET",
      `/api/call-history?per_page=${PAGE}&page=${page}`,
      stop,
    );
    if (status !== 200) throw new Error(`calls can't be read: ${status}`);
    all.push(...body.calls.map((one: WireCall) => knownCall(one)));
    if (page >= body.pages) return all;
  }
}

async function readPresence(reader: Person, userId: number, stop: AbortSignal) {
  const { status, body } = await reader.door.ask("GET", `/api/presence/${userId}`, stop);
  return {
    readerId: reader.userId,
    userId,
    status: status === 200 ? body.presence.status : `error ${status}`,
  };
}
