import { createHash } from "node:crypto";
import { AwsV4Signer } from "aws4fetch";
import { Unavailable } from "../realtime/ports/unavailable.ts";
import { type BucketPlace, StorageFull } from "../realtime/ports/blobs.ts";

/** One request of the S3 API. */
export interface S3Request {
  method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  key?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer>;
  attempts?: number;
  /** Milliseconds for one attempt. */
  attemptMs?: number;
}

/** One attempt may take this long to be answered, its body sent. */
const ATTEMPT_MS = 60_000;
const ATTEMPTS = 3;
const PAUSE_MS = 200;
/** Longest answer that is read as text. */
const TEXT_BYTES_MAX = 4 * 1024 * 1024;

/** A bucket by signed requests (AWS Signature Version 4), path-style, so that any S3-compatible service will do. */
export class S3Client {
  readonly #place: BucketPlace;
  readonly #bucketUrl: string;
  readonly #pauseMs: number;
  /** Keys that the signer has derived for a day. */
  readonly #derived = new Map<string, ArrayBuffer>();

  constructor(place: BucketPlace, { pauseMs = PAUSE_MS }: { pauseMs?: number } = {}) {
    this.#place = place;
    const endpoint = place.endpoint ?? `https://s3.${place.region}.amazonaws.com`;
    this.#bucketUrl = `${endpoint.replace(/\/+$/, "")}/${encodeURIComponent(place.bucket)}`;
    this.#pauseMs = pauseMs;
  }

  /**
   * An answer of the 200s, or undefined for 404; its body is the caller's to read or cancel. Tries again when the
   * service is busy or away; throws StorageFull, and Unavailable for every other refusal.
   */
  async ask(request: S3Request): Promise<Response | undefined> {
    const { attempts = ATTEMPTS } = request;
    for (let attempt = 1;; attempt++) {
      const answer = await this.#attempt(request).catch((cause) => cause as Error);
      if (answer instanceof Response) {
        if (answer.ok) return answer;
        const code = codeIn(await textOf(answer));
        if (answer.status === 404 && code !== "NoSuchBucket") return undefined;
        if (answer.status === 507 || FULL.test(code)) throw new StorageFull("the bucket is full");
        if (!mayRepeat(answer.status) || attempt === attempts) {
          throw new Unavailable(`the bucket refused ${request.method} with ${answer.status} ${code}`);
        }
      } else if (attempt === attempts) {
        throw new Unavailable(`the bucket gave no answer to ${request.method}`, { cause: answer });
      }
      await new Promise((resolve) => setTimeout(resolve, this.#pauseMs * 2 ** (attempt - 1)));
    }
  }

  /** The text of an answer; undefined for 404. */
  async askText(request: S3Request): Promise<string | undefined> {
    const answer = await this.ask(request);
    return answer && await textOf(answer);
  }

  async #attempt(request: S3Request): Promise<Response> {
    const { method, key, query = {}, headers = {}, body, attemptMs = ATTEMPT_MS } = request;
    const url = `${this.#bucketUrl}${key === undefined ? "" : `/${key}`}${queryText(query)}`;
    const signed = await this.#sign(url, method, headers, body);
    // Only until the answer begins: a large body may take longer to be read.
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new Error(`no answer within ${attemptMs} ms`)), attemptMs);
    try {
      const { headers: signedHeaders } = signed;
      return await fetch(signed.url, {
        method,
        headers: signedHeaders,
        body,
        redirect: "manual",
        signal: late.signal,
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** The hash of the body is signed too: what arrives is what was sent, or it is refused. */
  async #sign(
    url: string,
    method: string,
    headers: Record<string, string>,
    body: Uint8Array = new Uint8Array(),
  ) {
    const { accessKey: accessKeyId, secretKey: secretAccessKey, region } = this.#place;
    const signer = new AwsV4Signer({
      url,
      method,
      headers: { ...headers, "X-Amz-Content-Sha256": createHash("sha256").update(body).digest("hex") },
      accessKeyId,
      secretAccessKey,
      region,
      service: "s3",
      cache: this.#derived,
    });
    return await signer.sign();
  }
}

const FULL = /QuotaExceeded|StorageFull|InsufficientStorage/;

function mayRepeat(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

function queryText(query: Record<string, string>): string {
  const text = new URLSearchParams(query).toString().replaceAll("+", "%20");
  return text === "" ? "" : `?${text}`;
}

/** An answer's body as text; a longer one is cut. */
async function textOf(answer: Response): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of answer.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > TEXT_BYTES_MAX) break;
  }
  return text;
}

function codeIn(xml: string): string {
  return /<Code>(\w{1,64})<\/Code>/.exec(xml)?.[1] ?? "";
}
