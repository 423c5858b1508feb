import type { AttachmentObject } from "../../realtime/core/objects.ts";
import { getJson } from "../api.ts";
import { GALLERY_PER_PAGE, type GalleryModel } from "../models/gallery_model.ts";

interface Answer {
  attachments: AttachmentObject[];
  total: number;
  pages: number;
  current_page: number;
}

/** Lets the pictures and files of a conversation be read from the API. */
export function connectGallery(model: GalleryModel): void {
  const { conversation_id } = model.facts.conversation;
  model.connect(async (page) => {
    const query = `conversation_id=${conversation_id}&page=${page}&per_page=${GALLERY_PER_PAGE}`;
    const answer = await getJson<Answer>(`/api/attachments?${query}`);
    const { attachments: items, total, pages, current_page: currentPage } = answer;
    return { items, total, pages, currentPage };
  });
}
