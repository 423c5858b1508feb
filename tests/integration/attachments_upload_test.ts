import type { FileClinic } from "../support/file_clinic.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { fileTest as test } from "../support/file_test.ts";
import { until } from "../support/until.ts";
import { bytesOf, gif, joined, jpeg, noise, pdf, png } from "../support/sample_files.ts";

const TEXT = bytesOf("blood pressure 120/80");

test("an upload is stored and read back, whatever stands before or after the file [FILE-1]", async (files) => {
  const { clinic } = files;
  const patient = files.as(clinic.patient);
  const fields = { conversation_id: clinic.conversationId, client_id: "one" };
  const [first, second] = [{ before: fields }, { after: { ...fields, client_id: "two" } }];
  for (const place of [first, second]) {
    const attachment = await patient.send({ ...place, file: pdf(), name: "Befund Müller.pdf" });
    assertEquals({ ...attachment, attachment_id: "", uploaded_at: "" }, {
      attachment_id: "",
      owner_id: clinic.patient.id,
      file_name: "Befund Müller.pdf",
      file_type: "application/pdf",
      file_size: pdf().length,
      access_control: "shared_conversation",
      uploaded_at: "",
      expires_at: null,
      scan: "skipped",
      call_id: null,
      message_id: null,
      conversation_id: clinic.conversationId,
      width: null,
      height: null,
    });
    const { body } = await patient.ask("GET", `/api/attachments/${attachment.attachment_id}`);
    assertEquals(body.attachment, attachment);
    assertEquals((await patient.content(attachment.attachment_id)).bytes, pdf());
    assertEquals(await files.audited(attachment.attachment_id), [
      "attachment.uploaded done",
      "attachment.downloaded done",
    ]);
  }
});

test("a file of several chunks comes back byte by byte, pictures with their size [FILE-1] [FILE-4]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const large = joined(jpeg(640, 480), noise(1_000_003));
  const attachment = await patient.send({ file: large, name: "photo.jpg" });
  assertEquals([attachment.width, attachment.height, attachment.file_size], [640, 480, large.length]);
  assertEquals((await patient.content(attachment.attachment_id)).bytes, large);
});

test("the same client id adds one file, however it is sent; another file is a conflict [FILE-5]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const first = await patient.upload({ file: TEXT, before: { client_id: "same" } });
  const again = await patient.upload({ file: TEXT, after: { client_id: "same" } });
  const byHeader = await patient.upload({ file: TEXT, headers: { "idempotency-key": "same" } });
  assertEquals([first.status, again.status, byHeader.status], [201, 200, 200]);
  assertEquals(again.body, first.body);
  assertEquals(byHeader.body, first.body);
  const other = await patient.upload({ file: bytesOf("another one"), before: { client_id: "same" } });
  const renamed = await patient.upload({ file: TEXT, name: "b.txt", before: { client_id: "same" } });
  assertEquals([other.status, other.body.code, renamed.status], [409, "conflict", 409]);
  const doctor = await files.as(files.clinic.doctor).upload({ file: TEXT, before: { client_id: "same" } });
  assertEquals(doctor.status, 201);
  const { attachment_id } = first.body.attachment;
  await patient.ask("DELETE", `/api/attachments/${attachment_id}`);
  assertEquals((await patient.upload({ file: TEXT, before: { client_id: "same" } })).status, 409);
  assertEquals((await files.stored()).length, 1);
});

test("ten uploads at once under one client id add one file [FILE-5]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const send = () => patient.upload({ file: TEXT, before: { client_id: "race" } });
  const all = [
    ...await Promise.all([send(), send(), send()]),
    ...await Promise.all([send(), send(), send()]),
  ];
  assertEquals(all.map((one) => one.status).sort(), [200, 200, 200, 200, 200, 201]);
  assertEquals(new Set(all.map((one) => one.body.attachment.attachment_id)).size, 1);
  assertEquals((await files.stored()).length, 1);
});

test("more uploads of one person at a time than there is place for are 429 [FILE-10]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const slow = await Promise.all([1, 2, 3, 4].map(() => endless(files, patient.token)));
  await until(async () => (await files.stored()).length === 4);
  const refused = await patient.upload({ file: TEXT });
  assertEquals([refused.status, refused.headers.has("retry-after")], [429, true]);
  assertEquals((await files.as(files.clinic.doctor).upload({ file: TEXT })).status, 201);
  for (const one of slow) await one.close();
  await until(async () => (await patient.upload({ file: TEXT })).status === 201);
});

