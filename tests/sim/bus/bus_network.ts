import { AttendanceBook } from "../../../realtime/attendance_book.ts";
import type { Packet } from "../../../realtime/ports/notice.ts";
import { Unavailable } from "../../../realtime/ports/unavailable.ts";
import type { Chance } from "../chance.ts";
import type { Journal } from "../journal.ts";
import type { FaultRates } from "../profile.ts";
import type { VirtualTime } from "../virtual_time.ts";

/** How often an instance shows that it lives, and renews its lease. */
export const HEARTBEAT_MS = 1_000;
/** Silence after which an instance is no longer trusted. */
export const SILENCE_MS = 3_000;
/** How long connections count after their instance's last sign of life. */
export const LEASE_MS = 6_000;

/** What one instance sends another: numbered packets, or the last number that there was. */
export interface Batch {
  from: string;
  number: number;
  packets: readonly Packet[];
}

export interface Member {
  readonly instance: string;
  take(batch: Batch): void;
  forget(): void;
}

export type BusRates = Pick<FaultRates, "busDrop" | "busDuplicate" | "busReorder" | "busIsRaw">;

export interface BusNetworkTools {
  time: VirtualTime;
  chance: Chance;
  journal: Journal;
  rates: BusRates;
}

/** What stands between the instances of a run: it loses, doubles and delays what they send each other, and may be gone. */
export class BusNetwork {
  readonly tools: BusNetworkTools;
  readonly attendance: AttendanceBook;
  readonly members = new Map<string, Member>();
  readonly #leases = new Map<string, number>();
  /** When the last batch of each pair arrives; the next one does not overtake it. */
  readonly #arrivals = new Map<string, number>();
  #isDown = false;

  constructor(tools: BusNetworkTools) {
    this.tools = tools;
    this.attendance = new AttendanceBook({
      clock: { now: () => Math.round(tools.time.now()) },
      lives: (instance) => this.hasLease(instance),
    });
  }

  get isDown(): boolean {
    return this.#isDown;
  }

  /** From now on nothing gets through; what is kept about connections may be lost with it. */
  fail(): void {
    this.#isDown = true;
  }

  recover(isEmpty: boolean): void {
    this.#isDown = false;
    if (isEmpty) {
      this.attendance.clear();
      this.#leases.clear();
    }
  }

  hasLease(instance: string): boolean {
    return (this.#leases.get(instance) ?? -Infinity) > this.tools.time.now();
  }

  /** Renews a lease; true when it had run out, and with it what it held. */
  renew(instance: string): boolean {
    const hadIt = this.hasLease(instance);
    this.#leases.set(instance, this.tools.time.now() + LEASE_MS);
    return !hadIt;
  }

  leave(instance: string): void {
    this.members.delete(instance);
    this.#leases.delete(instance);
    this.attendance.leave(instance);
  }

  /** Takes out what instances without a lease have left behind. */
  reap(reaper: string): number[] {
    for (const instance of [...this.#leases.keys()]) {
      if (this.hasLease(instance)) continue;
      this.#leases.delete(instance);
      this.attendance.leave(instance);
    }
    return this.attendance.reap(reaper);
  }

  /** Asks or changes what is kept about connections. */
  ask<T>(work: () => T): Promise<T> {
    const { time, chance } = this.tools;
    return new Promise((resolve, reject) => {
      const fail = () => reject(new Unavailable("the bus gives no answer"));
      if (this.#isDown) return void time.set(fail, 500);
      time.set(() => {
        if (this.#isDown) return fail();
        const done = work();
        time.set(() => resolve(done), chance.between(0.1, 1));
      }, chance.between(0.1, 1));
    });
  }

  send(batch: Batch, to: Member): void {
    const { time, chance, journal, rates } = this.tools;
    if (this.#isDown || chance.happens(rates.busDrop)) {
      if (batch.packets.length === 0) return;
      return journal.note(`bus lost ${batch.from} > ${to.instance} #${batch.number}`);
    }
    const pair = `${batch.from} ${to.instance}`;
    const isLate = chance.happens(rates.busReorder);
    const at = Math.max(time.now() + chance.between(0.2, 4), this.#arrivals.get(pair) ?? 0);
    if (!isLate) this.#arrivals.set(pair, at);
    const times = chance.happens(rates.busDuplicate) ? 2 : 1;
    for (let copy = 0; copy < times; copy++) {
      const wait = at - time.now() + (isLate || copy > 0 ? chance.between(1, 800) : 0);
      time.set(() => {
        if (this.members.has(to.instance) && !this.#isDown) to.take(batch);
      }, wait);
    }
  }
}
