import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { isOver } from "../../realtime/core/call.ts";
import type { PresenceStatus } from "../../realtime/core/fields.ts";
import type {
  AppointmentObject,
  ConversationObject,
  HistoryEntryObject,
  MessageObject,
  PresenceObject,
  UserObject,
} from "../../realtime/core/objects.ts";
import type { ServerData } from "../../realtime/core/server_events.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";
import type { Session } from "../session.ts";
import { CallPlacer } from "./call_placer.ts";
import { DeskModel } from "./desk_model.ts";
import type { LiveCall } from "./live_call.ts";

/** What the server knows when it renders the home page. */
export interface HomeFacts {
  me: UserObject;
  appointments: AppointmentObject[];
  conversations: ConversationObject[];
  /** The latest calls, newest first. */
  calls: HistoryEntryObject[];
  presence: PresenceObject[];
}

/** How many of the latest calls the home page shows. */
export const RECENT_CALLS = 5;

/** What the model asks the API for when something has changed. */
export interface HomeSource {
  appointments(): Promise<AppointmentObject[]>;
  conversations(): Promise<ConversationObject[]>;
  recentCalls(): Promise<HistoryEntryObject[]>;
}

/** The parts of the session that the home page needs. */
export interface HomeSession
  extends Pick<Session, "presence" | "connection" | "liveCall" | "unsentMessages"> {
  signaling: Pick<SignalingClient, "on" | "lastSync">;
}

/** Why no call can be placed at the moment. */
export type Obstacle = "in_call" | "no_connection";

/** The home page of one person: draws from its facts alone until it follows a session. */
export class HomeModel {
  readonly me: UserObject;
  readonly appointments: Signal<AppointmentObject[]>;
  readonly conversations: Signal<ConversationObject[]>;
  readonly calls: Signal<HistoryEntryObject[]>;
  readonly placer = new CallPlacer();
  readonly desk = new DeskModel();
  readonly #presence: ReadonlySignal<ReadonlyMap<number, PresenceStatus>>;
  readonly #session = signal<HomeSession | null>(null);

