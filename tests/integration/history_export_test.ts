import { exportHistory } from "../../realtime/export_history.ts";
import type { Identity } from "../../realtime/core/identity.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest } from "../support/clinic_test.ts";
import { visitTest } from "../support/visit_server.ts";

const CALLS = 250;

clinicTest(
  "exportHistory() gives each call once, in pieces, whatever was placed meanwhile [INBOX-15]",
  async (clinic) => {
    const { historyStore } = await import("../../db/history_store.ts");
    const { db, patient, doctor, appointmentId } = clinic;
    const addCalls = (first: number, last: number) =>
      db.transaction(async (sql) => {
        await sql`
        insert into call_history (call_id, appointment_id, caller_id, callee_id, call_type, initiated_at, ended_at, status,
          end_reason, duration, room_id)
        select gen_random_uuid(), ${appointmentId}, ${patient.id}, ${doctor.id}, 'voice', t, t, 'missed', 'missed', 0, 'r'
        -- Two calls in each millisecond.
        from generate_series(${first}::int, ${last}::int) n, lateral (
          select timestamptz '2026-03-02 09:00Z' + (n / 2) * interval '1 millisecond' as t) s`;
        await sql`
        insert into call_participants (call_id, user_id, polite, live, ordinal)
        select call_id, u, false, false, 1000 + id from call_history h, lateral (values (caller_id), (callee_id)) p (u)
        where not exists (select 1 from call_participants p where p.call_id = h.call_id)`;
      });
    await addCalls(1, CALLS);
    const { id, name, role } = patient;
    const who: Identity = { userId: id, name, role, sessionId: "s", deviceId: "d" };
    const outcome = await exportHistory({ history: historyStore(db) }, who, { callType: "voice" });
    assert(outcome.ok);
    const ids: string[] = [];
    for await (const piece of outcome.value) {
      assert(piece.length <= 100);
      if (ids.length === 0) await addCalls(CALLS + 1_000, CALLS + 1_100);
      ids.push(...piece.map((one) => one.call_id));
    }
    assertEquals([ids.length, new Set(ids).size], [CALLS, CALLS]);
    const other = { ...who, userId: clinic.stranger.id };
    const foreign = await exportHistory({ history: historyStore(db) }, other, { userId: id });
    assertEquals(foreign.ok ? "" : foreign.code, "not_found");
  },
);

visitTest(
  "GET /api/call-history/export is a table or JSON, narrowed like the list [INBOX-15]",
  async (scene) => {
    const { doctor, patient, origin } = scene;
    const [appointment] = (await doctor.ask("GET", "/api/appointments")).body.appointments;
    const call = { callee_id: doctor.user.id, appointment_id: appointment.id, call_type: "voice" };
    const { body } = await patient.ask("POST", "/api/calls/initiate", call);
    assertEquals((await patient.ask("POST", `/api/calls/${body.call_id}/hangup`)).status, 200);
    const get = async (query: string, token = patient.token) => {
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(`${origin}/api/call-history/export${query}`, { headers });
      return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
    };
    const table = await get("");
    assertEquals(table.response.headers.get("content-type"), "text/csv; charset=utf-8");
    assertEquals(table.response.headers.get("content-disposition"), 'attachment; filename="calls.csv"');
    assertEquals([...table.bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
    const [head, line, end, ...more] = new TextDecoder().decode(table.bytes).split("\r\n");
    assertEquals([head?.split(",").slice(0, 4), end, more], [
      ["call_id", "with", "direction", "call_type"],
      "",
      [],
    ]);
    assertEquals(line?.split(",").slice(0, 4), [body.call_id, doctor.user.name, "outgoing", "voice"]);
    const seen = new TextDecoder().decode((await get("", doctor.token)).bytes);
    assert(seen.includes(`${patient.user.name},incoming`));
    const data = JSON.parse(new TextDecoder().decode((await get("?format=json")).bytes));
    assertEquals(data.calls.map((one: { call_id: string }) => one.call_id), [body.call_id]);
    const narrowed = JSON.parse(new TextDecoder().decode((await get("?format=json&call_type=video")).bytes));
    assertEquals(narrowed, { calls: [] });
    assertEquals((await get("?format=xml")).response.status, 422);
    assertEquals((await get(`?user_id=${doctor.user.id}`)).response.status, 404);
  },
);
