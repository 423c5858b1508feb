import { extensionOf } from "../../realtime/core/files/file_name.ts";
import { FILE_TYPES, fileTypeOf, MIME_TYPES, typeOfExtension } from "../../realtime/core/files/file_types.ts";

/** What people see a file as. */
export type FileKind = "image" | "audio" | "pdf" | "other";

/** For the `accept` of a file input. Types as well as endings: phones offer their camera where they see picture types. */
export const ACCEPTED = [
  ...MIME_TYPES,
  ...MIME_TYPES.flatMap((mime) => FILE_TYPES[mime].extensions.map((one) => `.${one}`)),
].join(",");

/**
 * The MIME type that a file claims to be by its name or, where that has no ending, by what the browser says; undefined
 * where such files can't be sent. The server looks at the content as well.
 */
export function claimedType({ name, type }: { name: string; type: string }): string | undefined {
  const extension = extensionOf(name);
  if (extension === "") return fileTypeOf(type) && type;
  return typeOfExtension(extension);
}

/** How a file of this MIME type is shown. */
export function fileKind(type: string): FileKind {
  if (!fileTypeOf(type)) return "other";
  if (type.startsWith("image/")) return "image";
  if (type.startsWith("audio/")) return "audio";
  return type === "application/pdf" ? "pdf" : "other";
}
