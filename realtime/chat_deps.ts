import type { Clock } from "./ports/clock.ts";
import type { ConversationStore } from "./ports/conversation_store.ts";
import type { Directory } from "./ports/directory.ts";
import type { Notice } from "./ports/notice.ts";

/** What the conversation use cases need. */
export interface ChatDeps {
  conversations: ConversationStore;
  directory: Directory;
  clock: Clock;
  newId(): string;
  tell(notices: readonly Notice[]): Promise<void>;
}
