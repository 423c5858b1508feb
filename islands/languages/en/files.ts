import type { Texts } from "../../text.ts";

/** The texts around files before they are sent, and around pictures that are looked at. */
export const files = {
  tray: "Files to send",
  remove: "Remove {name}",
  send_as: "Send as",
  as_file: "File",
  as_prescription: "Prescription",
  as_report: "Report",
  title_prescription: "Title of the prescription",
  title_report: "Title of the report",
  problem_empty: "“{name}” is empty.",
  problem_too_large: "“{name}” is too large: at most {size} can be sent.",
  problem_unsupported_type:
    "“{name}” can’t be sent. Pictures (JPEG, PNG, WebP, GIF), PDF, Word, Excel, text, sound and DICOM files can.",
  problem_too_many: "“{name}” is one too many: at most {count} files go into one message.",
  news_uploading: { one: "Uploading {count} file", other: "Uploading {count} files" },
  news_uploaded: "{name} was uploaded.",
  news_failed: "{name}: {why}",
  recorder: "Voice note",
  recorder_asking: "Your browser asks for the microphone. Please allow it.",
  recorder_recording: "Recording. Press “Stop” when you have finished.",
  recorder_finishing: "One moment …",
  recorder_left: { one: "{count} second left", other: "{count} seconds left" },
  recorder_done: "Recorded: {length}. Listen to it, then send or delete it.",
  recorder_limit: "Five minutes are full: recorded {length}. Listen to it, then send or delete it.",
  recorder_in_visit:
    "{names} hears you in the visit while you record. Mute yourself there if you don’t want that.",
  level: "Loudness",
  stop: "Stop",
  cancel: "Cancel",
  close: "Close",
  delete: "Delete",
  send: "Send voice note",
  try_again: "Try again",
  download: "Download",
} as const satisfies Texts;
