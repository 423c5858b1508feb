import type { AttachmentObject } from "../../realtime/core/objects.ts";
import { getJson } from "../api.ts";
import type { IslandSpec } from "../kit/island.tsx";
import { GALLERY_PER_PAGE, type GalleryFacts, GalleryModel } from "../models/gallery_model.ts";
import { GalleryView } from "./gallery_view.tsx";

interface Answer {
  attachments: AttachmentObject[];
  total: number;
  pages: number;
  current_page: number;
}

/** The way to all pictures and files of a conversation. */
export const galleryIsland: IslandSpec<GalleryFacts, GalleryModel> = {
  name: "gallery",
  model: (facts) => new GalleryModel(facts),
  start(model) {
    const { conversation_id } = model.facts.conversation;
    model.connect(async (page) => {
      const query = `conversation_id=${conversation_id}&page=${page}&per_page=${GALLERY_PER_PAGE}`;
      const answer = await getJson<Answer>(`/api/attachments?${query}`);
      const { attachments: items, total, pages, current_page: currentPage } = answer;
      return { items, total, pages, currentPage };
    });
  },
  View: GalleryView,
};
