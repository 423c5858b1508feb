import { joined, noise, png } from "./sample_files.ts";

const PIECE_BYTES = 64 * 1024;

/** A picture of this many bytes as a stream of noise, in memory that does not grow with it. */
export function* bigPicture(size: number): Generator<Uint8Array<ArrayBuffer>> {
  const head = png();
  const piece = noise(PIECE_BYTES);
  yield head;
  for (let left = size - head.length; left > 0; left -= PIECE_BYTES) {
    yield piece.slice(0, Math.min(left, PIECE_BYTES));
  }
}

/**
 * Uploads a picture of this many bytes; gives its id. By a plain connection: `fetch` sends a stream in chunks with pauses for
 * acknowledgements between them (Nagle), and would be what is measured.
 */
export async function uploadBig(origin: string, token: string, size: number): Promise<string> {
  const start = joined('--b\r\ncontent-disposition: form-data; name="file"; filename="big.png"\r\n\r\n');
  const end = joined("\r\n--b--\r\n");
  const { hostname, port } = new URL(origin);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  await writeAll(
    connection,
    joined(
      `POST /api/attachments/upload HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${token}\r\n`,
      `content-type: multipart/form-data; boundary=b\r\ncontent-length: ${
        start.length + size + end.length
      }\r\n`,
      "connection: close\r\n\r\n",
      start,
    ),
  );
  for (const bytes of bigPicture(size)) await writeAll(connection, bytes);
  await writeAll(connection, end);
  const answer = await new Response(connection.readable).text();
  const [, id] = /"attachment_id":"([0-9a-f-]+)"/.exec(answer) ?? [];
  if (!answer.startsWith("HTTP/1.1 201") || !id) throw new Error(`the upload was refused: ${answer}`);
  return id;
}

async function writeAll(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

/** Downloads it, or the range of it, and compares every byte; gives how many there were. */
export async function downloadBig(
  origin: string,
  token: string,
  attachmentId: string,
  { size, from = 0, until = size }: { size: number; from?: number; until?: number },
): Promise<number> {
  const response = await fetch(`${origin}/api/attachments/${attachmentId}/content`, {
    headers: { authorization: `Bearer ${token}`, range: `bytes=${from}-${until - 1}` },
  });
  const [head, piece] = [png(), noise(PIECE_BYTES)];
  let at = from;
  for await (const bytes of response.body ?? []) {
    for (let done = 0; done < bytes.length;) {
      const place = (at - head.length) % PIECE_BYTES;
      const expected = at < head.length ? head.subarray(at) : piece.subarray(place);
      const length = Math.min(expected.length, bytes.length - done);
      if (indexOfDifference(bytes.subarray(done, done + length), expected) >= 0) {
        throw new Error(`wrong bytes at ${at}`);
      }
      done += length;
      at += length;
    }
  }
  return at - from;
}

function indexOfDifference(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return at;
  return -1;
}

const SAMPLE_MS = 25;

/** Watches the resident memory of a process while `work` runs; gives the largest value and the one before it, in bytes. */
export async function residentWhile(
  pid: number,
  work: () => Promise<void>,
): Promise<{ before: number; largest: number }> {
  const before = await residentBytes(pid);
  let largest = before;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      largest = Math.max(largest, await residentBytes(pid));
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    }
  })();
  try {
    await work();
  } finally {
    isOver = true;
    await watching;
  }
  return { before, largest };
}

/** VmRSS of /proc (proc_pid_status(5)). */
async function residentBytes(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}
