import { type Call, isOver } from "../../../realtime/core/call.ts";
import type { CallStore, Placed } from "../../../realtime/ports/call_store.ts";
import type { DatabaseSession, Transaction } from "./database.ts";
import type { Tables } from "./tables.ts";

/** Calls with the promises of db/call_store.ts. */
export function calls(session: DatabaseSession): CallStore {
  const { tables } = session;
  return {
    place: (call, whenBusy, clientId) =>
      session.transaction((transaction) => place(tables, call, whenBusy, clientId, transaction)),
    find: (callId) => session.read(() => tables.calls.get(callId)),
    liveCallOf: (userId) => session.read(() => tables.calls.get(tables.live.get(userId) ?? "")),
    liveCallsOf: (userIds) =>
      session.read(() => {
        const ids = new Set(userIds.flatMap((id) => tables.live.get(id) ?? []));
        return [...ids].flatMap((id) => tables.calls.get(id) ?? []);
      }),
    move: (from, to) =>
      session.transaction((transaction) => {
        if (tables.calls.get(from.callId)?.version !== from.version) return false;
        write(tables, from, to, transaction);
        return true;
      }),
    claimDevice: (callId, userId, from, to) =>
      session.transaction(() => claimDevice(tables, callId, { userId, from, to })),
    sweep: (now, limit, decide) =>
      session.transaction((transaction) => sweep(tables, { now, limit, decide }, transaction)),
    keepWatch: (now, gapMs, graceUntil) =>
      session.transaction(() => {
        if (tables.sweptAt < now - gapMs) extend(tables, graceUntil);
        tables.sweptAt = Math.max(tables.sweptAt, now);
      }),
  };
}

/** Writes a changed call and its fact. */
export function write(tables: Tables, from: Call, to: Call, transaction: Transaction): void {
  tables.writeCall(to);
  const isRenewal = from.status === "connected" && to.status === "connected";
  if (!isRenewal) transaction.fact(factOf(to));
}

function factOf(call: Call) {
  return {
    fact: { kind: "call", callId: call.callId } as const,
    users: call.participants.map((one) => one.userId),
  };
}

function place(
  tables: Tables,
  call: Call,
  whenBusy: Call,
  clientId: string | null,
  transaction: Transaction,
): Placed {
  const command = `${call.callerId} ${clientId}`;
  const earlier = clientId === null ? undefined : tables.calls.get(tables.callCommands.get(command) ?? "");
  if (earlier) return { kind: "repeated", call: earlier };
  if (tables.appointments.get(call.appointmentId)?.status !== "scheduled") return { kind: "closed" };
  if (clientId !== null) tables.callCommands.set(command, call.callId);
  const people = call.participants.map((one) => one.userId);
  if (people.some((id) => tables.live.has(id))) {
    tables.writeCall(whenBusy);
    return { kind: "busy", call: whenBusy };
  }
  for (const id of people) tables.live.set(id, call.callId);
  tables.writeCall(call);
  transaction.fact(factOf(call));
  return { kind: "placed", call };
}

function claimDevice(
  tables: Tables,
  callId: string,
  { userId, from, to }: { userId: number; from: string | null; to: string },
): boolean {
  const call = tables.calls.get(callId);
  const place = call?.participants.find((one) => one.userId === userId);
  if (!call || isOver(call) || !place || place.deviceId !== from) return false;
  const participants = call.participants.map((one) => one === place ? { ...one, deviceId: to } : one);
  tables.writeCall({ ...call, participants });
  return true;
}

function sweep(
  tables: Tables,
  { now, limit, decide }: { now: number; limit: number; decide: (call: Call) => Call | undefined },
  transaction: Transaction,
): { from: Call; to: Call }[] {
  const due = [...new Set(tables.live.values())].flatMap((id) => tables.calls.get(id) ?? [])
    .filter((one) => one.deadlineAt !== null && one.deadlineAt <= now)
    .sort((a, b) => a.deadlineAt! - b.deadlineAt!).slice(0, limit);
  return due.flatMap((from) => {
    const to = decide(from);
    if (!to) return [];
    write(tables, from, to, transaction);
    return [{ from, to }];
  });
}

function extend(tables: Tables, graceUntil: number): void {
  for (const id of new Set(tables.live.values())) {
    const call = tables.calls.get(id)!;
    if (call.deadlineAt === null || call.acceptedAt === null) continue;
    tables.writeCall({ ...call, deadlineAt: Math.max(call.deadlineAt, graceUntil) });
  }
}
