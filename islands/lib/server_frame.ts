import type { Ref, SocketCode } from "../../realtime/core/frame.ts";

/** One event of the server, with its data still unread. */
export interface ServerMessage {
  event: string;
  data: unknown;
}

export type Reply =
  | { ref: Ref; ok: true; data: unknown }
  | { ref: Ref; ok: false; code: SocketCode; message: string };

export type Incoming = { kind: "event"; message: ServerMessage } | { kind: "reply"; reply: Reply };

/** The events of one text frame, single or in an array; what is not of this protocol is left out. */
export function readFrame(text: string): Incoming[] {
  const parsed = parse(text);
  return (Array.isArray(parsed) ? parsed : [parsed]).map(readOne).filter((one) => one !== undefined);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readOne(value: unknown): Incoming | undefined {
  if (!isRecord(value) || typeof value.event !== "string") return undefined;
  if (value.event !== "reply") {
    return { kind: "event", message: { event: value.event, data: value.data } };
  }
  const { ref, error } = value;
  if (typeof ref !== "string" && typeof ref !== "number") return undefined;
  if (!isRecord(error)) return { kind: "reply", reply: { ref, ok: true, data: value.data } };
  const code = String(error.code) as SocketCode;
  return { kind: "reply", reply: { ref, ok: false, code, message: String(error.message) } };
}

/** Whether a value is an object whose fields may be looked at. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
