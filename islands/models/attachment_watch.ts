import type { Signal } from "@preact/signals";
import type { AttachmentObject, MessageObject } from "../../realtime/core/objects.ts";
import type { Timers } from "../../realtime/ports/clock.ts";

/** Waits before a file that is being checked for viruses is asked for again, in milliseconds; the last repeats. */
export const SCAN_POLL_MS = [1_500, 3_000, 6_000, 12_000, 30_000, 60_000] as const;

/** What was learnt of an attachment after its message was written; "gone" is one that is there no more. */
export type FoundAttachment = AttachmentObject | "gone";

export interface AttachmentWatchDeps {
  /** Where what was learnt is shown, by attachment id; filled by the watch alone. */
  found: Signal<ReadonlyMap<string, FoundAttachment>>;
  timers: Timers;
  /** Asks the server; null when there is no such attachment any more. Rejects when no answer can be had. */
  read: (attachmentId: string) => Promise<AttachmentObject | null>;
}

/** The part of a message that names its files. */
export type MessageFiles = Pick<MessageObject, "attachment_ids" | "attachments">;

/** Follows attachments that are still being checked until they may be shown, and reads those that came without a word. */
export class AttachmentWatch {
  #deps: AttachmentWatchDeps;
  /** What cancels the next question, by attachment id. */
  #followed = new Map<string, () => void>();
  #closed = false;

  constructor(deps: AttachmentWatchDeps) {
    this.#deps = deps;
  }

  /** Follows what is being checked and reads what is not known of these messages' files. */
  follow(messages: readonly MessageFiles[]): void {
    for (const { attachment_ids, attachments } of messages) {
      if (!attachments) attachment_ids.forEach((id) => this.#begin(id, 0));
      for (const { attachment_id, scan } of attachments ?? []) {
        if (scan === "pending") this.#begin(attachment_id, SCAN_POLL_MS[0]);
      }
    }
  }

  /** Finds out now how an attachment stands, because it could not be loaded. */
  async look(attachmentId: string): Promise<void> {
    const found = await this.#read(attachmentId);
    if (found && found !== "gone" && found.scan === "pending") this.#begin(attachmentId, SCAN_POLL_MS[0]);
    else if (found) this.#note(attachmentId, found);
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    for (const cancel of this.#followed.values()) cancel();
    this.#followed.clear();
  }

  #begin(id: string, wait: number): void {
    if (this.#followed.has(id) || this.#deps.found.peek().has(id)) return;
    this.#askLater(id, 0, wait);
  }

  #askLater(id: string, asked: number, wait: number): void {
    this.#followed.set(id, this.#deps.timers.set(() => void this.#ask(id, asked + 1), wait));
  }

  async #ask(id: string, asked: number): Promise<void> {
    const found = await this.#read(id);
    if (this.#closed) return;
    if (!found || (found !== "gone" && found.scan === "pending")) {
      // What is there already can say that it is being checked.
      if (found) this.#note(id, found);
      return this.#askLater(id, asked, SCAN_POLL_MS[Math.min(asked, SCAN_POLL_MS.length - 1)] ?? 0);
    }
    this.#followed.delete(id);
    this.#note(id, found);
  }

  /** Undefined when no answer can be had. */
  async #read(id: string): Promise<FoundAttachment | undefined> {
    try {
      return await this.#deps.read(id) ?? "gone";
    } catch {
      return undefined;
    }
  }

  #note(id: string, attachment: FoundAttachment): void {
    if (this.#closed) return;
    const { found } = this.#deps;
    found.value = new Map(found.value).set(id, attachment);
  }
}
