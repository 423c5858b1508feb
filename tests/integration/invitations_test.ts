import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { ApiClient } from "../support/api_client.ts";
import { readQr } from "../support/read_qr.ts";
import { inMinutes, visitTest as test } from "../support/visit_server.ts";

const tokenOf = (url: string) => new URL(url).hash.slice(1);

test("POST …/invitations gives a link with message, QR code and calendar, and the same one again [INV-2]", async (scene) => {
  const { doctor, admin, patient, otherDoctor, origin } = scene;
  const { id } = await scene.plan(10, { reason: "a very private matter" });
  const path = `/api/appointments/${id}/invitations`;
  const made = await doctor.ask("POST", path, { client_id: "one" });
  assertEquals(made.status, 201);
  const { url, text, qr, ics, expires_at, invitation_id } = made.body;
  assertMatch(url, new RegExp(`^${origin}/join#[A-Za-z0-9_-]{43}$`));
  assertEquals(await readQr(qr), url);
  assert(text.includes(url) && text.includes("Dr. Dana Doctor"));
  assert(ics.includes(`UID:${invitation_id}@127.0.0.1\r\n`));
  assert(ics.replaceAll("\r\n ", "").includes(`URL;VALUE=URI:${url}\r\n`));
  assert(!/private/.test(text + ics));
  assert(Math.abs(Date.parse(expires_at) - Date.parse(inMinutes(70))) < 60_000);
  assertEquals((await doctor.ask("POST", path, { client_id: "one" })).status, 200);
  assertEquals((await doctor.ask("POST", path, undefined, { "Idempotency-Key": "one" })).body, made.body);
  assertEquals((await admin.ask("POST", path, { client_id: "one" })).status, 201);
  const other = await scene.plan(10);
  const conflict = await doctor.ask("POST", `/api/appointments/${other.id}/invitations`, {
    client_id: "one",
  });
  assertEquals([conflict.status, conflict.body.code], [409, "conflict"]);
  assertEquals((await patient.ask("POST", path)).status, 404);
  assertEquals((await otherDoctor.ask("POST", path)).status, 404);
  const { body: list } = await doctor.ask("GET", path);
  assertEquals([list.total, list.invitations[1].invitation_id], [2, invitation_id]);
  assert(!JSON.stringify(list).includes(tokenOf(url)));
  await doctor.ask("PATCH", `/api/appointments/${id}`, { status: "cancelled" });
  assertEquals((await doctor.ask("POST", path)).status, 409);
});

test("the same command at the same moment makes one link, and an appointment has at most twenty [INV-2]", async (scene) => {
  const { doctor } = scene;
  const { id } = await scene.plan(10);
  const path = `/api/appointments/${id}/invitations`;
  const all = await Promise.all(
    Array.from({ length: 6 }, () => doctor.ask("POST", path, { client_id: "x" })),
  );
  assertEquals(all.map((one) => one.status).sort(), [200, 200, 200, 200, 200, 201]);
  assertEquals(new Set(all.map((one) => one.body.url)).size, 1);
  const more = await Promise.all(Array.from({ length: 22 }, () => doctor.ask("POST", path)));
  assertEquals(more.filter((one) => one.status === 201).length, 19);
  assertEquals((await doctor.ask("GET", path)).body.total, 20);
});

