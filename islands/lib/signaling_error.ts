import type { SocketCode } from "../../realtime/core/frame.ts";

/**
 * Why a command failed: the server's code, `closed` when the client was closed for good before an answer came,
 * `timeout` when the command was no longer worth doing.
 */
export type SignalingErrorCode = SocketCode | "closed" | "timeout";

/** A command's failure; `message` is meant for people when the server wrote it. */
export class SignalingError extends Error {
  override readonly name = "SignalingError";
  readonly code: SignalingErrorCode;

  constructor(code: SignalingErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The code of a SignalingError, also of one that another bundle made; undefined for other faults. */
export function signalingCode(fault: unknown): SignalingErrorCode | undefined {
  if (!(fault instanceof Error) || fault.name !== "SignalingError") return undefined;
  return (fault as SignalingError).code;
}
