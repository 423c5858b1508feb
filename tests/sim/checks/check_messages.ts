import type { MessageObject } from "../../../realtime/core/objects.ts";
import { tailOf } from "../../../islands/models/message_log.ts";
import type { Device } from "../clients/device.ts";
import { Violation } from "../journal.ts";
import type { StoredConversation, Tables } from "../store/tables.ts";

/** How far back the receipts of one's own messages are compared, in messages. */
const RECEIPTS_MAX = 20;

/** Once quiet: everything written is stored in the order of writing, and every open page shows what is stored. */
export function checkMessages(tables: Tables, devices: readonly Device[]): void {
  for (const device of devices) {
    checkAcknowledged(tables, device);
    if (!device.page) continue;
    checkWritten(tables, device);
    for (const [id, chat] of device.page.chats) {
      const conversation = tables.conversations.get(id);
      if (conversation) checkView(conversation, device, chat.log.value.messages, tailOf(chat.log.value));
    }
  }
}

function checkAcknowledged(tables: Tables, device: Device): void {
  for (const [clientId, messageId] of device.acknowledged) {
    if (tables.message(messageId)?.client_id === clientId) continue;
    throw new Violation("acknowledged is stored", clientId, `${device.label} lost an acknowledged message`);
  }
}

function checkWritten(tables: Tables, device: Device): void {
  for (const [id, conversation] of tables.conversations) {
    const wanted = device.written.filter((one) => one.conversationId === id).map((one) => one.body);
    const own = new Set(wanted);
    const stored = conversation.messages.map((one) => one.body).filter((body) => own.has(body));
    if (stored.length < wanted.length) {
      const lost = wanted.find((body) => !stored.includes(body));
      throw new Violation("written is stored", id, `"${lost}" of ${device.label} is nowhere`);
    }
    const at = stored.findIndex((body, index) => body !== wanted[index]);
    if (at >= 0) throw new Violation("order of writing", id, `"${stored[at]}" stands before "${wanted[at]}"`);
  }
}

/** A view is a run of the stored messages up to the last one. */
export function checkView(
  stored: Pick<StoredConversation, "id" | "messages">,
  device: Pick<Device, "label" | "who">,
  shown: readonly MessageObject[],
  tail: number,
): void {
  const fail = (message: string) => {
    throw new Violation("every view is what is stored", stored.id, `${device.label} ${message}`);
  };
  if (tail !== stored.messages.length) fail(`shows up to ${tail} of ${stored.messages.length}`);
  const floor = tail - shown.length;
  shown.forEach((one, index) => {
    const truth = stored.messages[floor + index];
    if (truth?.message_id !== one.message_id || truth.body !== one.body || truth.seq !== one.seq) {
      fail(`shows another message as ${floor + index + 1}`);
    }
    const isRecentOwn = one.sender_id === device.who.userId && index >= shown.length - RECEIPTS_MAX;
    if (isRecentOwn && one.status !== truth?.status) {
      fail(`shows ${one.status} where message ${one.seq} is ${truth?.status}`);
    }
  });
}
