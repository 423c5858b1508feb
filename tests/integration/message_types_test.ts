import type { Database } from "../../db/database.ts";
import { ApiClient } from "../support/api_client.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicProcess } from "../support/clinic_process.ts";
import { clinicTest } from "../support/clinic_test.ts";
import { granted } from "../support/granted.ts";
import { messageIn, newConversation, textMessage, TRAIL } from "../support/store_scene.ts";

type Changes = { scan?: string; deleted_at?: Date; expires_at?: Date; access_control?: string };

/** A file as an upload leaves it. */
async function addFile(
  db: Database,
  ownerId: number,
  fileType: string,
  changes: Changes = {},
): Promise<string> {
  const id = crypto.randomUUID();
  const row = {
    attachment_id: id,
    owner_id: ownerId,
    file_name: "file",
    file_type: fileType,
    file_size: 3,
    access_control: "private",
    scan: "clean",
    ...changes,
  };
  await db.write((sql) => sql`insert into attachments ${sql(row)}`);
  return id;
}

interface Shared {
  access_control: string;
  conversation_id: string | null;
  shared_in_message_id: string | null;
}

async function sharedAs(db: Database, id: string): Promise<Shared | undefined> {
  const [row] = await db.read((sql) =>
    sql<Shared[]>`
      select access_control, conversation_id, shared_in_message_id from attachments where attachment_id = ${id}`
  );
  return row && { ...row };
}

Deno.test({
  name: "what a message lacks for its type is refused alike at both doors, with the field at fault [MSG-14]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  async fn() {
    await using clinic = await clinicProcess();
    const { db, server: { origin } } = clinic;
    const patient = await ApiClient.signIn(origin, "patient@demo.test");
    const doctor = await ApiClient.signIn(origin, "doctor@demo.test");
    const { body: { conversations } } = await patient.ask("GET", "/api/conversations");
    const { conversation_id } = conversations[0];
    const file = (who: ApiClient, type: string) => addFile(db, who.user.id, type);
    const cases: [ApiClient, object, number, string][] = [
      [patient, { body: "", message_type: "text" }, 422, "body"],
      [patient, { message_type: "text" }, 422, "body"],
      [patient, { message_type: "image", body: "look" }, 422, "attachment_ids"],
      [
        patient,
        { message_type: "image", attachment_ids: [await file(patient, "text/plain")] },
        422,
        "attachment_ids",
      ],
      [
        patient,
        { message_type: "voice_note", attachment_ids: [await file(patient, "image/png")] },
        422,
        "attachment_ids",
      ],
      [patient, { message_type: "file" }, 422, "attachment_ids"],
      [
        doctor,
        { message_type: "prescription", attachment_ids: [await file(doctor, "application/pdf")] },
        422,
        "body",
      ],
      [
        doctor,
        { message_type: "report", body: "Lab", attachment_ids: [await file(doctor, "audio/ogg")] },
        422,
        "attachment_ids",
      ],
      [
        patient,
        { message_type: "report", body: "Lab", attachment_ids: [await file(patient, "application/pdf")] },
        403,
        "message_type",
      ],
      [patient, { message_type: "file", attachment_ids: [await file(doctor, "application/pdf")] }, 404, ""],
    ];
    const CODES: Record<number, string> = { 422: "bad_request", 403: "forbidden", 404: "not_found" };
    for (const [who, content, status, path] of cases) {
      const label = JSON.stringify(content);
      const http = await who.ask("POST", `/api/conversations/${conversation_id}/send-message`, content);
      assertEquals([http.status, http.body.code], [status, CODES[status]], label);
      assertEquals(http.body.errors?.[0]?.path ?? "", path, label);
      await using socket = await who.socket();
      const client_id = crypto.randomUUID();
      const reply = await socket.ask("chat:message", { conversation_id, client_id, ...content });
      assertEquals(reply.error?.code, CODES[status], label);
    }
    const { body } = await patient.ask("GET", `/api/conversations/${conversation_id}/messages`);
    assertEquals(body.total, 0);
    const image = { message_type: "image", attachment_ids: [await file(patient, "image/png")] };
    const sent = await patient.ask("POST", `/api/conversations/${conversation_id}/send-message`, image);
    assertEquals([sent.status, sent.body.message.body], [201, ""]);
    const prescription = {
      message_type: "prescription",
      body: "Amoxicillin 500 mg",
      attachment_ids: [await file(doctor, "application/pdf")],
    };
    await using socket = await doctor.socket();
    const client_id = crypto.randomUUID();
    const reply = await socket.ask("chat:message", { conversation_id, client_id, ...prescription });
    assertEquals(reply.data.message.message_type, "prescription");
  },
});

