import * as v from "valibot";
import type { IceServerObject } from "./core/objects.ts";
import { parseSafeJson } from "./core/safe_json.ts";
import type { Parsed } from "./variable.ts";

/** Browsers warn from five on and slow down; more is a mistake. */
export const ICE_SERVERS_MAX = 8;

const HOST = String.raw`(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?`;
/** RFC 7065. */
const TURN_URL = new RegExp(String.raw`^turns?:${HOST}(?:\?transport=(?:udp|tcp))?$`);
/** RFC 7064. */
const STUN_URL = new RegExp(`^stuns?:${HOST}$`);

/** Whether this is a `turn:` or `turns:` URL (RFC 7065). */
export function isTurnUrl(text: string): boolean {
  return TURN_URL.test(text);
}

const iceUrl = v.pipe(
  v.string(),
  v.check((text) => STUN_URL.test(text) || isTurnUrl(text), "is no stun: or turn: URL"),
);

const iceServer = v.pipe(
  v.strictObject({
    urls: v.union([iceUrl, v.pipe(v.array(iceUrl), v.minLength(1), v.maxLength(ICE_SERVERS_MAX))]),
    username: v.optional(v.string()),
    credential: v.optional(v.string()),
  }),
  v.check(
    ({ urls, username, credential }) =>
      ![urls].flat().some(isTurnUrl) || (username !== undefined && credential !== undefined),
    "a turn: server needs username and credential",
  ),
);

const iceServers = v.pipe(v.array(iceServer), v.maxLength(ICE_SERVERS_MAX));

/** Reads ICE_SERVERS: a JSON array of RTCIceServer. The problem names the entry and never its content. */
export function parseIceServers(text: string): Parsed<IceServerObject[]> {
  const json = parseSafeJson(text);
  if (!json.ok) return { ok: false, problem: "must be a JSON array of ICE servers" };
  const result = v.safeParse(iceServers, json.value);
  if (result.success) return { ok: true, value: result.output };
  const index = result.issues[0].path?.[0]?.key;
  return {
    ok: false,
    problem: typeof index === "number"
      ? `entry ${
        index + 1
      } is no ICE server: urls must be stun: or turn: URLs, and turn: needs username and credential`
      : `must be a JSON array of at most ${ICE_SERVERS_MAX} ICE servers`,
  };
}
