import { LocalBlobs } from "../../db/blobs_local.ts";
import { S3Blobs } from "../../db/blobs_s3.ts";
import { S3Client } from "../../db/s3_client.ts";
import { type Blobs, StorageFull } from "../../realtime/ports/blobs.ts";
import { Unavailable } from "../../realtime/ports/unavailable.ts";
import { type BlobScene, blobsContract } from "../contract/blobs_contract.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { granted } from "../support/granted.ts";
import { refusal, S3Server } from "../support/s3_server.ts";
import { noise } from "../support/sample_files.ts";
import { canMountDisks, mountSmallDisk } from "../support/small_disk.ts";
import { until } from "../support/until.ts";

const ignore = !granted("read", "write", "run", "net", "env", "sys");
const noDisks = ignore || !canMountDisks();
const QUICK = { pauseMs: 1 };

async function localScene(): Promise<BlobScene> {
  const disk = await mountSmallDisk(40);
  const blobs = await LocalBlobs.open(disk.path, { reserveBytes: 0 });
  return {
    blobs,
    setFull: (isFull) => isFull ? disk.fill() : disk.free(),
    unfinished: async () => (await Array.fromAsync(Deno.readDir(`${disk.path}/unfinished`))).length,
    [Symbol.asyncDispose]: () => disk[Symbol.asyncDispose](),
  };
}

function s3Scene(): Promise<BlobScene> {
  const server = new S3Server();
  const isWrite = (request: Request) => request.method === "PUT";
  return Promise.resolve({
    blobs: new S3Blobs(new S3Client(server.place, QUICK)),
    setFull: (isFull) => {
      server.interfere = (request) =>
        isFull && isWrite(request) ? refusal(507, "InsufficientStorage") : undefined;
      return Promise.resolve();
    },
    unfinished: () => Promise.resolve(server.uploads.size),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  });
}

for (const [name, open] of [["LocalBlobs", localScene], ["S3Blobs", s3Scene]] as const) {
  for (const [promise, hold] of Object.entries(blobsContract)) {
    Deno.test({
      name: `${name} ${promise} [FILE-18]`,
      ignore: open === localScene ? noDisks : ignore,
      async fn() {
        await using scene = await open();
        await hold(scene);
      },
    });
  }
}

