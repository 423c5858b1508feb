import type { Identity } from "../../realtime/core/identity.ts";
import type { ConversationObject, MessageObject } from "../../realtime/core/objects.ts";
import type { Outcome } from "../../realtime/core/outcome.ts";
import type { MessageWindow } from "../../realtime/ports/conversation_store.ts";
import { readConversation, readMessages } from "../../realtime/read_conversation.ts";
import type { Device } from "./clients/device.ts";
import type { Instance } from "./instance.ts";
import type { World } from "./world.ts";

/** How long a request that nobody answers is waited for, in milliseconds. */
const PATIENCE_MS = 8_000;

/** What pages ask over HTTP: the real use cases of some instance, over a network that may fail. */
export class Requests {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  conversation(device: Device, id: string): Promise<ConversationObject> {
    return this.#ask(device, ({ live }, who) => readConversation(live.use.chat, who, id));
  }

  async messages(device: Device, id: string, window: MessageWindow): Promise<MessageObject[]> {
    const page = await this.#ask(device, ({ live }, who) => readMessages(live.use.chat, who, id, window));
    return page.items;
  }

  #ask<T>(device: Device, use: (instance: Instance, who: Identity) => Promise<Outcome<T>>): Promise<T> {
    const { time, chances } = this.#world;
    const latency = () => chances.network.between(2, 30);
    return new Promise((resolve, reject) => {
      const fail = () => reject(new TypeError("Failed to fetch"));
      time.set(fail, PATIENCE_MS);
      time.set(() => {
        const instance = this.#world.someInstance();
        if (!device.isOnline || !instance) return fail();
        // Over HTTP no device is known (CONTRACT.md).
        const who = { ...device.who, deviceId: device.who.sessionId };
        use(instance, who).then((outcome) => {
          if (!instance.isAlive) return;
          time.set(
            () => device.isOnline && outcome.ok ? resolve(structuredClone(outcome.value)) : fail(),
            latency(),
          );
        }, fail);
      }, latency());
    });
  }
}
