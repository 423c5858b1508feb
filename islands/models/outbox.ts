/** Most messages that wait unsent in one conversation; more are refused until some are gone. */
export const OUTBOX_MAX = 100;

/** A message of one's own that the server has not acknowledged. */
export interface UnsentMessage {
  clientId: string;
  body: string;
  callId: string | null;
  /** ISO 8601 time of writing. */
  writtenAt: string;
  /** Set when the server refused it for good; such a message waits for the person. */
  refusal: string | null;
}

/** Keeps unsent messages over a reload of the page. */
export interface OutboxStore {
  load(): UnsentMessage[];
  save(unsent: readonly UnsentMessage[]): void;
}

type KeyValueStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * An outbox in this tab's storage. It dies with the tab, because what people write to their doctor must not stay
 * on a shared machine; without storage it keeps nothing.
 */
export function storedOutbox(
  storage: KeyValueStore | undefined,
  userId: number,
  conversationId: string,
): OutboxStore {
  const key = `carewire.outbox.${userId}.${conversationId}`;
  return {
    load: () => parseOutbox(attempt(() => storage?.getItem(key) ?? null)),
    save: (unsent) =>
      void attempt(() =>
        unsent.length > 0 ? storage?.setItem(key, JSON.stringify(unsent)) : storage?.removeItem(key)
      ),
  };
}

/** Reads what `save` wrote; anything else counts as empty. */
export function parseOutbox(text: string | null | undefined): UnsentMessage[] {
  if (!text) return [];
  const value: unknown = attempt(() => JSON.parse(text));
  return Array.isArray(value) ? value.filter(isUnsent).slice(0, OUTBOX_MAX) : [];
}

function isUnsent(value: unknown): value is UnsentMessage {
  if (typeof value !== "object" || value === null) return false;
  const { clientId, body, callId, writtenAt, refusal } = value as Record<string, unknown>;
  return typeof clientId === "string" && typeof body === "string" && typeof writtenAt === "string" &&
    (callId === null || typeof callId === "string") && (refusal === null || typeof refusal === "string");
}

// Storage throws where it is blocked or full; then unsent messages live as long as the page.
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
