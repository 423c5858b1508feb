import type { ChatDeps } from "./chat_deps.ts";
import { CallRosters } from "./call_rosters.ts";
import type { Call } from "./core/call.ts";
import type { CallLimits } from "./core/call_machine.ts";
import type { IceServerObject } from "./core/objects.ts";
import { Deadlines } from "./deadlines.ts";
import type { Deps } from "./handlers.ts";
import { Hub } from "./hub.ts";
import type { LiveSocketDeps } from "./live_sockets.ts";
import type { AppointmentStore } from "./ports/appointment_store.ts";
import type { Bus } from "./ports/bus.ts";
import type { CallStore } from "./ports/call_store.ts";
import type { Chance } from "./ports/chance.ts";
import type { Clock, Timers } from "./ports/clock.ts";
import type { ConversationStore } from "./ports/conversation_store.ts";
import type { Directory } from "./ports/directory.ts";
import type { Heads } from "./ports/heads.ts";
import type { InvitationStore } from "./ports/invitation_store.ts";
import type { Notice } from "./ports/notice.ts";
import type { PresenceStore } from "./ports/presence_store.ts";
import type { Refusals } from "./ports/refusals.ts";
import { PresenceBoard } from "./presence_board.ts";
import { RefusalNotes } from "./refusal_notes.ts";
import { RepeatedChecks } from "./repeated_checks.ts";
import type { RelayDeps } from "./relay_signal.ts";
import type { VisitDeps } from "./visit_deps.ts";

/** How often silent sockets are looked for. */
const SILENCE_CHECK_MS = 5_000;
/**
 * How often sockets are compared with their sessions: a sign-out, a disabled account or a session's end reaches those of
 * other instances within a second, the asking included.
 */
const SESSION_CHECK_MS = 800;

/** What the live system stands on. */
export interface Parts {
  calls: CallStore;
  conversations: ConversationStore;
  directory: Directory;
  appointments: AppointmentStore;
  invitations: InvitationStore;
  presence: PresenceStore;
  heads(userId: number): Promise<Heads>;
  /** Those of these sessions that nobody may use any more. */
  endedSessions(sessionIds: readonly string[]): Promise<string[]>;
  refusals: Refusals;
  bus: Bus;
  clock: Clock;
  timers: Timers;
  chance: Chance;
  limits: CallLimits;
  newId(): string;
  iceServersFor(userId: number, callId: string): IceServerObject[];
  /** Runs once at the end of this turn of the event loop. */
  defer(run: () => void): void;
  report(error: unknown): void;
}

/** The running system: use cases, sockets, deadlines. */
export interface LiveSystem {
  use: Deps;
  sockets: LiveSocketDeps;
  hub: Hub;
  /** Where both doors note who was refused what. */
  refusalNotes: RefusalNotes;
  /** Starts looking after deadlines and silent sockets. */
  start(): void;
  /** Stops; resolves when what was under way is done. Sockets are closed by whoever drains. */
  close(): Promise<void>;
}

/** Puts the live system together; everything that it touches is handed in. */
export function makeLiveSystem(parts: Parts): LiveSystem {
  const { clock, timers, bus, report } = parts;
  const hub = new Hub();
  const tell = (notices: readonly Notice[]) => notices.length > 0 ? bus.publish(notices) : Promise.resolve();
  const stopListening = bus.subscribe((notices) => hub.deliver(notices));
  const board = new PresenceBoard({ ...parts, store: parts.presence, tell });
  const rosters = new CallRosters(parts.calls);
  const call: RelayDeps = {
    ...parts,
    rosters,
    tell,
    isOnline: (userId) => board.isOnline(userId),
    changed: (changed: Call) => {
      rosters.note(changed);
      deadlines.note(changed);
      board.noteCall(changed);
    },
  };
  const deadlines = new Deadlines(call, timers, report);
  const chat: ChatDeps = { ...parts, tell };
  const visit: VisitDeps = {
    ...parts,
    call,
    tell,
    isOnline: (userId) => board.isOnline(userId),
    introduce: (userIds) => board.introduce(userIds),
    closeSockets: (userId) => hub.closeUser(userId),
  };
  const use: Deps = { call, chat, visit, presence: { board, directory: parts.directory } };
  const refusalNotes = new RefusalNotes(parts.refusals, clock);
  const checks = new RepeatedChecks(timers, report);
  return {
    use,
    hub,
    refusalNotes,
    sockets: { ...parts, use, hub, refusalNotes, sync: { call, board, heads: parts.heads } },
    start() {
      deadlines.start();
      checks.start(SILENCE_CHECK_MS, () => Promise.resolve(hub.cutSilent(clock.now())));
      checks.start(SESSION_CHECK_MS, () => closeEnded(hub, parts.endedSessions));
    },
    async close() {
      await checks.close();
      await deadlines.close();
      await board.close();
      stopListening();
    },
  };
}

/** Closes the sockets whose session was ended elsewhere, or has run out. */
async function closeEnded(hub: Hub, ended: Parts["endedSessions"]): Promise<void> {
  const open = [...hub.sessions()];
  if (open.length === 0) return;
  for (const sessionId of await ended(open)) hub.closeSession(sessionId);
}
