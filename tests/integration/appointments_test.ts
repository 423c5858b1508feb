import { assert, assertEquals } from "../support/assert.ts";
import { ApiClient } from "../support/api_client.ts";
import { inMinutes, type VisitServer, visitTest as test } from "../support/visit_server.ts";

function command({ doctor, patient }: VisitServer, more: Record<string, unknown> = {}) {
  return {
    patient_id: patient.user.id,
    doctor_id: doctor.user.id,
    starts_at: inMinutes(60),
    ends_at: inMinutes(90),
    reason: "Knee",
    ...more,
  };
}

test("POST /api/appointments makes one, once for its key, and conflicts with other content [APPT-3]", async (scene) => {
  const { doctor, patient } = scene;
  const body = command(scene);
  const key = { "Idempotency-Key": crypto.randomUUID() };
  const [first, second] = await Promise.all(
    [1, 2].map(() => doctor.ask("POST", "/api/appointments", body, key)),
  );
  assertEquals([first?.status, second?.status].sort(), [200, 201]);
  const { appointment } = first?.body ?? {};
  assertEquals(second?.body.appointment.id, appointment.id);
  assertEquals(
    [
      appointment.patient_id,
      appointment.doctor_id,
      appointment.reason,
      appointment.status,
      appointment.version,
    ],
    [patient.user.id, doctor.user.id, "Knee", "scheduled", 1],
  );
  assertEquals([appointment.starts_at, appointment.ends_at], [body.starts_at, body.ends_at]);
  for (
    const other of [{ reason: "Hip" }, { ends_at: inMinutes(91) }, { patient_id: scene.stranger.user.id }]
  ) {
    assertEquals((await doctor.ask("POST", "/api/appointments", { ...body, ...other }, key)).status, 409);
  }
  await doctor.ask("PATCH", `/api/appointments/${appointment.id}`, { reason: "Hip", ends_at: inMinutes(99) });
  const again = await doctor.ask("POST", "/api/appointments", body, key);
  assertEquals([again.status, again.body.appointment.reason], [200, "Hip"]);
});

test("POST /api/appointments by name makes the patient too, once, and for this appointment only [APPT-4]", async (scene) => {
  const { doctor, admin } = scene;
  const body = command(scene, {
    patient_id: undefined,
    patient_name: " Nora\u200b  Named ",
    client_id: "one",
  });
  const made = await Promise.all([1, 2, 3].map(() => doctor.ask("POST", "/api/appointments", body)));
  assertEquals(made.map((one) => one.status).sort(), [200, 200, 201]);
  assertEquals(new Set(made.map((one) => one.body.appointment.patient_id)).size, 1);
  const { patient } = made[0]?.body.appointment ?? {};
  assertEquals([patient.name, patient.role, patient.is_guest], ["Nora Named", "patient", true]);
  for (const who of [doctor, admin]) {
    const again = await who.ask("POST", "/api/appointments", command(scene, { patient_id: patient.id }));
    assertEquals([again.status, again.body.code], [404, "not_found"]);
  }
  assertEquals(
    (await doctor.ask(
      "POST",
      "/api/appointments",
      command(scene, {
        patient_id: undefined,
        patient_name: "\u200b",
      }),
    )).status,
    422,
  );
});

test("POST /api/appointments is for doctors themselves and for administrators [APPT-1]", async (scene) => {
  const { doctor, otherDoctor, patient, admin } = scene;
  const ask = async (who: ApiClient, more: Record<string, unknown>) => {
    const { status, body } = await who.ask("POST", "/api/appointments", command(scene, more));
    return [status, body.code, body.title];
  };
  assertEquals((await ask(patient, {})).slice(0, 2), [403, "forbidden"]);
  assertEquals((await ask(patient, { doctor_id: patient.user.id })).slice(0, 2), [403, "forbidden"]);
  const foreign = await ask(doctor, { doctor_id: otherDoctor.user.id });
  assertEquals(foreign, await ask(doctor, { doctor_id: 2_000_000_000 }));
  assertEquals(foreign[0], 404);
  assertEquals((await ask(admin, { doctor_id: otherDoctor.user.id }))[0], 201);
  assertEquals((await ask(admin, { doctor_id: 2_000_000_000 }))[0], 404);
  for (const doctor_id of [patient.user.id, admin.user.id]) {
    assertEquals((await ask(admin, { doctor_id }))[0], 404, "no doctor");
  }
  for (const patient_id of [doctor.user.id, admin.user.id, 2_000_000_000]) {
    assertEquals((await ask(admin, { patient_id }))[0], 404, "no patient");
  }
});

