import { isOver, type KnownCall } from "../support/visit_log.ts";
import type { CommandAnswer } from "./command_box.ts";
import type { WireCall } from "./contract_shapes.ts";
import type { Device } from "./device.ts";
import { pause } from "./pauses.ts";
import type { Person } from "./person.ts";
import type { SeededAppointment } from "./seed_people.ts";
import type { VisitRecorder } from "./visit_recorder.ts";

const LOOK_MS = 100;
const DECIDE_MS = 1_500;
/** A caller gives up after this. */
const PATIENCE_MS = 8_000;
const ATTEST_EVERY_MS = 4_000;
const TALK_MS = 4_000;
/** An answered call that does not connect is left after this. */
const CONNECTING_MS = 40_000;

export interface Answering {
  person: Person;
  callId: string;
  callerId: number;
  recorder: VisitRecorder;
  chance(): number;
  stop: AbortSignal;
}

export interface Placing {
  caller: Person;
  calleeId: number;
  appointment: SeededAppointment;
  chance(): number;
  stop: AbortSignal;
}

/** Calls somebody and talks if they answer; cancels if they don't. */
export async function placeCall({ caller, calleeId, appointment, chance, stop }: Placing): Promise<void> {
  const device = pick(caller.devices, chance);
  const answer = await device.commands.ask("initiate_call", {
    callee_id: calleeId,
    appointment_id: appointment.appointmentId,
    call_type: chance() < 0.5 ? "video" : "voice",
    client_id: crypto.randomUUID(),
  });
  const call = noteCall(device, answer);
  if (!call) return;
  const isSettled = (one: KnownCall) => one.acceptedAt !== null || isOver(one);
  const settled = await untilCall(device, call.callId, isSettled, PATIENCE_MS * (0.5 + chance()), stop);
  if (settled?.acceptedAt) {
    await talk({ device, callId: call.callId, peerId: calleeId, isCaller: true, chance, stop });
  } else await hangUp(device, call.callId);
}

/** What somebody does about a call that rings: accept it, on two devices at once too, decline it, or nothing. */
export async function answerCall(
  { person, callId, callerId, recorder, chance, stop }: Answering,
): Promise<void> {
  await pause(DECIDE_MS * chance(), stop);
  const ringing = person.devices.filter((one) => one.calls.isRinging(callId));
  const device = ringing.length > 0 ? pick(ringing, chance) : undefined;
  const choice = chance();
  if (!device || choice < 0.05) return;
  if (choice < 0.15) {
    noteCall(device, await device.commands.ask("decline_call", { call_id: callId }));
    return;
  }
  const answering = choice < 0.5 ? ringing : [device];
  await Promise.all(answering.map(async (one) => {
    const answer = await one.commands.ask("accept_call", { call_id: callId });
    const won = "data" in answer;
    if (won || answer.refused === "conflict") recorder.answers.push({ deviceId: one.id, callId, won });
    noteCall(one, answer);
    if (won) await talk({ device: one, callId, peerId: callerId, isCaller: false, chance, stop });
  }));
}

interface Talk {
  device: Device;
  callId: string;
  peerId: number;
  isCaller: boolean;
  chance(): number;
  stop: AbortSignal;
}

/** Exchanges signals, attests media and, after a while, hangs up. */
async function talk({ device, callId, peerId, isCaller, chance, stop }: Talk): Promise<void> {
  if (isOverFor(device, callId)) return;
  const signals = device.signals(callId, peerId, isCaller);
  // Ends with the call, like the signals themselves.
  void signals.done.then(() => attest(device, callId));
  const isConnected = (one: KnownCall) => one.connectedAt !== null || isOver(one);
  await untilCall(device, callId, isConnected, CONNECTING_MS, stop);
  await pause(TALK_MS * (0.5 + chance()), stop);
  await hangUp(device, callId);
  signals.stop();
}

async function attest(device: Device, callId: string): Promise<void> {
  const receiving = { audio: true, video: true };
  while (!isOverFor(device, callId) && !device.leaving.aborted) {
    noteCall(device, await device.commands.ask("call:media", { call_id: callId, receiving }));
    await pause(ATTEST_EVERY_MS, device.leaving);
  }
}

/** Leaves a call, and knows afterwards how it stands. */
async function hangUp(device: Device, callId: string): Promise<void> {
  if (isOverFor(device, callId)) return;
  const answer = await device.commands.ask("hangup_call", { call_id: callId });
  if (!noteCall(device, answer)) await untilCall(device, callId, isOver, CONNECTING_MS);
}

function noteCall(device: Device, answer: CommandAnswer): KnownCall | undefined {
  if (!("data" in answer) || !answer.data.call) return undefined;
  const call = answer.data.call as WireCall;
  device.calls.note(call);
  return device.calls.find(call.call_id);
}

function isOverFor(device: Device, callId: string): boolean {
  const call = device.calls.find(callId);
  return call !== undefined && isOver(call);
}

/** Waits until a call is so on this device, at most so long, or until nothing new is to be begun. */
async function untilCall(
  device: Device,
  callId: string,
  isSo: (call: KnownCall) => boolean,
  ms: number,
  stop: AbortSignal = device.leaving,
): Promise<KnownCall | undefined> {
  const end = Date.now() + ms;
  while (Date.now() < end && !stop.aborted && !device.leaving.aborted) {
    const call = device.calls.find(callId);
    if (call && isSo(call)) return call;
    await pause(LOOK_MS, device.leaving);
  }
  return undefined;
}

function pick<T>(items: readonly T[], chance: () => number): T {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new Error("there is nothing to pick from");
  return item;
}
