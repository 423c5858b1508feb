/// <reference lib="dom" />
import type { PendingUpload, UploadResult } from "../models/uploader.ts";
import type { Timers } from "../../realtime/ports/clock.ts";

/** An upload that moves nothing for this long has lost its connection, in milliseconds. */
export const UPLOAD_STALL_MS = 60_000;

/** What a status means where something in between answered without a code of ours. */
const CODES: Readonly<Record<number, string>> = {
  401: "unauthorized",
  413: "too_large",
  415: "unsupported_type",
  429: "rate_limited",
  507: "insufficient_storage",
};

export interface UploadOptions {
  conversationId: string;
  timers: Timers;
  progress: (sent: number) => void;
  signal: AbortSignal;
}

/** Uploads a file into a conversation. Never rejects. */
export function uploadFile(file: PendingUpload, options: UploadOptions): Promise<UploadResult> {
  const { conversationId, timers, progress, signal } = options;
  const form = new FormData();
  // The fields stand before the file, so that the server knows them when the bytes begin.
  form.set("conversation_id", conversationId);
  form.set("access_control", "shared_conversation");
  form.set("client_id", file.clientId);
  form.set("file", file.bytes, file.name);
  return new Promise((resolve) => {
    // `fetch` tells nothing of how far an upload has come.
    const request = new XMLHttpRequest();
    let cancelStall = () => {};
    const watch = () => {
      cancelStall();
      cancelStall = timers.set(() => request.abort(), UPLOAD_STALL_MS);
    };
    const abort = () => request.abort();
    signal.addEventListener("abort", abort);
    request.upload.onprogress = ({ loaded }) => {
      watch();
      progress(loaded);
    };
    request.onloadend = () => {
      cancelStall();
      signal.removeEventListener("abort", abort);
      resolve(resultOf(request));
    };
    request.open("POST", "/api/attachments/upload");
    request.setRequestHeader("Accept", "application/json");
    watch();
    request.send(form);
  });
}

function resultOf(request: XMLHttpRequest): UploadResult {
  const { status } = request;
  const { code, attachment } = bodyOf(request);
  const attachmentId = attachment?.attachment_id;
  if ((status === 200 || status === 201) && typeof attachmentId === "string") {
    return { ok: true, attachmentId };
  }
  if (typeof code === "string") return { ok: false, code };
  const passes = status === 0 || status >= 500;
  return { ok: false, code: CODES[status] ?? (passes ? "unavailable" : "unknown") };
}

function bodyOf(request: XMLHttpRequest): { code?: unknown; attachment?: { attachment_id?: unknown } } {
  try {
    return JSON.parse(request.responseText) ?? {};
  } catch {
    return {};
  }
}
