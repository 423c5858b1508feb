import { assert, assertEquals } from "../support/assert.ts";
import { pushTest as test } from "../support/push_scene.ts";
import { until } from "../support/until.ts";

test("a push service that is busy is asked again when it says so, and the call never waits [PUSH-9]", async (scene) => {
  const { service } = scene;
  const { path } = await scene.device();
  const { promise: placed, resolve: go } = Promise.withResolvers<void>();
  const soon = async () => {
    await placed;
    return new Response("x".repeat(100), { status: 429, headers: { "Retry-After": "1" } });
  };
  service.answer(path, soon, 500);
  await scene.call();
  const first = performance.now();
  go();
  await scene.told(path, 3);
  assert(performance.now() - first >= 1_000, "it was asked again at once");
  assertEquals(service.of(path).map(({ kind }) => kind), ["ring", "ring", "ring"]);
  await until(async () => {
    const [row] = await scene.db.read((sql) =>
      sql<{ ok: boolean }[]>`select last_success_at is not null as ok from push_subscriptions`
    );
    return row?.ok === true;
  });
});

test("a browser that is gone is told nothing more [PUSH-9]", async (scene) => {
  const { service } = scene;
  for (const status of [404, 410]) {
    const { path, who } = await scene.device();
    service.answer(path, status);
    assertEquals((await who.ask("POST", "/api/push/test")).status, 503);
    assertEquals(await scene.subscriptions(), 0);
  }
});

test("a message that is refused is not sent again, and redirects lead nowhere [PUSH-9] [PUSH-10]", async (scene) => {
  const { service, origin } = scene;
  const { path, who } = await scene.device();
  for (const status of [413, 400, 403]) {
    service.taken.length = 0;
    service.answer(path, status);
    assertEquals((await who.ask("POST", "/api/push/test")).status, 503);
    assertEquals(service.of(path).length, 1);
  }
  service.answer(path, () => new Response(null, { status: 307, headers: { Location: `${origin}/healthz` } }));
  assertEquals((await who.ask("POST", "/api/push/test")).status, 503);
  const [row] = await scene.db.read((sql) =>
    sql<{ failures: number }[]>`select failures from push_subscriptions`
  );
  assertEquals(row?.failures, 4);
  assertEquals((await who.ask("POST", "/api/push/test")).body, { delivered: 1 });
});

test("no retry outlives the ringing, and a ring that is over is not sent again [PUSH-3] [PUSH-9]", async (scene) => {
  const { service } = scene;
  const { path } = await scene.device();
  service.answer(path, () => new Response(null, { status: 503, headers: { "Retry-After": "2" } }));
  const callId = await scene.call();
  await scene.told(path, 1);
  await scene.doctor.ask("POST", `/api/calls/${callId}/hangup`);
  await scene.told(path, 2);
  const next = await scene.device();
  await scene.call();
  await scene.told(next.path, 1);
  await scene.told(path, 3);
  assertEquals(service.of(path).map(({ kind }) => kind), ["ring", "missed", "ring"]);
});

test("what is no browser's address is refused, also one in somebody's own network [PUSH-10]", async (scene) => {
  const { service, patient } = scene;
  const { json } = await service.browser();
  const subscribe = (more: object) => patient.ask("POST", "/api/push/subscriptions", { ...json, ...more });
  for (
    const endpoint of [
      "http://push.example.com/1",
      "https://10.0.0.7/1",
      "https://[fd00::1]/1",
      "https://intranet/1",
      "https://user:secret@push.example.com/1",
      "https://push.example.com:8443/1",
      "ftp://127.0.0.1/1",
      "nonsense",
    ]
  ) {
    const { status, body } = await subscribe({ endpoint });
    assertEquals([status, body.errors?.[0]?.path], [422, "endpoint"], endpoint);
  }
  const wrongKey = await subscribe({ keys: { ...json.keys, p256dh: json.keys.auth } });
  assertEquals([wrongKey.status, wrongKey.body.errors[0].path], [422, "keys.p256dh"]);
  const wrongAuth = await subscribe({ keys: { ...json.keys, auth: "AAAA" } });
  assertEquals([wrongAuth.status, wrongAuth.body.errors[0].path], [422, "keys.auth"]);
  assertEquals(await scene.subscriptions(), 0);
});

test("a browser has one subscription, whoever signs in there; others can't end it; a person has so many [PUSH-11]", async (scene) => {
  const { service, patient, doctor } = scene;
  const { json } = await service.browser();
  const subscribe = async (who: typeof patient, body: object) =>
    (await who.ask("POST", "/api/push/subscriptions", body)).body.subscription.subscription_id;
  const first = await subscribe(patient, json);
  assertEquals(await subscribe(patient, { ...json, quiet: true }), first);
  const second = await subscribe(doctor, json);
  assert(second !== first);
  assertEquals(await scene.subscriptions(), 1);
  const end = (who: typeof patient, id: string) => who.ask("DELETE", `/api/push/subscriptions/${id}`);
  assertEquals((await end(patient, second)).status, 404);
  assertEquals((await end(doctor, second)).status, 204);
  assertEquals((await doctor.ask("POST", "/api/push/test")).status, 404);
  for (let count = 0; count < 22; count++) await scene.device();
  assertEquals(await scene.subscriptions(), 20);
});

test("neither the address nor the keys of a browser stand in the database as they are [PUSH-11]", async (scene) => {
  const { path } = await scene.device();
  const [row] = await scene.db.read((sql) =>
    sql<{ text: string }[]>`select row_to_json(p)::text || encode(wrapped_target, 'escape') as text
      from push_subscriptions p`
  );
  assert(!row!.text.includes(path.slice(-36)), "the address can be read");
});
