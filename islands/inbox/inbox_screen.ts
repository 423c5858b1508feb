import { type InboxFacts, InboxModel } from "../models/inbox_model.ts";
import { NewConversation } from "../models/new_conversation.ts";

/** The list of all conversations and the dialog for a new one. */
export interface InboxScreen {
  inbox: InboxModel;
  starting: NewConversation;
}

export function inboxScreen(facts: InboxFacts): InboxScreen {
  return { inbox: new InboxModel(facts), starting: new NewConversation() };
}
