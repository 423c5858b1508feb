import { DEVICE_TYPES, PRESENCE_STATUSES, type PresenceStatus } from "./core/fields.ts";
import { packetsText, packetText } from "./packet_text.ts";
import type { Attendance, Attending, Engagement, Standing } from "./ports/attendance.ts";
import type { Packet } from "./ports/notice.ts";
import { listOf, textsOf } from "./redis_reply.ts";
import type { RedisScript, RedisScripts } from "./redis_scripts.ts";

/** Most users that one script looks at, so that Redis is not busy with one for long. */
const USERS_MAX = 500;

export interface AttendanceLink {
  instance: string;
  scripts: RedisScripts;
  leaseMs: number;
  /** Grows with every link, so that a note that comes late over an older one is refused. */
  generation(): number;
  /** Rejects with Unavailable. */
  run(script: RedisScript, args: readonly string[]): Promise<unknown>;
  /** Whether there may be something to reap; asking costs nothing, reaping does. */
  hasOrphans(): boolean;
  /** Everything that had been forgotten is noted again. */
  whole(): void;
}

/** The open connections of all instances, in Redis. */
export class LinkedAttendance implements Attendance {
  readonly #link: AttendanceLink;
  readonly #noted = new Set<string>();
  #forgotten = new Set<string>();
  #notes = 0;

  constructor(link: AttendanceLink) {
    this.#link = link;
  }

  /** How many notes Redis has acknowledged; when it knows of fewer, it has lost some. */
  get notes(): number {
    return this.#notes;
  }

  /** Whether everything that was noted is known to be there. */
  get isWhole(): boolean {
    return this.#forgotten.size === 0;
  }

  /** Takes out of Redis what may still be there of this instance; from now on all of it has to be noted again. */
  async forget(): Promise<void> {
    const clear = (isFirst: boolean) =>
      this.#link.run(this.#link.scripts.clear, [this.#link.instance, String(USERS_MAX), isFirst ? "1" : "0"]);
    for (let count = await clear(true); Number(count) > 0;) count = await clear(false);
    this.#notes = 0;
    this.#forgotten = new Set(this.#noted);
  }

  async note(userId: number, connectionId: string, attending: Attending | null): Promise<Standing> {
    const key = `${userId}:${connectionId}`;
    const value = attending ? attendingText(attending) : "";
    const generation = String(this.#link.generation());
    const reply = await this.#run("note", [generation, String(userId), connectionId, value]);
    const [notes, found] = listOf(reply);
    this.#notes = Math.max(this.#notes, Number(notes));
    if (attending) this.#noted.add(key);
    else this.#noted.delete(key);
    if (this.#forgotten.delete(key) && this.isWhole) this.#link.whole();
    return standingFrom(found);
  }

  async engage(userId: number, { initiatedAt, version, isIn, callId }: Engagement): Promise<Standing> {
    const args = [userId, initiatedAt, version, isIn ? 1 : 0, callId].map(String);
    return standingFrom(await this.#run("engage", args));
  }

  async standings(userIds: readonly number[]): Promise<Map<number, Standing>> {
    const all = new Map<number, Standing>();
    for (let at = 0; at < userIds.length; at += USERS_MAX) {
      const some = userIds.slice(at, at + USERS_MAX);
      const found = listOf(await this.#run("standings", some.map(String)));
      some.forEach((userId, index) => all.set(userId, standingFrom(found[index])));
    }
    return all;
  }

  async tell(
    userId: number,
    version: number,
    status: PresenceStatus,
    packets: readonly Packet[],
  ): Promise<boolean> {
    const text = packetsText(packets.map(packetText));
    return Number(await this.#run("tell", [String(userId), String(version), status, text])) === 1;
  }

  async reap(): Promise<number[]> {
    const reaped: number[] = [];
    while (this.#link.hasOrphans()) {
      const users = listOf(await this.#run("reap", [String(USERS_MAX)])).map(Number);
      reaped.push(...users);
      if (users.length < USERS_MAX) break;
    }
    return reaped;
  }

  #run(name: keyof RedisScripts, args: readonly string[]): Promise<unknown> {
    const { instance, leaseMs, scripts, run } = this.#link;
    return run(scripts[name], [instance, String(leaseMs), ...args]);
  }
}

function attendingText({ status, deviceType, appointmentId, sessionId }: Attending): string {
  return `${status},${deviceType},${appointmentId ?? ""}${sessionId ? `,${sessionId}` : ""}`;
}

function attendingFrom(text: string): Attending {
  const [status, deviceType, appointmentId, sessionId] = text.split(",");
  return {
    status: PRESENCE_STATUSES.find((one) => one === status) ?? "online",
    deviceType: DEVICE_TYPES.find((one) => one === deviceType) ?? "web",
    appointmentId: appointmentId ? Number(appointmentId) : null,
    ...(sessionId ? { sessionId } : {}),
  };
}

function standingFrom(reply: unknown): Standing {
  const [version, told, call = "", ...connections] = textsOf(reply);
  const [, , isIn, callId] = call.split("|");
  return {
    version: Number(version),
    connections: connections.map(attendingFrom),
    callId: isIn === "1" && callId !== undefined ? callId : null,
    told: PRESENCE_STATUSES.find((one) => one === told) ?? "offline",
  };
}
