import type { CallStatus, CallType } from "../realtime/core/call.ts";
import type { Identity } from "../realtime/core/identity.ts";
import type {
  AppointmentObject,
  ConversationObject,
  HistoryEntryObject,
  InboxEntry,
  MessageObject,
  PresenceObject,
} from "../realtime/core/objects.ts";
import type { Outcome } from "../realtime/core/outcome.ts";
import type { Page, PageRequest } from "../realtime/core/page.ts";
import type { InboxQuery } from "../realtime/ports/inbox.ts";
import type { QueueObject, WaitingObject } from "../realtime/core/waiting_objects.ts";

/** What a history page may be narrowed by. */
export interface HistoryFilter extends PageRequest {
  callType?: CallType;
  status?: CallStatus;
  /** Milliseconds since the epoch, `until` exclusive. */
  from?: number;
  until?: number;
}

/** What a waiting room is drawn from. */
export interface WaitingRoom {
  appointment: AppointmentObject;
  waiting: WaitingObject;
  /** The direct one with the doctor. */
  conversation: ConversationObject;
  /** Of the doctor. */
  presence: PresenceObject | null;
}

/** What the server-rendered pages read; the same facts as the API's lists. */
export interface PageQueries {
  /** The appointments of this person, the next ones first. */
  appointments(who: Identity): Promise<AppointmentObject[]>;
  /** The appointments of this person that begin in a stretch of time; milliseconds since the epoch, `until` exclusive. */
  appointmentsBetween(who: Identity, from: number, until: number): Promise<AppointmentObject[]>;
  history(who: Identity, filter: HistoryFilter): Promise<Page<HistoryEntryObject>>;
  conversations(who: Identity): Promise<ConversationObject[]>;
  /** One page of all conversations. */
  inbox(who: Identity, query: InboxQuery): Promise<Page<InboxEntry>>;
  /** The newest messages of a conversation, oldest first. */
  messages(
    who: Identity,
    conversationId: string,
  ): Promise<Outcome<{ conversation: ConversationObject; messages: MessageObject[] }>>;
  /** A call and the direct conversation of its two people. */
  call(who: Identity, callId: string): Promise<Outcome<{ call: HistoryEntryObject; conversationId: string }>>;
  /** The waiting room of one of this person's visits. */
  waitingRoom(who: Identity, appointmentId: number): Promise<Outcome<WaitingRoom>>;
  /** Who waits for this person; null for whoever is not waited for. */
  queue(who: Identity): Promise<QueueObject | null>;
  /** Everybody this person may see. */
  presence(who: Identity): Promise<PresenceObject[]>;
}
