import type { Call } from "../../../realtime/core/call.ts";
import { isOver } from "../../../realtime/core/call.ts";
import type { AppointmentObject, MessageObject, UserObject } from "../../../realtime/core/objects.ts";
import type { Fact } from "../../../realtime/ports/fact_log.ts";
import type { PresenceRecord } from "../../../realtime/ports/presence_store.ts";

/** How far a participant has got and read. */
export interface Position {
  delivered: number;
  read: number;
}

export interface StoredConversation {
  id: string;
  /** Null for a direct one. */
  groupName: string | null;
  participants: number[];
  /** Message number n stands at n − 1. Never changed in place. */
  messages: MessageObject[];
  positions: Map<number, Position>;
}

export interface StoredAppointment {
  id: number;
  patientId: number;
  doctorId: number;
  status: AppointmentObject["status"];
}

/** A committed fact with the transaction that made it. */
export interface StoredFact {
  id: number;
  xact: number;
  fact: Fact;
  writer: string;
  users: readonly number[];
}

/** What is told of every commit, to whoever checks. */
export type Commit =
  | { kind: "message"; message: MessageObject }
  | { kind: "position"; conversationId: string; userId: number; before: Position; after: Position }
  | { kind: "call"; before: Call | undefined; after: Call };

/** Everything that is stored. Rows are replaced, never changed, so that a reader keeps what it has read. */
export class Tables {
  readonly users = new Map<number, UserObject>();
  readonly appointments = new Map<number, StoredAppointment>();
  readonly conversations = new Map<string, StoredConversation>();
  readonly places = new Map<string, { conversationId: string; seq: number }>();
  /** Message ids by sender and client id. */
  readonly commands = new Map<string, string>();
  readonly calls = new Map<string, Call>();
  readonly callCommands = new Map<string, string>();
  /** The one live call of each user. */
  readonly live = new Map<number, string>();
  readonly presence = new Map<number, PresenceRecord>();
  readonly facts: StoredFact[] = [];
  sweptAt = 0;
  readonly #watchers: ((commit: Commit) => void)[] = [];

  watch(watcher: (commit: Commit) => void): void {
    this.#watchers.push(watcher);
  }

  /** Where what a watcher throws goes. */
  guard: (look: () => void) => void = (look) => look();

  told(commit: Commit): void {
    for (const watcher of this.#watchers) this.guard(() => watcher(commit));
  }

  message(messageId: string): MessageObject | undefined {
    const place = this.places.get(messageId);
    return place && this.conversations.get(place.conversationId)?.messages[place.seq - 1];
  }

  /** Writes a call as it is now; who is in it is free as soon as it is over. */
  writeCall(call: Call): void {
    const before = this.calls.get(call.callId);
    this.calls.set(call.callId, call);
    for (const { userId } of call.participants) {
      if (this.live.get(userId) === call.callId && isOver(call)) this.live.delete(userId);
    }
    this.told({ kind: "call", before, after: call });
  }

  acquaintances(userId: number): number[] {
    const known = new Set<number>();
    for (const { patientId, doctorId } of this.appointments.values()) {
      if (patientId === userId) known.add(doctorId);
      if (doctorId === userId) known.add(patientId);
    }
    for (const { participants } of this.conversations.values()) {
      if (participants.includes(userId)) { for (const other of participants) known.add(other); }
    }
    known.delete(userId);
    return [...known];
  }
}