clinicTest(
  "a file that is sent becomes its conversation's, in the same transaction [MSG-15]",
  async (clinic) => {
    const { db, live: { use: { chat: { conversations } } } } = clinic;
    const { conversationId, people: [me] } = await newConversation(clinic);
    const id = await addFile(db, me, "application/pdf", { access_control: "shared_call" });
    const file = { messageType: "file" as const, body: "", attachmentIds: [id.toUpperCase()] };
    const first = textMessage(conversationId, me, file);
    const { message_id, attachment_ids } = messageIn(await conversations.append(first, TRAIL));
    assertEquals(attachment_ids, [id]);
    const shared = {
      access_control: "shared_conversation",
      conversation_id: conversationId,
      shared_in_message_id: message_id,
    };
    assertEquals(await sharedAs(db, id), shared);
    // Once more in the same conversation is fine; the first message stays the one that shared it.
    messageIn(await conversations.append(textMessage(conversationId, me, file), TRAIL));
    assertEquals(await sharedAs(db, id), shared);
    // Sent again after the file has gone it is still the same message.
    await db.write((sql) => sql`update attachments set deleted_at = now() where attachment_id = ${id}`);
    const again = await conversations.append({ ...first, messageId: crypto.randomUUID() }, TRAIL);
    assertEquals([again.kind, messageIn(again).message_id], ["repeated", message_id]);
  },
);

clinicTest(
  "a file that is not there for one, or shared elsewhere, can't be sent [MSG-15]",
  async (clinic) => {
    const { db, live: { use: { chat: { conversations } } } } = clinic;
    const { conversationId, people: [me, other] } = await newConversation(clinic);
    const elsewhere = crypto.randomUUID();
    const group = {
      conversationId: elsewhere,
      users: [me, other],
      name: "Group",
      createdBy: me,
      clientId: null,
    };
    await conversations.openGroup(group, TRAIL);
    const past = new Date(Date.now() - 1_000);
    const unusable = [
      crypto.randomUUID(),
      await addFile(db, other, "application/pdf"),
      await addFile(db, me, "application/pdf", { deleted_at: past }),
      await addFile(db, me, "application/pdf", { expires_at: past }),
      await addFile(db, me, "application/pdf", { scan: "infected" }),
    ];
    const good = await addFile(db, me, "application/pdf");
    const send = (place: string, attachmentIds: string[]) =>
      conversations.append(textMessage(place, me, { messageType: "file", attachmentIds }), TRAIL);
    for (const id of unusable) {
      assertEquals(await send(conversationId, [good, id]), {
        kind: "unknown_reference",
        field: "attachment_ids",
      });
    }
    assertEquals((await sharedAs(db, good))?.access_control, "private");
    // The same file in two conversations at once, in one group since both keys are there: the first has it.
    for (const place of [conversationId, elsewhere]) {
      await conversations.append(textMessage(place, me), TRAIL);
    }
    const both = await Promise.all([send(conversationId, [good]), send(elsewhere, [good])]);
    assertEquals(both.map((one) => one.kind), ["appended", "unknown_reference"]);
    assertEquals((await send(elsewhere, [good])).kind, "unknown_reference");
    assertEquals((await sharedAs(db, good))?.conversation_id, conversationId);
    const pending = await addFile(db, me, "application/pdf", { scan: "pending" });
    assert("message" in await send(elsewhere, [pending]));
  },
);
