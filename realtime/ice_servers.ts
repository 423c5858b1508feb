import { createHmac } from "node:crypto";
import type { IceServerObject } from "./core/objects.ts";
import type { TurnConfig } from "./config.ts";

/** How much longer than the longest call a TURN credential lasts, so that none ends inside a call. */
const CREDENTIAL_MARGIN_MS = 10 * 60_000;
/** Enough of a call's id to find it in the relay's log. */
const CALL_PREFIX_LENGTH = 8;

export interface IceConfig {
  turn: TurnConfig | undefined;
  iceServers: IceServerObject[];
  maxCallDurationMs: number;
}

/**
 * The ICE servers for one user in one call: the TURN servers with credentials that expire (coturn `use-auth-secret`,
 * draft-uberti-behave-turn-rest-00) or with the fixed ones, the same hosts as STUN, and what is configured beside them.
 */
export function iceServers(
  config: IceConfig,
  userId: number,
  callId: string,
  nowMs: number,
): IceServerObject[] {
  const { turn, iceServers } = config;
  if (!turn) return iceServers;
  const credentials = "secret" in turn
    ? expiringCredentials(
      turn.secret,
      `${userId}-${callId.slice(0, CALL_PREFIX_LENGTH)}`,
      expiryOf(config, nowMs),
    )
    : { username: turn.username, credential: turn.credential };
  const stun = stunUrls(turn.urls);
  return [
    ...(stun.length > 0 ? [{ urls: stun }] : []),
    { urls: turn.urls, ...credentials },
    ...iceServers,
  ];
}

function expiryOf({ maxCallDurationMs }: IceConfig, nowMs: number): number {
  return Math.ceil((nowMs + maxCallDurationMs + CREDENTIAL_MARGIN_MS) / 1000);
}

/** SHA-1 is what coturn computes; as an HMAC it still holds. */
function expiringCredentials(secret: string, name: string, expiresAtSeconds: number) {
  const username = `${expiresAtSeconds}:${name}`;
  return { username, credential: createHmac("sha1", secret).update(username).digest("base64") };
}

/** A TURN server answers STUN on the same port. */
function stunUrls(turnUrls: string[]): string[] {
  const stun = turnUrls.map((url) => url.replace(/\?.*$/, "").replace(/^turn(s?):/, "stun$1:"));
  return [...new Set(stun)].filter((url) => url.startsWith("stun:"));
}
