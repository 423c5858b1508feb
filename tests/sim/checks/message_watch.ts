import type { MessageObject } from "../../../realtime/core/objects.ts";
import type { Device } from "../clients/device.ts";
import { Violation } from "../journal.ts";
import type { World } from "../world.ts";

/** Looks at messages and positions as they are committed and acknowledged. */
export class MessageWatch {
  readonly #world: World;
  readonly #commands = new Map<string, string>();
  readonly #bodies = new Set<string>();
  readonly #tails = new Map<string, number>();
  count = 0;

  constructor(world: World) {
    this.#world = world;
    world.database.tables.watch((commit) => {
      if (commit.kind === "position") {
        const { before, after, conversationId, userId } = commit;
        world.journal.note(
          `stored user ${userId} at ${after.delivered} and ${after.read} of ${conversationId}`,
        );
        if (after.delivered >= before.delivered && after.read >= before.read) return;
        throw new Violation(
          "receipts only move forward",
          conversationId,
          `those of user ${userId} moved back`,
        );
      }
      if (commit.kind !== "message") return;
      const { message_id, conversation_id, seq, sender_id, client_id, body } = commit.message;
      this.count++;
      world.journal.note(`stored ${message_id} #${seq} of ${conversation_id} as ${client_id}`);
      this.#numbered(conversation_id, seq);
      this.#once(conversation_id, `${sender_id} ${client_id}`, message_id, body);
    });
  }

  /** A device has an answer; what it is about has to be stored by now. */
  acknowledged(device: Device, clientId: string, { message_id, seq, conversation_id }: MessageObject): void {
    const { label, acknowledged } = device;
    acknowledged.set(clientId, message_id);
    this.#world.journal.note(`${label} acknowledged ${clientId} #${seq} of ${conversation_id}`);
    if (this.#world.database.tables.message(message_id)) return;
    this.#world.guard(() => {
      throw new Violation(
        "acknowledged is stored",
        clientId,
        `${label} has an answer for what is not stored`,
      );
    });
  }

  #numbered(conversationId: string, seq: number): void {
    const before = this.#tails.get(conversationId) ?? 0;
    if (seq !== before + 1) {
      throw new Violation(
        "numbers without gaps",
        conversationId,
        `message ${seq} was stored after ${before}`,
      );
    }
    this.#tails.set(conversationId, seq);
  }

  #once(conversationId: string, command: string, messageId: string, body: string): void {
    if (this.#commands.has(command)) {
      throw new Violation(
        "one message for a client id",
        conversationId,
        `a second one for "${command}": ${messageId}`,
      );
    }
    this.#commands.set(command, messageId);
    if (this.#bodies.has(body)) {
      throw new Violation("written once, stored once", conversationId, `"${body}" is stored twice`);
    }
    this.#bodies.add(body);
  }
}
