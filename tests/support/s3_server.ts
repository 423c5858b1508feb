import type { BucketPlace } from "../../realtime/ports/blobs.ts";
import { freePort } from "./free_port.ts";
import { type S3Account, signatureFault } from "./s3_signature.ts";

type Bytes = Uint8Array<ArrayBuffer>;

interface Upload {
  key: string;
  initiated: number;
  parts: Map<number, Bytes>;
}

/** Least size of a part that is not the last one. */
const PART_BYTES_MIN = 5 * 1024 * 1024;
const LISTED_MAX = 3;
const ACCOUNT: S3Account = {
  accessKey: "AKIDEXAMPLE",
  secretKey: "a secret/with+signs=",
  region: "eu-central-1",
};

/**
 * A bucket on loopback that holds its objects in memory and checks every signature: PUT, GET with Range, HEAD, DELETE, lists by
 * pages and uploads in parts, as the S3 API describes them. Disposing stops it.
 */
export class S3Server implements AsyncDisposable {
  readonly objects = new Map<string, { bytes: Bytes; modified: number }>();
  readonly uploads = new Map<string, Upload>();
  /** Every request, as `METHOD path?query`. */
  readonly requests: string[] = [];
  /** Answers the next requests instead of the bucket, where it gives anything. */
  interfere: (request: Request) => Response | undefined | Promise<Response | undefined> = () => undefined;
  /** Milliseconds that its clock is ahead. */
  ahead = 0;
  partBytesMin = PART_BYTES_MIN;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #bucket = "clinic-files";

  constructor() {
    const serve = (request: Request) => this.#answer(request);
    this.#server = Deno.serve({ hostname: "127.0.0.1", port: freePort(), onListen: () => {} }, serve);
  }

  /** What the program needs to open it. */
  get place(): BucketPlace {
    const { accessKey, secretKey, region } = ACCOUNT;
    return { bucket: this.#bucket, accessKey, secretKey, region, endpoint: this.endpoint };
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    const other = await this.interfere(request);
    if (other) {
      await request.body?.cancel();
      return other;
    }
    const body = new Uint8Array(await request.arrayBuffer());
    const fault = await signatureFault(request, body, ACCOUNT, Date.now() + this.ahead);
    if (fault) return refusal(403, fault);
    const [, bucket, ...rest] = url.pathname.split("/");
    if (bucket !== this.#bucket) return refusal(404, "NoSuchBucket");
    const key = decodeURIComponent(rest.join("/"));
    if (key === "") return this.#onBucket(request.method, url.searchParams);
    if (url.searchParams.has("uploads") || url.searchParams.has("uploadId")) {
      return this.#onUpload(request.method, key, url.searchParams, body);
    }
    return this.#onObject(request, key, body);
  }

  #onBucket(method: string, query: URLSearchParams): Response {
    if (method === "HEAD") return new Response(null);
    const prefix = query.get("prefix") ?? "";
    if (query.has("uploads")) {
      const found = [...this.uploads].filter(([, one]) => one.key.startsWith(prefix));
      return xml(
        found.map(([id, { key, initiated }]) =>
          `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${
            iso(initiated)
          }</Initiated></Upload>`
        ).join(""),
      );
    }
    const keys = [...this.objects.keys()].filter((one) => one.startsWith(prefix)).sort();
    const from = keys.findIndex((one) => one > (query.get("continuation-token")?.slice(2) ?? ""));
    const page = from < 0 ? [] : keys.slice(from, from + LISTED_MAX);
    // A token may hold anything, so it has to be written and signed with care.
    const next = from >= 0 && keys.length > from + LISTED_MAX ? `+&${page.at(-1)}` : undefined;
    const entries = page.map((key) =>
      `<Contents><Key>${key}</Key><LastModified>${
        iso(this.objects.get(key)?.modified ?? 0)
      }</LastModified></Contents>`
    );
    const token = next ? `<NextContinuationToken>${next.replace("&", "&amp;")}</NextContinuationToken>` : "";
    return xml(entries.join("") + token);
  }

  #onUpload(method: string, key: string, query: URLSearchParams, body: Bytes): Response {
    if (method === "POST" && query.has("uploads")) {
      const id = crypto.randomUUID();
      this.uploads.set(id, { key, initiated: Date.now(), parts: new Map() });
      return xml(`<UploadId>${id}</UploadId>`);
    }
    const id = query.get("uploadId") ?? "";
    const upload = this.uploads.get(id);
    if (upload?.key !== key) return refusal(404, "NoSuchUpload");
    if (method === "DELETE") {
      this.uploads.delete(id);
      return new Response(null, { status: 204 });
    }
    if (method === "PUT") {
      upload.parts.set(Number(query.get("partNumber")), body);
      return new Response(null, { headers: { ETag: `"part-${query.get("partNumber")}"` } });
    }
    return this.#complete(id, upload, new TextDecoder().decode(body));
  }

  #complete(id: string, { key, parts }: Upload, text: string): Response {
    const named = [
      ...text.matchAll(/<Part><PartNumber>(\d+)<\/PartNumber><ETag>"part-(\d+)"<\/ETag><\/Part>/g),
    ];
    const numbers = named.map(([, number]) => Number(number));
    const isRight = named.every(([, number, tag]) => number === tag) && numbers.length === parts.size &&
      numbers.every((number, index) => number === index + 1 && parts.has(number));
    if (!isRight) return refusal(400, "InvalidPart");
    const all = numbers.map((number) => parts.get(number) ?? new Uint8Array());
    if (all.slice(0, -1).some((part) => part.length < this.partBytesMin)) {
      return refusal(400, "EntityTooSmall");
    }
    this.#keep(key, all);
    this.uploads.delete(id);
    return xml("<CompleteMultipartUploadResult></CompleteMultipartUploadResult>");
  }

  #onObject(request: Request, key: string, body: Bytes): Response {
    if (request.method === "PUT") {
      this.#keep(key, [body]);
      return new Response(null);
    }
    if (request.method === "DELETE") {
      this.objects.delete(key);
      return new Response(null, { status: 204 });
    }
    const object = this.objects.get(key);
    if (!object) return refusal(404, "NoSuchKey");
    const [, from, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get("range") ?? "") ?? [];
    if (from === undefined) return new Response(object.bytes);
    if (Number(from) >= object.bytes.length) return refusal(416, "InvalidRange");
    return new Response(object.bytes.slice(Number(from), Number(last) + 1), { status: 206 });
  }

  #keep(key: string, parts: Bytes[]): void {
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    this.objects.set(key, { bytes, modified: Date.now() });
  }
}

/** A refusal as S3 words it. */
export function refusal(status: number, code: string): Response {
  return new Response(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`, { status });
}

function xml(inside: string): Response {
  return new Response(`<?xml version="1.0" encoding="UTF-8"?><Result>${inside}</Result>`);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
