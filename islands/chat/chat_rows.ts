/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { computed, type ReadonlySignal, signal, untracked } from "@preact/signals";
import { type ChatLine, chatLines, type LineCache } from "../models/chat_lines.ts";
import type { ChatModel } from "../models/chat_model.ts";
import { lastNumber } from "./last_number.ts";
import { RowHeights, type RowPart, rowWindow } from "../models/row_window.ts";

/** Rows drawn before anything is measured. */
const FIRST_ROWS = 80;
/** How much is drawn above and below what is visible, in pixels. */
const MARGIN_PX = 900;
/** The drawn rows are chosen anew after scrolling this far, in pixels. */
const STEP_PX = 300;
/** How near to the top scrolling fetches what came before, in pixels. */
const OLDER_WITHIN_PX = 1_200;
/** How near to the end counts as being there, in pixels. */
const END_WITHIN_PX = 24;
/** From how far on the way back is offered, in pixels. */
const FAR_PX = 400;
/** Further than this it is jumped instead of glided, in pixels. */
const GLIDE_MAX_PX = 3_000;

/**
 * The rows of a conversation of any length: those around what is visible are drawn, the others are room of their height.
 * The box is laid out from its end, so what comes above moves nothing; what changes below is made up for.
 */
export class ChatRows {
  readonly lines: ReadonlySignal<readonly ChatLine[]>;
  readonly parts: ReadonlySignal<readonly RowPart[]>;
  /** Messages of others that came while the newest was out of sight. */
  readonly fresh: ReadonlySignal<number>;
  /** Whether the newest is so far away that a way back is worth a button. */
  readonly far = signal(false);
  readonly #model: ChatModel;
  readonly #heights = new RowHeights();
  /** Grows when a height was news. */
  readonly #measured = signal(0);
  readonly #place = signal<{ steps: number; visiblePx: number } | null>(null);
  readonly #pinned = signal<string | null>(null);
  /** The last number when the newest went out of sight. */
  readonly #leftAt = signal(0);
  #parts: readonly RowPart[] = [];
  #box: HTMLElement | undefined;
  #sizes: ResizeObserver | undefined;
  /** A visible row, how far below the top of the box it began, and how far the box was scrolled then. */
  #anchor: { row: HTMLElement; top: number; scrollTop: number } | undefined;

