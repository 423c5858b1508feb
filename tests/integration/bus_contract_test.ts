import { MemoryNetwork } from "../../realtime/bus_memory.ts";
import { busContract, type BusScene } from "../contract/bus_contract.ts";
import { BusMember } from "../support/bus_member.ts";
import { FakeTime } from "../support/fake_time.ts";
import { granted } from "../support/granted.ts";
import { RedisScene, UpstashScene } from "../support/redis_scene.ts";

const ignore = !granted("read", "write", "run", "net", "env", "sys");

function memoryScene(): Promise<BusScene> {
  const time = new FakeTime();
  const network = new MemoryNetwork({ clock: time, timers: time });
  const members = new Set<BusMember>();
  return Promise.resolve({
    join(instance) {
      const member = new BusMember(network.join(instance));
      members.add(member);
      return Promise.resolve(member);
    },
    async crash({ bus }) {
      network.crash(bus.instance);
      await time.advance(3_000);
    },
    lapse: () => time.advance(3_000),
    setDown(isDown) {
      for (const { bus } of members) isDown ? network.cut(bus.instance) : network.restore(bus.instance);
      return Promise.resolve();
    },
    empty: () => Promise.resolve(network.empty()),
    async [Symbol.asyncDispose]() {
      for (const { bus } of members) await bus[Symbol.asyncDispose]();
    },
  });
}

const SCENES = {
  MemoryNetwork: memoryScene,
  openRedisBus: () => RedisScene.open(),
  openUpstashBus: () => UpstashScene.open(),
};

for (const [name, open] of Object.entries(SCENES)) {
  for (const [promise, hold] of Object.entries(busContract)) {
    Deno.test({
      name: `${name}() ${promise}`,
      ignore: name !== "MemoryNetwork" && ignore,
      async fn() {
        await using scene = await open();
        await hold(scene);
      },
    });
  }
}
