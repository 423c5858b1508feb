import { assertEquals } from "../support/assert.ts";
import type { FileClinic } from "../support/file_clinic.ts";
import { fileTest as test } from "../support/file_test.ts";
import { bytesOf, oggOpus, pdf, png } from "../support/sample_files.ts";

const TEXT = bytesOf("only for those who may");
const DAY_MS = 24 * 60 * 60_000;

/** Statuses of the object and of its content, for the patient, the doctor, a stranger and an administrator. */
async function seenBy(files: FileClinic, attachmentId: string): Promise<string> {
  const { patient, doctor, stranger } = files.clinic;
  const people = [patient, doctor, stranger].map((one) => files.as(one));
  const seen = await Promise.all([...people, files.as(stranger).admin].map(async (one) => {
    const { status } = await one.ask("GET", `/api/attachments/${attachmentId}`);
    return `${status}/${(await one.content(attachmentId)).status}`;
  }));
  return seen.join(" ");
}

async function addCall(files: FileClinic): Promise<string> {
  using device = await files.clinic.open(files.clinic.patient);
  const { call_id } = await device.ask("initiate_call", {
    callee_id: files.clinic.doctor.id,
    appointment_id: files.clinic.appointmentId,
    call_type: "video",
  });
  await device.ask("hangup_call", { call_id });
  return call_id;
}

async function addMessage(files: FileClinic, attachment_ids: string[] = []) {
  using device = await files.clinic.open(files.clinic.patient);
  const { message } = await device.ask("chat:message", {
    conversation_id: files.clinic.conversationId,
    body: "see this",
    client_id: crypto.randomUUID(),
    attachment_ids,
  });
  return message;
}

test("a file is its owner's, and theirs with whom it is shared; an administrator is a stranger [FILE-11]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const conversation_id = files.clinic.conversationId;
  const call_id = await addCall(files);
  const shared = async (before: Record<string, string>) => {
    const attachment = await patient.send({ file: TEXT, before });
    return `${attachment.access_control}: ${await seenBy(files, attachment.attachment_id)}`;
  };
  const forBoth = "200/200 200/200 404/404 404/404";
  const forOwner = "200/200 404/404 404/404 404/404";
  assertEquals(await shared({}), `private: ${forOwner}`);
  assertEquals(await shared({ conversation_id }), `shared_conversation: ${forBoth}`);
  assertEquals(await shared({ call_id }), `shared_call: ${forBoth}`);
  assertEquals(await shared({ conversation_id, call_id }), `shared_conversation: ${forBoth}`);
  assertEquals(await shared({ conversation_id, access_control: "private" }), `private: ${forOwner}`);
  const { message_id } = await addMessage(files);
  assertEquals(await shared({ message_id }), `shared_conversation: ${forBoth}`);
});

test("nobody shares in a call, a conversation or a message that is not theirs [FILE-11]", async (files) => {
  const call_id = await addCall(files);
  const { message_id } = await addMessage(files);
  const tries: [person: "stranger" | "doctor", before: Record<string, string>][] = [
    ["stranger", { conversation_id: files.clinic.conversationId }],
    ["stranger", { call_id }],
    ["stranger", { message_id }],
    ["doctor", { message_id }],
    ["doctor", { conversation_id: crypto.randomUUID() }],
    ["doctor", { call_id: crypto.randomUUID() }],
  ];
  for (const [person, before] of tries) {
    const { status, body } = await files.as(files.clinic[person]).upload({ file: TEXT, before });
    assertEquals([status, body.code], [404, "not_found"], JSON.stringify(before));
  }
  assertEquals(await files.stored(), []);
  const notes = await files.clinic.db.read((sql) =>
    sql`select object_type, object_id from audit_log where action = 'upload_attachment' and outcome = 'refused' order by id`
  );
  assertEquals(notes.length, tries.length);
  assertEquals({ ...notes[0] }, { object_type: "conversation", object_id: files.clinic.conversationId });
});

