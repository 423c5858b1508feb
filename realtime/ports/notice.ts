import type { ServerData, ServerEvent } from "../core/server_events.ts";

/** Which sockets get an event: all of these users', only those of one device or session, or all but that of one user. */
export interface Audience {
  users: readonly number[];
  /** A device id or session id; then there is one user. */
  only?: string;
  /** Left out: one device or session of one of the users. */
  except?: { userId: number; id: string };
}

/**
 * Which fact a notice states. Of the facts with the same name only newer ones are delivered, each once; where they are a
 * `chain` (the messages of a conversation) they are delivered without gaps.
 */
export interface FactMark {
  name: string;
  number: number;
  isChain?: boolean;
}

/** One event on its way to sockets. Droppable ones may be left out for a slow reader. */
export interface Notice<E extends ServerEvent = ServerEvent> {
  to: Audience;
  event: E;
  data: ServerData<E>;
  droppable?: boolean;
  fact?: FactMark;
}

/** A notice as it travels: the event serialized once for all sockets on all instances. */
export interface Packet {
  to: Audience;
  /** A whole frame: `{"event":…,"data":…}`. */
  text: string;
  droppable?: boolean;
  fact?: FactMark;
}

/** Builds a notice with its data checked against the event. */
export function notice<E extends ServerEvent>(
  to: Audience,
  event: E,
  data: ServerData<E>,
  fact?: FactMark,
): Notice {
  return { to, event, data, ...(fact ? { fact } : {}) } as Notice;
}

/** A notice that a slow reader may miss: typing and presence. */
export function droppable<E extends ServerEvent>(
  to: Audience,
  event: E,
  data: ServerData<E>,
  fact?: FactMark,
): Notice {
  return { ...notice(to, event, data, fact), droppable: true };
}

/** The notice as it is sent. */
export function packetOf({ to, event, data, droppable, fact }: Notice): Packet {
  const text = JSON.stringify({ event, data });
  return { to, text, ...(droppable ? { droppable } : {}), ...(fact ? { fact } : {}) };
}
