import { deepEqual, equal } from "node:assert/strict";
import { GALLERY_PER_PAGE, GalleryModel } from "../../islands/models/gallery_model.ts";
import type { AttachmentObject } from "../../realtime/core/objects.ts";
import { type Page, pageOf } from "../../realtime/core/page.ts";
import { attachmentNamed, CONVERSATION_ID, DOCTOR, PATIENT } from "../support/chat_objects.ts";

const files = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => attachmentNamed(`${from + index}.png`));

function scene(read: (page: number) => Promise<Page<AttachmentObject>>) {
  const conversation = { conversation_id: CONVERSATION_ID, participants: [PATIENT, DOCTOR] };
  const model = new GalleryModel({ me: PATIENT.id, conversation });
  model.connect(read);
  return model;
}

Deno.test("GalleryModel reads page by page and takes what moved between pages only once [INBOX-8]", async () => {
  const asked: number[] = [];
  const model = scene((page) => {
    asked.push(page);
    const items = page === 1 ? files(0, GALLERY_PER_PAGE) : files(GALLERY_PER_PAGE - 1, GALLERY_PER_PAGE + 2);
    return Promise.resolve(pageOf(items, GALLERY_PER_PAGE + 2, { page, perPage: GALLERY_PER_PAGE }));
  });
  await model.open();
  await model.more();
  deepEqual([asked, model.files.value.length, model.total.value], [
    [1, 2],
    GALLERY_PER_PAGE + 2,
    GALLERY_PER_PAGE + 2,
  ]);
});

Deno.test("GalleryModel says that it failed, keeps what it has and tries again [INBOX-8]", async () => {
  let fails = true;
  const model = scene(() =>
    fails
      ? Promise.reject(new Error("gone"))
      : Promise.resolve(pageOf(files(0, 2), 2, { page: 1, perPage: GALLERY_PER_PAGE }))
  );
  await model.open();
  equal(model.state.value, "failed");
  fails = false;
  await model.more();
  deepEqual([model.state.value, model.files.value.length], ["ready", 2]);
  model.viewed.value = model.files.value[0] ?? null;
  model.close();
  deepEqual([model.isOpen.value, model.viewed.value], [false, null]);
});
