import { type Blobs, StorageFull } from "../../realtime/ports/blobs.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { joined, noise } from "../support/sample_files.ts";

/** One implementation, opened for one test. */
export interface BlobScene extends AsyncDisposable {
  blobs: Blobs;
  /** Makes the store full, or gives it room again. */
  setFull(isFull: boolean): Promise<void>;
  /** How many puts have left something unfinished. */
  unfinished(): Promise<number>;
}

const SPACE = "5a5a";
/** Some are larger than a part of an upload. */
const SIZES = [0, 1, 65_535, 65_536, 3_000_000, 11_000_000];

export const blobsContract: Record<string, (scene: BlobScene) => Promise<void>> = {
  "gives back what was put, and any part of it": async ({ blobs }) => {
    for (const size of SIZES) {
      const [key, bytes] = [`${SPACE}/${crypto.randomUUID()}`, noise(size)];
      await blobs.put(key, inPieces(bytes, 100_003));
      if (size === 0) continue;
      assertEquals(await read(blobs, key, 0, size), bytes);
      for (
        const [from, until] of [[0, 1], [size - 1, size], [
          Math.floor(size / 3),
          Math.ceil(size / 2),
        ]] as const
      ) {
        assertEquals(
          await read(blobs, key, from, until),
          bytes.slice(from, until),
          `${size}: ${from}-${until}`,
        );
      }
    }
  },
  "knows no blob that was not put, and removing it is no error": async ({ blobs }) => {
    const key = `${SPACE}/${crypto.randomUUID()}`;
    assertEquals(await blobs.get(key, 0, 1), undefined);
    await blobs.remove(key);
    await blobs.put(key, inPieces(noise(10), 10));
    await blobs.remove(key);
    await blobs.remove(key);
    assertEquals(await blobs.get(key, 0, 1), undefined);
  },
  "keeps nothing of bytes that end with an error, whenever they do": async ({ blobs, unfinished }) => {
    for (const size of [0, 10, 100_000, 7_000_000]) {
      const key = `${SPACE}/${crypto.randomUUID()}`;
      let isClosed = false;
      const broken = async function* () {
        try {
          yield* inPieces(noise(size), 100_000);
          throw new Error("the sender is gone");
        } finally {
          isClosed = true;
        }
      };
      assertEquals(await messageOf(blobs.put(key, broken())), "the sender is gone");
      assertEquals([isClosed, await blobs.get(key, 0, 1), await unfinished()], [true, undefined, 0]);
    }
    assertEquals(await Array.fromAsync(blobs.list(SPACE)), []);
  },
  "shows a blob only once it is whole": async ({ blobs }) => {
    const key = `${SPACE}/${crypto.randomUUID()}`;
    const seen: boolean[] = [];
    await blobs.put(
      key,
      (async function* () {
        for (let n = 0; n < 7; n++) {
          yield noise(1_000_000);
          const found = await blobs.get(key, 0, 1);
          seen.push(found !== undefined);
        }
      })(),
    );
    assertEquals(new Set(seen), new Set([false]));
    assertEquals((await read(blobs, key, 0, 7_000_000)).length, 7_000_000);
  },
  "lists the blobs of one space with their age": async ({ blobs }) => {
    const keys = Array.from({ length: 8 }, () => `${SPACE}/${crypto.randomUUID()}`).sort();
    const start = Date.now();
    for (const key of keys) await blobs.put(key, inPieces(noise(10), 10));
    await blobs.put("0b0b/1", inPieces(noise(10), 10));
    const listed = await Array.fromAsync(blobs.list(SPACE));
    assertEquals(listed.map((one) => one.key).sort(), keys);
    for (const { modifiedAtMs } of listed) assert(Math.abs(modifiedAtMs - start) < 60_000);
    assertEquals(await Array.fromAsync(blobs.list("0c0c")), []);
  },
  "stores many at once": async ({ blobs }) => {
    const all = Array.from({ length: 8 }, (_, n) => ({ key: `${SPACE}/${n}`, bytes: noise(500_000, n + 1) }));
    await Promise.all(all.map(({ key, bytes }) => blobs.put(key, inPieces(bytes, 70_000))));
    for (const { key, bytes } of all) assertEquals(await read(blobs, key, 0, bytes.length), bytes);
  },
  "throws StorageFull when there is no room, keeps nothing, and goes on when there is": async (
    { blobs, setFull, unfinished },
  ) => {
    const key = `${SPACE}/${crypto.randomUUID()}`;
    await setFull(true);
    for (const size of [200_000, 12_000_000]) {
      let isClosed = false;
      const bytes = (async function* () {
        try {
          yield* inPieces(noise(size), 100_000);
        } finally {
          isClosed = true;
        }
      })();
      const error = await blobs.put(key, bytes).catch((error) => error);
      assert(error instanceof StorageFull, String(error));
      assertEquals([isClosed || size < 1_000_000, await unfinished()], [true, 0]);
    }
    await setFull(false);
    await blobs.put(key, inPieces(noise(200_000), 100_000));
    assertEquals((await read(blobs, key, 0, 200_000)).length, 200_000);
  },
  "may be left in the middle of reading": async ({ blobs }) => {
    const key = `${SPACE}/${crypto.randomUUID()}`;
    await blobs.put(key, inPieces(noise(3_000_000), 100_000));
    for (let n = 0; n < 5; n++) {
      for await (const bytes of await blobs.get(key, 0, 3_000_000) ?? []) {
        assert(bytes.length > 0);
        break;
      }
    }
  },
  "is ready": async ({ blobs }) => {
    assertEquals(await blobs.ready(), true);
  },
};

async function* inPieces(bytes: Uint8Array, piece: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

async function read(blobs: Blobs, key: string, from: number, until: number): Promise<Uint8Array> {
  const found = await blobs.get(key, from, until);
  assert(found, "there is no such blob");
  return joined(...await Array.fromAsync(found, (part) => part.slice()));
}

async function messageOf(work: Promise<unknown>): Promise<string> {
  return await work.then(() => "it was done", (error) => error.message);
}
