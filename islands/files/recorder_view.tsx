import { FileIcon } from "../chat/file_icon.tsx";
import { Icon } from "../icons.tsx";
import type { mediaProblemText } from "../media_problem_text.ts";
import type { ChatFiles } from "../models/chat_files.ts";
import type { MediaProblem } from "../models/media_problem.ts";
import { VOICE_NOTE_MS_MAX, VOICE_NOTE_WARN_MS, type VoiceRecorder } from "../models/voice_recorder.ts";
import { filesText as t } from "./files_text.ts";
import { formatStopwatch } from "../stopwatch.ts";

export interface RecorderViewProps {
  files: ChatFiles;
  problemText: typeof mediaProblemText;
}

/** A voice note while it is made: asked for, recorded, listened to; or why the microphone can't be had. */
export function RecorderView({ files, problemText }: RecorderViewProps) {
  const { recorder, chat } = files;
  const state = recorder.state.value;
  return (
    <>
      <p class="hidden" role="status">{words(recorder)}</p>
      {state.name === "problem" && (
        <Problem files={files} problemText={problemText} problem={state.problem} error={state.error} />
      )}
      {recorder.occupied.value && (
        <section class="recorder" aria-label={t("recorder")}>
          {state.name === "recording" && files.heard.value && (
            <p class="recorder-note">{t("recorder_in_visit", { names: chat.othersNames })}</p>
          )}
          {state.name === "recording"
            ? <Running recorder={recorder} />
            : <p class="recorder-words">{words(recorder)}</p>}
          {state.name === "recorded" && files.listen.value && (
            <audio controls src={files.listen.value} aria-label={t("recorder")} />
          )}
          <div class="actions">
            {state.name === "recording" && (
              <button
                type="button"
                class="primary"
                onClick={() => void recorder.stop()}
              >
                <FileIcon of="stop" />
                {t("stop")}
              </button>
            )}
            {state.name === "recorded" && (
              <button
                type="button"
                class="primary"
                onClick={() => files.sendVoiceNote()}
              >
                <Icon of="send" />
                {t("send")}
              </button>
            )}
            <button type="button" onClick={() => recorder.cancel()}>
              {state.name === "recorded" ? <FileIcon of="delete" /> : <Icon of="close" />}
              {t(state.name === "recorded" ? "delete" : "cancel")}
            </button>
          </div>
        </section>
      )}
    </>
  );
}

function Running({ recorder }: { recorder: VoiceRecorder }) {
  return (
    <div class="recorder-running">
      <span class="recorder-dot" aria-hidden="true" />
      <span class="recorder-time" role="timer" aria-live="off">
        {formatStopwatch(recorder.seconds.value)}
      </span>
      <meter min={0} max={1} value={recorder.level.value} aria-label={t("level")} />
    </div>
  );
}

interface ProblemProps extends RecorderViewProps {
  problem: MediaProblem;
  error: string;
}

function Problem({ files: { recorder }, problemText, problem, error }: ProblemProps) {
  return (
    <section class="recorder" role="alert">
      <p class="recorder-words">
        <strong>{problemText(`problem_${problem}`, { error })}</strong>{" "}
        {problemText(`problem_${problem}_help`)}
      </p>
      <div class="actions">
        <button type="button" class="primary" onClick={() => void recorder.start()}>{t("try_again")}</button>
        <button type="button" onClick={() => recorder.cancel()}>{t("close")}</button>
      </div>
    </section>
  );
}

function words(recorder: VoiceRecorder): string {
  const state = recorder.state.value;
  const length = formatStopwatch(recorder.seconds.value);
  switch (state.name) {
    case "idle":
    case "problem":
      return "";
    case "asking":
    case "finishing":
      return t(`recorder_${state.name}`);
    case "recording": {
      const left = VOICE_NOTE_MS_MAX / 1_000 - recorder.seconds.value;
      const warned = left <= VOICE_NOTE_WARN_MS / 1_000;
      // Said once and not with every second.
      return warned ? t("recorder_left", { count: VOICE_NOTE_WARN_MS / 1_000 }) : t("recorder_recording");
    }
    case "recorded":
      return t(state.limit ? "recorder_limit" : "recorder_done", { length });
  }
}
