import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { CHUNK_BYTES, openChunks, sealChunks, sealedRange } from "../../db/file_chunks.ts";
import { type ContentKey, contentKeyOf, openMetadata, sealMetadata } from "../../db/file_keys.ts";
import { FileDamaged } from "../../realtime/ports/file_vault.ts";
import { joined, noise } from "../support/sample_files.ts";

const ID = "0f8fad5b-d9cb-469f-a165-70867728950e";
const OTHER_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
const FILE_KEY = noise(32, 7);
const SEALED_CHUNK = CHUNK_BYTES + 16;

async function* inPieces(bytes: Uint8Array, piece: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

async function all(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return joined(...await Array.fromAsync(parts, (part) => part.slice()));
}

async function seal(plain: Uint8Array, id = ID, fileKey = FILE_KEY): Promise<Uint8Array> {
  return await all(sealChunks(await contentKeyOf(fileKey, id), inPieces(plain, 10_007)));
}

async function open(
  sealed: Uint8Array,
  size: number,
  [from, until]: [number, number] = [0, size],
  key?: ContentKey,
): Promise<Uint8Array> {
  const range = sealedRange(size, from, until);
  const bytes = sealed.subarray(range.sealedFrom, range.sealedUntil);
  return await all(openChunks(key ?? await contentKeyOf(FILE_KEY, ID), inPieces(bytes, 7_001), range));
}

function chunk(sealed: Uint8Array, number: number): Uint8Array {
  return sealed.subarray(number * SEALED_CHUNK, (number + 1) * SEALED_CHUNK);
}

for (
  const size of [1, 2, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 5]
) {
  Deno.test(`sealChunks() and openChunks() carry ${size} bytes and any part of them [FILE-6]`, async () => {
    const plain = noise(size);
    const sealed = await seal(plain);
    equal(sealed.length, size + 16 * Math.ceil(size / CHUNK_BYTES));
    deepEqual(await open(sealed, size), plain);
    const edges = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, size - 1, size].filter((at) =>
      at <= size
    );
    for (const from of edges) {
      for (const until of edges.filter((at) => at > from)) {
        deepEqual(await open(sealed, size, [from, until]), plain.slice(from, until), `${from}-${until}`);
      }
    }
  });
}

Deno.test("sealedRange() names only the chunks that a part needs [FILE-6]", () => {
  const size = 10 * CHUNK_BYTES + 3;
  const one = sealedRange(size, 5 * CHUNK_BYTES + 1, 5 * CHUNK_BYTES + 2);
  deepEqual([one.sealedFrom, one.sealedUntil], [5 * SEALED_CHUNK, 6 * SEALED_CHUNK]);
  const last = sealedRange(size, size - 1, size);
  deepEqual([last.sealedFrom, last.sealedUntil], [10 * SEALED_CHUNK, size + 11 * 16]);
});

Deno.test("openChunks() finds the flip of every single bit [FILE-7]", async () => {
  const plain = noise(40);
  const sealed = await seal(plain);
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = sealed.slice();
    changed[bit >> 3]! ^= 1 << (bit & 7);
    await rejects(open(changed, plain.length), FileDamaged, `bit ${bit}`);
  }
});

Deno.test("openChunks() finds flips in every chunk, and gives the chunks before them only [FILE-7]", async () => {
  const plain = noise(3 * CHUNK_BYTES + 100);
  const sealed = await seal(plain);
  const key = await contentKeyOf(FILE_KEY, ID);
  for (const at of [0, SEALED_CHUNK - 1, SEALED_CHUNK, 2 * SEALED_CHUNK + 99, sealed.length - 1]) {
    const changed = sealed.slice();
    changed[at]! ^= 0x80;
    const given: Uint8Array[] = [];
    await rejects(async () => {
      const range = sealedRange(plain.length, 0, plain.length);
      for await (const part of openChunks(key, inPieces(changed, 50_000), range)) given.push(part.slice());
    }, FileDamaged);
    const proven = Math.floor(at / SEALED_CHUNK) * CHUNK_BYTES;
    deepEqual(joined(...given), plain.slice(0, proven), `byte ${at}`);
  }
});

Deno.test("openChunks() finds chunks swapped, repeated, dropped and cut off [FILE-7]", async () => {
  const plain = noise(3 * CHUNK_BYTES);
  const sealed = await seal(plain);
  const [a, b, c] = [chunk(sealed, 0), chunk(sealed, 1), chunk(sealed, 2)];
  for (
    const [what, bytes] of [
      ["swapped", joined(b, a, c)],
      ["repeated", joined(a, a, c)],
      ["dropped in the middle", joined(a, c)],
      ["last one gone", joined(a, b)],
      ["cut in a chunk", sealed.subarray(0, sealed.length - 1)],
      ["empty", new Uint8Array()],
    ] as const
  ) {
    await rejects(open(bytes, plain.length), FileDamaged, what);
  }
});

Deno.test("openChunks() finds a file made shorter or longer in its row as well [FILE-7]", async () => {
  const plain = noise(3 * CHUNK_BYTES);
  const sealed = await seal(plain);
  await rejects(open(sealed, 2 * CHUNK_BYTES), FileDamaged, "a middle chunk is not the last one");
  await rejects(open(sealed, 3 * CHUNK_BYTES - 1), FileDamaged);
  await rejects(open(sealed, 3 * CHUNK_BYTES + 1), FileDamaged);
});

Deno.test("openChunks() finds chunks of another file, even under the same key [FILE-7]", async () => {
  const plain = noise(2 * CHUNK_BYTES);
  const sealed = await seal(plain);
  const [other, foreign] = [await seal(plain, OTHER_ID), await seal(plain, ID, noise(32, 8))];
  for (const strange of [other, foreign]) {
    await rejects(open(joined(chunk(sealed, 0), chunk(strange, 1)), plain.length), FileDamaged);
    await rejects(open(strange, plain.length), FileDamaged);
  }
  ok(!hexOf(sealed).includes(plain.subarray(1_000, 1_016)), "plain bytes stand in what is sealed");
});

/** Looks for a row of bytes in others. */
function hexOf(bytes: Uint8Array): { includes(part: Uint8Array): boolean } {
  const hex = bytes.toHex();
  return { includes: (part) => hex.includes(part.toHex()) };
}

Deno.test("openMetadata() opens what sealMetadata() made, and nothing that was changed or moved [FILE-7]", async () => {
  const metadata = { name: "Befund.pdf", digest: "00", type: "application/pdf", size: 12 };
  const sealed = await sealMetadata(FILE_KEY, ID, metadata);
  deepEqual(await openMetadata(FILE_KEY, ID, sealed), metadata);
  await rejects(openMetadata(FILE_KEY, OTHER_ID, sealed), /changed or moved/);
  await rejects(openMetadata(noise(32, 9), ID, sealed), /changed or moved/);
  for (let at = 0; at < sealed.length; at++) {
    const changed = sealed.slice();
    changed[at]! ^= 1;
    await rejects(openMetadata(FILE_KEY, ID, changed), /changed or moved/, `byte ${at}`);
  }
});
