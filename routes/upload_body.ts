import type { Context } from "hono";
import type * as v from "valibot";
import type { Outcome, Refused } from "../realtime/core/outcome.ts";
import { checkShape, wrongShape } from "./json_body.ts";
import { type FormFault, type FormFile, readForm } from "./multipart.ts";
import { problem } from "./problem.ts";

/** Silence after which an upload is given up. */
export const UPLOAD_STALL_MS = 30_000;
/** No upload lasts longer; the upkeep of files counts on it. */
export const UPLOAD_LASTS_MS = 60 * 60_000;
/** Of everything in the body that is not the file. */
const AROUND_FILE_BYTES = 64 * 1024;

export interface UploadLimits {
  fileBytesMax: number;
  stallMs?: number;
  lastsMs?: number;
}

/** Whoever takes the file may refuse it; then no more of the body is read. */
export type TakeUpload<T> = (file: FormFile) => Promise<Outcome<T>>;

/** An upload: its fields and what was made of its file; a refusal of the file; or an answer for a body that is wrong. */
export type Upload<F, T> =
  | { kind: "whole"; fields: F; file: T }
  | { kind: "refused"; refusal: Refused }
  /** What was made of its file, if it came so far, is the caller's to undo. */
  | { kind: "wrong"; response: Response; file: T | undefined };

/** Reads an upload whose fields have this shape; what a handler gets where its operation has `upload`. */
export type ReadUpload<F> = <T>(
  take: TakeUpload<T>,
  limits: UploadLimits,
) => Promise<Upload<F, T>>;

/** Reads an upload as it comes: 415, 413, 408 or 400 where it can't be read, 422 for wrong fields. */
export async function readUpload<S extends v.GenericSchema, T>(
  c: Context,
  schema: S,
  take: TakeUpload<T>,
  limits: UploadLimits,
): Promise<Upload<v.InferOutput<S>, T>> {
  const { fileBytesMax, stallMs = UPLOAD_STALL_MS, lastsMs = UPLOAD_LASTS_MS } = limits;
  const bytesMax = fileBytesMax + AROUND_FILE_BYTES;
  const contentType = c.req.header("Content-Type") ?? "";
  if (!/^multipart\/form-data\s*(;|$)/i.test(contentType)) {
    return wrong(problem(415, "unsupported_type", "The body must be multipart/form-data."));
  }
  const { body } = c.req.raw;
  if (Number(c.req.header("Content-Length") ?? 0) > bytesMax) {
    body?.cancel().catch(() => {});
    return wrong(faultProblem("too_large", bytesMax));
  }
  if (!body) return wrong(faultProblem("malformed", bytesMax));
  const form = await readForm({ contentType, body }, { bytesMax, stallMs, lastsMs }, {
    take,
    isEnough: (taken) => !taken.ok,
  });
  const { file } = form;
  if (file && !file.ok) return { kind: "refused", refusal: file };
  if (form.fault) return wrong(faultProblem(form.fault, bytesMax), file?.value);
  const errors = file ? form.wrong : [...form.wrong, { path: "file", message: "Expected a file" }];
  if (errors.length > 0) {
    return wrong(wrongShape(errors), file?.value);
  }
  const fields = checkShape(schema, form.fields);
  if (!fields.ok) return wrong(fields.response, file?.value);
  if (!file) throw new Error("Cannot hand on an upload without its file");
  return { kind: "whole", fields: fields.value, file: file.value };
}

function wrong<T>(response: Response, file?: T) {
  return { kind: "wrong" as const, response, file };
}

function faultProblem(fault: FormFault, bytesMax: number): Response {
  switch (fault) {
    case "too_large":
      return problem(413, "too_large", `The body may have at most ${bytesMax} bytes.`);
    case "stalled":
      return problem(408, "timeout", "The upload took too long.");
    case "cut":
    case "stopped":
      return problem(400, "bad_request", "The upload ended early.");
    case "malformed":
      return problem(400, "bad_request", "The body is not multipart/form-data.");
  }
}
