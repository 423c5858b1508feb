import type { Identity } from "../../realtime/core/identity.ts";
import { BusNetwork } from "./bus/bus_network.ts";
import { Chance } from "./chance.ts";
import { FrameWatch } from "./checks/frame_watch.ts";
import { RingWatch } from "./checks/ring_watch.ts";
import { SignalWatch } from "./checks/signal_watch.ts";
import { WinnerWatch } from "./checks/winner_watch.ts";
import { Browser } from "./clients/browser.ts";
import { Device } from "./clients/device.ts";
import type { Page } from "./clients/page.ts";
import { Instance } from "./instance.ts";
import { Journal, Violation } from "./journal.ts";
import { MessageWatch } from "./checks/message_watch.ts";
import type { Plant } from "./plant.ts";
import { CLOCK_ERROR_MAX_MS, type Profile } from "./profile.ts";
import { Requests } from "./requests.ts";
import { SocketPair } from "./socket_pair.ts";
import { Database } from "./store/database.ts";
import { VirtualTime } from "./virtual_time.ts";

/** Everything of one run: the clinic's people and devices, its instances, and what stands between them. */
export class World {
  readonly profile: Profile;
  readonly plant: Plant;
  readonly time = new VirtualTime();
  readonly journal = new Journal(this.time);
  readonly chances;
  readonly database: Database;
  readonly network: BusNetwork;
  readonly requests = new Requests(this);
  readonly devices: Device[] = [];
  readonly instances: Instance[] = [];
  readonly pairs: SocketPair[] = [];
  readonly messages: MessageWatch;
  readonly rings: RingWatch;
  readonly winners: WinnerWatch;
  readonly signals: SignalWatch;
  readonly frames: FrameWatch;
  /** How far the browsers' clocks are off; they follow the server's. */
  readonly pageClockError = 7_300;
  /** Faults of frames end with all others. */
  frameCut: number;
  readonly bugs: unknown[] = [];
  /** When the last fault ended that reaches everybody. */
  calmSince = 0;
  #pages = 0;
  #started = 0;

  constructor(profile: Profile, plant: Plant = {}) {
    const chance = new Chance(profile.seed);
    this.profile = profile;
    this.plant = plant;
    this.chances = {
      server: chance.fork(),
      clients: chance.fork(),
      network: chance.fork(),
      workload: chance.fork(),
      faults: chance.fork(),
      people: chance.fork(),
    };
    this.frameCut = profile.faults.frameCut;
    this.database = new Database(this.time, chance.fork(), { ...profile.faults });
    this.database.tables.guard = (look) => this.guard(look);
    this.messages = new MessageWatch(this);
    this.rings = new RingWatch(this);
    this.winners = new WinnerWatch(this);
    this.signals = new SignalWatch(this);
    this.frames = new FrameWatch(this);
    this.network = new BusNetwork({
      time: this.time,
      chance: chance.fork(),
      journal: this.journal,
      rates: { ...profile.faults },
    });
  }

  /** Whether the order of signals is looked at. */
  readonly checksSignalOrder = false;
  readonly #browsers = new Map<string, Browser>();
  readonly #acquaintances = new Map<number, Set<number>>();
  #onRing: (page: Page, callId: string) => void = () => {};
  #violation: Violation | undefined;

  nextPage(): number {
    return ++this.#pages;
  }

  startInstance(): Instance {
    const { time, journal, database, network, plant, chances } = this;
    const clockError = chances.faults.between(-1, 1) * CLOCK_ERROR_MAX_MS / 2;
    const tools = { time, journal, database, network, plant, chance: chances.server };
    const instance = new Instance(`server${++this.#started}`, tools, clockError);
    this.instances.push(instance);
    journal.note(`${instance.name} starts`);
    return instance;
  }

  get running(): Instance[] {
    return this.instances.filter((one) => one.isAlive);
  }

  /** An instance as a proxy would choose it, or none. */
  someInstance(): Instance | undefined {
    const open = this.instances.filter((one) => one.isOpen);
    return open.length > 0 ? this.chances.network.pick(open) : undefined;
  }

  addDevice(who: Identity, label: string): Device {
    const browser = this.#browsers.get(who.sessionId) ?? new Browser(this.time);
    this.#browsers.set(who.sessionId, browser);
    const device = new Device(this, who, { label, browser });
    this.devices.push(device);
    return device;
  }

  conversationsOf(userId: number): string[] {
    const all = [...this.database.tables.conversations.values()];
    return all.filter((one) => one.participants.includes(userId)).map((one) => one.id);
  }

  /** Connects a page to some instance. */
  dial(page: Page): SocketPair {
    const { time, chances } = this;
    const pair = new SocketPair({
      time,
      chance: chances.network,
      frameCut: () => this.frameCut,
      onFrame: (text) => this.guard(() => this.frames.arrived(page, text)),
    });
    this.pairs.push(pair);
    time.set(() => {
      const instance = this.someInstance();
      if (!page.device.isOnline || !instance) return pair.cut();
      if (!pair.isOpen) return;
      this.journal.note(`${page.device.label} page ${page.number} connects to ${instance.name}`);
      instance.accept(pair, page.device.who);
    }, chances.network.between(2, 40));
    return pair;
  }

  /** Whom somebody may see; nobody comes to know anybody during a run. */
  acquaintances(userId: number): Set<number> {
    const known = this.#acquaintances.get(userId) ?? new Set(this.database.tables.acquaintances(userId));
    this.#acquaintances.set(userId, known);
    return known;
  }

  onRing(answer: (page: Page, callId: string) => void): void {
    this.#onRing = answer;
  }

  rang(page: Page, callId: string): void {
    this.#onRing(page, callId);
  }

  /** The page on the other end of a call that this page takes part in. */
  peerOf(page: Page, callId: string): Page | undefined {
    return this.devices.map((one) => one.page).find((one) =>
      one && one !== page && one.seat.callId === callId && one.seat.isMine
    ) ?? undefined;
  }

  /** Runs what may find a violation in the middle of an event, where nobody would hear it thrown. */
  guard(look: () => void): void {
    try {
      look();
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.#violation ??= error;
    }
  }

  /** Throws what was found since. */
  rethrow(): void {
    if (this.#violation) throw this.#violation;
    const [bug] = [...this.bugs, ...this.instances.flatMap((one) => one.errors)];
    if (bug) throw bug;
  }

  /** Requests fail by the network's doing; anything else is a bug of ours. */
  noteIfBug(error: unknown): void {
    const name = error instanceof Error ? error.name : "";
    const isPassing = name === "Unavailable" ||
      (error instanceof TypeError && error.message === "Failed to fetch");
    if (!isPassing) this.bugs.push(error);
  }
}
