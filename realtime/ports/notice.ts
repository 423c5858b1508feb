import type { ServerData, ServerEvent } from "../core/server_events.ts";

/** Which sockets get an event: all of a user's, or those of one device or session, or all but those. */
export interface Audience {
  userId: number;
  only?: string;
  except?: string;
}

/** One event on its way to sockets. Droppable ones may be left out for a slow reader. */
export interface Notice<E extends ServerEvent = ServerEvent> {
  to: Audience;
  event: E;
  data: ServerData<E>;
  droppable?: boolean;
}

/** Builds a notice with its data checked against the event. */
export function notice<E extends ServerEvent>(to: Audience, event: E, data: ServerData<E>): Notice {
  return { to, event, data } as Notice;
}

/** A notice that a slow reader may miss: typing and presence. */
export function droppable<E extends ServerEvent>(to: Audience, event: E, data: ServerData<E>): Notice {
  return { to, event, data, droppable: true } as Notice;
}
