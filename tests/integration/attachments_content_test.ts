import { assertEquals, assertMatch } from "../support/assert.ts";
import type { FileClinic } from "../support/file_clinic.ts";
import { fileTest as test } from "../support/file_test.ts";
import { until } from "../support/until.ts";
import { bytesOf, joined, noise, png } from "../support/sample_files.ts";

const CHUNK = 65_536;
const HOUR_MS = 60 * 60_000;
const LARGE = joined(png(), noise(5 * CHUNK));

test("a range is 206 with just those bytes, at every edge of a chunk [FILE-8]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const { attachment_id } = await patient.send({ file: LARGE, name: "a.png" });
  const edges = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK - 1, LARGE.length - 1];
  for (const from of edges) {
    for (const until of edges.filter((one) => one >= from)) {
      const { status, headers, bytes } = await patient.content(attachment_id, {
        range: `bytes=${from}-${until}`,
      });
      assertEquals([status, headers.get("content-range")], [206, `bytes ${from}-${until}/${LARGE.length}`]);
      assertEquals(headers.get("content-length"), String(until - from + 1));
      assertEquals(bytes, LARGE.slice(from, until + 1));
    }
  }
  const end = await patient.content(attachment_id, { range: "bytes=-7" });
  assertEquals([end.status, end.bytes], [206, LARGE.slice(-7)]);
});

test("ranges that can't be are 416, void ones give the whole, known files are 304 [FILE-8]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const { attachment_id } = await patient.send({ file: LARGE, name: "a.png" });
  const ask = async (headers: Record<string, string>, method?: string) => {
    const answer = await patient.content(attachment_id, headers, method);
    return { ...answer, length: answer.bytes.length };
  };
  const beyond = await ask({ range: `bytes=${LARGE.length}-` });
  assertEquals([beyond.status, beyond.headers.get("content-range")], [416, `bytes */${LARGE.length}`]);
  const etag = `"${attachment_id}"`;
  const several = await ask({ range: "bytes=0-1,4-5" });
  const stale = await ask({ "range": "bytes=0-1", "if-range": '"other"' });
  const fresh = await ask({ "range": "bytes=0-1", "if-range": etag });
  assertEquals([several, stale, fresh].map((one) => [one.status, one.length]), [
    [200, LARGE.length],
    [200, LARGE.length],
    [206, 2],
  ]);
  assertEquals((await ask({ "if-none-match": `W/"x", ${etag}` })).status, 304);
  const before = await files.audited(attachment_id);
  const head = await ask({}, "HEAD");
  assertEquals([head.status, head.length, head.headers.get("content-length")], [
    200,
    0,
    String(LARGE.length),
  ]);
  const part = await ask({ range: "bytes=5-9" }, "HEAD");
  assertEquals([part.status, part.headers.get("content-length")], [206, "5"]);
  assertEquals(await files.audited(attachment_id), before);
});

/** Changes the one stored file on the disk. */
async function changeStored(
  files: FileClinic,
  change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array,
): Promise<void> {
  const [path = ""] = await files.stored();
  await Deno.writeFile(path, change(await Deno.readFile(path)));
}

