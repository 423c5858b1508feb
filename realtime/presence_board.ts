import { type Call, isOver } from "./core/call.ts";
import type { DeviceType, PresenceStatus } from "./core/fields.ts";
import type { PresenceObject } from "./core/objects.ts";
import { engagementsOf } from "./engagements.ts";
import { PersonPresence, type PersonPresenceDeps } from "./person_presence.ts";
import type { Attending, Standing } from "./ports/attendance.ts";
import { droppable, type Notice } from "./ports/notice.ts";
import type { PresenceRecord } from "./ports/presence_store.ts";
import { Unavailable } from "./ports/unavailable.ts";
import type { Listening } from "./push/call_pusher.ts";
import { remember } from "./remember.ts";
import { foldStanding, presenceObjectOf } from "./standing.ts";

/** Most calls of which it is remembered that they were noted; noting one again does no harm. */
const NOTED_MAX = 10_000;

export interface PresenceDeps extends PersonPresenceDeps {
  tell(notices: readonly Notice[]): Promise<void>;
}

/** A connection that has come. */
export interface Joining {
  connectionId: string;
  deviceType: DeviceType;
  sessionId?: string;
  /** Who may know of it, where that is being read anyway. */
  acquaintances?: Promise<readonly number[]>;
}

/** Who is here: the connections of this instance, noted where all instances see them, told to acquaintances. */
export class PresenceBoard {
  readonly #deps: PresenceDeps;
  /** Everybody with a connection here, or whose change is still on its way. */
  readonly #people = new Map<number, PersonPresence>();
  /** How each person's last call was noted. */
  readonly #noted = new Map<number, string>();
  #isLeavingItself = false;

  constructor(deps: PresenceDeps) {
    this.#deps = deps;
  }

  /** A connection is there. Resolves once packets for it come here: to how its user stands, unless nobody knows. */
  join(
    userId: number,
    { connectionId, deviceType, sessionId, acquaintances }: Joining,
  ): Promise<Standing | undefined> {
    const attending: Attending = {
      status: "online",
      deviceType,
      appointmentId: null,
      ...(sessionId ? { sessionId } : {}),
    };
    return this.#person(userId).join(connectionId, attending, acquaintances);
  }

