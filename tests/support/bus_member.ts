import type { Attending } from "../../realtime/ports/attendance.ts";
import type { Bus, BusListener } from "../../realtime/ports/bus.ts";
import type { Packet } from "../../realtime/ports/notice.ts";
import { until } from "./until.ts";

/** A bus and everything that it has told its instance. */
export class BusMember implements BusListener {
  readonly bus: Bus;
  readonly got: Packet[] = [];
  missedCount = 0;
  forgottenCount = 0;

  constructor(bus: Bus) {
    this.bus = bus;
    bus.listen(this);
  }

  get texts(): string[] {
    return this.got.map((packet) => packet.text);
  }

  deliver(packets: readonly Packet[]): void {
    this.got.push(...packets);
  }

  missed(): void {
    this.missedCount++;
  }

  forgotten(): void {
    this.forgottenCount++;
  }

  /** Opens a connection of a user here. */
  async connect(userId: number, connectionId = "c", said: Partial<Attending> = {}): Promise<void> {
    await this.bus.attendance.note(userId, connectionId, attending(said));
  }

  /** Publishes one text to some users. */
  say(text: string, ...users: number[]): void {
    this.bus.publish([{ to: { users }, text }]);
  }

  async receives(text: string): Promise<void> {
    await until(() => this.texts.includes(text), `${text} did not arrive`);
  }

  async trusts(...instances: string[]): Promise<void> {
    const all = [this.bus.instance, ...instances].sort().join();
    await until(() => this.bus.trusted().sort().join() === all, `${this.bus.trusted()} is not ${all}`);
  }
}

/** What a connection says by default, with some of it replaced. */
export function attending(said: Partial<Attending> = {}): Attending {
  return { status: "online", deviceType: "web", appointmentId: null, ...said };
}
