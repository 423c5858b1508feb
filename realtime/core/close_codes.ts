/**
 * Why a socket was closed. 4000-4499: come back, 4500-4999: do not (DESIGN.md §5); the others are those of
 * RFC 6455 §7.4.1, and a client comes back after each of them but 1008.
 */
export const CLOSE = {
  serviceRestart: { code: 1012, reason: "the server restarts" },
  tooBig: { code: 1009, reason: "frame too large" },
  silent: { code: 4000, reason: "nothing heard for too long" },
  slow: { code: 4001, reason: "reads too slowly" },
  flooding: { code: 4002, reason: "sends too fast" },
  signedOut: { code: 4500, reason: "signed out" },
  replaced: { code: 4501, reason: "opened again with the same device id" },
  malformed: { code: 4502, reason: "not a frame of this protocol" },
} as const;

export interface CloseReason {
  code: number;
  reason: string;
}

/** Whether a client should connect again after this close code. */
export function mayComeBack(code: number): boolean {
  return code !== 1008 && (code < 4500 || code > 4999);
}
