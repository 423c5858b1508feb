import type { Context } from "hono";
import type { AttachmentDeps } from "../realtime/attachment_deps.ts";
import { fileTypeOf } from "../realtime/core/files/file_types.ts";
import type { Identity } from "../realtime/core/identity.ts";
import { attachmentBytes, noteDownload, type OpenAttachment } from "../realtime/read_attachment.ts";
import { byteRange } from "./byte_range.ts";
import { contentDisposition } from "./content_disposition.ts";
import { problem } from "./problem.ts";

/** A download that stands still for so long is given up; who paused may ask for the rest by its range. */
const IDLE_MS = 5 * 60_000;
/** What comes of a file never runs, whatever it is, not even when it is opened on its own. */
const FILE_POLICY = "sandbox; default-src 'none'";

/** Answers with the bytes of a file, or the part of them that is asked for (RFC 9110 §14). */
export async function contentResponse(
  c: Context,
  deps: AttachmentDeps,
  who: Identity,
  { open, address }: { open: OpenAttachment; address: string | undefined },
): Promise<Response> {
  const { attachment_id, file_size: size } = open.attachment;
  const etag = `"${attachment_id}"`;
  const headers = contentHeaders(open, etag);
  if (isKnown(c.req.header("If-None-Match"), etag)) return new Response(null, { status: 304, headers });
  const range = byteRange({
    range: c.req.header("Range"),
    ifRange: c.req.header("If-Range"),
    etag,
    size,
  });
  if (range.kind === "unsatisfiable") return unsatisfiable(size);
  const [from, until] = range.kind === "whole" ? [0, size] : [range.from, range.until];
  headers.set("Content-Length", String(until - from));
  if (range.kind === "part") headers.set("Content-Range", `bytes ${from}-${until - 1}/${size}`);
  const status = range.kind === "whole" ? 200 : 206;
  if (c.req.method === "HEAD") return new Response(null, { status, headers });
  await noteDownload(deps, who, attachment_id, address);
  const body = await streamOf(attachmentBytes(deps, who, open, [from, until]));
  return new Response(body, { status, headers });
}

function contentHeaders({ attachment }: OpenAttachment, etag: string): Headers {
  const { file_type, file_name } = attachment;
  const kind = fileTypeOf(file_type)?.inline ? "inline" : "attachment";
  return new Headers({
    "Content-Type": file_type === "text/plain" ? "text/plain; charset=utf-8" : file_type,
    "Content-Disposition": contentDisposition(kind, file_name),
    "Content-Security-Policy": FILE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "bytes",
    "ETag": etag,
  });
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  return ifNoneMatch?.split(",").some((one) => one.trim().replace(/^W\//, "") === etag) ?? false;
}

function unsatisfiable(size: number): Response {
  const response = problem(416, "range_not_satisfiable", `This file has ${size} bytes.`);
  response.headers.set("Content-Range", `bytes */${size}`);
  return response;
}

/**
 * A stream that asks for bytes only when its reader does, for they are good until the next are asked for. The first ones are
 * there before it is: their faults still have a status.
 */
async function streamOf(bytes: AsyncGenerator<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const first = await bytes.next();
  let isFirst = true;
  let isOver = false;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const end = async () => {
    isOver = true;
    clearTimeout(idle);
    await bytes.return(undefined);
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      clearTimeout(idle);
      const next = isFirst ? first : await bytes.next();
      isFirst = false;
      if (isOver) return;
      if (next.done) return controller.close();
      controller.enqueue(next.value);
      // A reader that has gone away may cancel as soon as it is handed the bytes.
      if (isOver) return;
      idle = setTimeout(() => {
        controller.error(new Error("a download stood still for too long"));
        end().catch(() => {});
      }, IDLE_MS);
    },
    cancel: end,
  }, { highWaterMark: 0 });
}
