/**
 * How many events of a kind one socket sends in one measurement. Our server limits what a socket may send, and the bench
 * keeps to that by having thousands of sockets take turns: these numbers are below what may come at once, and a kind
 * rests between its measurements until all of that may come again.
 */
export const PER_SOCKET = { offers: 24, typing: 8, messages: 40 } as const;
/** Milliseconds after which what was sent at once may be sent at once again. */
export const REST_MS = 7_000;
