import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest as test } from "../support/clinic_test.ts";
import type { LiveClinic } from "../support/live_clinic.ts";

/** Columns of SPEC.md's six tables, where a name differs from the document's its own is given. */
const SPEC_COLUMNS: Record<string, string> = {
  call_history:
    "id call_id appointment_id caller_id callee_id call_type initiated_at ringing_at accepted_at connected_at ended_at status end_reason duration room_id sfu_server quality_metrics recording_url recording_size recording_duration recording_consent",
  messages:
    "id message_id conversation_id sender_id encrypted_body message_type in_call call_id status delivered_at read_at attachment_ids",
  conversations: "id conversation_id conversation_type group_name group_avatar last_message_at is_active",
  attachments:
    "id attachment_id owner_id file_name file_type file_size s3_key s3_bucket file_url shared_in_call_id shared_in_message_id encrypted_metadata is_encrypted access_control uploaded_at expires_at",
  call_quality_metrics:
    "id call_id user_id rtt packet_loss jitter available_bandwidth audio_bitrate video_bitrate video_resolution video_framerate cpu_usage memory_usage audio_quality video_quality timestamp",
  user_presence:
    "id user_id status current_call_id current_appointment_id last_heartbeat last_seen device_type",
};

/** What the database says to a statement: "done" or the violated rule. */
async function verdict({ db }: LiveClinic, statement: string): Promise<string> {
  return await db.write((sql) => sql.unsafe(statement)).then(() => "done", (error) => String(error.message));
}

test("the six tables have all columns of the specification [DATA-1]", async ({ db }) => {
  for (const [table, columns] of Object.entries(SPEC_COLUMNS)) {
    const rows = await db.read((sql) =>
      sql<{ name: string }[]>`
      select column_name as name from information_schema.columns where table_name = ${table}`
    );
    const there = new Set(rows.map((row) => row.name));
    assertEquals(columns.split(" ").filter((column) => !there.has(column)), [], table);
  }
});

test("the database itself refuses what may not be [DATA-2]", async (clinic) => {
  const { patient, doctor, appointmentId } = clinic;
  const call = (id: string, status: string, rest = "null, null, now() + interval '1 minute'") =>
    `insert into call_history (call_id, room_id, appointment_id, caller_id, callee_id, call_type, initiated_at, status,
       end_reason, ended_at, deadline_at)
     values ('${id}', 'r', ${appointmentId}, ${patient.id}, ${doctor.id}, 'video', now(), '${status}', ${rest})`;
  let ordinal = 0;
  const live = (id: string) =>
    `insert into call_participants (call_id, user_id, polite, live, ordinal)
     values ('${id}', ${patient.id}, true, true, ${++ordinal})`;
  const [one, two] = [crypto.randomUUID(), crypto.randomUUID()];
  assertEquals(await verdict(clinic, call(one, "ringing")), "done");
  assertEquals(await verdict(clinic, call(two, "ringing")), "done");
  assertEquals(await verdict(clinic, live(one)), "done");
  assert(/one_live_call/.test(await verdict(clinic, live(two))));
  assert(/check/.test(await verdict(clinic, call(crypto.randomUUID(), "dancing"))));
  assert(/check/.test(await verdict(clinic, call(crypto.randomUUID(), "ended"))));
  assert(/check/.test(await verdict(clinic, call(crypto.randomUUID(), "ended", "'boredom', now(), null"))));
  const end =
    `update call_history set status = 'ended', end_reason = 'user_hangup', ended_at = now(), deadline_at = null
    where call_id = '${one}'`;
  assertEquals(await verdict(clinic, end), "done");
  assertEquals(await verdict(clinic, live(two).replace(one, two)), "done");
  assert(
    /final/.test(
      await verdict(clinic, `update call_history set status = 'ringing' where call_id = '${one}'`),
    ),
  );
  assert(/foreign key/.test(await verdict(clinic, `delete from users where id = ${patient.id}`)));
});
