import type { ChatDeps } from "./chat_deps.ts";
import { callVersionOf } from "./call_notices.ts";
import { CallRosters } from "./call_rosters.ts";
import { rememberParticipants } from "./conversation_rosters.ts";
import type { Call } from "./core/call.ts";
import type { CallLimits } from "./core/call_machine.ts";
import { CLOSE } from "./core/close_codes.ts";
import { type RateTable, REALTIME_RATES } from "./core/realtime_limits.ts";
import type { IceServerObject } from "./core/objects.ts";
import { Deadlines } from "./deadlines.ts";
import { drain } from "./drain.ts";
import { noticesOfFacts } from "./fact_notices.ts";
import { FactWatch, LOOK_EVERY_MS } from "./fact_watch.ts";
import type { Deps } from "./handlers.ts";
import { Hub } from "./hub.ts";
import type { LiveSocketDeps } from "./live_sockets.ts";
import { ringIfReachable } from "./place_call.ts";
import type { AppointmentStore } from "./ports/appointment_store.ts";
import type { Bus } from "./ports/bus.ts";
import { NO_PUSHES } from "./ports/call_pushes.ts";
import type { CallStore } from "./ports/call_store.ts";
import type { Chance } from "./ports/chance.ts";
import type { Clock, Timers } from "./ports/clock.ts";
import type { ConversationStore } from "./ports/conversation_store.ts";
import type { Directory } from "./ports/directory.ts";
import type { FactLog } from "./ports/fact_log.ts";
import type { Heads } from "./ports/heads.ts";
import type { InvitationStore } from "./ports/invitation_store.ts";
import type { PresenceStore } from "./ports/presence_store.ts";
import type { Refusals } from "./ports/refusals.ts";
import type { WaitingStore } from "./ports/waiting_store.ts";
import { PresenceBoard } from "./presence_board.ts";
import { PresenceRepair } from "./presence_repair.ts";
import { CallPusher } from "./push/call_pusher.ts";
import type { Pushes } from "./push/open_pushes.ts";
import { RefusalNotes } from "./refusal_notes.ts";
import { RepeatedChecks } from "./repeated_checks.ts";
import type { RelayDeps } from "./relay_signal.ts";
import { SignalAllowance } from "./signal_allowance.ts";
import { makeTeller, type Teller } from "./teller.ts";
import { Unavailable } from "./ports/unavailable.ts";
import { UserRates } from "./user_rates.ts";
import type { VisitDeps } from "./visit_deps.ts";
import { WAITING_SWEEP_MS, WaitingSweep } from "./waiting_sweep.ts";

/** How often silent sockets are looked for. */
const SILENCE_CHECK_MS = 1_000;
/** How often it is looked for what instances that are gone have left behind. */
const REAP_EVERY_MS = 2_000;
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
  waiting: WaitingStore;
  presence: PresenceStore;
  facts: FactLog;
  heads(userId: number): Promise<Heads>;
  /** Those of these sessions that nobody may use any more. */
  endedSessions(sessionIds: readonly string[]): Promise<string[]>;
  refusals: Refusals;
  /** Where nothing is handed in, only open pages ring. */
  push?: Pushes;
  bus: Bus;
  clock: Clock;
  timers: Timers;
  chance: Chance;
  limits: CallLimits;
  /** How often each kind of event may come; REALTIME_RATES where nothing is handed in. */
  rates?: RateTable;
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
  /** How often each person may do what, over both doors. */
  rates: UserRates;
  /** Instances whose connections are known here, this one included. */
  instances(): number;
  /** Something may have been committed of which the database gave no answer. */
  uncertain(): void;
  /** Starts looking after deadlines, silent sockets and what others did not live to tell. Resolves when sockets may come. */
  start(): Promise<void>;
  /** Closes all sockets, spread over so many milliseconds; no new ones may come. */
  drain(spreadMs: number): Promise<void>;
  /** Stops; resolves when what was under way is done. */
  close(): Promise<void>;
}

