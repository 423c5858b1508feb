import type { BlobEntry, Blobs } from "../realtime/ports/blobs.ts";
import { Unavailable } from "../realtime/ports/unavailable.ts";
import type { S3Client } from "./s3_client.ts";

/** What is held of an upload at a time. The least that S3 takes as a part is 5 MiB, the most parts are 10,000: 48 GiB. */
const PART_BYTES = 5 * 1024 * 1024;
const IDLE_MS = 30_000;
/** How long the bucket may take to say that it is there. */
const PROBE_MS = 2_000;

export interface S3BlobOptions {
  partBytes?: number;
}

/** Blobs as objects of a bucket; large ones go up in parts, so that memory stays flat, and show once they are whole. */
export class S3Blobs implements Blobs {
  readonly #s3: S3Client;
  readonly #partBytes: number;

  constructor(s3: S3Client, { partBytes = PART_BYTES }: S3BlobOptions = {}) {
    this.#s3 = s3;
    this.#partBytes = partBytes;
  }

  async put(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const parts = partsOf(bytes, this.#partBytes);
    try {
      const first = await parts.next();
      if (first.done) return;
      if (first.value.isLast) await this.#putWhole(key, first.value.bytes);
      else await this.#putInParts(key, first.value, parts);
    } finally {
      // Closes what gives the bytes, which still waits when the bucket refused some.
      await parts.return(undefined);
    }
  }

  async get(key: string, from: number, until: number): Promise<AsyncIterable<Uint8Array> | undefined> {
    const headers = { Range: `bytes=${from}-${until - 1}` };
    const answer = await this.#s3.ask({ method: "GET", key, headers });
    if (!answer?.body) return undefined;
    if (answer.status === 206 || from === 0) return untilIdle(answer.body);
    await answer.body.cancel();
    throw new Unavailable("the bucket ignores ranges");
  }

  async remove(key: string): Promise<void> {
    await discarded(await this.#s3.ask({ method: "DELETE", key }));
  }

  async *list(space: string): AsyncGenerator<BlobEntry> {
    const query: Record<string, string> = { "list-type": "2", prefix: `${space}/` };
    while (true) {
      const page = await this.#s3.askText({ method: "GET", query }) ?? "";
      for (const entry of elements(page, "Contents")) {
        const modifiedAtMs = Date.parse(element(entry, "LastModified"));
        yield { key: element(entry, "Key"), modifiedAtMs };
      }
      const next = element(page, "NextContinuationToken");
      if (next === "") return;
      query["continuation-token"] = next;
    }
  }

  async clearUnfinished(space: string, beforeMs: number): Promise<number> {
    let removed = 0;
    const page = await this.#s3.askText({ method: "GET", query: { uploads: "", prefix: `${space}/` } }) ?? "";
    for (const upload of elements(page, "Upload")) {
      if (Date.parse(element(upload, "Initiated")) >= beforeMs) continue;
      await this.#abort(element(upload, "Key"), element(upload, "UploadId"));
      removed++;
    }
    return removed;
  }

  async ready(): Promise<boolean> {
    try {
      const answer = await this.#s3.ask({ method: "HEAD", attempts: 1, attemptMs: PROBE_MS });
      await discarded(answer);
      return answer !== undefined;
    } catch (error) {
      if (error instanceof Unavailable) return false;
      throw error;
    }
  }

  async #putWhole(key: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
    await discarded(found(await this.#s3.ask({ method: "PUT", key, body })));
  }

  async #putInParts(key: string, first: Part, others: AsyncGenerator<Part, void>): Promise<void> {
    const uploadId = await this.#begin(key);
    try {
      const tags = [await this.#putPart(key, uploadId, 1, first.bytes)];
      for await (const { bytes } of others) {
        tags.push(await this.#putPart(key, uploadId, tags.length + 1, bytes));
      }
      await this.#complete(key, uploadId, tags);
    } catch (error) {
      // What can't be given up now is found by its age later.
      await this.#abort(key, uploadId).catch(() => {});
      throw error;
    }
  }

  async #begin(key: string): Promise<string> {
    const text = await this.#s3.askText({ method: "POST", key, query: { uploads: "" } }) ?? "";
    const uploadId = element(text, "UploadId");
    if (uploadId === "") throw new Unavailable("the bucket began no upload");
    return uploadId;
  }

  async #putPart(
    key: string,
    uploadId: string,
    number: number,
    body: Uint8Array<ArrayBuffer>,
  ): Promise<string> {
    const query = { partNumber: String(number), uploadId };
    const answer = found(await this.#s3.ask({ method: "PUT", key, query, body }));
    await discarded(answer);
    return answer.headers.get("ETag") ?? "";
  }

  async #complete(key: string, uploadId: string, tags: string[]): Promise<void> {
    const parts = tags.map((tag, index) =>
      `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`
    );
    const text = `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
    const body = new TextEncoder().encode(text);
    const answer = await this.#s3.askText({ method: "POST", key, query: { uploadId }, body });
    // It may begin as 200 and say only at its end that it failed ("CompleteMultipartUpload" in the S3 API).
    if (!answer?.includes("CompleteMultipartUploadResult")) {
      throw new Unavailable("the bucket lost an upload");
    }
  }

  async #abort(key: string, uploadId: string): Promise<void> {
    await discarded(await this.#s3.ask({ method: "DELETE", key, query: { uploadId } }));
  }
}

interface Part {
  bytes: Uint8Array<ArrayBuffer>;
  isLast: boolean;
}

/** Cuts bytes into parts of equal length, the last one shorter; all are the same buffer, good until the next is asked for. */
async function* partsOf(bytes: AsyncIterable<Uint8Array>, partBytes: number): AsyncGenerator<Part, void> {
  const part = new Uint8Array(partBytes);
  let filled = 0;
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length;) {
      if (filled === partBytes) {
        yield { bytes: part, isLast: false };
        filled = 0;
      }
      const piece = chunk.subarray(at, at + partBytes - filled);
      part.set(piece, filled);
      filled += piece.length;
      at += piece.length;
    }
  }
  yield { bytes: part.subarray(0, filled), isLast: true };
}

/** The bytes of an answer; a silence longer than IDLE_MS ends them with Unavailable. */
async function* untilIdle(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    while (true) {
      const silence = Promise.withResolvers<never>();
      const timer = setTimeout(() => silence.reject(new Unavailable("the bucket fell silent")), IDLE_MS);
      const next = await Promise.race([reader.read(), silence.promise]).finally(() => clearTimeout(timer));
      if (next.done) return;
      yield next.value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function found(answer: Response | undefined): Response {
  if (!answer) throw new Unavailable("the bucket does not know the upload");
  return answer;
}

async function discarded(answer: Response | undefined): Promise<void> {
  await answer?.body?.cancel();
}

/** The texts inside of all elements of this name; S3's answers are flat enough for it. */
function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, "gs"))].map((match) => match[1] ?? "");
}

function element(xml: string, name: string): string {
  return decoded(elements(xml, name)[0] ?? "");
}

function decoded(text: string): string {
  const named: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => named[name] ?? "")
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}
