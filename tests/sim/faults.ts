import { CLOCK_ERROR_MAX_MS } from "./profile.ts";
import type { World } from "./world.ts";

/** What goes wrong in a run, at the seed's own moments, until it is told to stop. */
export class Faults {
  readonly #world: World;
  #isOver = false;
  /** How many of each kind there were. */
  readonly counts = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
  }

  start(): void {
    const { faults } = this.#world.profile;
    this.#every("cut", faults.cutMeanMs, () => this.#cut());
    this.#every("reload", faults.reloadMeanMs, () => this.#device().open());
    this.#every("offline", faults.offlineMeanMs, () => this.#goOffline());
    this.#every("crash", faults.crashMeanMs, () => this.#crash());
    this.#every("drain", faults.drainMeanMs, () => this.#drain());
    this.#every("clock jump", faults.clockJumpMeanMs, () => this.#jump());
    this.#every("bus outage", faults.busOutageMeanMs, () => this.#busOutage());
    this.#every("store outage", faults.storeOutageMeanMs, () => this.#storeOutage());
    this.#every("store slow", faults.storeSlowMeanMs, () => this.#storeSlow());
  }

  /** No further faults; what is broken is mended. */
  stop(): void {
    const { database, network, devices, pairs, time } = this.#world;
    const { endsAfresh } = this.#world.profile;
    this.#isOver = true;
    this.#world.frameCut = 0;
    database.rates = { storeErrorBefore: 0, storeErrorAfter: 0 };
    database.isDown = false;
    database.slowness = 0;
    Object.assign(network.tools.rates, { busDrop: 0, busDuplicate: 0, busReorder: 0 });
    network.recover(false);
    while (this.#world.running.length < this.#world.profile.instances) this.#world.startInstance();
    for (const pair of pairs) pair.breakSilence();
    for (const device of devices) if (endsAfresh || !device.isWell) device.goOnline();
    this.#world.calmSince = time.now();
  }

  #every(kind: string, meanMs: number, act: () => void): void {
    if (meanMs === Infinity) return;
    const { time, chances, journal } = this.#world;
    time.set(() => {
      if (this.#isOver) return;
      this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
      journal.note(`fault: ${kind}`);
      act();
      this.#every(kind, meanMs, act);
    }, chances.faults.wait(meanMs));
  }

  /** Ends a fault that reaches everybody after a while, unless all have ended before. */
  #mend(afterMs: number, mend: () => void): void {
    const { time } = this.#world;
    this.#world.calmSince = time.now() + afterMs;
    time.set(() => {
      if (!this.#isOver) mend();
      this.#world.calmSince = Math.max(this.#world.calmSince, this.#isOver ? 0 : time.now());
    }, afterMs);
  }

  #device() {
    return this.#world.chances.faults.pick(this.#world.devices);
  }

  #cut(): void {
    const { faults } = this.#world.chances;
    const { page } = this.#device();
    if (faults.happens(0.2)) page?.silence();
    else page?.cut();
  }

  #goOffline(): void {
    const { time, chances: { faults } } = this.#world;
    const device = this.#device();
    device.goOffline();
    time.set(() => device.goOnline(), faults.between(1_000, 50_000));
  }

  #crash(): void {
    const { faults } = this.#world.chances;
    if (this.#world.running.length === 0) return;
    const instance = faults.pick(this.#world.running);
    this.#world.journal.note(`${instance.name} crashes`);
    instance.crash();
    this.#mend(faults.between(200, 9_000), () => this.#restart());
  }

  #drain(): void {
    const { faults } = this.#world.chances;
    const open = this.#world.instances.filter((one) => one.isOpen);
    if (open.length === 0) return;
    const instance = faults.pick(open);
    this.#world.journal.note(`${instance.name} drains`);
    instance.drain().catch((error) => this.#world.noteIfBug(error));
    this.#mend(faults.between(0, 2_000), () => this.#restart());
  }

  #restart(): void {
    if (this.#world.instances.filter((one) => one.isOpen).length < this.#world.profile.instances) {
      this.#world.startInstance();
    }
  }

  #jump(): void {
    const { faults } = this.#world.chances;
    if (this.#world.running.length === 0) return;
    const instance = faults.pick(this.#world.running);
    instance.clockError = faults.between(-1, 1) * CLOCK_ERROR_MAX_MS;
    this.#mend(0, () => {});
  }

  #busOutage(): void {
    const { network, chances: { faults } } = this.#world;
    network.fail();
    const isEmpty = faults.happens(0.5);
    this.#mend(faults.between(300, 15_000), () => network.recover(isEmpty));
  }

  #storeOutage(): void {
    const { database, chances: { faults } } = this.#world;
    database.isDown = true;
    this.#mend(faults.between(300, 8_000), () => database.isDown = false);
  }

  #storeSlow(): void {
    const { database, chances: { faults } } = this.#world;
    database.slowness = faults.between(100, 3_000);
    this.#mend(faults.between(500, 6_000), () => database.slowness = 0);
  }
}
