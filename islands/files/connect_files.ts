/// <reference lib="dom" />
import { effect, type ReadonlySignal } from "@preact/signals";
import { h } from "preact";
import type { AttachmentObject } from "../../realtime/core/objects.ts";
import type { Timers } from "../../realtime/ports/clock.ts";
import type { mediaProblemText } from "../media_problem_text.ts";
import { ChatFiles, type ChatFilesPart } from "../models/chat_files.ts";
import type { ChatModel } from "../models/chat_model.ts";
import { FilesPanel } from "./files_panel.tsx";
import { recordMicrophone } from "./microphone.ts";
import { uploadFile } from "./upload_file.ts";

/** A call that goes on beside the conversation. */
export interface CallSurroundings {
  /** Its open microphone. */
  microphone: () => MediaStreamTrack | undefined;
  /** Whether the other side hears it. */
  heard: ReadonlySignal<boolean>;
}

/** Handed in, because what this part shares with the first page would be cut out of both. */
export interface FilesOptions {
  timers: Timers;
  newId: () => string;
  focusSoon: (...selectors: string[]) => void;
  problemText: typeof mediaProblemText;
  call: CallSurroundings | undefined;
}

/** Connects the files of a conversation to the network, to the microphone and to the page around them. */
export function connectFiles(chat: ChatModel, options: FilesOptions): ChatFilesPart {
  const { timers, newId, problemText, call } = options;
  const conversationId = chat.conversation.conversation_id;
  const files = new ChatFiles(chat, {
    stopwatch: { now: () => performance.now() },
    timers,
    newId,
    upload: (file, progress, signal) => uploadFile(file, { conversationId, timers, progress, signal }),
    read: readAttachment,
    withdraw: (attachmentId) => void withdraw(attachmentId),
    microphone: () => recordMicrophone({ devices: navigator.mediaDevices, inCall: call?.microphone }),
    heard: call?.heard,
    addresses: {
      make: (bytes) => URL.createObjectURL(bytes),
      free: (url) => URL.revokeObjectURL(url),
    },
  });
  warnBeforeLeaving(files);
  followFocus(files, options);
  keepStrayDropsAway();
  showWhatIsSent(chat);
  return { files, Panel: () => h(FilesPanel, { files, problemText }) };
}

/** Null when there is no such attachment any more. */
async function readAttachment(attachmentId: string): Promise<AttachmentObject | null> {
  const response = await fetch(`/api/attachments/${attachmentId}`);
  if (response.status === 404 || response.status === 410) return null;
  if (!response.ok) throw new Error(`The server answered ${response.status}`);
  return (await response.json()).attachment;
}

/** What can't be taken back now is removed by the server in time, for no message names it. */
async function withdraw(attachmentId: string): Promise<void> {
  await fetch(`/api/attachments/${attachmentId}`, { method: "DELETE" }).catch(() => {});
}

/** Bytes that are nowhere but in this page would be gone with it. */
function warnBeforeLeaving(files: ChatFiles): void {
  const warn = (event: BeforeUnloadEvent) => event.preventDefault();
  // Only while there is a reason: with the listener, pages can't be kept for the way back.
  effect(() => {
    if (files.holds.value) addEventListener("beforeunload", warn);
    else removeEventListener("beforeunload", warn);
  });
}

/** Whoever sends something sees it on its way, wherever they were reading. */
function showWhatIsSent({ unsent }: ChatModel): void {
  let count = unsent.value.length;
  effect(() => {
    const more = unsent.value.length > count;
    count = unsent.value.length;
    // The log is laid out from its end, where scrolling begins.
    if (more) requestAnimationFrame(() => document.querySelector(".chat-scroll")?.scrollTo({ top: 0 }));
  });
}

/** Buttons come and go with the recorder and the tray; the focus must not go with them. */
function followFocus({ recorder, tray }: ChatFiles, { focusSoon }: FilesOptions): void {
  let state = recorder.state.value.name;
  let count = tray.files.value.length;
  effect(() => {
    const before = state;
    state = recorder.state.value.name;
    if (state === before) return;
    if (state === "idle") focusSoon(".composer-mic", ".composer-text");
    else focusSoon(".recorder .primary", ".recorder button");
  });
  effect(() => {
    const removed = tray.files.value.length < count;
    count = tray.files.value.length;
    if (!removed || !document.activeElement?.matches(".tray-remove")) return;
    focusSoon(".tray-remove", ".composer-attach input");
  });
}

/** A file that is dropped beside the chat would take the page's place, and a visit with it. */
function keepStrayDropsAway(): void {
  const refuse = (event: DragEvent) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  };
  addEventListener("dragover", refuse);
  addEventListener("drop", refuse);
}