/** Puts the live system together; everything that it touches is handed in. */
export function makeLiveSystem(given: Parts): LiveSystem {
  const participants = rememberParticipants(given.conversations.participants, given.clock);
  const parts = { ...given, conversations: { ...given.conversations, participants } };
  const { clock, timers, bus, report } = parts;
  const hub = new Hub();
  const rosters = new CallRosters(parts.calls);
  const teller = makeTeller({ ...parts, hub, isTold: (fact) => rosters.outdate(callVersionOf(fact)) });
  const { tell } = teller;
  const board: PresenceBoard = new PresenceBoard({
    ...parts,
    ...teller,
    attendance: bus.attendance,
    store: parts.presence,
    isBack: (userId) => ringAgain(call, userId),
    notedLate: () => watch.missed(),
  });
  const pusher = parts.push &&
    new CallPusher({ ...parts, ...parts.push, listening: (userId) => board.listening(userId) });
  const call: RelayDeps = {
    ...parts,
    pushes: pusher ?? NO_PUSHES,
    rosters,
    signals: new SignalAllowance(),
    tell,
    isReachable: (userId) => board.isReachable(userId),
    changed: (changed: Call) => {
      rosters.note(changed);
      deadlines.note(changed);
      board.noteCall(changed);
      sweep.noteCall(changed);
    },
  };
  const sweep = new WaitingSweep({ ...parts, tell, usersHere: () => hub.users() });
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
  const watch = new FactWatch({
    ...parts,
    ...teller,
    users: () => hub.users(),
    noticesOf: (facts) => noticesOfFacts({ ...parts, call }, facts),
    startOver: () => hub.closeAll(CLOSE.serviceRestart),
  });
  const use: Deps = { call, chat, visit, presence: { board, directory: parts.directory } };
  const refusalNotes = new RefusalNotes(parts.refusals, clock);
  const rates = new UserRates(parts.rates ?? REALTIME_RATES, clock);
  const checks = new RepeatedChecks(timers, report);
  const repair = new PresenceRepair({
    ...parts,
    ...teller,
    users: () => hub.users(),
    presenceOf: (userIds) => board.certainlyOf(userIds),
  });
  listen(parts, { teller, watch, board, repair });
  return {
    use,
    hub,
    refusalNotes,
    rates,
    sockets: { ...parts, use, hub, refusalNotes, rates, sync: { call, board, heads: parts.heads } },
    instances: () => new Set([bus.instance, ...bus.trusted()]).size,
    uncertain: () => watch.uncertain(),
    async start() {
      deadlines.start();
      checks.start(SILENCE_CHECK_MS, () => Promise.resolve(hub.cutSilent(clock.now())));
      checks.start(SESSION_CHECK_MS, () => closeEnded(hub, parts.endedSessions));
      checks.start(WAITING_SWEEP_MS, () => sweep.look());
      checks.start(REAP_EVERY_MS, () => reap(bus, board));
      await checks.start(LOOK_EVERY_MS, () => watch.look());
    },
    async drain(spreadMs) {
      board.leaveItself();
      await drain(hub, timers, spreadMs);
    },
    async close() {
      await checks.close();
      await deadlines.close();
      await sweep.close();
      pusher?.close();
      await parts.push?.sender.close();
      await repair.close();
      await board.close();
      teller.close();
    },
  };

  function ringAgain(deps: RelayDeps, userId: number): void {
    deps.calls.liveCallOf(userId).then((live) => live && ringIfReachable(deps, live)).catch(report);
  }
}

/** Takes what comes over the bus. */
function listen(
  { bus, calls, report }: Parts,
  { teller, watch, board, repair }: {
    teller: Teller;
    watch: FactWatch;
    board: PresenceBoard;
    repair: PresenceRepair;
  },
): void {
  bus.listen({
    deliver: (packets) => teller.deliver(packets),
    missed() {
      watch.missed();
      repair.soon();
    },
    forgotten() {
      watch.missed();
      repair.soon();
      calls.liveCallsOf(board.usersHere()).then((live) => board.noteAll(live), (error) => {
        report(error);
        // Connections need no database; calls are noted with their next attestation.
        board.noteAll([]);
      });
    },
  });
}

/** Tells of those whose instance is gone. */
async function reap(bus: Bus, board: PresenceBoard): Promise<void> {
  try {
    board.settle(await bus.attendance.reap());
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    // The bus reports its own outage; everything is still there when it is back.
  }
}

/** Closes the sockets whose session was ended elsewhere, or has run out. */
async function closeEnded(hub: Hub, ended: Parts["endedSessions"]): Promise<void> {
  const open = [...hub.sessions()];
  if (open.length === 0) return;
  for (const sessionId of await ended(open)) hub.closeSession(sessionId);
}
