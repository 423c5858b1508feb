/** Why a file is not taken or not given, beyond what `Refusal` knows. */
export type FileRefusalCode =
  | "bad_request"
  | "too_large"
  | "unsupported_type"
  | "infected"
  | "quarantined"
  | "quota_exceeded"
  | "insufficient_storage";

/** A refusal that people may read; `path` names the field that is wrong. */
export interface FileRefused {
  ok: false;
  code: FileRefusalCode;
  message: string;
  path?: string;
}

/** Makes a refusal; `message` is shown to the person who asked. */
export function refuseFile(code: FileRefusalCode, message: string, path?: string): FileRefused {
  return { ok: false, code, message, ...(path === undefined ? {} : { path }) };
}
