/// <reference lib="dom" />
import { connectGallery } from "../gallery/connect_gallery.ts";
import { GalleryView } from "../gallery/gallery_view.tsx";
import type { IslandSpec } from "../kit/island.tsx";
import { type ChatFacts, ChatModel } from "../models/chat_model.ts";
import { GalleryModel } from "../models/gallery_model.ts";
import { attention } from "./attention.ts";
import { ChatView } from "./chat_view.tsx";
import { connectChat } from "./connect_chat.ts";

interface ChatPage {
  chat: ChatModel;
  gallery: GalleryModel;
}

/** One conversation on a page of its own, with the way to all of its pictures and files. */
export const chatIsland: IslandSpec<ChatFacts, ChatPage> = {
  name: "chat",
  model: (facts) => ({
    chat: new ChatModel(facts),
    gallery: new GalleryModel({ me: facts.me.id, conversation: facts.conversation }),
  }),
  start({ chat, gallery }) {
    connectChat(chat, { attentive: attention() });
    connectGallery(gallery);
  },
  View: ({ model: { chat, gallery } }) => (
    <>
      <GalleryView model={gallery} />
      <ChatView model={chat} />
    </>
  ),
};
