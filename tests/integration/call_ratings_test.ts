import type { CallStatus, EndReason } from "../../realtime/core/call.ts";
import type { Identity } from "../../realtime/core/identity.ts";
import { RATING_OPEN_MS } from "../../realtime/core/rating.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest as test } from "../support/clinic_test.ts";
import type { LiveClinic, Person } from "../support/live_clinic.ts";

const ENDED = Date.parse("2026-03-02T09:30:00.000Z");
const KEY = "0123456789abcdef0123456789abcdef";

/** Writes a call of the patient's and the doctor's as it stands at its end; gives its id. */
async function pastCall(clinic: LiveClinic, connected = true): Promise<string> {
  const { db, patient, doctor, appointmentId } = clinic;
  const id = crypto.randomUUID();
  const at = new Date(ENDED - 600_000);
  const [status, reason]: [CallStatus, EndReason] = connected
    ? ["ended", "user_hangup"]
    : ["missed", "missed"];
  const talked = connected ? at : null;
  await db.write((sql) =>
    sql`
      insert into call_history (call_id, appointment_id, caller_id, callee_id, call_type, initiated_at, accepted_at,
        connected_at, ended_at, status, end_reason, duration, room_id)
      values (${id}, ${appointmentId}, ${patient.id}, ${doctor.id}, 'video', ${at}, ${talked}, ${talked},
        ${new Date(ENDED)}, ${status}, ${reason}, ${connected ? 600 : 0}, 'room')`
  );
  await db.write((sql) =>
    sql`
      insert into call_participants (call_id, user_id, polite, joined_at, left_at, live, ordinal)
      select ${id}, u, u = ${doctor.id}, ${talked}, ${talked}, false,
        1 + (select count(*) from call_participants p where p.user_id = u)
      from unnest(${[patient.id, doctor.id]}::int[]) u`
  );
  return id;
}

async function scene(clinic: LiveClinic) {
  const { callRatings } = await import("../../db/call_ratings.ts");
  const { historyStore } = await import("../../db/history_store.ts");
  const { openKeyring } = await import("../../db/keyring.ts");
  const { PersonKeys } = await import("../../db/person_keys.ts");
  const use = await import("../../realtime/rate_call.ts");
  let now = ENDED + 60_000;
  const keys = new PersonKeys(await openKeyring(KEY, { now: () => now }));
  const history = historyStore(clinic.db);
  const deps = { history, ratings: callRatings(clinic.db, keys), clock: { now: () => now } };
  const who = ({ id, name, role }: Person): Identity => ({
    ...{ userId: id, name, role },
    ...{ sessionId: crypto.randomUUID(), deviceId: crypto.randomUUID() },
  });
  return { deps, use, who, at: (time: number) => now = time };
}

test("rateCall() keeps one rating of each person, encrypted, and changes it for a day [INBOX-14]", async (clinic) => {
  const { deps, use, who, at } = await scene(clinic);
  const id = await pastCall(clinic);
  const patient = who(clinic.patient);
  assertEquals(await use.readRating(deps, patient, id), { ok: true, value: null });
  const given = await use.rateCall(deps, patient, id, { stars: 4, comment: "a kind word" });
  assert(given.ok && given.value.stars === 4 && given.value.comment === "a kind word");
  const [row] = await clinic.db.read((sql) =>
    sql<{ text: string }[]>`select encode(encrypted_comment, 'escape') as text from call_ratings`
  );
  assert(row && !row.text.includes("kind"), "the comment is encrypted");
  assertEquals(await use.readRating(deps, who(clinic.doctor), id), { ok: true, value: null });
  const changed = await use.rateCall(deps, patient, id, { stars: null, comment: "nothing" });
  assert(changed.ok && changed.value.stars === null && changed.value.comment === null);
  at(ENDED + RATING_OPEN_MS);
  assert((await use.rateCall(deps, patient, id, { stars: 5 })).ok);
  at(ENDED + RATING_OPEN_MS + 1);
  const late = await use.rateCall(deps, patient, id, { stars: 1 });
  assertEquals(late.ok ? "" : late.code, "conflict");
  const kept = await use.readRating(deps, patient, id);
  assert(kept.ok && kept.value?.stars === 5);
});

test("rateCall() is for those who took part in a call that took place [INBOX-14]", async (clinic) => {
  const { deps, use, who } = await scene(clinic);
  const id = await pastCall(clinic);
  const codeOf = async (person: Identity, callId: string) => {
    const outcome = await use.rateCall(deps, person, callId, { stars: 3 });
    return outcome.ok ? "ok" : outcome.code;
  };
  const admin = { ...who(clinic.stranger), role: "admin" as const };
  assertEquals(await codeOf(who(clinic.stranger), id), "not_found");
  assertEquals(await codeOf(admin, id), "not_found");
  assertEquals(await codeOf(who(clinic.patient), crypto.randomUUID()), "not_found");
  assertEquals(await codeOf(who(clinic.patient), await pastCall(clinic, false)), "conflict");
});

test("ratingsFor() shows everybody's ratings to administrators alone [INBOX-14]", async (clinic) => {
  const { deps, use, who } = await scene(clinic);
  const id = await pastCall(clinic);
  await use.rateCall(deps, who(clinic.patient), id, { stars: 2, comment: "too short" });
  await use.rateCall(deps, who(clinic.doctor), id, { stars: 5 });
  const call = await deps.history.entry(id);
  assert(call);
  assertEquals(await use.ratingsFor(deps, who(clinic.patient), call), undefined);
  assertEquals(await use.ratingsFor(deps, who(clinic.doctor), call), undefined);
  const seen = await use.ratingsFor(deps, { ...who(clinic.stranger), role: "admin" }, call);
  const told = seen?.map((one) => [one.user_id, one.stars, one.comment]).sort();
  const expected = [[clinic.patient.id, 2, "too short"], [clinic.doctor.id, 5, null]].sort();
  assertEquals(told, expected);
});
