import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { ApiClient } from "../support/api_client.ts";
import { inMinutes, visitTest as test } from "../support/visit_server.ts";

const tokenOf = (url: string) => new URL(url).hash.slice(1);

test("POST /api/auth/guest signs in the patient whom the clinic has named, by every link [INV-4]", async (scene) => {
  const { id } = await scene.plan(0, { reason: "Knee" });
  const [one, two] = [await scene.invite(id), await scene.invite(id)];
  const response = await scene.post("/api/auth/guest", { token: tokenOf(one.url), name: "Somebody Else" });
  assertEquals([response.status, response.body.user.name, response.body.user.role], [
    200,
    "Nora Named",
    "patient",
  ]);
  assertMatch(response.headers.get("set-cookie") ?? "", /^carewire=.+HttpOnly/);
  const nora = await ApiClient.enter(scene.origin, tokenOf(two.url), "Nora Named");
  assertEquals(nora.user.id, response.body.user.id);
  const { appointments } = (await nora.ask("GET", "/api/appointments")).body;
  assertEquals(
    appointments.map((each: { id: number; reason: string; patient_id: number }) => [
      each.id,
      each.reason,
      each.patient_id,
    ]),
    [[id, "Knee", nora.user.id]],
  );
});

test("POST /api/auth/guest makes one guest of each link, at first use, who knows no more than they must [INV-5]", async (scene) => {
  const { doctor, patient, stranger, origin } = scene;
  const { id } = await scene.plan(0, {
    patient_name: undefined,
    patient_id: patient.user.id,
    reason: "a private matter",
  });
  const [one, two] = [await scene.invite(id), await scene.invite(id)];
  await using watching = await doctor.socket();
  const gus = await ApiClient.enter(origin, tokenOf(one.url), " Gus  Guest ");
  assertEquals(gus.user.name, "Gus Guest");
  const told = await watching.next("appointment:update", (data) => data.appointment.guests.length === 1);
  assertEquals(told.appointment.guests, [{
    id: gus.user.id,
    name: "Gus Guest",
    role: "patient",
    is_guest: true,
  }]);
  const again = await ApiClient.enter(origin, tokenOf(one.url), "Gustav Guest");
  assertEquals([again.user.id, again.user.name], [gus.user.id, "Gustav Guest"]);
  const ida = await ApiClient.enter(origin, tokenOf(two.url), "Ida");
  assert(ida.user.id !== gus.user.id);
  const { body } = await gus.ask("GET", "/api/appointments");
  assertEquals(body.total, 1);
  const [seen] = body.appointments;
  assertEquals([seen.reason, seen.patient.name, seen.doctor.name, seen.guests.length], [
    null,
    "Pat Patient",
    "Dr. Dana Doctor",
    2,
  ]);
  await using own = await gus.socket();
  await doctor.ask("PATCH", `/api/appointments/${id}`, { reason: "another private matter" });
  const update = await own.next("appointment:update");
  assert(!JSON.stringify(own.events).includes("private"));
  assertEquals(update.appointment.reason, null);
  const elsewhere = await scene.plan(0);
  for (
    const path of [
      `/api/appointments/${elsewhere.id}`,
      `/api/presence/${stranger.user.id}`,
      `/api/appointments/${id}/invitations`,
    ]
  ) {
    const { status } = await gus.ask("GET", path);
    assertEquals(status, path.endsWith("invitations") ? 403 : 404, path);
  }
  assertEquals((await gus.ask("POST", "/api/appointments", {})).status, 422);
  assertEquals((await gus.ask("POST", `/api/appointments/${id}/invitations`)).status, 403);
});

test("doctor and guest see each other, call each other and write to each other [INV-6]", async (scene) => {
  const { doctor, patient, origin } = scene;
  const { id } = await scene.plan(0, { patient_name: undefined, patient_id: patient.user.id });
  const gus = await ApiClient.enter(origin, tokenOf((await scene.invite(id)).url), "Gus Guest");
  await using own = await doctor.socket();
  await using guest = await gus.socket();
  assertEquals((await own.next("user:online", (data) => data.user_id === gus.user.id)).user_id, gus.user.id);
  assertEquals((await gus.ask("GET", `/api/presence/${doctor.user.id}`)).body.presence.status, "online");
  const call = async (from: ApiClient, to: ApiClient) =>
    await from.ask("POST", "/api/calls/initiate", {
      callee_id: to.user.id,
      appointment_id: id,
      call_type: "video",
    });
  const placed = await call(doctor, gus);
  assertEquals(placed.status, 201);
  const rings = await guest.next("call:ringing");
  assertEquals([rings.caller.name, rings.callee.name], ["Dr. Dana Doctor", "Gus Guest"]);
  await doctor.ask("POST", `/api/calls/${placed.body.call_id}/hangup`, {});
  const back = await call(gus, doctor);
  assertEquals(back.status, 201);
  await gus.ask("POST", `/api/calls/${back.body.call_id}/hangup`, {});
  assertEquals((await call(gus, scene.stranger)).status, 404);
  assertEquals((await call(scene.stranger, gus)).status, 404);
  const opened = await gus.ask("POST", "/api/conversations", {
    participant_ids: [doctor.user.id],
    conversation_type: "direct",
  });
  assertEquals(opened.status, 201);
  const foreign = await gus.ask("POST", "/api/conversations", {
    participant_ids: [scene.stranger.user.id],
    conversation_type: "direct",
  });
  assertEquals(foreign.status, 404);
});

