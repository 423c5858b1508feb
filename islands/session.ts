/// <reference lib="dom" />
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { PresenceStatus } from "../realtime/core/fields.ts";
import type { PresenceObject, UserObject } from "../realtime/core/objects.ts";
import type { SignalingState } from "./lib/reconnect.ts";
import { KeptCommands } from "./kept_commands.ts";
import { freshId } from "./lib/fresh_id.ts";
import { SignalingClient } from "./lib/signaling_client.ts";
import { afterAccepted, afterFact, afterRinging, type LiveCall, liveCallOfSync } from "./models/live_call.ts";
import { newerPresence } from "./models/newer_presence.ts";
import { browserShelf } from "./shelf.ts";

/** What all islands of one page share: the person, the one socket, and what it has told so far. */
export interface Session {
  readonly user: UserObject;
  readonly signaling: SignalingClient;
  readonly connection: ReadonlySignal<SignalingState>;
  /** Commands that the server has not acknowledged yet. */
  readonly unsent: ReadonlySignal<number>;
  /** Messages that are not sent, by conversation; also those that another page has left. */
  readonly unsentMessages: Signal<ReadonlyMap<string, number>>;
  /** What pages that are gone may have left unanswered, and this page's own. */
  readonly kept: KeptCommands;
  /** Whether the person does not want to be disturbed. */
  readonly quiet: Signal<boolean>;
  /** By user id; somebody who is missing was never heard of. */
  readonly presence: ReadonlySignal<ReadonlyMap<number, PresenceObject>>;
  readonly liveCall: ReadonlySignal<LiveCall | null>;
  /** Conversations that this page shows; those mark what arrives by themselves. */
  readonly shownConversations: Set<string>;
}

let shared: Session | undefined;

/** The session of this page, connected on first use. Only for the browser, on pages of a signed-in person. */
export function session(): Session {
  return shared ??= openSession(readUser());
}

function readUser(): UserObject {
  const meta = document.querySelector<HTMLMetaElement>("meta[name=carewire-user]");
  if (!meta) throw new Error("Cannot open a session: the page names no user");
  return JSON.parse(meta.content) as UserObject;
}

/** Where a person's wish not to be disturbed is kept over reloads. */
export function quietKey(userId: number): string {
  return `carewire.quiet.${userId}`;
}

function openSession(user: UserObject): Session {
  const place = { shelf: browserShelf, locks: navigator.locks, userId: user.id, newId: freshId };
  const kept = new KeptCommands(place);
  const signaling = new SignalingClient({ keep: (event, data) => kept.keep(event, data) });
  const connection = signal<SignalingState>(signaling.state);
  const unsent = signal(0);
  const presence = signal<ReadonlyMap<number, PresenceObject>>(new Map());
  const liveCall = signal<LiveCall | null>(null);
  signaling.on("state", (state) => {
    connection.value = state;
    kept.connected = state.name === "open";
  });
  addEventListener("pagehide", () => kept.write());
  signaling.on("unsent", (count) => unsent.value = count);
  followPresence(signaling, presence);
  followCalls(signaling, liveCall);
  const shownConversations = new Set<string>();
  signaling.on("chat:message", ({ message }) => {
    if (message.sender_id === user.id || shownConversations.has(message.conversation_id)) return;
    // A refusal costs a mark only, and the conversation's own page makes up for it.
    void signaling.markDelivered(message.message_id).catch(() => {});
  });
  signaling.connect(user.id);
  return {
    ...{ user, signaling, connection, unsent, presence, liveCall, shownConversations, kept },
    unsentMessages: signal<ReadonlyMap<string, number>>(new Map()),
    // Before anything can ring.
    quiet: signal(browserShelf.get(quietKey(user.id)) !== null),
  };
}

function followPresence(
  signaling: SignalingClient,
  presence: Signal<ReadonlyMap<number, PresenceObject>>,
): void {
  const put = (one: PresenceObject) => presence.value = newerPresence(presence.value, one);
  const patch = (userId: number, status: PresenceStatus, lastSeen: string | null) => {
    const known = presence.value.get(userId);
    put({
      device_type: "web",
      ...known,
      user_id: userId,
      status,
      last_seen: lastSeen ?? known?.last_seen ?? null,
    });
  };
  signaling.on("sync", (data) => presence.value = new Map(data.presence.map((one) => [one.user_id, one])));
  signaling.on("presence:update", (data) => put(data.presence));
  signaling.on("user:online", (data) => {
    if ((presence.value.get(data.user_id)?.status ?? "offline") === "offline") {
      patch(data.user_id, "online", null);
    }
  });
  signaling.on("user:offline", (data) => patch(data.user_id, "offline", data.last_seen));
}

function followCalls(signaling: SignalingClient, live: Signal<LiveCall | null>): void {
  signaling.on("sync", (data) => live.value = liveCallOfSync(data.live_call));
  signaling.on("call:ringing", (data) => live.value = afterRinging(live.value, data));
  signaling.on("call:accepted", (data) => live.value = afterAccepted(live.value, data));
  const facts = ["call:declined", "call:busy", "call:connected", "call:ended", "call:missed"] as const;
  for (const event of facts) signaling.on(event, (data) => live.value = afterFact(live.value, data.call));
}
