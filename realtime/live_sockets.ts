import { Connection, type Wire } from "./connection.ts";
import { isoTime } from "./core/call_object.ts";
import { CLOSE } from "./core/close_codes.ts";
import type { DeviceType } from "./core/fields.ts";
import { HEARTBEAT_MS, PROTOCOL_VERSION } from "./core/frame.ts";
import type { Identity } from "./core/identity.ts";
import type { Deps } from "./handlers.ts";
import type { Hub } from "./hub.ts";
import type { Heads } from "./ports/heads.ts";
import type { Timers } from "./ports/clock.ts";
import type { RefusalNotes } from "./refusal_notes.ts";
import { SocketSession } from "./socket_session.ts";
import { sync, type SyncDeps } from "./sync.ts";
import type { UserRates } from "./user_rates.ts";

export interface LiveSocketDeps {
  use: Deps;
  sync: SyncDeps;
  hub: Hub;
  refusalNotes: RefusalNotes;
  rates: UserRates;
  newId(): string;
  defer(run: () => void): void;
  timers: Timers;
  report(error: unknown): void;
}

/** What to do with the events of one WebSocket. */
export interface Attached {
  receive(text: unknown): void;
  closed(): void;
}

/**
 * Takes an open socket into the live system: `hello`, `sync`, then everything that concerns its user. `leave` runs once,
 * when either side has given the socket up.
 */
export function attachSocket(
  deps: LiveSocketDeps,
  who: Identity,
  { deviceType, wire, leave = () => {} }: { deviceType: DeviceType; wire: Wire; leave?: () => void },
): Attached {
  const now = deps.use.call.clock.now();
  const id = deps.newId();
  const { defer, timers } = deps;
  const connection = new Connection({ id, who, deviceType, wire, now, defer, timers });
  const session = new SocketSession(deps, connection);
  connection.sendFirst(JSON.stringify({ event: "hello", data: helloOf(who, now) }));
  connection.onClose = () => {
    deps.hub.remove(connection);
    deps.use.presence.board.leave(who.userId, id);
    session.close();
    leave();
  };
  deps.hub.add(connection);
  connection.beforeClose = () => session.idle();
  greet(deps, connection).catch((error) => {
    deps.report(error);
    connection.close(CLOSE.serviceRestart);
  });
  return { receive: (text) => session.receive(text), closed: () => connection.abandon() };
}

/** Sends `sync`, which is read once everything later comes here, and then what has come since. */
async function greet(deps: LiveSocketDeps, connection: Connection): Promise<void> {
  const { who, id: connectionId, deviceType } = connection;
  const heads = Promise.withResolvers<Heads>();
  const acquaintances = heads.promise.then((read) => read.acquaintances.map((one) => one.userId));
  // Whoever tells of this connection looks at it; else nobody does.
  acquaintances.catch(() => {});
  const joining = { connectionId, deviceType, sessionId: who.sessionId, acquaintances };
  const standing = await deps.use.presence.board.join(who.userId, joining);
  deps.sync.heads(who.userId).then(heads.resolve, heads.reject);
  const data = await sync(deps.sync, who, await heads.promise, standing);
  if (connection.isClosed) return;
  connection.sendFirst(JSON.stringify({ event: "sync", data }));
  connection.release();
}

function helloOf(who: Identity, now: number) {
  return {
    protocol: PROTOCOL_VERSION,
    user: { id: who.userId, name: who.name, role: who.role },
    device_id: who.deviceId,
    session_id: who.sessionId,
    heartbeat_ms: HEARTBEAT_MS,
    server_time: isoTime(now),
  };
}
