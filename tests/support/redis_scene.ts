import { setImmediate } from "node:timers";
import { openRedisBus } from "../../realtime/bus_redis.ts";
import type { BusPace } from "../../realtime/bus_link.ts";
import { openUpstashBus } from "../../realtime/bus_upstash.ts";
import type { BusParts } from "../../realtime/linked_bus.ts";
import type { Bus } from "../../realtime/ports/bus.ts";
import type { BusScene } from "../contract/bus_contract.ts";
import { BusMember } from "./bus_member.ts";
import { RedisRestBridge } from "./redis_rest_bridge.ts";
import { RedisServer } from "./redis_server.ts";
import { StoppableTimers } from "./stoppable_timers.ts";
import { until } from "./until.ts";

/** As in a clinic, but ten times as fast; slow machines may take a second to answer. */
export const PACE: BusPace = { beatMs: 100, answerMs: 1_000, trustMs: 1_200, leaseMs: 1_500, reopenMs: 200 };
export const SPACE = "a-clinic";

/** Buses over one real Redis. */
export class RedisScene implements BusScene {
  readonly redis: RedisServer;
  readonly errors: unknown[] = [];
  pace = PACE;
  readonly #timers = new Map<BusMember, StoppableTimers>();

  protected constructor(redis: RedisServer) {
    this.redis = redis;
  }

  static async open(): Promise<RedisScene> {
    return new RedisScene(await RedisServer.start());
  }

  async join(instance: string): Promise<BusMember> {
    const timers = new StoppableTimers();
    const member = new BusMember(this.openBus({
      instance,
      timers,
      clock: { now: () => Date.now() },
      defer: (run) => void setImmediate(run),
      random: () => Math.random(),
      report: (error) => this.errors.push(error),
    }));
    this.#timers.set(member, timers);
    await this.isReady(member);
    return member;
  }

  async isReady({ bus }: BusMember): Promise<void> {
    await until(() => bus.ready(), `${bus.instance} is not ready: ${this.errors}`);
  }

  async crash(member: BusMember): Promise<void> {
    this.#timers.get(member)?.stop();
    this.#timers.delete(member);
    await this.cutOff(member);
  }

  async lapse(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.pace.leaseMs + 300));
  }

  async setDown(isDown: boolean): Promise<void> {
    if (isDown) await this.redis.kill();
    else await this.redis.start();
  }

  async empty(): Promise<void> {
    await this.redis.command("FLUSHALL");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#timers.keys()].map(({ bus }) => bus[Symbol.asyncDispose]()));
    await this.redis[Symbol.asyncDispose]();
  }

  protected openBus(parts: BusParts): Bus {
    return openRedisBus({ ...parts, url: this.redis.url, space: SPACE, pace: this.pace });
  }

  /** Ends the connections of one instance. */
  protected async cutOff({ bus }: BusMember): Promise<void> {
    for (const type of ["normal", "pubsub"] as const) await this.redis.cut(bus.instance, type);
  }
}

/** Buses over Upstash's interface, which is a bridge to one real Redis. */
export class UpstashScene extends RedisScene {
  readonly bridge: RedisRestBridge;

  private constructor(redis: RedisServer) {
    super(redis);
    this.bridge = new RedisRestBridge(redis.url);
  }

  static override async open(): Promise<UpstashScene> {
    return new UpstashScene(await RedisServer.start());
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    this.bridge.release();
    await super[Symbol.asyncDispose]();
    await this.bridge[Symbol.asyncDispose]();
  }

  protected override openBus(parts: BusParts): Bus {
    const { url, token } = this.bridge;
    return openUpstashBus({ ...parts, url, token, space: SPACE, pace: this.pace });
  }

  protected override cutOff({ bus }: BusMember): Promise<void> {
    this.bridge.breakStreams(`{carewire:${SPACE}}:to:${bus.instance}`);
    return Promise.resolve();
  }
}