test("POST /api/invitations/look says what a link is for and changes nothing [INV-3]", async (scene) => {
  const { doctor, patient } = scene;
  const named = await scene.plan(10);
  const { url } = await scene.invite(named.id);
  const look = (link: string) => scene.post("/api/invitations/look", { token: tokenOf(link) });
  const seen = await look(url);
  assertEquals(seen.status, 200);
  const { invitation } = seen.body;
  assertEquals([invitation.state, invitation.doctor, invitation.patient_name], [
    "open",
    { name: "Dr. Dana Doctor" },
    "Nora Named",
  ]);
  assertEquals(Date.parse(invitation.starts_at) - Date.parse(invitation.opens_at), 30 * 60_000);
  assert(!("reason" in invitation) && !("guest_name" in invitation));
  for (let times = 0; times < 5; times++) assertEquals((await look(url)).body.invitation, invitation);
  assertEquals((await doctor.ask("GET", `/api/appointments/${named.id}`)).body.appointment.version, 1);
  const withAccount = await scene.plan(10, { patient_name: undefined, patient_id: patient.user.id });
  const other = await scene.invite(withAccount.id);
  assertEquals("patient_name" in (await look(other.url)).body.invitation, false);
  await ApiClient.enter(scene.origin, tokenOf(other.url), "Gus Guest");
  assertEquals((await look(other.url)).body.invitation.guest_name, "Gus Guest");
  for (const token of ["x", "a".repeat(43)]) {
    const unknown = await scene.post("/api/invitations/look", { token });
    assertEquals([unknown.status, unknown.body.code], [404, "not_found"]);
  }
});

test("the door refuses who is too early, late or not wanted any more, with a code for each [INV-1]", async (scene) => {
  const { doctor } = scene;
  const { id } = await scene.plan(45);
  const { url } = await scene.invite(id);
  const enter = () => scene.post("/api/auth/guest", { token: tokenOf(url), name: "Nora" });
  const state = async () =>
    (await scene.post("/api/invitations/look", { token: tokenOf(url) })).body.invitation.state;
  const early = await enter();
  const { starts_at } = (await doctor.ask("GET", `/api/appointments/${id}`)).body.appointment;
  assertEquals([early.status, early.body.code], [409, "too_early"]);
  assertEquals(Date.parse(starts_at) - Date.parse(early.body.opens_at), 30 * 60_000);
  assertEquals(await state(), "too_early");
  await doctor.ask("PATCH", `/api/appointments/${id}`, {
    starts_at: inMinutes(-70),
    ends_at: inMinutes(-31),
  });
  const late = await enter();
  assertEquals([late.status, late.body.code, await state()], [410, "over", "over"]);
  await doctor.ask("PATCH", `/api/appointments/${id}`, { starts_at: inMinutes(-5), ends_at: inMinutes(20) });
  assertEquals((await enter()).status, 200);
  await doctor.ask("PATCH", `/api/appointments/${id}`, { status: "cancelled" });
  const gone = await enter();
  assertEquals([gone.status, gone.body.code, await state()], [410, "cancelled", "cancelled"]);
  const completed = await scene.plan(0);
  const link = await scene.invite(completed.id);
  await doctor.ask("PATCH", `/api/appointments/${completed.id}`, { status: "completed" });
  const done = await scene.post("/api/auth/guest", { token: tokenOf(link.url), name: "Nora" });
  assertEquals([done.status, done.body.code], [410, "over"]);
});

test("DELETE …/invitations/:id signs out who came by it alone, and takes them out of the visit [INV-10]", async (scene) => {
  const { doctor, otherDoctor, patient, origin } = scene;
  const { id } = await scene.plan(0, { patient_name: undefined, patient_id: patient.user.id });
  const invited = await scene.invite(id);
  const path = `/api/appointments/${id}/invitations`;
  const gus = await ApiClient.enter(origin, tokenOf(invited.url), "Gus Guest");
  const socket = await gus.socket();
  await using own = await doctor.socket();
  const call = await doctor.ask("POST", "/api/calls/initiate", {
    callee_id: gus.user.id,
    appointment_id: id,
    call_type: "video",
  });
  assertEquals((await otherDoctor.ask("DELETE", `${path}/${invited.invitation_id}`)).status, 404);
  assertEquals((await patient.ask("DELETE", `${path}/${invited.invitation_id}`)).status, 403);
  assertEquals((await doctor.ask("DELETE", `${path}/${crypto.randomUUID()}`)).status, 404);
  const elsewhere = await scene.plan(0);
  assertEquals(
    (await doctor.ask("DELETE", `/api/appointments/${elsewhere.id}/invitations/${invited.invitation_id}`))
      .status,
    404,
  );
  for (let times = 0; times < 2; times++) {
    assertEquals((await doctor.ask("DELETE", `${path}/${invited.invitation_id}`)).status, 204);
  }
  assertEquals((await socket.closed).code, 4500);
  assertEquals((await gus.ask("GET", "/api/auth/me")).status, 401);
  const ended = await own.next("call:declined", (data) => data.call.call_id === call.body.call_id);
  assertEquals(ended.call.status, "ended");
  await own.next("appointment:update", (data) => data.appointment.guests.length === 0);
  for (const at of ["/api/invitations/look", "/api/auth/guest"]) {
    const answer = await scene.post(at, {
      token: tokenOf(invited.url),
      ...(at.endsWith("guest") && { name: "x" }),
    });
    assertEquals(answer.status, 404, at);
  }
  const { invitations } = (await doctor.ask("GET", path)).body;
  assertEquals([invitations[0].guest.id, typeof invitations[0].revoked_at], [gus.user.id, "string"]);
  assertEquals((await patient.ask("GET", "/api/auth/me")).status, 200);
});

