import { type Signal, signal } from "@preact/signals";
import type { AttachmentObject, ConversationObject } from "../../realtime/core/objects.ts";
import type { Page } from "../../realtime/core/page.ts";

/** Attachments read at once. */
export const GALLERY_PER_PAGE = 48;

export interface GalleryFacts {
  me: number;
  conversation: Pick<ConversationObject, "conversation_id" | "participants">;
}

export type GalleryState = "ready" | "loading" | "failed";

/** All files that were sent in a conversation, the newest first, page by page. */
export class GalleryModel {
  readonly facts: GalleryFacts;
  readonly isOpen = signal(false);
  readonly files: Signal<readonly AttachmentObject[]> = signal([]);
  readonly total = signal(0);
  readonly state: Signal<GalleryState> = signal("loading");
  /** The picture that is shown large. */
  readonly viewed = signal<AttachmentObject | null>(null);
  #read: ((page: number) => Promise<Page<AttachmentObject>>) | undefined;

  constructor(facts: GalleryFacts) {
    this.facts = facts;
  }

  /** `read` gives a page, from 1, and rejects when no answer can be had. */
  connect(read: (page: number) => Promise<Page<AttachmentObject>>): void {
    this.#read = read;
  }

  /** Opens it with what there is now. */
  async open(): Promise<void> {
    this.isOpen.value = true;
    this.files.value = [];
    this.state.value = "ready";
    this.total.value = 0;
    await this.more();
  }

  close(): void {
    this.isOpen.value = false;
    this.viewed.value = null;
  }

  /** Reads the next ones, or again what failed. New ones that came meanwhile are not taken twice. */
  async more(): Promise<void> {
    if (!this.#read || this.state.value === "loading") return;
    this.state.value = "loading";
    const known = this.files.value;
    try {
      const page = await this.#read(Math.floor(known.length / GALLERY_PER_PAGE) + 1);
      // Closed and opened again meanwhile.
      if (known !== this.files.value) return;
      const ids = new Set(known.map((one) => one.attachment_id));
      const fresh = page.items.filter((one) => !ids.has(one.attachment_id));
      this.files.value = [...known, ...fresh];
      this.total.value = fresh.length === 0 ? this.files.value.length : page.total;
      this.state.value = "ready";
    } catch {
      if (known === this.files.value) this.state.value = "failed";
    }
  }
}
