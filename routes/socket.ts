import { Hono } from "hono";
import * as v from "valibot";
import { SUBPROTOCOL, TICKET_PREFIX } from "../realtime/core/frame.ts";
import type { Identity } from "../realtime/core/identity.ts";
import { deviceTypeOf } from "../realtime/device_type.ts";
import { attachSocket, type LiveSocketDeps } from "../realtime/live_sockets.ts";
import type { SocketDoor } from "../realtime/socket_door.ts";
import { problem } from "./problem.ts";

export interface SocketRouteDeps {
  live: LiveSocketDeps;
  door: SocketDoor;
  /** Whether an upgrade from this Origin (null: none was sent) is allowed. */
  originAllowed(origin: string | null): boolean;
  /** Who asks, from the cookie or the bearer of this request; `address` is where it came from. */
  identify(request: Request, address: string): Promise<Identity | undefined>;
  /** Takes a ticket, once. */
  takeTicket(ticket: string): Promise<Identity | undefined>;
  isDraining(): boolean;
}

/** RFC 6455 §4.1: the only version, and 16 bytes in base64. */
const WEBSOCKET_VERSION = "13";
const WEBSOCKET_KEY = /^[A-Za-z0-9+/]{22}==$/;

const deviceId = v.pipe(v.string(), v.uuid());

/** `GET /ws`: everything is decided before the upgrade, so that a stranger never holds a socket. */
export function socketRoute(deps: SocketRouteDeps): Hono<{ Bindings: { remoteAddress: string } }> {
  return new Hono<{ Bindings: { remoteAddress: string } }>().get("/ws", async (c) => {
    const request = c.req.raw;
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return problem(426, "upgrade_required", "This address speaks WebSocket only.");
    }
    const badHandshake = handshakeProblem(request);
    if (badHandshake) return badHandshake;
    if (deps.isDraining()) return problem(503, "unavailable", "This server is going down. Please try again.");
    const origin = request.headers.get("origin");
    if (!deps.originAllowed(origin)) return problem(403, "forbidden", "This origin is not allowed.");
    const offered = (request.headers.get("sec-websocket-protocol") ?? "").split(",").map((one) => one.trim());
    const ticket = offered.find((one) => one.startsWith(TICKET_PREFIX))?.slice(TICKET_PREFIX.length);
    if (offered[0] && !offered.includes(SUBPROTOCOL)) {
      return problem(400, "bad_request", `This server speaks ${SUBPROTOCOL}.`);
    }
    const address = c.env?.remoteAddress ?? "";
    // A page of another site can't read a cookie, but its sockets would carry it: without an Origin it does not count.
    const who = ticket
      ? await deps.takeTicket(ticket)
      : await deps.identify(withoutCookieUnless(request, origin), address);
    if (!who) return problem(401, "unauthorized", "Please sign in.");
    if (!deps.door.mayEnter(who.userId, address)) {
      return problem(429, "rate_limited", "Too many open connections.", { retryAfterSeconds: 10 });
    }
    const device = v.safeParse(deviceId, c.req.query("device_id"));
    const identity = { ...who, deviceId: device.success ? device.output : deps.live.newId() };
    return upgrade(deps, request, identity, address, offered.includes(SUBPROTOCOL));
  });
}

/** What is wrong with an opening handshake (RFC 6455 §4.2.1, §4.4), or undefined when nothing is. */
function handshakeProblem({ headers }: Request): Response | undefined {
  if (headers.get("sec-websocket-version") !== WEBSOCKET_VERSION) {
    const response = problem(426, "upgrade_required", `This address speaks WebSocket ${WEBSOCKET_VERSION}.`);
    response.headers.set("Sec-WebSocket-Version", WEBSOCKET_VERSION);
    return response;
  }
  const key = headers.get("sec-websocket-key");
  return key && WEBSOCKET_KEY.test(key)
    ? undefined
    : problem(400, "bad_request", "The handshake has no valid Sec-WebSocket-Key.");
}

function withoutCookieUnless(request: Request, origin: string | null): Request {
  if (origin !== null || !request.headers.has("cookie")) return request;
  const headers = new Headers(request.headers);
  headers.delete("cookie");
  return new Request(request.url, { headers });
}

function upgrade(
  deps: SocketRouteDeps,
  request: Request,
  who: Identity,
  address: string,
  named: boolean,
): Response {
  // Before the upgrade: after it the request can't be read any more.
  const deviceType = deviceTypeOf(request.headers.get("user-agent"));
  const { socket, response } = Deno.upgradeWebSocket(request, {
    idleTimeout: 0,
    ...(named ? { protocol: SUBPROTOCOL } : {}),
  });
  const leave = deps.door.enter(who.userId, address);
  let attached: ReturnType<typeof attachSocket> | undefined;
  socket.onopen = () => attached = attachSocket(deps.live, who, { deviceType, wire: socket, leave });
  socket.onmessage = ({ data }) => attached?.receive(data);
  socket.onerror = () => {};
  socket.onclose = () => {
    leave();
    attached?.closed();
  };
  return response;
}
