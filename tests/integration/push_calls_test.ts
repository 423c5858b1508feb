import { assert, assertEquals } from "../support/assert.ts";
import { ApiClient } from "../support/api_client.ts";
import { pushTest as test } from "../support/push_scene.ts";
import { until } from "../support/until.ts";

/** Long enough for a slow machine to tell of it. */
const SHORT_RING = { CALL_TIMEOUT: "5" };

test("a call rings on a closed page, names who calls and nothing else, and ends there [PUSH-3] [PUSH-4]", async (scene) => {
  const { service, doctor } = scene;
  const { path } = await scene.device({ language: "de" });
  const callId = await scene.call();
  await scene.told(path, 1);
  const [taken] = service.taken;
  const { payload, headers } = taken!;
  assert(payload.kind === "ring");
  const { until: ringsUntil, ...rest } = payload;
  assertEquals(rest, {
    v: 1,
    lang: "de",
    kind: "ring",
    call_id: callId,
    call_type: "video",
    name: doctor.user.name,
    role: "doctor",
  });
  assertEquals([headers.urgency, headers.topic], ["high", callId.replaceAll("-", "")]);
  assert(Number(headers.ttl) <= 60 && Number(headers.ttl) > 0, headers.ttl);
  assert(Date.parse(ringsUntil) - Date.now() <= 60_000);
  assertEquals(taken!.claims.aud, service.origin);
  assertEquals(taken!.key, (await doctor.ask("GET", "/api/push/key")).body.key);

  await doctor.ask("POST", `/api/calls/${callId}/hangup`);
  await scene.told(path, 2);
  const missed = service.of(path)[1]!;
  assert(missed.kind === "missed");
  assertEquals([missed.call_id, missed.name, missed.count], [callId, doctor.user.name, 1]);
});

test("a call that is taken or refused stops on the other devices only [PUSH-4]", async (scene) => {
  const { service } = scene;
  const [one, two] = [await scene.device(), await scene.device()];
  for (const answer of ["decline", "accept"]) {
    service.taken.length = 0;
    const callId = await scene.call();
    await Promise.all([scene.told(one.path, 1), scene.told(two.path, 1)]);
    assertEquals((await one.who.ask("POST", `/api/calls/${callId}/${answer}`)).status, 200);
    await scene.told(two.path, 2);
    assertEquals(service.of(two.path)[1], { v: 1, lang: "en", kind: "settled", call_id: callId });
    await one.who.ask("POST", `/api/calls/${callId}/hangup`);
  }
  assertEquals(service.of(one.path).map(({ kind }) => kind), ["ring"]);
});

test("a device with an open page is told only when nobody has answered for a while [PUSH-5]", async (scene) => {
  const { service } = scene;
  const [open, closed] = [await scene.device(), await scene.device()];
  await using _page = await open.who.socket();
  const callId = await scene.call();
  await Promise.all([scene.told(closed.path, 1), scene.told(open.path, 1)]);
  assertEquals(service.taken.map((one) => [one.path, one.payload.kind]), [
    [closed.path, "ring"],
    [open.path, "ring"],
  ]);
  await closed.who.ask("POST", `/api/calls/${callId}/decline`);
  await scene.told(open.path, 2);
  assertEquals(service.of(open.path)[1]?.kind, "settled");
});

test("whoever does not want to be disturbed is not told, there or anywhere [PUSH-6]", async (scene) => {
  const { service } = scene;
  const [quiet, other] = [await scene.device({ quiet: true }), await scene.device()];
  const first = await scene.call();
  await scene.told(other.path, 1);
  await scene.doctor.ask("POST", `/api/calls/${first}/hangup`);
  await scene.told(other.path, 2);
  await using page = await scene.patient.socket();
  await page.ask("presence:update", { status: "do_not_disturb" });
  const second = await scene.call();
  await scene.doctor.ask("POST", `/api/calls/${second}/hangup`);
  await page.ask("presence:update", { status: "online" });
  const third = await scene.call();
  await scene.told(other.path, 3);
  assertEquals(service.of(quiet.path), []);
  const ids = service.of(other.path).map((one) => "call_id" in one && one.call_id);
  assertEquals(ids, [first, first, third]);
});

test(
  "the sweep tells of a call that was missed, once, and it counts until the history is opened [PUSH-4] [PUSH-12]",
  async (scene) => {
    const { service, patient } = scene;
    await scene.another();
    const { path } = await scene.device();
    await scene.call();
    await scene.told(path, 2);
    const count = async () => (await patient.ask("GET", "/api/missed-calls")).body.count;
    assertEquals(await count(), 1);
    await scene.call();
    await scene.told(path, 4);
    assertEquals(service.of(path).map(({ kind }) => kind), ["ring", "missed", "ring", "missed"]);
    assertEquals(await count(), 2);
    assertEquals((await patient.ask("POST", "/api/missed-calls/seen")).status, 204);
    assertEquals(await count(), 0);
  },
  SHORT_RING,
);

test("of two instances the one that placed the call tells, and whichever ends it takes it back [PUSH-7]", async (scene) => {
  const { service, doctor } = scene;
  const other = await scene.another();
  const { path } = await scene.device();
  const callId = await scene.call();
  await scene.told(path, 1);
  assertEquals((await doctor.at(other.origin).ask("POST", `/api/calls/${callId}/hangup`)).status, 200);
  await scene.told(path, 2);
  const keys = new Set(service.taken.map((one) => one.key));
  assertEquals([service.of(path).map(({ kind }) => kind), keys.size], [["ring", "missed"], 1]);
});

test("a session that ends takes its devices along: signed out, elsewhere, disabled [PUSH-8]", async (scene) => {
  const { origin, db, service } = scene;
  const [one, two, three] = [await scene.device(), await scene.device(), await scene.device()];
  await one.who.ask("POST", "/api/auth/logout");
  assertEquals(await scene.subscriptions(), 2);
  const callId = await scene.call();
  await Promise.all([scene.told(two.path, 1), scene.told(three.path, 1)]);
  await scene.doctor.ask("POST", `/api/calls/${callId}/hangup`);
  assertEquals(service.of(one.path), []);
  const admin = await ApiClient.signIn(origin, "admin@demo.test");
  await admin.ask("PATCH", `/api/users/${scene.patient.user.id}`, { disabled: true });
  await until(async () => await scene.subscriptions() === 0);
  const rows = await db.read((sql) =>
    sql<{ count: number }[]>`
      select count(*)::int as count from audit_log where action = 'push.subscribed'`
  );
  assertEquals(rows[0]?.count, 3);
});
