import type { Attendance } from "./attendance.ts";
import type { Packet } from "./notice.ts";

/**
 * Carries packets to the other instances that hold a recipient's socket. At most once and in order per publisher; what
 * gets lost is noticed here and repaired from the database, never from here.
 */
export interface Bus extends AsyncDisposable {
  /** This instance's own name; its commits in the database carry the same. */
  readonly instance: string;
  /** The longest that the silence of another instance stays unnoticed, in milliseconds. */
  readonly silenceMs: number;
  /** The open connections of all instances. */
  readonly attendance: Attendance;
  /** Starts to receive. Called once. */
  listen(listener: BusListener): void;
  /**
   * Hands packets over to the other instances that hold a socket of a recipient. Neither waits nor throws: what could not be
   * handed over makes every other instance look into the database as soon as it can be told to.
   */
  publish(packets: readonly Packet[]): void;
  /** The instances, this one included, of which everything published is received or its loss noticed. */
  trusted(): string[];
  /** Whether the bus answers. */
  ready(): Promise<boolean>;
}

export interface BusListener {
  /** Packets for sockets of this instance, in the order of each publisher. */
  deliver(packets: readonly Packet[]): void;
  /** Something meant for this instance was lost, or may have been. */
  missed(): void;
  /** What was noted of this instance is gone: all of its connections have to be noted again. */
  forgotten(): void;
}