test("POST and PATCH of an appointment name every wrong field [APPT-2]", async (scene) => {
  const { doctor } = scene;
  const paths = async (more: Record<string, unknown>) => {
    const { status, body } = await doctor.ask("POST", "/api/appointments", command(scene, more));
    assertEquals(status, 422, JSON.stringify(more));
    return body.errors.map((one: { path: string }) => one.path).sort();
  };
  assertEquals(await paths({ ends_at: inMinutes(60 - 1) }), ["ends_at"]);
  assertEquals(await paths({ ends_at: inMinutes(60 + 24 * 60 + 1) }), ["ends_at"]);
  assertEquals(await paths({ starts_at: "tomorrow" }), ["starts_at"]);
  assertEquals(await paths({ starts_at: "2026-02-29T25:00:00.000Z" }), ["starts_at"]);
  assertEquals(await paths({ starts_at: "2020-02-30T10:00:00.000Z" }), ["ends_at", "starts_at"]);
  assertEquals(await paths({ patient_name: "Both" }), ["patient_id"]);
  assertEquals(await paths({ patient_id: undefined }), ["patient_id"]);
  assertEquals(await paths({ patient_id: 0, doctor_id: "x" }), ["doctor_id", "patient_id"]);
  assertEquals(await paths({ reason: "x".repeat(501) }), ["reason"]);
  assertEquals(await paths({ status: "scheduled" }), ["status"]);
  const { id } = await scene.plan(60);
  const patch = await doctor.ask("PATCH", `/api/appointments/${id}`, { ends_at: inMinutes(30) });
  assertEquals([patch.status, patch.body.errors[0].path], [422, "ends_at"]);
  const later = await doctor.ask("PATCH", `/api/appointments/${id}`, { starts_at: inMinutes(300) });
  assertEquals([later.status, later.body.errors[0].path], [422, "starts_at"]);
});

test("PATCH /api/appointments compares versions, and what is closed stays closed [APPT-5]", async (scene) => {
  const { doctor, patient, otherDoctor, admin } = scene;
  const { id } = (await doctor.ask("POST", "/api/appointments", command(scene))).body.appointment;
  const path = `/api/appointments/${id}`;
  const change = (who: ApiClient, body: unknown) => who.ask("PATCH", path, body);
  const moved = await change(doctor, { starts_at: inMinutes(30), reason: "Hip", version: 1 });
  assertEquals([moved.status, moved.body.appointment.version, moved.body.appointment.reason], [
    200,
    2,
    "Hip",
  ]);
  assertEquals((await change(doctor, { reason: "Foot", version: 1 })).body.code, "conflict");
  const same = await change(doctor, { reason: "Hip", status: "scheduled", version: 2 });
  assertEquals([same.status, same.body.appointment.version], [200, 2]);
  assertEquals((await change(patient, { reason: "x" })).status, 403);
  assertEquals((await change(otherDoctor, { reason: "x" })).status, 404);
  const both = await Promise.all([1, 2, 3, 4].map((n) => change(doctor, { reason: `n${n}`, version: 2 })));
  assertEquals(both.map((one) => one.status).sort(), [200, 409, 409, 409]);
  assertEquals((await change(admin, { reason: null })).body.appointment.reason, null);
  const cancelled = await change(admin, { status: "cancelled" });
  assertEquals([cancelled.status, cancelled.body.appointment.status], [200, "cancelled"]);
  for (
    const body of [{ status: "scheduled" }, { status: "completed" }, { status: "cancelled" }, { reason: "x" }]
  ) {
    assertEquals((await change(doctor, body)).status, 409, JSON.stringify(body));
  }
  const call = await doctor.ask("POST", "/api/calls/initiate", {
    callee_id: patient.user.id,
    appointment_id: id,
    call_type: "video",
  });
  assertEquals([call.status, call.body.code], [409, "conflict"]);
});

test("an appointment is not closed while a call of it goes on [APPT-7]", async (scene) => {
  const { doctor, patient } = scene;
  const { id } = (await doctor.ask("POST", "/api/appointments", command(scene))).body.appointment;
  const call = await doctor.ask("POST", "/api/calls/initiate", {
    callee_id: patient.user.id,
    appointment_id: id,
    call_type: "voice",
  });
  assertEquals(call.status, 201);
  for (const status of ["cancelled", "completed"]) {
    const refused = await doctor.ask("PATCH", `/api/appointments/${id}`, { status });
    assertEquals([refused.status, refused.body.title], [
      409,
      "A call of this appointment goes on. End it first.",
    ]);
  }
  assertEquals((await doctor.ask("PATCH", `/api/appointments/${id}`, { reason: "during" })).status, 200);
  await doctor.ask("POST", `/api/calls/${call.body.call_id}/hangup`, {});
  assertEquals((await doctor.ask("PATCH", `/api/appointments/${id}`, { status: "completed" })).status, 200);
});

