import type { InboxEntry } from "../../realtime/core/objects.ts";
import { inboxText as t } from "./inbox_text.ts";

/** The last message of a conversation in one line, from the side of the person `me`. */
export function previewOf(
  { last_message: message, participants, group_name }: InboxEntry,
  me: number,
): string {
  if (!message) return t("no_message");
  const text = contentOf(message);
  if (message.sender_id === me) return t("you_said", { text });
  const sender = participants.find((one) => one.id === message.sender_id);
  return group_name !== null && sender ? `${sender.name}: ${text}` : text;
}

function contentOf(
  { message_type: type, body, attachments = [] }: NonNullable<InboxEntry["last_message"]>,
): string {
  switch (type) {
    case "text":
      return body;
    case "voice_note":
      return t("voice_note");
    case "image":
      return body || t("picture");
    case "file":
      return body || attachments[0]?.file_name || t("file");
    case "prescription":
    case "report":
      return t(type, { text: body });
  }
}
