import { CLOSE } from "../../realtime/core/close_codes.ts";
import type { SignalingState } from "../lib/reconnect.ts";

/** What a person is told about the page's connection; null while all is well. */
export type ConnectionNotice = "reconnecting" | "given_up" | "signed_out" | "replaced" | null;

/** Sorts the states of the socket by what a person can do about them. */
export function connectionNotice(state: SignalingState): ConnectionNotice {
  switch (state.name) {
    case "idle":
    case "open":
      return null;
    case "connecting":
      return state.attempt > 0 ? "reconnecting" : null;
    case "waiting":
      return "reconnecting";
    case "stopped":
      if (state.code === CLOSE.signedOut.code) return "signed_out";
      return state.code === CLOSE.replaced.code ? "replaced" : "given_up";
  }
}
