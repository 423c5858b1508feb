import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../icons.tsx";
import type { VisitModel } from "../models/visit_model.ts";
import { isUnderWay } from "../models/visit_stage.ts";
import { SHORTCUTS } from "./shortcuts.ts";
import type { VisitScreen } from "./visit_screen.ts";
import { visitText as t } from "./visit_text.ts";

/** The buttons of a visit. Each says what it will do; where nothing can be done yet, only the way out is there. */
export function ControlBar({ screen }: { screen: VisitScreen }) {
  const { visit } = screen;
  const More = screen.late.value?.More;
  const stage = visit.stage.value;
  if (stage === "elsewhere" || stage === "incoming" || stage === "asking" || stage === "answering") {
    return null;
  }
  const underWay = isUnderWay(stage);
  return (
    <div class="visit-bar" role="group" aria-label={t("controls")}>
      <MicrophoneButton visit={visit} />
      {visit.call.value.call_type === "video" && <CameraButton visit={visit} />}
      {underWay && visit.canShare.value && <ShareButton visit={visit} />}
      {underWay && <ChatButton visit={visit} />}
      {underWay && More && <More screen={screen} />}
      <Control
        icon="hang_up"
        label={t(underWay ? "leave" : "cancel")}
        tone="danger"
        onClick={() => visit.leave()}
      />
    </div>
  );
}

function MicrophoneButton({ visit }: { visit: VisitModel }) {
  const snapshot = visit.snapshot.value;
  const missing = snapshot?.hasMicrophone === false;
  const on = snapshot?.audioEnabled ?? true;
  return (
    <Control
      icon={on && !missing ? "microphone" : "microphone_off"}
      label={t(missing ? "no_microphone" : on ? "mute" : "unmute")}
      shortcut={SHORTCUTS.audio}
      tone={on && !missing ? "plain" : "off"}
      onClick={() => visit.toggleAudio()}
    />
  );
}

function CameraButton({ visit }: { visit: VisitModel }) {
  const snapshot = visit.snapshot.value;
  const missing = snapshot?.hasCamera === false;
  const on = snapshot?.videoEnabled ?? true;
  return (
    <Control
      icon={on && !missing ? "camera" : "camera_off"}
      label={t(missing ? "no_camera" : on ? "camera_off" : "camera_on")}
      shortcut={SHORTCUTS.video}
      tone={on && !missing ? "plain" : "off"}
      onClick={() => visit.toggleVideo()}
    />
  );
}

function ShareButton({ visit }: { visit: VisitModel }) {
  const on = visit.snapshot.value?.screen ?? false;
  return (
    <Control
      icon={on ? "screen_off" : "screen"}
      label={t(on ? "share_stop" : "share")}
      shortcut={SHORTCUTS.share}
      tone={on ? "active" : "plain"}
      onClick={() => visit.toggleShare()}
    />
  );
}

function ChatButton({ visit }: { visit: VisitModel }) {
  const open = visit.chatOpen.value;
  const count = visit.chat.unread.value;
  return (
    <Control
      icon="chat"
      label={t("chat")}
      shortcut={SHORTCUTS.chat}
      tone={open ? "active" : "plain"}
      pressed={open}
      onClick={() => visit.toggleChat()}
    >
      {count > 0 && (
        <span class="control-count">
          <span aria-hidden="true">{count}</span>
          <span class="hidden">{t("chat_unread", { count })}</span>
        </span>
      )}
    </Control>
  );
}

interface ControlProps {
  icon: IconName;
  label: string;
  tone: "plain" | "off" | "active" | "danger";
  onClick: () => void;
  shortcut?: string;
  /** Only for a button whose label stays: a label that changes says the state already. */
  pressed?: boolean;
  children?: ComponentChildren;
}

function Control({ icon, label, tone, onClick, shortcut, pressed, children }: ControlProps) {
  return (
    <button
      type="button"
      class={`control ${tone}`}
      title={shortcut ? t("shortcut", { label, key: shortcut.toUpperCase() }) : label}
      aria-keyshortcuts={shortcut}
      aria-pressed={pressed === undefined ? undefined : pressed ? "true" : "false"}
      onClick={onClick}
    >
      <span class="control-icon">
        <Icon of={icon} />
      </span>
      <span class="control-label">{label}</span>
      {children}
    </button>
  );
}