test("a link opened elsewhere waits until take_over ends what is open, its call included [INV-9]", async (scene) => {
  const { doctor, origin } = scene;
  const { id } = await scene.plan(0);
  const { url } = await scene.invite(id);
  const phone = await ApiClient.enter(origin, tokenOf(url), "Nora");
  const socket = await phone.socket();
  await using own = await doctor.socket();
  const enter = (more: Record<string, unknown> = {}) =>
    scene.post("/api/auth/guest", { token: tokenOf(url), name: "Nora", ...more });
  const refused = await enter();
  assertEquals([refused.status, refused.body.code], [409, "already_open"]);
  const look = await scene.post("/api/invitations/look", { token: tokenOf(url) });
  assertEquals(look.body.invitation.state, "already_open");
  const call = await socket.ask("initiate_call", {
    callee_id: doctor.user.id,
    appointment_id: id,
    call_type: "video",
  });
  assertEquals((await enter({ take_over: true })).status, 200);
  assertEquals((await socket.closed).code, 4500);
  assertEquals((await phone.ask("GET", "/api/auth/me")).status, 401);
  const ended = await own.next("call:ended", (data) => data.call.call_id === call.data.call_id);
  assertEquals(ended.reason, "cancelled");
  const tablet = await ApiClient.enter(origin, tokenOf(url), "Nora");
  assertEquals((await tablet.ask("GET", "/api/auth/me")).body.user.name, "Nora Named");
});

test("take_over lets a call that rings go on ringing on the new device [INV-9]", async (scene) => {
  const { doctor, origin } = scene;
  const { id } = await scene.plan(0);
  const { url } = await scene.invite(id);
  const phone = await ApiClient.enter(origin, tokenOf(url), "Nora");
  const socket = await phone.socket();
  await doctor.ask("POST", "/api/calls/initiate", {
    callee_id: phone.user.id,
    appointment_id: id,
    call_type: "video",
  });
  const taken = await scene.post("/api/auth/guest", { token: tokenOf(url), name: "Nora", take_over: true });
  assertEquals((await socket.closed).code, 4500);
  const response = await fetch(`${origin}/api/auth/me`, {
    headers: { authorization: `Bearer ${taken.body.token}` },
  });
  assertEquals((await response.json()).user.id, phone.user.id);
  const { calls } = (await doctor.ask("GET", "/api/call-history?per_page=1")).body;
  assertEquals(calls[0].ended_at, null);
});

test("a guest's session ends with the visit, and moves with it [INV-11]", async (scene) => {
  const { doctor, origin } = scene;
  const { id } = await scene.plan(0);
  const { url } = await scene.invite(id);
  const path = `/api/appointments/${id}`;
  const nora = await ApiClient.enter(origin, tokenOf(url), "Nora");
  await using socket = await nora.socket();
  const status = async () => (await nora.ask("GET", "/api/auth/me")).status;
  await doctor.ask("PATCH", path, { starts_at: inMinutes(-60), ends_at: inMinutes(-29) });
  assertEquals(await status(), 200);
  await doctor.ask("PATCH", path, { ends_at: inMinutes(-31) });
  assertEquals(await status(), 401);
  assertEquals((await socket.closed).code, 4500);
  assertEquals((await nora.ask("POST", "/api/auth/refresh")).status, 401);
  await doctor.ask("PATCH", path, { ends_at: inMinutes(30) });
  assertEquals(await status(), 200);
  await using open = await nora.socket();
  await doctor.ask("PATCH", path, { status: "cancelled" });
  assertEquals([await status(), (await open.closed).code], [401, 4500]);
});

test("nobody from outside of a guest's visit gets into a conversation with them [INV-13]", async (scene) => {
  const { doctor, patient, stranger } = scene;
  const { id } = await scene.plan(0, { patient_name: undefined, patient_id: patient.user.id });
  const gus = await ApiClient.enter(scene.origin, tokenOf((await scene.invite(id)).url), "Gus Guest");
  const other = await doctor.ask("POST", "/api/appointments", {
    patient_id: stranger.user.id,
    doctor_id: doctor.user.id,
    starts_at: inMinutes(0),
    ends_at: inMinutes(30),
  });
  assertEquals(other.status, 201);
  const group = (participant_ids: number[]) =>
    doctor.ask("POST", "/api/conversations", { participant_ids, conversation_type: "group" });
  assertEquals((await group([gus.user.id, stranger.user.id])).status, 404);
  assertEquals((await group([gus.user.id, patient.user.id])).status, 201);
  assertEquals((await gus.ask("GET", `/api/presence/${stranger.user.id}`)).status, 404);
});
