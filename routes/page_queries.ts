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

/** What a history page may be narrowed by. */
export interface HistoryFilter extends PageRequest {
  callType?: CallType;
  status?: CallStatus;
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
  /** Everybody this person may see. */
  presence(who: Identity): Promise<PresenceObject[]>;
}
