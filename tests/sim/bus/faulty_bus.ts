import type { Attendance } from "../../../realtime/ports/attendance.ts";
import type { Bus, BusListener } from "../../../realtime/ports/bus.ts";
import type { Packet } from "../../../realtime/ports/notice.ts";
import { type Batch, type BusNetwork, HEARTBEAT_MS, type Member, SILENCE_MS } from "./bus_network.ts";

/** What is known of another instance's numbers. */
interface Heard {
  number: number;
  at: number;
}

/** One instance's end of the bus: numbers what it sends to each other one, and notices what is missing of theirs. */
export class FaultyBus implements Bus, Member {
  readonly instance: string;
  readonly silenceMs = SILENCE_MS;
  readonly attendance: Attendance;
  readonly #network: BusNetwork;
  readonly #sent = new Map<string, number>();
  readonly #heard = new Map<string, Heard>();
  #listener: BusListener | undefined;
  #isOpen = true;

  constructor(network: BusNetwork, instance: string) {
    this.instance = instance;
    this.#network = network;
    this.attendance = this.#attendance();
    network.members.set(instance, this);
    network.renew(instance);
    this.#beat();
  }

  listen(listener: BusListener): void {
    this.#listener = listener;
  }

  publish(packets: readonly Packet[]): void {
    if (!this.#isOpen) return;
    const perMember = new Map<string, Packet[]>();
    for (const packet of packets) {
      for (const name of this.#network.attendance.holders(packet.to.users)) {
        if (name === this.instance) continue;
        perMember.set(name, [...perMember.get(name) ?? [], packet]);
      }
    }
    for (const [name, some] of perMember) {
      const member = this.#network.members.get(name);
      const number = (this.#sent.get(name) ?? 0) + 1;
      this.#sent.set(name, number);
      if (member) this.#network.send({ from: this.instance, number, packets: some }, member);
    }
  }

  trusted(): string[] {
    const now = this.#network.tools.time.now();
    const heard = [...this.#heard].filter(([, one]) => now - one.at < SILENCE_MS).map(([name]) => name);
    return [this.instance, ...heard];
  }

  ready(): Promise<boolean> {
    return Promise.resolve(!this.#network.isDown);
  }

  take({ from, number, packets }: Batch): void {
    if (!this.#isOpen) return;
    const { rates, time, journal } = this.#network.tools;
    const known = this.#heard.get(from)?.number ?? 0;
    const expected = packets.length > 0 ? known + 1 : known;
    this.#heard.set(from, { number: Math.max(known, number), at: time.now() });
    if (number > expected) {
      journal.note(`bus gap ${from} > ${this.instance} ${known}..${number}`);
      this.#listener?.missed();
    }
    if (packets.length === 0) return;
    if (number >= expected || rates.busIsRaw) this.#listener?.deliver(packets);
  }

  forget(): void {
    if (this.#isOpen) this.#listener?.forgotten();
  }

  /** Dies without a word. */
  break(): void {
    this.#isOpen = false;
    this.#network.members.delete(this.instance);
  }

  /** Its connections are left to whoever reaps what has no lease. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#isOpen = false;
    this.#network.leave(this.instance);
    return Promise.resolve();
  }

  #beat(): void {
    if (!this.#isOpen) return;
    const { time } = this.#network.tools;
    if (!this.#network.isDown) {
      for (const [name, member] of this.#network.members) {
        if (name === this.instance) continue;
        this.#network.send({ from: this.instance, number: this.#sent.get(name) ?? 0, packets: [] }, member);
      }
      // Connections that were noted under the lease that ran out count no more.
      if (this.#network.renew(this.instance)) time.set(() => this.forget(), 1);
    }
    time.set(() => this.#beat(), HEARTBEAT_MS);
  }

  #attendance(): Attendance {
    const { attendance } = this.#network;
    return {
      note: (userId, connectionId, attending) =>
        this.#ask(() => attendance.note(this.instance, userId, connectionId, attending)),
      engage: (userId, engagement) => this.#ask(() => attendance.engage(userId, engagement)),
      standings: (userIds) => this.#ask(() => new Map(userIds.map((id) => [id, attendance.standing(id)]))),
      tell: (userId, version, status, packets) =>
        this.#ask(() => {
          const isTold = attendance.tell(this.instance, userId, version, status);
          if (isTold) this.publish(packets);
          return isTold;
        }),
      reap: () => this.#ask(() => this.#network.reap(this.instance)),
    };
  }

  #ask<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#network.ask(() => this.#isOpen ? work() : undefined).then(
        (done) => this.#isOpen && resolve(done as T),
        (error) => this.#isOpen && reject(error),
      );
    });
  }
}