test("GET /api/appointments lists the next ones first, over ones last, and takes filters [APPT-8]", async (scene) => {
  const { doctor, patient, stranger, admin } = scene;
  const starts = [-3000, 4000, -50, 20, -5000, 3000];
  const ids = new Map<number, number>();
  for (const minutes of starts) {
    const body = command(scene, { starts_at: inMinutes(minutes), ends_at: inMinutes(minutes + 60) });
    ids.set(minutes, (await doctor.ask("POST", "/api/appointments", body)).body.appointment.id);
  }
  const demo = (await patient.ask("GET", "/api/appointments?per_page=1&page=2")).body.appointments[0].id;
  const expected = [-50, 0, 20, 3000, 4000, -3000, -5000].map((minutes) => ids.get(minutes) ?? demo);
  const list = async (who: ApiClient, query = "") => {
    const { body } = await who.ask("GET", `/api/appointments${query}`);
    return body.appointments.map((one: { id: number }) => one.id);
  };
  assertEquals(await list(patient), expected);
  assertEquals(await list(doctor), expected);
  const pages = [];
  for (let page = 1; page <= 4; page++) pages.push(...await list(doctor, `?per_page=2&page=${page}`));
  assertEquals(pages, expected);
  const first = (await doctor.ask("GET", "/api/appointments?per_page=2")).body;
  assertEquals([first.total, first.pages, first.current_page], [7, 4, 1]);
  assertEquals(await list(doctor, `?date_from=${inMinutes(2000)}`), [ids.get(3000), ids.get(4000)]);
  assertEquals(await list(doctor, `?date_to=${inMinutes(-2000)}`), [ids.get(-3000), ids.get(-5000)]);
  for (const all of ["0000-01-01", "0000-01-01T00:00:00.000Z"]) {
    assertEquals(await list(doctor, `?date_from=${all}`), expected);
    assertEquals(await list(doctor, `?date_to=${all}`), []);
  }
  for (const all of ["9999-12-31", "9999-12-31T23:59:59.999Z"]) {
    assertEquals(await list(doctor, `?date_to=${all}`), expected);
    assertEquals(await list(doctor, `?date_from=${all}`), []);
  }
  await doctor.ask("PATCH", `/api/appointments/${ids.get(20)}`, { status: "cancelled" });
  assertEquals(await list(doctor, "?status=cancelled"), [ids.get(20)]);
  assertEquals((await admin.ask("GET", "/api/appointments")).body.total, 0);
  assertEquals((await admin.ask("GET", "/api/appointments?everybody=true")).body.total, 8);
  assertEquals((await doctor.ask("GET", "/api/appointments?everybody=true")).status, 403);
  assertEquals(await list(admin, `?user_id=${patient.user.id}`), expected);
  assertEquals((await list(admin, `?user_id=${stranger.user.id}`)).length, 1);
  assertEquals((await doctor.ask("GET", `/api/appointments?user_id=${patient.user.id}`)).status, 404);
  assertEquals(await list(doctor, `?user_id=${doctor.user.id}`), expected);
  assertEquals((await doctor.ask("GET", "/api/appointments?status=lost")).status, 422);
});

test("GET /api/appointments/:id is for its people and administrators [APPT-6]", async (scene) => {
  const { doctor, patient, stranger, otherDoctor, admin } = scene;
  const { id } = (await doctor.ask("POST", "/api/appointments", command(scene))).body.appointment;
  const read = (who: ApiClient, at: number = id) => who.ask("GET", `/api/appointments/${at}`);
  for (const who of [doctor, patient, admin]) {
    const { body } = await read(who);
    assertEquals([body.appointment.reason, body.appointment.guests], ["Knee", []]);
  }
  const missing = await read(stranger, 2_000_000_000);
  for (const who of [stranger, otherDoctor]) {
    const foreign = await read(who);
    assertEquals([foreign.status, foreign.body], [404, missing.body]);
  }
});

test("appointment:update tells everybody in it of every change, on all devices [APPT-9]", async (scene) => {
  const { doctor, patient, stranger, admin } = scene;
  await using phone = await patient.socket();
  await using desk = await patient.socket();
  await using own = await doctor.socket();
  await using outsider = await stranger.socket();
  const made = await admin.ask("POST", "/api/appointments", command(scene));
  const { id } = made.body.appointment;
  const path = `/api/appointments/${id}`;
  for (const socket of [phone, desk, own]) {
    const { appointment } = await socket.next("appointment:update", (data) => data.appointment.id === id);
    assertEquals([appointment.version, appointment.reason], [1, "Knee"]);
  }
  await doctor.ask("PATCH", path, { reason: "Hip" });
  await doctor.ask("PATCH", path, { status: "cancelled" });
  for (const socket of [phone, desk, own]) {
    const { appointment } = await socket.next("appointment:update", (data) => data.appointment.version === 3);
    assertEquals([appointment.status, appointment.reason], ["cancelled", "Hip"]);
  }
  assert((await outsider.ask("heartbeat", {})).data.server_time);
  assertEquals(outsider.events.filter((one) => one.event === "appointment:update"), []);
});
