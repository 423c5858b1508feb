import { setImmediate } from "node:timers";
import type { Appended, NewMessage } from "../realtime/ports/conversation_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { Unavailable } from "../realtime/ports/unavailable.ts";
import { appendedObject, StoredMessages } from "./appended_message.ts";
import { appendGroup, type Fate } from "./append_group.ts";
import { type DataKey, type DataKeys, encryptText } from "./data_keys.ts";
import type { Database } from "./database.ts";
import { type Candidate, nextGroup } from "./next_group.ts";
import { isPassing } from "./passing_error.ts";
import type { SealedMessage } from "./write_messages.ts";

/** Most messages that wait for their turn; the next one is refused at once. */
const WAITING_MAX = 2_000;
/** Longest wait for a turn, in milliseconds. */
const WAITING_MS = 1_800;
/** Most groups that are written at the same time: one is on its way to the disk while the next one is made. */
const FLUSHES_MAX = 2;
/** How often a group is tried that other transactions kept from being stored. */
const TRIES_MAX = 4;

interface Waiting extends Candidate {
  trail: Trail;
  /** Undefined until it is there; then the message is ready. */
  key: DataKey | undefined;
  /** In milliseconds of the monotonic clock. */
  expiresAt: number;
  resolve(appended: Appended): void;
  reject(error: unknown): void;
}

/**
 * Stores messages in groups: one multi-row insert per flush and two flushes in flight. There is no waiting window: what
 * arrives while both are busy makes the next group. Messages of one conversation keep the order of their arrival.
 */
export class MessageAppender {
  readonly #db: Database;
  readonly #keys: DataKeys;
  readonly #stored: StoredMessages;
  readonly #flying = new Set<Waiting>();
  #waiting: Waiting[] = [];
  #flushes = 0;
  #isDue = false;

  constructor(db: Database, keys: DataKeys) {
    this.#db = db;
    this.#keys = keys;
    this.#stored = new StoredMessages(db, keys);
  }

  /** Stores one message; see ConversationStore. */
  append(given: NewMessage, trail: Trail): Promise<Appended> {
    if (this.#waiting.length >= WAITING_MAX) {
      return Promise.reject(new Unavailable(`more than ${WAITING_MAX} messages wait to be stored`));
    }
    const message = normalized(given);
    const { promise, resolve, reject } = Promise.withResolvers<Appended>();
    const key = this.#keys.known(message.conversationId, message.senderId);
    const expiresAt = performance.now() + WAITING_MS;
    const waiting = { message, trail, key, isReady: key !== undefined, expiresAt, resolve, reject };
    this.#waiting.push(waiting);
    if (key) this.#flushSoon();
    else this.#openKey(waiting);
    return promise;
  }

  /** A message whose key can't be had fails alone; those behind it in its conversation go on. */
  #openKey(waiting: Waiting): void {
    const { conversationId, senderId } = waiting.message;
    this.#keys.forSender(this.#db, conversationId, senderId).then(
      (key) => {
        waiting.key = key;
        waiting.isReady = true;
      },
      (error) => {
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
        waiting.reject(error);
      },
    ).then(() => this.#flushSoon());
  }

  /** At the end of this turn of the event loop, so that all that arrive in it are of one group. */
  #flushSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      this.#flushAll();
    });
  }

  #flushAll(): void {
    this.#refuseExpired();
    while (this.#flushes < FLUSHES_MAX) {
      const { group, rest } = nextGroup(this.#waiting, this.#flying);
      if (group.length === 0) return;
      this.#waiting = rest;
      this.#flushes++;
      for (const one of group) this.#flying.add(one);
      this.#write(group).finally(() => {
        this.#flushes--;
        for (const one of group) this.#flying.delete(one);
        this.#flushAll();
      });
    }
  }

  #refuseExpired(): void {
    const now = performance.now();
    const expired = this.#waiting.filter((one) => one.expiresAt <= now);
    if (expired.length === 0) return;
    this.#waiting = this.#waiting.filter((one) => one.expiresAt > now);
    for (const one of expired) {
      one.reject(new Unavailable(`no message could be stored within ${WAITING_MS} ms`));
    }
  }

  /** Writes a group and answers each of its members; never throws. */
  async #write(group: readonly Waiting[]): Promise<void> {
    try {
      this.#settle(group, await this.#store(group));
    } catch (error) {
      if (error instanceof Unavailable) this.#fail(group, error);
      else if (group.length > 1) await this.#writeApart(group);
      else this.#fail(group, error);
    }
  }

  /** After an error that is neither outage nor collision one member is at fault: each is written by itself. */
  async #writeApart(group: readonly Waiting[]): Promise<void> {
    for (const [index, one] of group.entries()) {
      try {
        this.#settle([one], await this.#store([one]));
      } catch (error) {
        if (error instanceof Unavailable) return this.#fail(group.slice(index), error);
        this.#fail([one], error);
      }
    }
  }

  async #store(group: readonly Waiting[]): Promise<Fate[]> {
    const sealed = await Promise.all(group.map(seal));
    for (let tries = 1;; tries++) {
      try {
        return await this.#db.transaction((sql) => appendGroup(sql, sealed));
      } catch (error) {
        if (!isPassing(error)) throw error;
        if (tries >= TRIES_MAX) {
          throw new Unavailable("others kept a message from being stored", { cause: error });
        }
      }
    }
  }

  #settle(group: readonly Waiting[], fates: readonly Fate[]): void {
    for (const [index, { message, resolve, reject }] of group.entries()) {
      const fate = fates[index];
      if (!fate || fate.kind === "no_conversation") reject(new Error("a conversation has vanished"));
      else if (fate.kind === "earlier") this.#stored.repeated(fate.messageId, message).then(resolve, reject);
      else if (fate.kind !== "appended") resolve(fate);
      else if (message.attachmentIds.length > 0) {
        this.#stored.appended(message.messageId).then(resolve, reject);
      } else resolve({ kind: "appended", message: appendedObject(message, fate) });
    }
  }

  #fail(group: readonly Waiting[], error: unknown): void {
    for (const { message, reject } of group) {
      this.#stored.noteUnanswered(message.messageId);
      reject(error);
    }
  }
}

async function seal({ message, trail, key }: Waiting): Promise<SealedMessage> {
  if (!key) throw new Error("a message without a key was taken");
  const token = await encryptText(key.key, message.body, message.createdAt);
  return { message, trail, dataKeyId: key.id, token };
}

/** Ids as they are stored, so that they compare as texts. */
function normalized(message: NewMessage): NewMessage {
  return {
    ...message,
    conversationId: message.conversationId.toLowerCase(),
    callId: message.callId?.toLowerCase() ?? null,
    attachmentIds: message.attachmentIds.map((one) => one.toLowerCase()),
  };
}
