import { deepEqual } from "node:assert/strict";
import { byteRange } from "../../routes/byte_range.ts";

const ETAG = '"one"';

function read(range: string | undefined, size = 100, ifRange?: string) {
  return byteRange({ range, ifRange, etag: ETAG, size });
}

function part(from: number, until: number) {
  return { kind: "part" as const, from, until };
}

Deno.test("byteRange() reads a single range: closed, open and from the end [FILE-8]", () => {
  deepEqual(read("bytes=0-0"), part(0, 1));
  deepEqual(read("bytes=10-19"), part(10, 20));
  deepEqual(read("bytes=90-"), part(90, 100));
  deepEqual(read("bytes=90-1000"), part(90, 100));
  deepEqual(read("bytes=-10"), part(90, 100));
  deepEqual(read("bytes=-1000"), part(0, 100));
  deepEqual(read("Bytes= 1-2 "), part(1, 3));
});

Deno.test("byteRange() says what no file can satisfy [FILE-8]", () => {
  for (const range of ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"]) {
    deepEqual(read(range), { kind: "unsatisfiable" }, range);
  }
});

Deno.test("byteRange() gives the whole for what it may ignore [FILE-8]", () => {
  for (
    const range of [
      undefined,
      "",
      "bytes=",
      "bytes=-",
      "bytes=2-1",
      "bytes=1-2,4-5",
      "lines=1-2",
      "bytes=a-b",
      "1-2",
    ]
  ) {
    deepEqual(read(range), { kind: "whole" }, range);
  }
});

Deno.test("byteRange() holds a range only for the file that If-Range names [FILE-8]", () => {
  deepEqual(read("bytes=1-2", 100, ETAG), part(1, 3));
  for (const other of ['"two"', `W/${ETAG}`, "Wed, 25 Nov 2026 09:00:00 GMT"]) {
    deepEqual(read("bytes=1-2", 100, other), { kind: "whole" }, other);
  }
});