test("fields are checked as every body is, and nothing is kept of a wrong upload [FILE-1]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const paths = async (parts: Parameters<typeof patient.upload>[0]) => {
    const { status, body } = await patient.upload({ file: TEXT, ...parts });
    assertEquals([status, body.code], [422, "bad_request"]);
    return body.errors.map((one: { path: string }) => one.path).join();
  };
  assertEquals(await paths({ before: { conversation_id: "x" } }), "conversation_id");
  assertEquals(await paths({ after: { access_control: "everybody" } }), "access_control");
  assertEquals(await paths({ after: { user_id: "1" } }), "user_id");
  assertEquals(await paths({ after: { ["__proto__"]: "1" } }), "__proto__");
  assertEquals(await paths({ after: { client_id: "x".repeat(129) } }), "client_id");
  assertEquals(await paths({ after: { client_id: "x".repeat(5_000) } }), "client_id");
  assertEquals(await paths({ after: { client_id: "a\0b" } }), "client_id");
  assertEquals(await paths({ after: { expires_at: "tomorrow" } }), "expires_at");
  assertEquals(await paths({ after: { expires_at: "2020-01-01T00:00:00.000Z" } }), "expires_at");
  assertEquals(await paths({ after: { access_control: "shared_call" } }), "access_control");
  assertEquals(await paths({ after: { access_control: "shared_conversation" } }), "access_control");
  assertEquals(await paths({ file: [] }), "file");
  assertEquals(await paths({ file: [TEXT, TEXT] }), "file");
  assertEquals(await paths({ file: new Uint8Array() }), "file");
  assertEquals(await paths({ file: png(10_000, 10_000), name: "a.png" }), "file");
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`field${n}`, "x"]));
  assertMatch(await paths({ before: many }), /^,/);
  assertEquals(await files.stored(), []);
});

test("a body that is no form, or ends early, is refused [FILE-1]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const post = (type: string, body: BodyInit) =>
    patient.ask("POST", "/api/attachments/upload", { "content-type": type }, body);
  const form = "multipart/form-data; boundary=b";
  const part = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello';
  const bodies: [type: string, body: string][] = [
    ["application/json", "{}"],
    ["multipart/form-data", part],
    [form, "nothing of the kind"],
    [form, ""],
    [form, part],
    [form, `${part}\r\n--b\r\n`],
    [form, `${part}\r\n--b--\r\n`],
  ];
  const statuses: number[] = [];
  for (const [type, body] of bodies) statuses.push((await post(type, body)).status);
  assertEquals(statuses, [415, 400, 400, 400, 400, 400, 201]);
  assertEquals((await files.stored()).length, 1);
});

test("content, name and list must agree, and the answer says why they do not [FILE-3]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const tries = [
    { file: gif(), name: "a.png", why: /ends in \.png, but this is a GIF picture/ },
    { file: bytesOf("<svg/>"), name: "a.svg", why: /end in \.svg/ },
    { file: bytesOf("<html>"), name: "a.txt", why: /web page/ },
    { file: joined("MZ", noise(500)), name: "a.pdf", why: /can’t be sent/ },
    {
      file: joined(png(), noise(200_000), "PK\x05\x06", new Uint8Array(18)),
      name: "a.png",
      why: /an archive/,
    },
  ];
  for (const { why, ...parts } of tries) {
    const { status, body } = await patient.upload(parts);
    assertEquals([status, body.code], [415, "unsupported_type"]);
    assertMatch(body.title, why);
  }
  assertEquals(await files.stored(), []);
  const odd = await patient.send({ file: png(), name: "..\\..\\\u202eevil\u0000.png" });
  assertEquals(odd.file_name, "evil.png");
  assertEquals((await patient.send({ file: png(), name: "blob" })).file_name, "blob.png");
});

test("too large is 413 by the bytes that come, whatever Content-Length says [FILE-1]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const limit = files.deps.limits.fileBytesMax;
  assertEquals((await patient.upload({ file: bytesOf("x".repeat(limit)) })).status, 201);
  const over = await patient.upload({ file: bytesOf("x".repeat(limit + 1)) });
  assertEquals([over.status, over.body.code], [413, "too_large"]);
  const declared = await patient.upload({ file: bytesOf("x".repeat(limit + 100_000)) });
  assertEquals([declared.status, declared.body.code], [413, "too_large"]);
  const upload = await endless(files, patient.token, { first: limit * 2 });
  assertEquals(await upload.answer(), 413);
  await upload.close();
  assertEquals((await files.stored()).length, 1);
}, { limits: { fileBytesMax: 1_000_000 } });