test("a foreign file looks like a missing one, and who asked for it is written down [FILE-11]", async (files) => {
  const stranger = files.as(files.clinic.stranger);
  const { attachment_id } = await files.as(files.clinic.patient).send({ file: TEXT });
  const missing = crypto.randomUUID();
  for (const [method, end] of [["GET", ""], ["GET", "/content"], ["DELETE", ""]] as const) {
    const foreign = await stranger.ask(method, `/api/attachments/${attachment_id}${end}`);
    const absent = await stranger.ask(method, `/api/attachments/${missing}${end}`);
    assertEquals([foreign.status, foreign.body], [404, absent.body]);
  }
  assertEquals(await files.audited(attachment_id), [
    "attachment.uploaded done",
    "read_attachment refused",
    "download_attachment refused",
    "delete_attachment refused",
  ]);
  const strange = await stranger.ask("GET", "/api/attachments/not-an-id");
  assertEquals([strange.status, strange.body.code], [404, "not_found"]);
});

test("lists show one's own files, or those shared in a conversation, page by page [FILE-12]", async (files) => {
  const [patient, doctor] = [files.as(files.clinic.patient), files.as(files.clinic.doctor)];
  const conversation_id = files.clinic.conversationId;
  const names = (answer: { body: { attachments: { file_name: string }[] } }) =>
    answer.body.attachments.map((one) => one.file_name).join();
  await patient.send({ file: TEXT, name: "1.txt" });
  await patient.send({ file: TEXT, name: "2.txt", before: { conversation_id } });
  await patient.send({ file: TEXT, name: "3.txt", before: { conversation_id, access_control: "private" } });
  await doctor.send({ file: TEXT, name: "4.txt", before: { conversation_id } });
  assertEquals(names(await patient.ask("GET", "/api/attachments")), "3.txt,2.txt,1.txt");
  const page = await patient.ask("GET", "/api/attachments?per_page=2&page=2");
  assertEquals([names(page), page.body.total, page.body.pages, page.body.current_page], ["1.txt", 3, 2, 2]);
  const shared = `/api/attachments?conversation_id=${conversation_id}`;
  assertEquals(names(await patient.ask("GET", shared)), "4.txt,2.txt");
  assertEquals(names(await doctor.ask("GET", shared)), "4.txt,2.txt");
  assertEquals((await files.as(files.clinic.stranger).ask("GET", shared)).status, 404);
  assertEquals((await patient.ask("GET", "/api/attachments?conversation_id=x")).status, 422);
});

test("only the owner deletes; bytes and key are gone at once, the row stays [FILE-13]", async (files) => {
  const [patient, doctor] = [files.as(files.clinic.patient), files.as(files.clinic.doctor)];
  const before = { conversation_id: files.clinic.conversationId };
  const { attachment_id } = await patient.send({ file: TEXT, before });
  const path = `/api/attachments/${attachment_id}`;
  assertEquals((await doctor.ask("DELETE", path)).status, 404);
  const deleted = await patient.ask("DELETE", path);
  assertEquals([deleted.status, deleted.body], [204, null]);
  assertEquals((await patient.ask("DELETE", path)).status, 404);
  assertEquals(await seenBy(files, attachment_id), "404/404 404/404 404/404 404/404");
  assertEquals(await files.stored(), []);
  const [row] = await files.clinic.db.read((sql) =>
    sql`select deleted_at is not null as is_deleted, blob_key, wrapped_key, encrypted_metadata, file_name
      from attachments where attachment_id = ${attachment_id}`
  );
  assertEquals({ ...row }, {
    is_deleted: true,
    blob_key: null,
    wrapped_key: null,
    encrypted_metadata: null,
    file_name: "attachment.txt",
  });
  const log = await files.audited(attachment_id);
  assertEquals(log.filter((one) => one.startsWith("attachment.")), [
    "attachment.uploaded done",
    "attachment.deleted done",
  ]);
});