test("a changed byte is never given: 500 at the beginning, a cut later; it is logged and written down [FILE-7]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const { attachment_id } = await patient.send({ file: LARGE, name: "a.png" });
  const flip = (at: number) =>
    changeStored(files, (bytes) => {
      bytes[at]! ^= 1;
      return bytes;
    });
  await flip(100);
  const first = await patient.content(attachment_id);
  assertEquals(first.status, 500);
  await flip(100);
  await flip(3 * (CHUNK + 16) + 5);
  const response = await fetch(`${files.origin}/api/attachments/${attachment_id}/content`, {
    headers: { authorization: `Bearer ${patient.token}` },
  });
  const got: Uint8Array[] = [];
  let isCut = false;
  try {
    for await (const bytes of response.body ?? []) got.push(bytes);
  } catch {
    isCut = true;
  }
  const bytes = joined(...got);
  assertEquals([response.status, isCut], [200, true]);
  assertEquals(bytes, LARGE.slice(0, bytes.length));
  assertEquals(bytes.length <= 3 * CHUNK, true);
  // What was not touched can still be read.
  const whole = await patient.content(attachment_id, { range: `bytes=0-${CHUNK}` });
  assertEquals([whole.status, whole.bytes], [206, LARGE.slice(0, CHUNK + 1)]);
  const damaged = (await files.audited(attachment_id)).filter((one) => one === "attachment.damaged refused");
  assertEquals(damaged.length, 2);
  const lines = files.log.filter((line) => line.includes("a stored file is damaged"));
  assertEquals(lines.length, 2);
  assertMatch(lines[0] ?? "", /"level":"error"/);
});

test("bytes that are cut off, exchanged for another file's or gone are an error [FILE-7]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const { attachment_id } = await patient.send({ file: LARGE, name: "a.png" });
  await changeStored(files, (bytes) => bytes.slice(0, -1));
  assertEquals((await patient.content(attachment_id, { range: "bytes=-1" })).status, 500);
  const other = await patient.send({ file: LARGE, name: "a.png" });
  const stored = async (id: string) => {
    const [row] = await files.clinic.db.read((sql) =>
      sql<{ blob_key: string }[]>`select blob_key from attachments where attachment_id = ${id}`
    );
    return `${files.folder}/${row?.blob_key}`;
  };
  await Deno.copyFile(await stored(other.attachment_id), await stored(attachment_id));
  assertEquals((await patient.content(attachment_id)).status, 500);
  await files.clinic.db.write((sql) =>
    sql`update attachments set wrapped_key = (select wrapped_key from attachments where attachment_id = ${other.attachment_id})
      where attachment_id = ${attachment_id}`
  );
  assertEquals((await patient.content(attachment_id)).status, 500);
  await Deno.remove(await stored(other.attachment_id));
  assertEquals((await patient.content(other.attachment_id)).status, 500);
});

test("a reader who goes away early leaves nothing open [FILE-8]", async (files) => {
  const patient = files.as(files.clinic.patient);
  // More than the buffers of a connection hold: the server has not read it all when its reader goes away.
  const { attachment_id } = await patient.send({ file: joined(png(), noise(20_000_000)), name: "a.png" });
  for (let n = 0; n < 20; n++) {
    const response = await fetch(`${files.origin}/api/attachments/${attachment_id}/content`, {
      headers: { authorization: `Bearer ${patient.token}` },
    });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
  }
  const open = async () => {
    const paths = await Array.fromAsync(
      Deno.readDir("/proc/self/fd"),
      ({ name }) => Deno.readLink(`/proc/self/fd/${name}`).catch(() => ""),
    );
    return paths.filter((path) => path.startsWith(files.folder));
  };
  await until(async () => (await open()).length === 0, "a file stays open");
}, { limits: { fileBytesMax: 24_000_000 } });

test("bytes that a crash left without a row are removed once they are old, and no others [FILE-15]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const kept = await patient.send({ file: bytesOf("kept") });
  await files.vault.seal(
    crypto.randomUUID(),
    (async function* () {
      yield bytesOf("of an upload that was cut by a crash");
    })(),
  );
  await Deno.writeTextFile(`${files.folder}/${files.space}/note from an operator`, "left alone");
  assertEquals((await files.stored()).length, 3);
  await files.upkeep.removeLeftovers();
  assertEquals((await files.stored()).length, 3);
  files.pass(3 * HOUR_MS);
  await Promise.all([files.upkeep.removeLeftovers(), files.upkeep.removeLeftovers()]);
  assertEquals((await files.stored()).length, 2);
  assertEquals((await patient.content(kept.attachment_id)).bytes, bytesOf("kept"));
});
