/// <reference lib="dom" />
import type { CallType } from "../../realtime/core/call.ts";

/** "unknown": the browser does not tell, so asking for the devices is the only way to find out. */
export type MediaPermission = "granted" | "prompt" | "denied" | "unknown";

/** The part of `navigator.permissions` used here. */
export type PermissionSource = Pick<Permissions, "query">;

/** Whether the devices of a call of this type may be used without a question to the person. */
export async function mediaPermission(
  source: PermissionSource | undefined,
  callType: CallType,
): Promise<MediaPermission> {
  if (!source) return "unknown";
  const names = callType === "video" ? ["microphone", "camera"] : ["microphone"];
  try {
    const states = await Promise.all(
      // Not every browser's list of permission names has these two.
      names.map(async (name) => (await source.query({ name: name as PermissionName })).state),
    );
    return states.find((state) => state === "denied") ?? states.find((state) => state === "prompt") ??
      "granted";
  } catch {
    return "unknown";
  }
}