/** A test with a bucket of its own. */
function s3Test(name: string, fn: (server: S3Server, blobs: Blobs) => Promise<void>): void {
  Deno.test({
    name,
    ignore,
    async fn() {
      await using server = new S3Server();
      await fn(server, new S3Blobs(new S3Client(server.place, QUICK)));
    },
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function faultOf(work: Promise<unknown>): Promise<string> {
  return work.then(() => "none", (error) => `${error.name}: ${error.message}`);
}

s3Test("the bucket of the tests refuses what is not rightly signed [FILE-18]", async (server) => {
  const { place } = server;
  const put = (changed: Partial<typeof place>) =>
    faultOf(new S3Blobs(new S3Client({ ...place, ...changed }, QUICK)).put("a/b", once(noise(10))));
  assertEquals(
    await put({ secretKey: "another" }),
    "Unavailable: the bucket refused PUT with 403 SignatureDoesNotMatch",
  );
  assertEquals(
    await put({ accessKey: "another" }),
    "Unavailable: the bucket refused PUT with 403 InvalidAccessKeyId",
  );
  assertEquals(
    await put({ region: "elsewhere" }),
    "Unavailable: the bucket refused PUT with 403 AuthorizationHeaderMalformed",
  );
  server.ahead = 16 * 60_000;
  assertEquals(await put({}), "Unavailable: the bucket refused PUT with 403 RequestTimeTooSkewed");
  server.ahead = 14 * 60_000;
  assertEquals(await put({}), "none");
  assertEquals(
    (await fetch(`${server.endpoint}/${place.bucket}/a/b`).then((one) => one.text())).includes(
      "AccessDenied",
    ),
    true,
  );
});

s3Test("the bucket of the tests refuses a request that was changed on its way [FILE-18]", async (server) => {
  const { AwsClient } = await import("aws4fetch");
  const { accessKey: accessKeyId, secretKey: secretAccessKey, region, bucket } = server.place;
  const aws = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3" });
  const url = `${server.endpoint}/${bucket}/a/b`;
  const body = noise(10);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body)).toHex();
  const sign = () =>
    aws.sign(`${url}?x=1`, { method: "PUT", headers: { "X-Amz-Content-Sha256": hash }, body });
  const send = async (
    changed: { method?: string; url?: string; body?: Uint8Array<ArrayBuffer>; date?: string } = {},
  ) => {
    const { headers, method } = await sign();
    if (changed.date) headers.set("x-amz-date", changed.date);
    const response = await fetch(changed.url ?? `${url}?x=1`, {
      method: changed.method ?? method,
      headers,
      body: changed.body ?? body,
    });
    return /<Code>(\w+)/.exec(await response.text())?.[1] ?? String(response.status);
  };
  assertEquals(await send(), "200");
  assertEquals(await send({ url: `${url}?x=2` }), "SignatureDoesNotMatch");
  assertEquals(await send({ url: `${server.endpoint}/${bucket}/a/c?x=1` }), "SignatureDoesNotMatch");
  assertEquals(await send({ method: "POST" }), "SignatureDoesNotMatch");
  assertEquals(await send({ body: noise(11) }), "XAmzContentSHA256Mismatch");
  const later = new Date(Date.now() + 60_000).toISOString().replace(/[:-]|\.\d{3}/g, "");
  assertEquals(await send({ date: later }), "SignatureDoesNotMatch");
});

s3Test(
  "S3Blobs tries again when the bucket is busy or hangs up, and gives up in the end [FILE-18]",
  async (server, blobs) => {
    let faults = 2;
    server.interfere = () => faults-- > 0 ? refusal(503, "SlowDown") : undefined;
    await blobs.put("a/1", once(noise(10)));
    faults = 2;
    assertEquals((await Array.fromAsync(await blobs.get("a/1", 0, 10) ?? [])).length, 1);
    faults = 3;
    assertEquals(
      await faultOf(blobs.put("a/2", once(noise(10)))),
      "Unavailable: the bucket refused PUT with 503 SlowDown",
    );
    server.interfere = () => refusal(500, "InternalError");
    assertEquals(await blobs.ready(), false);
  },
);

s3Test(
  "S3Blobs takes no failed upload for a whole one, and leaves none behind [FILE-18]",
  async (server, blobs) => {
    const large = noise(11_000_000);
    // S3 may answer 200 and say in the body that it failed.
    const isLast = (request: Request) => request.method === "POST" && request.url.includes("uploadId");
    server.interfere = (request) =>
      isLast(request) ? new Response("<Error><Code>InternalError</Code></Error>") : undefined;
    assertEquals(await faultOf(blobs.put("a/1", once(large))), "Unavailable: the bucket lost an upload");
    server.interfere = (request) =>
      request.url.includes("partNumber=2") ? refusal(400, "BadDigest") : undefined;
    assertEquals(
      await faultOf(blobs.put("a/2", once(large))),
      "Unavailable: the bucket refused PUT with 400 BadDigest",
    );
    assertEquals([server.objects.size, server.uploads.size], [0, 0]);
  },
);

s3Test(
  "S3Blobs clears uploads that were begun long ago, in its own space only [FILE-15]",
  async (server, blobs) => {
    const old = Date.now() - 100_000;
    server.uploads.set("1", { key: "a/1", initiated: old, parts: new Map() });
    server.uploads.set("2", { key: "a/2", initiated: Date.now(), parts: new Map() });
    server.uploads.set("3", { key: "b/3", initiated: old, parts: new Map() });
    assertEquals(await blobs.clearUnfinished("a", Date.now() - 50_000), 1);
    assertEquals([...server.uploads.keys()], ["2", "3"]);
  },
);

s3Test(
  "S3Blobs holds one part of a large upload at a time, and asks for a range only [FILE-18]",
  async (server, blobs) => {
    let given = 0;
    let ahead = 0;
    await blobs.put(
      "a/1",
      (async function* () {
        for (; given < 30_000_000; given += 100_000) {
          const sent = [...server.uploads.values()].flatMap((one) => [...one.parts.values()])
            .reduce((sum, part) => sum + part.length, 0);
          ahead = Math.max(ahead, given - sent);
          yield await Promise.resolve(noise(100_000));
        }
      })(),
    );
    assert(ahead <= 6 * 1024 * 1024, `${ahead} bytes were held`);
    server.requests.length = 0;
    const found = await blobs.get("a/1", 20_000_000, 20_000_010);
    assertEquals((await Array.fromAsync(found ?? [])).length, 1);
    assertEquals(server.requests.length, 1);
  },
);

Deno.test({
  name: "S3Blobs is Unavailable, not broken, while nothing listens [FILE-18]",
  ignore,
  async fn() {
    const server = new S3Server();
    const { place } = server;
    await server[Symbol.asyncDispose]();
    const blobs = new S3Blobs(new S3Client(place, QUICK));
    const error = await blobs.put("a/1", once(noise(10))).catch((error) => error);
    assert(error instanceof Unavailable);
    assertEquals(await blobs.ready(), false);
  },
});

Deno.test({
  name: "LocalBlobs keeps room for everything else on its disk [FILE-19]",
  ignore: noDisks,
  async fn() {
    await using disk = await mountSmallDisk(40);
    const blobs = await LocalBlobs.open(disk.path, { reserveBytes: 20_000_000 });
    const parts = async function* () {
      for (let n = 0; n < 35; n++) yield await Promise.resolve(noise(1_000_000));
    };
    const error = await blobs.put("a/1", parts()).catch((error) => error);
    assert(error instanceof StorageFull, String(error));
    await blobs.put("a/2", once(noise(1_000_000)));
  },
});

Deno.test({
  name: "LocalBlobs removes at its start what a killed process left, and nothing of one that lives [FILE-15]",
  ignore,
  async fn() {
    const folder = await Deno.makeTempDir();
    const blobs = await LocalBlobs.open(folder);
    const put = Promise.withResolvers<void>();
    const underWay = blobs.put(
      "a/1",
      (async function* () {
        yield noise(10);
        await put.promise;
        yield noise(10);
      })(),
    );
    await Deno.writeFile(`${folder}/unfinished/of-a-killed-process`, noise(10));
    const names = () => Array.fromAsync(Deno.readDir(`${folder}/unfinished`), (one) => one.name);
    await until(async () => (await names()).length === 2);
    const other = new Deno.Command(Deno.execPath(), {
      args: [
        "eval",
        `const { LocalBlobs } = await import("./db/blobs_local.ts"); await LocalBlobs.open("${folder}")`,
      ],
      cwd: new URL("../../", import.meta.url),
    });
    assertEquals((await other.output()).code, 0);
    assertEquals((await names()).filter((name) => name === "of-a-killed-process"), []);
    assertEquals((await names()).length, 1);
    put.resolve();
    await underWay;
    assertEquals((await names()).length, 0);
    await Deno.remove(folder, { recursive: true });
  },
});
