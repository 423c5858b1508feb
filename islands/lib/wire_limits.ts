// The constants of realtime/core/frame.ts that browsers need, without the schemas beside them there (1.2 kB
// gzipped); a test holds them equal.
export const PROTOCOL_VERSION = 1;
export const SUBPROTOCOL = "carewire.1";
export const TICKET_PREFIX = "ticket.";
export const FRAME_BYTES_MAX = 64 * 1024;
export const FRAME_EVENTS_MAX = 100;
export const HEARTBEAT_MS = 25_000;