test("a named patient with another link that works stays when one is withdrawn [INV-10]", async (scene) => {
  const { doctor, origin } = scene;
  const { id } = await scene.plan(0);
  const [one, two] = [await scene.invite(id), await scene.invite(id)];
  const nora = await ApiClient.enter(origin, tokenOf(one.url), "Nora");
  await using socket = await nora.socket();
  const path = `/api/appointments/${id}/invitations`;
  await doctor.ask("DELETE", `${path}/${one.invitation_id}`);
  assertEquals((await scene.post("/api/invitations/look", { token: tokenOf(one.url) })).status, 404);
  // Longer than the check of sessions takes.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  assert((await socket.ask("heartbeat", {})).data.server_time);
  assertEquals((await nora.ask("GET", "/api/auth/me")).status, 200);
  await doctor.ask("DELETE", `${path}/${two.invitation_id}`);
  assertEquals((await socket.closed).code, 4500);
  assertEquals((await nora.ask("GET", "/api/auth/me")).status, 401);
  const { appointment } = (await doctor.ask("GET", `/api/appointments/${id}`)).body;
  assertEquals(appointment.patient.name, "Nora Named");
});

test("links that don't work are limited per address, those that do are not [INV-12]", async (scene) => {
  const { id } = await scene.plan(0);
  const { url } = await scene.invite(id);
  for (let times = 0; times < 40; times++) {
    assertEquals((await scene.post("/api/invitations/look", { token: tokenOf(url) })).status, 200);
  }
  for (const path of ["/api/auth/guest", "/api/invitations/look"]) {
    const statuses = [];
    for (let times = 0; times < 31; times++) {
      const more = path.endsWith("guest") ? { name: "Guess" } : {};
      statuses.push((await scene.post(path, { token: crypto.randomUUID(), ...more })).status);
    }
    assertEquals([statuses.filter((one) => one === 404).length, statuses.at(-1)], [30, 429], path);
  }
  const limited = await scene.post("/api/auth/guest", { token: tokenOf(url), name: "Nora" });
  assertEquals(limited.status, 429);
  assert(Number(limited.headers.get("retry-after")) > 0);
});

test("no GET with a link consumes or shows anything, and names are checked [INV-3]", async (scene) => {
  const { id } = await scene.plan(0);
  const { url } = await scene.invite(id);
  const page = await fetch(url, { headers: { accept: "text/html" } });
  const html = await page.text();
  assertEquals([page.status, page.headers.get("referrer-policy")], [200, "same-origin"]);
  assert(!html.includes(tokenOf(url)) && !html.includes("Dana"));
  assertEquals(page.headers.getSetCookie(), []);
  const enter = (name: unknown) => scene.post("/api/auth/guest", { token: tokenOf(url), name });
  for (const name of ["", "   ", "x".repeat(121), 7, "\u200b"]) assertEquals((await enter(name)).status, 422);
  assertEquals((await enter("Nora")).status, 200);
});