  leave(userId: number, connectionId: string): void {
    if (this.#isLeavingItself) return;
    this.#people.get(userId)?.leave(connectionId);
  }

  /** From now on nobody leaves: this instance does, and its people are on their way to another one. */
  leaveItself(): void {
    this.#isLeavingItself = true;
  }

  /** What a user says of one of their connections here, or of all of them; resolves once it is noted. */
  async update(
    userId: number,
    said: Pick<Attending, "status" | "appointmentId">,
    connectionId?: string,
  ): Promise<void> {
    await this.#people.get(userId)?.update(said, connectionId);
  }

  /** Keeps who is busy by a call. */
  noteCall(call: Call): void {
    for (const { userId, engagement } of engagementsOf(call)) {
      // Before the answer and after the end nobody is in it; another instance may have noted what was between.
      const noted = `${engagement.callId} ${engagement.isIn} ${isOver(call)}`;
      if (this.#noted.get(userId) === noted) continue;
      remember(this.#noted, userId, noted, NOTED_MAX);
      this.#person(userId).engage(engagement);
    }
  }

  /** Notes everything of this instance again; `calls` are the live calls of its people. */
  noteAll(calls: readonly Call[]): void {
    this.#noted.clear();
    for (const person of this.#people.values()) person.noteAgain();
    for (const call of calls) this.noteCall(call);
  }

  /** Looks again at people whose standing another instance has left behind. */
  settle(userIds: readonly number[]): void {
    for (const userId of userIds) this.#person(userId).settle();
  }

  /** Those with a connection here. */
  usersHere(): number[] {
    return [...this.#people].filter(([, person]) => person.isHere).map(([userId]) => userId);
  }

  /** Whether any device of this user is connected, anywhere as far as that is known. */
  async isOnline(userId: number): Promise<boolean> {
    const { connections } = await this.#standing(userId);
    return connections.length > (this.#people.get(userId)?.leaving ?? 0);
  }

  /** Whether a device of this user would ring. */
  async isReachable(userId: number): Promise<boolean> {
    const standing = await this.#standing(userId);
    return standing.connections.length > 0 && foldStanding(standing) !== "do_not_disturb";
  }

  /** The sessions in which a user has a connection, and whether they do not want to be disturbed. */
  async listening(userId: number): Promise<Listening> {
    const standing = await this.#standing(userId);
    const sessions = new Set(standing.connections.flatMap(({ sessionId }) => sessionId ?? []));
    return { sessions, isQuiet: foldStanding(standing) === "do_not_disturb" };
  }

  /** The presence of these users, as a viewer may see it. */
  async of(userIds: readonly number[], viewerId: number): Promise<PresenceObject[]> {
    return await this.ofRecords(await this.#records(userIds), viewerId);
  }

  /** The same, whoever looks, and never guessed: throws Unavailable where the other instances can't be asked. */
  async certainlyOf(userIds: readonly number[]): Promise<PresenceObject[]> {
    const [records, standings] = await Promise.all([
      this.#records(userIds),
      this.#deps.attendance.standings(userIds),
    ]);
    return this.#objects(records, standings, 0);
  }

  /** The same, where what was written down last has been read. */
  async ofRecords(records: readonly PresenceRecord[], viewerId: number): Promise<PresenceObject[]> {
    return this.#objects(records, await this.#standings(records.map((one) => one.userId)), viewerId);
  }

  /** Tells people who have come to know each other how the others are there. */
  async introduce(userIds: readonly number[]): Promise<void> {
    const known = await this.of(userIds, 0);
    await this.#deps.tell(
      userIds.flatMap((userId) =>
        known.filter((one) => one.user_id !== userId).map((presence) =>
          droppable({ users: [userId] }, "presence:update", { presence })
        )
      ),
    );
  }

  /** Resolves when everything that changed has been told and written down. */
  async close(): Promise<void> {
    await Promise.all([...this.#people.values()].map((person) => person.close()));
  }

  #person(userId: number): PersonPresence {
    const known = this.#people.get(userId);
    if (known) return known;
    const person: PersonPresence = new PersonPresence(userId, this.#deps, () => this.#people.delete(userId));
    this.#people.set(userId, person);
    return person;
  }

  async #records(userIds: readonly number[]): Promise<PresenceRecord[]> {
    const last = userIds.length > 0 ? await this.#deps.store.last(userIds) : [];
    return userIds.map((userId) => last.find((one) => one.userId === userId) ?? neverSeen(userId));
  }

  #objects(
    records: readonly PresenceRecord[],
    standings: ReadonlyMap<number, Standing>,
    viewerId: number,
  ): PresenceObject[] {
    const now = this.#deps.clock.now();
    return records.map((record) => presenceObjectOf(record, standings.get(record.userId), { viewerId, now }));
  }

  async #standing(userId: number): Promise<Standing> {
    return (await this.#standings([userId])).get(userId) ?? this.#here(userId);
  }

  /** Of all instances or, where those can't be asked, as it is here. */
  async #standings(userIds: readonly number[]): Promise<Map<number, Standing>> {
    if (userIds.length === 0) return new Map();
    try {
      return await this.#deps.attendance.standings(userIds);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return new Map(userIds.map((userId) => [userId, this.#here(userId)]));
    }
  }

  #here(userId: number): Standing {
    const connections = this.#people.get(userId)?.connections ?? [];
    return { version: 0, connections, callId: null, told: "offline" };
  }
}

function neverSeen(userId: number): PresenceRecord {
  const status: PresenceStatus = "offline";
  return { userId, status, lastSeen: null, deviceType: "web" };
}
