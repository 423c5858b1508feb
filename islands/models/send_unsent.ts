import type { MessageObject } from "../../realtime/core/objects.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";
import type { UnsentMessage } from "./outbox.ts";

/** Sends one message of an outbox; resolves when the server has committed it. */
export async function sendUnsent(
  signaling: Pick<SignalingClient, "sendMessage">,
  conversationId: string,
  unsent: UnsentMessage,
): Promise<MessageObject> {
  const { message } = await signaling.sendMessage({
    conversationId,
    body: unsent.body,
    messageType: unsent.messageType,
    attachmentIds: unsent.files.flatMap((one) => one.attachmentId ?? []),
    callId: unsent.callId ?? undefined,
    clientId: unsent.clientId,
  });
  return message;
}
