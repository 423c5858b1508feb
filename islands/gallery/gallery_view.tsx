/// <reference lib="dom" />
import { FileIcon } from "../chat/file_icon.tsx";
import { Empty } from "../empty.tsx";
import { PictureViewer } from "../files/picture_viewer.tsx";
import { Icon } from "../icons.tsx";
import type { GalleryModel } from "../models/gallery_model.ts";
import { fileKind } from "../models/file_kind.ts";
import { closeModal, showModal } from "../show_modal.ts";
import { GalleryFile } from "./gallery_file.tsx";
import { GalleryPicture } from "./gallery_picture.tsx";
import { galleryText as t } from "./gallery_text.ts";

/** A button, and the dialog that it opens. */
export function GalleryView({ model }: { model: GalleryModel }) {
  return (
    <>
      <button
        type="button"
        class="quiet icon-only gallery-open"
        aria-label={t("open")}
        title={t("open")}
        onClick={() => void model.open()}
      >
        <FileIcon of="file" />
      </button>
      {model.isOpen.value && <Gallery model={model} />}
    </>
  );
}

function Gallery({ model }: { model: GalleryModel }) {
  return (
    <>
      <dialog
        class="dialog gallery"
        ref={showModal}
        aria-labelledby="gallery-title"
        onClose={() => model.close()}
      >
        <div class="section-head">
          <h2 id="gallery-title">{t("open")}</h2>
          <button type="button" class="quiet icon-only" aria-label={t("close")} onClick={closeModal}>
            <Icon of="close" />
          </button>
        </div>
        <Pictures model={model} />
        <Files model={model} />
        <More model={model} />
      </dialog>
      <PictureViewer files={model} />
    </>
  );
}

function Pictures({ model }: { model: GalleryModel }) {
  const pictures = model.files.value.filter((one) => fileKind(one.file_type) === "image");
  if (pictures.length === 0) return null;
  return (
    <section aria-labelledby="gallery-pictures">
      <h3 id="gallery-pictures">{t("pictures")}</h3>
      <ul class="gallery-pictures">
        {pictures.map((one) => (
          <li key={one.attachment_id}>
            <GalleryPicture picture={one} model={model} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Files({ model }: { model: GalleryModel }) {
  const files = model.files.value.filter((one) => fileKind(one.file_type) !== "image");
  if (files.length === 0) return null;
  return (
    <section aria-labelledby="gallery-files">
      <h3 id="gallery-files">{t("files")}</h3>
      <ul class="gallery-files">
        {files.map((one) => (
          <li key={one.attachment_id}>
            <GalleryFile file={one} model={model} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function More({ model }: { model: GalleryModel }) {
  const state = model.state.value;
  const count = model.files.value.length;
  if (state === "ready" && count === 0) {
    return <Empty icon="chat" title={t("none")}>{t("none_text")}</Empty>;
  }
  return (
    <>
      <p role="status">{state === "loading" ? t("loading") : state === "failed" ? t("failed") : ""}</p>
      {(state === "failed" || (state === "ready" && count < model.total.value)) && (
        <button
          type="button"
          class="quiet"
          onClick={() => void model.more()}
        >
          {t(state === "failed" ? "retry" : "more")}
        </button>
      )}
    </>
  );
}