  constructor(model: ChatModel, zone: ReadonlySignal<string>) {
    this.#model = model;
    const cache: LineCache = new WeakMap();
    this.lines = computed(() => {
      const { me: { id: me }, callId } = model;
      const unsent = model.unsent.value;
      return chatLines({ messages: model.log.value.messages, unsent, me, zone: zone.value, callId }, cache);
    });
    this.parts = computed(() => this.#parts = sameParts(this.#parts, this.#choose()));
    this.fresh = computed(() => {
      if (model.atEnd.value) return 0;
      const { floor, messages } = model.log.value;
      const since = messages.slice(Math.max(0, this.#leftAt.value - floor));
      return since.filter((one) => one.sender_id !== model.me.id).length;
    });
  }

  /** The `ref` of the box that scrolls. */
  readonly attach = (box: HTMLElement | null): void => {
    this.#sizes?.disconnect();
    this.#sizes = undefined;
    this.#box = box ?? undefined;
    if (!box) return void (this.#model.atEnd.value = true);
    const sizes = this.#watchSizes();
    sizes.observe(box);
    // Room for rows that are not drawn changes too.
    for (const one of box.querySelectorAll(".chat-lines, [data-row]")) sizes.observe(one);
    box.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    const pin = (to: EventTarget | null) =>
      this.#pinned.value = to instanceof Element
        ? to.closest<HTMLElement>("[data-row]")?.dataset.row ?? null
        : null;
    box.addEventListener("focusin", ({ target }) => pin(target));
    box.addEventListener("focusout", ({ relatedTarget }) => pin(relatedTarget));
    this.#scrolled();
  };

  /** The `ref` of each row. */
  readonly observe = (row: HTMLElement | null): (() => void) | undefined => {
    if (!row || !this.#sizes) return undefined;
    const sizes = this.#sizes;
    sizes.observe(row);
    return () => sizes.unobserve(row);
  };

  /** Goes to the newest message; the button that did it is gone then, so the focus goes to the box. */
  readonly toEnd = (): void => {
    const box = this.#box;
    if (!box) return;
    const glides = -box.scrollTop < GLIDE_MAX_PX && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollTo({ top: 0, behavior: glides ? "smooth" : "instant" });
    box.focus({ preventScroll: true });
  };

  #choose(): RowPart[] {
    const lines = this.lines.value;
    const place = this.#place.value;
    void this.#measured.value;
    if (!place) return [{ kind: "rows", from: Math.max(0, lines.length - FIRST_ROWS), to: lines.length }];
    const pinned = this.#pinned.value;
    const index = pinned === null ? -1 : lines.findIndex((one) => one.key === pinned);
    return rowWindow({
      count: lines.length,
      heightOf: (index) => this.#heights.of(lines[index]!.key),
      belowPx: place.steps * STEP_PX,
      visiblePx: place.visiblePx + STEP_PX,
      marginPx: MARGIN_PX,
      pinned: index < 0 ? undefined : index,
    });
  }

  #watchSizes(): ResizeObserver {
    return this.#sizes = new ResizeObserver((entries) => {
      let isNews = false;
      for (const { target, borderBoxSize } of entries) {
        const key = target instanceof HTMLElement ? target.dataset.row : undefined;
        const height = borderBoxSize[0]?.blockSize ?? 0;
        // What was just taken away has no height.
        if (key !== undefined && target.isConnected && this.#heights.set(key, height)) isNews = true;
      }
      this.#keepPlace();
      this.#locate();
      if (this.#box) this.#noteAnchor(this.#box);
      if (isNews) this.#measured.value++;
    });
  }

  #scrolled(): void {
    const box = this.#box;
    if (!box) return;
    // Something below may have changed since the last frame.
    this.#keepPlace();
    this.#locate();
    this.#noteAnchor(box);
    if (box.scrollHeight + box.scrollTop - box.clientHeight < OLDER_WITHIN_PX) void this.#model.loadOlder();
  }

  #locate(): void {
    const box = this.#box;
    if (!box) return;
    const below = Math.max(0, -box.scrollTop);
    const steps = Math.floor(below / STEP_PX);
    const { clientHeight: visiblePx } = box;
    const place = this.#place.peek();
    if (place?.steps !== steps || place.visiblePx !== visiblePx) this.#place.value = { steps, visiblePx };
    this.far.value = below > FAR_PX;
    const { atEnd } = this.#model;
    const isAtEnd = below <= END_WITHIN_PX;
    if (atEnd.peek() && !isAtEnd) this.#leftAt.value = untracked(() => lastNumber(this.#model));
    atEnd.value = isAtEnd;
  }

  #noteAnchor(box: HTMLElement): void {
    const { top } = box.getBoundingClientRect();
    for (const row of box.querySelectorAll<HTMLElement>("[data-row]")) {
      const rect = row.getBoundingClientRect();
      if (rect.bottom <= top) continue;
      this.#anchor = { row, top: rect.top - top, scrollTop: box.scrollTop };
      return;
    }
  }

  /** Puts the row that was read back to where it stood; at the end the newest is what stays. */
  #keepPlace(): void {
    const [box, anchor] = [this.#box, this.#anchor];
    if (!box || !anchor?.row.isConnected || -box.scrollTop <= END_WITHIN_PX) return;
    const top = anchor.row.getBoundingClientRect().top - box.getBoundingClientRect().top;
    const moved = top - anchor.top + (box.scrollTop - anchor.scrollTop);
    if (Math.abs(moved) >= 1) box.scrollTop += moved;
  }
}

/** What was chosen before, where nothing has changed: then nothing is drawn anew. */
function sameParts(before: readonly RowPart[], next: RowPart[]): readonly RowPart[] {
  const isSame = before.length === next.length && next.every((one, index) => {
    const old = before[index]!;
    return old.kind === one.kind && old.from === one.from && old.to === one.to &&
      (one.kind === "rows" || (old.kind === "space" && Math.abs(old.px - one.px) < 1));
  });
  return isSame ? before : next;
}
