/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import { useContext } from "preact/hooks";
import type { AttachmentObject, MessageObject } from "../../realtime/core/objects.ts";
import { Icon } from "../icons.tsx";
import { MomentContext } from "../kit/moment.ts";
import {
  type AttachmentStanding,
  contentUrl,
  previewSize,
  type ShownAttachment,
  shownAttachments,
} from "../models/attachment_standing.ts";
import type { ChatModel } from "../models/chat_model.ts";
import { fileKind } from "../models/file_kind.ts";
import { chatText as t } from "./chat_text.ts";
import { FileCard } from "./file_card.tsx";
import { SoundView } from "./sound_view.tsx";

export interface AttachmentsProps {
  message: MessageObject;
  model: ChatModel;
}

/** The pictures, sounds and files of a message; what can't be shown says why. */
export function Attachments({ message, model }: AttachmentsProps) {
  const { now } = useContext(MomentContext);
  const shown = shownAttachments(message, model.found.value, now.value);
  if (shown.length === 0) return null;
  const among = shown.length > 1;
  return (
    <div class="attachments">
      {shown.map((one) => (
        <Attachment
          key={one.id}
          shown={one}
          among={among}
          voice={message.message_type === "voice_note"}
          model={model}
        />
      ))}
    </div>
  );
}

interface AttachmentProps {
  shown: ShownAttachment;
  among: boolean;
  voice: boolean;
  model: ChatModel;
}

function Attachment({ shown: { attachment, standing }, among, voice, model }: AttachmentProps) {
  if (!attachment || standing !== "ready") return <Absent attachment={attachment} standing={standing} />;
  switch (fileKind(attachment.file_type)) {
    case "image":
      return <Picture attachment={attachment} among={among} model={model} />;
    case "audio":
      return <SoundView attachment={attachment} voice={voice} model={model} />;
    default:
      return <FileCard attachment={attachment} />;
  }
}

function Picture(
  { attachment, among, model }: { attachment: AttachmentObject; among: boolean; model: ChatModel },
) {
  const broken = useSignal(false);
  const url = contentUrl(attachment.attachment_id);
  const fail = () => {
    broken.value = true;
    void model.useFiles((files) => files.look(attachment.attachment_id));
  };
  // What the server drew may have failed before this island woke.
  const check = (image: HTMLImageElement | null) => {
    if (image?.complete && image.naturalWidth === 0) fail();
  };
  if (broken.value) {
    return (
      <p class="file-card broken">
        <Icon of="warning" />
        <span>{t("picture_broken")}</span>
        <button type="button" class="quiet" onClick={() => broken.value = false}>{t("retry")}</button>
      </p>
    );
  }
  return (
    <a
      class={among ? "picture among" : "picture"}
      href={url}
      title={t("picture_larger", { name: attachment.file_name })}
      onClick={(event) => {
        // With a key held down the browser opens it elsewhere.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        void model.useFiles((files) => files.view(attachment));
      }}
    >
      <img
        ref={check}
        src={url}
        alt={attachment.file_name}
        {...previewSize(attachment, among)}
        loading="lazy"
        decoding="async"
        onError={fail}
      />
    </a>
  );
}

function Absent(
  { attachment, standing }: { attachment: AttachmentObject | null; standing: AttachmentStanding },
) {
  const why = standing === "ready" ? "gone" : standing;
  return (
    <p class={`file-card ${why}`}>
      <Icon of={why === "checking" || why === "loading" ? "clock" : "warning"} />
      <span class="file-words">
        {attachment && <span class="file-name" dir="auto">{attachment.file_name}</span>}
        <span>{t(`file_${why}`)}</span>
      </span>
    </p>
  );
}
