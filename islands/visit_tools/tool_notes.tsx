import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../icons.tsx";
import type { VisitTools } from "../models/visit_tools.ts";
import { TOOLS_ID } from "./more_tools.tsx";
import { toolsText as t } from "./visit_tools_text.ts";

/** What a person should know about microphone, devices and network, over the pictures and read out when it comes. */
export function ToolNotes({ tools }: { tools: VisitTools }) {
  return (
    <div role="status">
      <MicrophoneNote tools={tools} />
      <ReplacedNote tools={tools} />
      <AdviceNote tools={tools} />
      <SoundOnlyNote tools={tools} />
    </div>
  );
}

function MicrophoneNote({ tools }: { tools: VisitTools }) {
  const hint = tools.microphoneHint.value;
  const { visit } = tools;
  if (hint === "speaking_muted") {
    return (
      <Note icon="microphone_off" words={t("speaking_muted", { name: visit.peer.name })}>
        <button type="button" onClick={() => visit.toggleAudio()}>{t("unmute")}</button>
      </Note>
    );
  }
  if (hint !== "silent") return null;
  return (
    <Note icon="microphone_off" words={t("silent")} onClose={() => tools.dismissSilent()}>
      <button type="button" popovertarget={TOOLS_ID}>{t("choose_device")}</button>
    </Note>
  );
}

function ReplacedNote({ tools: { devices } }: { tools: VisitTools }) {
  const replaced = devices.replaced.value;
  if (!replaced) return null;
  const { kind, name } = replaced;
  return (
    <Note
      icon={kind}
      words={t(`replaced_${kind}`, { device: name || t("another_device") })}
      onClose={() => devices.replaced.value = null}
    />
  );
}

function AdviceNote({ tools }: { tools: VisitTools }) {
  const advice = tools.advice.value;
  const { visit } = tools;
  if (advice !== "own" && advice !== "peer" && advice !== "between") return null;
  const canSave = visit.call.value.call_type === "video" && !tools.soundOnly;
  return (
    <Note
      icon="offline"
      words={t(`advice_${advice}`, { name: visit.peer.name })}
      onClose={() => tools.dismissAdvice()}
    >
      {canSave && <button type="button" onClick={() => tools.setSoundOnly(true)}>{t("sound_only")}</button>}
    </Note>
  );
}

function SoundOnlyNote({ tools }: { tools: VisitTools }) {
  const { visit } = tools;
  if (visit.stage.value !== "connected") return null;
  if (tools.soundOnly) {
    return (
      <Note icon="speaker" words={t("only_sound")}>
        <button type="button" onClick={() => tools.setSoundOnly(false)}>{t("pictures_back")}</button>
      </Note>
    );
  }
  if (!tools.peerSoundOnlyNews.value) return null;
  return (
    <Note
      icon="speaker"
      words={t("peer_only_sound", { name: visit.peer.name })}
      onClose={() => tools.peerSoundOnlyNews.value = false}
    />
  );
}

interface NoteProps {
  icon: IconName;
  words: string;
  onClose?: () => void;
  children?: ComponentChildren;
}

function Note({ icon, words, onClose, children }: NoteProps) {
  return (
    <p class="note tool-note">
      <Icon of={icon} />
      <span>{words}</span>
      {children}
      {onClose && (
        <button type="button" class="quiet" title={t("close")} onClick={onClose}>
          <Icon of="close" />
          <span class="hidden">{t("close")}</span>
        </button>
      )}
    </p>
  );
}