  constructor(facts: HomeFacts) {
    this.me = facts.me;
    this.appointments = signal(facts.appointments);
    this.conversations = signal(facts.conversations);
    this.calls = signal(facts.calls);
    this.#presence = computed(() => {
      const heard = this.#session.value?.presence.value;
      // Until the socket has spoken, what the page came with is the best there is.
      const known = heard && heard.size > 0 ? [...heard.values()] : facts.presence;
      return new Map(known.map((one) => [one.user_id, one.status]));
    });
  }

  /** The call of mine that goes on, here or on another device. */
  get liveCall(): LiveCall | null {
    return this.#session.value?.liveCall.value ?? null;
  }

  /** How many messages of mine in a conversation are not sent. */
  unsentIn(conversationId: string): number {
    return this.#session.value?.unsentMessages.value.get(conversationId) ?? 0;
  }

  /** Why no call can be placed now, or null. */
  get obstacle(): Obstacle | null {
    const session = this.#session.value;
    if (this.liveCall) return "in_call";
    return session && session.connection.value.name !== "open" &&
        session.connection.value.name !== "connecting"
      ? "no_connection"
      : null;
  }

  presenceOf(userId: number): PresenceStatus {
    return this.#presence.value.get(userId) ?? "offline";
  }

  /** Whether this person plans visits and invites to them. */
  get plans(): boolean {
    return this.me.role !== "patient";
  }

  /** Whether I am one of an appointment's people; administrators see others too. */
  isIn(appointment: AppointmentObject): boolean {
    return [appointment.patient, appointment.doctor, ...appointment.guests].some((one) =>
      one.id === this.me.id
    );
  }

  /** Everybody else of an appointment, first the one that I am there for. */
  othersOf({ patient, doctor, guests }: AppointmentObject): [UserObject, ...UserObject[]] {
    const main = this.plans ? [patient, doctor] : [doctor, patient];
    const [first = patient, ...others] = [...main, ...guests].filter((one) => one.id !== this.me.id);
    return [first, ...others];
  }

  /** The person on the other side of my live call, if one of my appointments knows them. */
  otherOfLive({ call }: LiveCall): UserObject | undefined {
    const appointment = this.appointments.value.find((one) => one.id === call.appointment_id);
    const otherId = call.caller_id === this.me.id ? call.callee_id : call.caller_id;
    return appointment && this.othersOf(appointment).find((one) => one.id === otherId);
  }

  /** Takes an appointment as somebody has made or changed it; an older version than the known one is dropped. */
  take(appointment: AppointmentObject, source: HomeSource): void {
    const known = this.appointments.value.find((one) => one.id === appointment.id);
    if (known && known.version >= appointment.version) return;
    // The server knows the order.
    if (known?.starts_at !== appointment.starts_at || known.ends_at !== appointment.ends_at) {
      return this.#read(source.appointments(), this.appointments);
    }
    this.appointments.value = this.appointments.value.map((one) => one === known ? appointment : one);
  }

  /** Keeps everything up to date from now on: what events carry is taken, the rest is read again. */
  follow(session: HomeSession, source: HomeSource): void {
    this.#session.value = session;
    const { signaling } = session;
    let first = true;
    const sync = (heads: ServerData<"sync">) => {
      if (!first || !this.#isUpToDate(heads)) this.#readAll(source);
      first = false;
    };
    signaling.on("sync", sync);
    if (signaling.lastSync) sync(signaling.lastSync);
    signaling.on("appointment:update", ({ appointment }) => this.take(appointment, source));
    signaling.on("chat:message", ({ message }) => this.#takeMessage(message, source));
    signaling.on("conversation:update", ({ conversation }) => this.#takeConversation(conversation));
    signaling.on("chat:read", ({ user_id }) => {
      if (user_id === this.me.id) this.#read(source.conversations(), this.conversations);
    });
    for (const event of ["call:ringing", "call:accepted", "call:connected"] as const) {
      signaling.on(event, ({ call }) => this.#takeCall(call.call_id, source));
    }
    for (const event of ["call:declined", "call:busy", "call:ended", "call:missed"] as const) {
      signaling.on(event, () => this.#read(source.recentCalls(), this.calls));
    }
  }

  /** Whether nothing was written between the rendering of the page and the first sync. */
  #isUpToDate({ conversations }: ServerData<"sync">): boolean {
    const known = new Map(this.conversations.value.map((one) => [one.conversation_id, one.last_seq]));
    return conversations.every((one) => known.get(one.conversation_id) === one.last_seq);
  }

  #readAll(source: HomeSource): void {
    this.#read(source.appointments(), this.appointments);
    this.#read(source.conversations(), this.conversations);
    this.#read(source.recentCalls(), this.calls);
  }

  #read<T>(answer: Promise<T>, into: Signal<T>): void {
    // A failure leaves what is there; the next sync reads again.
    answer.then((value) => into.value = value, () => undefined);
  }

  #takeMessage(message: MessageObject, source: HomeSource): void {
    const known = this.conversations.value.find((one) => one.conversation_id === message.conversation_id);
    if (!known) return this.#read(source.conversations(), this.conversations);
    if (message.seq <= known.last_seq) return;
    const unread = message.sender_id === this.me.id ? 0 : known.unread_count + 1;
    const next = {
      ...known,
      last_seq: message.seq,
      last_message_at: message.created_at,
      unread_count: unread,
    };
    this.conversations.value = [next, ...this.conversations.value.filter((one) => one !== known)];
  }

  /** A new one that nobody has written in yet stands after those with messages, as in the list of the server. */
  #takeConversation(conversation: ConversationObject): void {
    const others = this.conversations.value.filter((one) =>
      one.conversation_id !== conversation.conversation_id
    );
    const at = conversation.last_message_at ?? "";
    const before = others.filter((one) => (one.last_message_at ?? "") > at);
    this.conversations.value = [...before, conversation, ...others.slice(before.length)];
  }

  #takeCall(callId: string, source: HomeSource): void {
    const known = this.calls.value.find((one) => one.call_id === callId);
    if (!known || isOver(known)) this.#read(source.recentCalls(), this.calls);
  }
}