test("the files of one person have a quota, which deleting gives back [FILE-10]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const file = bytesOf("x".repeat(400_000));
  const first = await patient.send({ file, before: { client_id: "first" } });
  await patient.send({ file: bytesOf("y".repeat(400_000)) });
  const third = await patient.upload({ file });
  assertEquals([third.status, third.body.code], [413, "quota_exceeded"]);
  assertEquals((await patient.upload({ file, before: { client_id: "first" } })).status, 200);
  assertEquals((await files.as(files.clinic.doctor).upload({ file })).status, 201);
  await patient.ask("DELETE", `/api/attachments/${first.attachment_id}`);
  assertEquals((await patient.upload({ file })).status, 201);
  assertEquals((await files.stored()).length, 3);
}, { limits: { quotaBytes: 1_000_000 } });

test("an upload that falls silent, or whose sender is gone, leaves nothing [FILE-1]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const silent = await endless(files, patient.token);
  assertEquals(await silent.answer(), 408);
  await silent.close();
  assertEquals(await files.stored(), []);
  const gone = await endless(files, patient.token, { goesOn: true });
  await until(async () => (await files.stored()).length === 1);
  await gone.close();
  await until(async () => (await files.stored()).length === 0);
  const [row] = await files.clinic.db.read((sql) => sql`select count(*) as count from attachments`);
  assertEquals(row?.count, 0);
  assertEquals(files.log.filter((line) => line.includes('"error"')), []);
}, { stallMs: 300 });

test("nothing of a file stands readable in the database or on the disk [FILE-6]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const secret = `HIV positive ${crypto.randomUUID()}`;
  const name = `Biopsy of Jane Roe ${crypto.randomUUID()}.txt`;
  const file = bytesOf(`${secret}\n${"x".repeat(100_000)}\n${secret}`);
  const { attachment_id } = await patient.send({
    file,
    name,
    before: { conversation_id: files.clinic.conversationId },
  });
  const needles = [secret, name, name.slice(0, -4)];
  const tables = await files.clinic.db.read((sql) =>
    sql<
      { name: string }[]
    >`select table_name as name from information_schema.tables where table_schema = 'public'`
  );
  let seen = 0;
  const look = (text: string, place: string) => {
    seen += text.length;
    for (const needle of needles) {
      const hex = new TextEncoder().encode(needle).toHex();
      assert(!text.includes(needle) && !text.includes(hex), `plain text stands in ${place}`);
    }
  };
  for (const table of tables) {
    const [dump] = await files.clinic.db.read((sql) =>
      sql<{ text: string | null }[]>`select string_agg(t::text, E'\n') as text from ${sql(table.name)} t`
    );
    look(dump?.text ?? "", table.name);
  }
  const paths = await files.stored();
  assertEquals(paths.length, 1);
  for (const path of paths) look(path + new TextDecoder("latin1").decode(await Deno.readFile(path)), path);
  assert(seen > 100_000, "there was nothing to look at");
  look(files.log.join("\n"), "the log");
  const { body } = await patient.ask("GET", `/api/attachments/${attachment_id}`);
  assertEquals(body.attachment.file_name, name);
  for (const path of paths) assertEquals((await Deno.stat(path)).mode! & 0o077, 0);
  assertEquals((await Deno.stat(`${files.folder}/${files.space}`)).mode! & 0o777, 0o700);
});

test("an upload of somebody who lost their rights meanwhile is 401, and nothing of it is kept [FILE-21]", async (files) => {
  const { clinic } = files;
  const before = await files.stored();
  await clinic.db.write((sql) => sql`update users set disabled_at = now() where id = ${clinic.patient.id}`);
  const { status, body } = await files.as(clinic.patient).upload({ file: bytesOf("too late") });
  assertEquals([status, body.code], [401, "unauthorized"]);
  assertEquals(await files.stored(), before);
});

/** An upload that never ends by itself: it sends so much text at once, then nothing or a little every now and then. */
async function endless(files: FileClinic, token: string, { first = 300_000, goesOn = false } = {}) {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(new URL(files.origin).port) });
  const chunk = (text: string) => bytesOf(`${text.length.toString(16)}\r\n${text}\r\n`);
  const head = `POST /api/attachments/upload HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n` +
    "content-type: multipart/form-data; boundary=b\r\ntransfer-encoding: chunked\r\n\r\n";
  const part = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n';
  const bytes = joined(
    head,
    chunk(part),
    ...Array.from({ length: first / 1_000 }, () => chunk("x".repeat(1_000))),
  );
  const sending = (async () => {
    for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
    while (goesOn) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await connection.write(chunk("more"));
    }
  })().catch(() => {});
  return {
    /** The status of the answer. */
    async answer(): Promise<number> {
      const buffer = new Uint8Array(1_000);
      await connection.read(buffer);
      return Number(new TextDecoder().decode(buffer).slice(9, 12));
    },
    async close(): Promise<void> {
      goesOn = false;
      connection.close();
      await sending;
    },
  };
}
