import type { Pair, Person } from "../scene.ts";

/** How somebody proves who they are when a socket opens; only our server asks. */
export type Credential = { cookie: string } | { bearer: string } | { ticket: string };

/** How one kind of server is spoken to. Every event has the same name and the same fields everywhere. */
export interface Dialect {
  /** Path and further header lines of the opening handshake. */
  upgrade(person: Person, port: number, credential?: Credential): { path: string; headers: string[] };
  /** What to answer to a frame that comes before the socket is ready: texts to send, or that it is ready now. */
  greet(frame: string, person: Person): { send: string[] } | "ready" | "wait";
  /** One event as a client sends it. */
  event(name: string, data: Record<string, unknown>): string;
  /** How such an event begins as it arrives. */
  prefix(name: string): string;
  /** What to send now and then so that the socket stays; undefined where the server asks and is answered. */
  heartbeat?: string;
  /** What to send to be told of a conversation; undefined where the server knows. */
  join?(conversationId: string): string;
}

/** Our server. */
export const carewire: Dialect = {
  upgrade: (person, port, credential = { cookie: person.cookie }) => ({
    path: `/ws?device_id=${person.deviceId}`,
    headers: "cookie" in credential
      ? [`Origin: http://127.0.0.1:${port}`, `Cookie: carewire=${credential.cookie}`]
      : "bearer" in credential
      ? [`Authorization: Bearer ${credential.bearer}`]
      : [`Sec-WebSocket-Protocol: carewire.1, ticket.${credential.ticket}`],
  }),
  greet: (frame) => frame.includes('{"event":"sync"') ? "ready" : "wait",
  event: (event, data) => JSON.stringify({ event, data }),
  prefix: (name) => `{"event":"${name}"`,
  heartbeat: '{"event":"heartbeat","data":{}}',
};

/** A server of bare WebSockets: JSON frames like ours, and whoever connects says who they are. */
export const bareJson: Dialect = {
  upgrade: (person) => ({ path: `/?user=${person.id}`, headers: [] }),
  greet: (frame) => frame.startsWith('{"event":"hello"') ? "ready" : "wait",
  event: carewire.event,
  prefix: carewire.prefix,
  join: (conversationId) => carewire.event("join", { conversation_id: conversationId }),
};

/** Socket.IO 4 over Engine.IO 4, on WebSocket from the start. */
export const socketIo: Dialect = {
  upgrade: () => ({ path: "/socket.io/?EIO=4&transport=websocket", headers: [] }),
  greet(frame, person) {
    if (frame.startsWith("0{")) return { send: [`40{"user":${person.id}}`] };
    return frame.startsWith("40{") ? "ready" : "wait";
  },
  event: (name, data) => `42${JSON.stringify([name, data])}`,
  prefix: (name) => `42["${name}"`,
  join: (conversationId) => socketIo.event("join", { conversation_id: conversationId }),
};

/** An offer of one of the two people of a call to the other. */
export function offerData({ people, callId }: Pair, from: 0 | 1, sdp: string): Record<string, unknown> {
  return { call_id: callId, to: people[1 - from]?.id, offer: { type: "offer", sdp } };
}
