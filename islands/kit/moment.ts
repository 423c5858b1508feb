import { type Signal, signal } from "@preact/signals";
import { createContext } from "preact";

/**
 * The time and the time zone in which a page speaks. The server fills both in when it renders, the browser starts
 * from the same values, so that hydration finds what it expects, and then moves on.
 */
export interface Moment {
  /** Milliseconds since the epoch, by the server's clock. */
  now: Signal<number>;
  /** IANA name; empty while it is not known. */
  zone: Signal<string>;
}

/** A moment that stands still, as the server needs it. */
export function momentAt(now: number, zone: string): Moment {
  return { now: signal(now), zone: signal(zone) };
}

export const MomentContext = createContext<Moment>(momentAt(0, ""));
