/// <reference lib="dom" />
import type { IslandSpec } from "../kit/island.tsx";
import { type ChatFacts, ChatModel } from "../models/chat_model.ts";
import { attention } from "./attention.ts";
import { connectChat } from "./connect_chat.ts";
import { ChatView } from "./chat_view.tsx";

/** One conversation on a page of its own. */
export const chatIsland: IslandSpec<ChatFacts, ChatModel> = {
  name: "chat",
  model: (facts) => new ChatModel(facts),
  start: (model) => connectChat(model, { attentive: attention() }),
  View: ChatView,
};
