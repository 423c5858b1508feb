import { effect, signal } from "@preact/signals";
import { adoptCommands } from "./adopt_commands.ts";
import { inTurn } from "./in_turn.ts";
import type { UnsentMessage } from "./models/outbox.ts";
import { OUTBOX_PREFIX, storedOutbox } from "./models/outbox_store.ts";
import { OutboxSender } from "./models/outbox_sender.ts";
import { sweepOutbox } from "./models/sweep_outbox.ts";
import { sendUnsent } from "./models/send_unsent.ts";
import type { Session } from "./session.ts";
import { noteUnsent } from "./note_unsent.ts";
import { browserShelf, tabShelf } from "./shelf.ts";
import { browserTimers } from "./timers.ts";

const senders = new Map<string, OutboxSender>();

/** Sends what pages that are gone have left: their commands, and messages of conversations that this page does not show. */
export function sendLeftovers(session: Session): void {
  const { signaling, kept, user, shownConversations } = session;
  const send = (event: Parameters<typeof signaling.request>[0], data: never) =>
    void signaling.request(event, data).catch(() => undefined);
  const place = { shelf: browserShelf, locks: navigator.locks, send };
  void adoptCommands(kept.foreign, place).catch(() => undefined);
  sweepOutbox(browserShelf, signaling.serverNow());
  for (const id of unsentConversations(user.id)) {
    if (shownConversations.has(id)) continue;
    const sender = senders.get(id) ?? senderOf(session, id);
    senders.set(id, sender);
    sender.resume();
  }
}

function senderOf(session: Session, conversationId: string): OutboxSender {
  const { signaling, user } = session;
  const unsent = signal<readonly UnsentMessage[]>([]);
  const sender = new OutboxSender({
    unsent,
    kept: signal(true),
    store: storedOutbox({ browser: browserShelf, tab: tabShelf }, user.id, conversationId),
    timers: browserTimers,
    online: () => signaling.state.name === "open",
    inTurn: (run) => inTurn(OUTBOX_PREFIX + conversationId, run),
    send: (message) => sendUnsent(signaling, conversationId, message),
    sent: () => {},
  });
  signaling.on("state", ({ name }) => name === "open" || sender.lost());
  effect(() => noteUnsent(session, conversationId, unsent.value.length));
  return sender;
}

/** Conversations in which this person has something unsent. */
function unsentConversations(userId: number): Set<string> {
  const own = `${OUTBOX_PREFIX}${userId}.`;
  return new Set(browserShelf.keys(own).map((key) => key.slice(own.length).split(".")[0] ?? ""));
}