test("an expired file is nobody's at once, and is removed [FILE-13]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const expires_at = new Date(Date.now() + DAY_MS).toISOString();
  const { attachment_id, ...attachment } = await patient.send({ file: TEXT, before: { expires_at } });
  const kept = await patient.send({ file: TEXT });
  assertEquals(attachment.expires_at, expires_at);
  await files.upkeep.removeExpired();
  assertEquals((await patient.content(attachment_id)).status, 200);
  files.pass(DAY_MS);
  assertEquals(await seenBy(files, attachment_id), "404/404 404/404 404/404 404/404");
  assertEquals((await patient.ask("GET", "/api/attachments")).body.total, 1);
  assertEquals((await files.stored()).length, 2);
  await Promise.all([files.upkeep.removeExpired(), files.upkeep.removeExpired()]);
  assertEquals((await files.stored()).length, 1);
  assertEquals((await patient.content(kept.attachment_id)).status, 200);
  const log = await files.audited(attachment_id);
  assertEquals(log.filter((one) => one.startsWith("attachment.expired")), ["attachment.expired done"]);
});

test("a file is given with headers under which it can do no harm [FILE-9]", async (files) => {
  const patient = files.as(files.clinic.patient);
  const kinds = [
    { file: png(), name: "a.png", type: "image/png", kind: "inline" },
    { file: oggOpus(), name: "a.ogg", type: "audio/ogg", kind: "inline" },
    { file: pdf(), name: "a.pdf", type: "application/pdf", kind: "attachment" },
    { file: TEXT, name: "a.txt", type: "text/plain; charset=utf-8", kind: "attachment" },
  ];
  for (const { type, kind, ...parts } of kinds) {
    const { attachment_id } = await patient.send(parts);
    const { headers } = await patient.content(attachment_id);
    const shown = Object.fromEntries([
      "content-type",
      "content-disposition",
      "content-security-policy",
      "x-content-type-options",
      "cross-origin-resource-policy",
      "cache-control",
      "accept-ranges",
      "etag",
      "content-length",
    ].map((name) => [name, headers.get(name)]));
    assertEquals(shown, {
      "content-type": type,
      "content-disposition": `${kind}; filename="${parts.name}"; filename*=UTF-8''${parts.name}`,
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, no-store",
      "accept-ranges": "bytes",
      "etag": `"${attachment_id}"`,
      "content-length": String(parts.file.length),
    });
  }
});

test("a message carries what is known of its files, for those who may see them [FILE-14]", async (files) => {
  const { clinic } = files;
  const patient = files.as(clinic.patient);
  const before = { conversation_id: clinic.conversationId };
  const [one, two] = [
    await patient.send({ file: TEXT, before }),
    await patient.send({ file: pdf(), name: "b.pdf", before }),
  ];
  const sent = await addMessage(files, [two.attachment_id, one.attachment_id]);
  const ids = (message: { attachments?: { attachment_id: string }[] }) =>
    message.attachments?.map((attachment) => attachment.attachment_id);
  assertEquals(ids(sent), [two.attachment_id, one.attachment_id]);
  assertEquals(sent.attachments?.[0]?.file_name, "b.pdf");
  const plain = await addMessage(files);
  assertEquals(plain.attachments, undefined);
  const path = `/api/conversations/${clinic.conversationId}/messages`;
  const seen = async () => (await files.as(clinic.doctor).ask("GET", path)).body.messages.map(ids);
  assertEquals(await seen(), [[two.attachment_id, one.attachment_id], undefined]);
  await patient.ask("DELETE", `/api/attachments/${two.attachment_id}`);
  assertEquals(await seen(), [[one.attachment_id], undefined]);
  await patient.ask("DELETE", `/api/attachments/${one.attachment_id}`);
  assertEquals(await seen(), [[], undefined]);
});
