import { type Context, Hono } from "hono";
import * as v from "valibot";
import { CLOSE } from "../realtime/core/close_codes.ts";
import { SUBPROTOCOL, TICKET_PREFIX } from "../realtime/core/frame.ts";
import type { Identity } from "../realtime/core/identity.ts";
import { deviceTypeOf } from "../realtime/device_type.ts";
import { attachSocket, type LiveSocketDeps } from "../realtime/live_sockets.ts";
import type { SocketDoor, SocketPass } from "../realtime/socket_door.ts";
import { problem, signInProblem } from "./problem.ts";

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

/** Longest time from the answer to a handshake until the socket is open, in milliseconds; then it is given up. */
const OPEN_MS = 5_000;
/** When to knock again where there were too many. */
const RETRY_SECONDS = 10;

const deviceId = v.pipe(v.string(), v.uuid());

/** `GET /ws`: everything is decided before the upgrade, so that a stranger never holds a socket. */
export function socketRoute(deps: SocketRouteDeps): Hono<{ Bindings: { remoteAddress: string } }> {
  return new Hono<{ Bindings: { remoteAddress: string } }>().get("/ws", async (c) => {
    const refused = handshakeProblem(c.req.raw) ?? doorProblem(deps, c.req.raw);
    if (refused) return refused;
    const pass = deps.door.knock(c.env?.remoteAddress ?? "");
    if (!pass) return tooManySockets();
    try {
      return await admit(deps, c, pass);
    } catch (error) {
      pass.leave();
      throw error;
    }
  });
}

/** Decides who knocks, and opens or sends away. */
async function admit(
  deps: SocketRouteDeps,
  c: Context<{ Bindings: { remoteAddress: string } }>,
  pass: SocketPass,
): Promise<Response> {
  const request = c.req.raw;
  const offered = offeredProtocols(request);
  const ticket = offered.find((one) => one.startsWith(TICKET_PREFIX))?.slice(TICKET_PREFIX.length);
  // A page of another site can't read a cookie, but its sockets would carry it: without an Origin it does not count.
  const who = ticket
    ? await deps.takeTicket(ticket)
    : await deps.identify(withoutCookieUnlessOrigin(request), c.env?.remoteAddress ?? "");
  if (!who || !pass.enter(who.userId)) {
    pass.leave();
    return who ? tooManySockets() : signInProblem();
  }
  const device = v.safeParse(deviceId, c.req.query("device_id"));
  const identity = { ...who, deviceId: device.success ? device.output : deps.live.newId() };
  return upgrade(deps, request, identity, pass, offered.includes(SUBPROTOCOL));
}

/** What is wrong beside the handshake itself, whoever asks. */
function doorProblem(deps: SocketRouteDeps, request: Request): Response | undefined {
  if (deps.isDraining()) return problem(503, "unavailable", "This server is going down. Please try again.");
  if (!deps.originAllowed(request.headers.get("origin"))) {
    return problem(403, "forbidden", "This origin is not allowed.");
  }
  const offered = offeredProtocols(request);
  return offered[0] && !offered.includes(SUBPROTOCOL)
    ? problem(400, "bad_request", `This server speaks ${SUBPROTOCOL}.`)
    : undefined;
}

function tooManySockets(): Response {
  return problem(429, "rate_limited", "Too many open connections.", { retryAfterSeconds: RETRY_SECONDS });
}

function offeredProtocols(request: Request): string[] {
  return (request.headers.get("sec-websocket-protocol") ?? "").split(",").map((one) => one.trim());
}

/** What is wrong with an opening handshake (RFC 6455 §4.2.1, §4.4), or undefined when nothing is. */
function handshakeProblem({ headers, method }: Request): Response | undefined {
  if (headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return problem(426, "upgrade_required", "This address speaks WebSocket only.");
  }
  if (headers.get("sec-websocket-version") !== WEBSOCKET_VERSION) {
    const response = problem(426, "upgrade_required", `This address speaks WebSocket ${WEBSOCKET_VERSION}.`);
    response.headers.set("Sec-WebSocket-Version", WEBSOCKET_VERSION);
    return response;
  }
  const connection = headers.get("connection")?.toLowerCase().split(",").map((one) => one.trim()) ?? [];
  // A router takes HEAD for GET.
  if (method !== "GET" || !connection.includes("upgrade")) {
    return problem(400, "bad_request", "The handshake has to be a GET with Connection: Upgrade.");
  }
  const key = headers.get("sec-websocket-key");
  return key && WEBSOCKET_KEY.test(key)
    ? undefined
    : problem(400, "bad_request", "The handshake has no valid Sec-WebSocket-Key.");
}

function withoutCookieUnlessOrigin(request: Request): Request {
  if (request.headers.has("origin") || !request.headers.has("cookie")) return request;
  const headers = new Headers(request.headers);
  headers.delete("cookie");
  return new Request(request.url, { headers });
}

function upgrade(
  deps: SocketRouteDeps,
  request: Request,
  who: Identity,
  pass: SocketPass,
  named: boolean,
): Response {
  // Before the upgrade: after it the request can't be read any more.
  const deviceType = deviceTypeOf(request.headers.get("user-agent"));
  const { socket, response } = Deno.upgradeWebSocket(request, {
    idleTimeout: 0,
    ...(named ? { protocol: SUBPROTOCOL } : {}),
  });
  const leave = () => pass.giveUp();
  let attached: ReturnType<typeof attachSocket> | undefined;
  // Of a client that left before the answer came this socket tells nothing, and the request's signal is given to all.
  const stopWaiting = deps.live.timers.set(() => pass.leave(), OPEN_MS);
  socket.onopen = () => {
    stopWaiting();
    if (pass.isGone) return socket.close(CLOSE.serviceRestart.code, CLOSE.serviceRestart.reason);
    attached = attachSocket(deps.live, who, { deviceType, wire: socket, leave });
  };
  socket.onmessage = ({ data }) => attached?.receive(data);
  socket.onerror = () => {};
  socket.onclose = () => {
    stopWaiting();
    pass.leave();
    attached?.closed();
  };
  return response;
}
