/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import type { AttachmentObject } from "../../realtime/core/objects.ts";
import { Icon } from "../icons.tsx";
import { contentUrl } from "../models/attachment_standing.ts";
import type { ChatModel } from "../models/chat_model.ts";
import { chatText as t } from "./chat_text.ts";
import { FileCard } from "./file_card.tsx";
import { formatStopwatch } from "../stopwatch.ts";

export interface SoundViewProps {
  attachment: AttachmentObject;
  /** Whether it was recorded here and its name says nothing. */
  voice: boolean;
  model: ChatModel;
}

/** A sound with the browser's own controls; where it can't be played it can still be downloaded. */
export function SoundView({ attachment, voice, model }: SoundViewProps) {
  const broken = useSignal(false);
  const seconds = useSignal<number | null>(null);
  const fail = () => {
    broken.value = true;
    void model.useFiles((files) => files.look(attachment.attachment_id));
  };
  const measure = ({ duration }: HTMLAudioElement) => {
    if (Number.isFinite(duration)) seconds.value = duration;
  };
  // What the server drew may have loaded or failed before this island woke.
  const check = (sound: HTMLAudioElement | null) => {
    if (sound?.error) fail();
    else if (sound) measure(sound);
  };
  if (broken.value) {
    return (
      <div class="sound">
        <p class="sound-name">
          <Icon of="warning" />
          {t("sound_broken")}
        </p>
        <FileCard attachment={attachment} />
      </div>
    );
  }
  const name = voice ? t("voice_note") : attachment.file_name;
  const length = seconds.value === null ? null : formatStopwatch(seconds.value);
  return (
    <div class="sound">
      <p class="sound-name">
        <Icon of={voice ? "microphone" : "speaker"} />
        <span dir="auto">{voice && length ? t("voice_note_long", { length }) : name}</span>
      </p>
      <audio
        ref={check}
        controls
        preload="metadata"
        src={contentUrl(attachment.attachment_id)}
        aria-label={name}
        onLoadedMetadata={(event) => measure(event.currentTarget)}
        onDurationChange={(event) => measure(event.currentTarget)}
        onError={fail}
      />
    </div>
  );
}
