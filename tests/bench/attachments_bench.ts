import { ApiClient } from "../support/api_client.ts";
import { downloadBig, residentWhile, uploadBig } from "../support/big_file.ts";
import { S3Server } from "../support/s3_server.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";

/**
 * Measures uploads and downloads of a whole clinic in a process of its own: how fast they are, and how much its memory grows
 * with a file of 1 GiB. `--megabytes=200` is quicker; `--s3` puts files into a bucket on loopback.
 */
const MEBIBYTE = 1024 * 1024;
const MEGABYTES = Number(Deno.args.find((one) => one.startsWith("--megabytes="))?.slice(12) ?? 1_024);
const GROWTH_MAX = 64 * MEBIBYTE;
const RANGES = 500;
const RANGE_BYTES = 64 * 1024;

if (import.meta.main) Deno.exit(await main());

async function main(): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const dataDir = stack.use(await tempDataDir());
  const bucket = Deno.args.includes("--s3") ? stack.use(new S3Server()) : undefined;
  const server = stack.use(
    await ServerProcess.start({
      dataDir: dataDir.path,
      env: {
        UPLOAD_MAX_MB: "4096",
        UPLOAD_QUOTA_MB: "100000",
        ...(bucket ? bucketEnvironment(bucket) : {}),
      },
    }),
  );
  const { origin, pid } = server;
  const { token } = await ApiClient.signIn(origin, "patient@demo.test");
  const size = MEGABYTES * MEBIBYTE;
  const warm = 8 * MEBIBYTE;
  await downloadBig(origin, token, await uploadBig(origin, token, warm), { size: warm });
  let id = "";
  const up = await timed(() =>
    residentWhile(pid, async () => void (id = await uploadBig(origin, token, size)))
  );
  const down = await timed(() =>
    residentWhile(pid, async () => void await downloadBig(origin, token, id, { size }))
  );
  const seek = await timed(async () => {
    for (let n = 0; n < RANGES; n++) {
      const from = Math.floor(n * (size - RANGE_BYTES) / RANGES);
      await downloadBig(origin, token, id, { size, from, until: from + RANGE_BYTES });
    }
  });
  const growth = Math.max(up.value.largest, down.value.largest) - up.value.before;
  print("upload", up, size);
  print("download", down, size);
  console.log(`${RANGES} ranges of 64 KiB: ${(seek.ms / RANGES).toFixed(1)} ms each`);
  console.log(`largest growth: ${megabytes(growth)} MiB of ${megabytes(GROWTH_MAX)} allowed`);
  return growth < GROWTH_MAX ? 0 : 1;
}

function bucketEnvironment({ place }: S3Server): Record<string, string> {
  return {
    S3_BUCKET: place.bucket,
    S3_KEY: place.accessKey,
    S3_SECRET: place.secretKey,
    S3_REGION: place.region,
    S3_ENDPOINT: place.endpoint ?? "",
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}

function print(
  name: string,
  { ms, value }: { ms: number; value: { before: number; largest: number } },
  size: number,
) {
  const rate = size / MEBIBYTE / (ms / 1_000);
  const memory = `${megabytes(value.before)} → ${megabytes(value.largest)} MiB resident`;
  console.log(
    `${name.padEnd(9)} ${megabytes(size)} MiB in ${(ms / 1_000).toFixed(1)} s, ${
      rate.toFixed(0)
    } MiB/s, ${memory}`,
  );
}

function megabytes(bytes: number): string {
  return (bytes / MEBIBYTE).toFixed(0);
}
