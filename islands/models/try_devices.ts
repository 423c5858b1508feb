/// <reference lib="dom" />
import type { MediaWish } from "../lib/media_fallback.ts";
import { deviceTrouble, stateOfTrouble } from "./device_trouble.ts";
import type { ChosenDevices, DeviceKind, MediaDoor, Tried } from "./media_door.ts";

/** What could be opened, and what became of each device. */
export interface TrialResult extends Record<DeviceKind, Tried> {
  stream: MediaStream | null;
}

const OFF: Tried = { state: "off", trouble: null, error: null };
const WORKING: Tried = { state: "working", trouble: null, error: null };

/** Opens both at once, so that the person is asked once; where that fails each alone, to know what is wrong with it. */
export async function tryDevices(
  door: MediaDoor,
  wish: MediaWish,
  choice: ChosenDevices,
): Promise<TrialResult> {
  if (door.lacking) return lackingAll(door.lacking, wish);
  const kinds = (["audio", "video"] as const).filter((kind) => wish[kind]);
  const result: TrialResult = { stream: null, audio: OFF, video: OFF };
  if (kinds.length === 0) return result;
  try {
    result.stream = await door.open(wish, choice);
    for (const kind of kinds) result[kind] = WORKING;
    return result;
  } catch (fault) {
    const streams: MediaStream[] = [];
    for (const kind of kinds) {
      const one = await tryOne(door, { kind, choice, fault, alone: kinds.length === 1 });
      result[kind] = one.tried;
      if (one.stream) streams.push(one.stream);
    }
    if (streams.length > 0) result.stream = door.join(streams);
    return result;
  }
}

interface Attempt {
  kind: DeviceKind;
  choice: ChosenDevices;
  /** Why everything at once could not be had. */
  fault: unknown;
  alone: boolean;
}

async function tryOne(
  door: MediaDoor,
  { kind, choice, fault, alone }: Attempt,
): Promise<{ tried: Tried; stream?: MediaStream }> {
  const permission = await door.permission(kind);
  // Whoever has just said no is not asked again; a device that is allowed may still be had.
  if (alone || (nameOf(fault) === "NotAllowedError" && permission !== "granted")) {
    return { tried: troubled(fault, permission) };
  }
  try {
    const wish = { audio: kind === "audio", video: kind === "video" };
    return { tried: WORKING, stream: await door.open(wish, choice) };
  } catch (own) {
    return { tried: troubled(own, await door.permission(kind)) };
  }
}

function troubled(fault: unknown, permission: Awaited<ReturnType<MediaDoor["permission"]>>): Tried {
  const name = nameOf(fault);
  const message = fault instanceof Error ? fault.message : "";
  const trouble = deviceTrouble({ name, message, permission });
  return { state: stateOfTrouble(trouble), trouble, error: name };
}

function lackingAll(trouble: "insecure" | "unsupported", wish: MediaWish): TrialResult {
  const tried: Tried = { state: stateOfTrouble(trouble), trouble, error: null };
  return { stream: null, audio: wish.audio ? tried : OFF, video: wish.video ? tried : OFF };
}

function nameOf(fault: unknown): string {
  return fault instanceof Error || fault instanceof DOMException ? fault.name : "Error";
}
