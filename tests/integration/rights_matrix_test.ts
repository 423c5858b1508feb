import { allOperations } from "../../realtime/core/api/all_operations.ts";
import { type Operation, partsOf } from "../../realtime/core/api/operation.ts";
import type { ClientEvent } from "../../realtime/core/client_events.ts";
import type { ApiClient } from "../support/api_client.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { granted } from "../support/granted.ts";
import { OWN_ONLY, RIGHTS_EVENTS, RIGHTS_REQUESTS } from "../support/rights_requests.ts";
import { type Actor, ACTORS, type Belongings, type RightsScene } from "../support/rights_scene.ts";

const ignore = !granted("read", "write", "run", "net", "env", "sys");

/** What somebody may do though it is not theirs; everything that is not listed is refused. */
const ALLOWED: Partial<Record<Actor, readonly string[]>> = {
  "other doctor": ["list_users"],
  "admin": [
    "read_appointment",
    "make_appointment",
    "change_appointment",
    "make_invitation",
    "list_invitations",
    "revoke_invitation",
    "read_call",
    "read_timeline",
    "list_calls",
    "export_calls",
    "read_statistics",
    "read_call_measures",
    "read_clinic_now",
    "search_audit",
    "read_quality_metrics",
    "list_device_checks",
    "read_presence",
    "list_users",
    "read_user",
    "add_user",
    "change_user",
    "reset_password",
  ],
};
/** Refused with 403, for their existence is no secret: collections, not objects. */
const OPEN_SECRETS = [
  "list_users",
  "add_user",
  "make_appointment",
  "read_statistics",
  "list_calls",
  "export_calls",
  "read_clinic_now",
  "search_audit",
];

const OPERATIONS = Object.entries(allOperations as Record<string, Operation>);
const NAMING = OPERATIONS.filter(([, one]) =>
  !one.open && !(OWN_ONLY as readonly string[]).includes(one.name)
);

Deno.test("every operation is in the matrix of rights, or names nothing of anybody [RIGHT-1]", () => {
  const missing = NAMING.map(([, one]) => one.name).filter((name) => !RIGHTS_REQUESTS[name]);
  assertEquals(missing, []);
});

Deno.test({
  name:
    "what is not one's own looks absent, changes nothing and leaves a row in the log, whoever asks [RIGHT-2] [RIGHT-3]",
  ignore,
  async fn(t) {
    const { rightsScene } = await import("../support/rights_scene.ts");
    await using scene = await rightsScene();
    await using ownerSocket = await scene.owner.socket();
    const { belongings } = scene;
    for (const actor of ACTORS) {
      await t.step(`over HTTP: ${actor}`, async () => {
        for (const [key, { name }] of NAMING) {
          if (!ALLOWED[actor]?.includes(name)) await refusedOverHttp(scene, actor, key, name);
        }
      });
      await t.step(`in lists: ${actor}`, () => seesNothing(scene, actor));
      if (actor !== "disabled user") {
        await t.step(`over the socket: ${actor}`, () => refusedOverSocket(scene, actor));
      }
    }
    await t.step("a disabled user gets no socket", async () => {
      const { status } = await scene.actors["disabled user"].ask("POST", "/api/realtime/ticket");
      assertEquals(status, 401);
    });
    await t.step("nobody concerned was told anything", () => {
      const told = ownerSocket.events.map((one) => one.event).filter((event) =>
        !/^(hello|sync|user:|presence:)/.test(event)
      );
      assertEquals(told, []);
      assert(belongings.call_id);
    });
  },
});

async function refusedOverHttp(scene: RightsScene, actor: Actor, key: string, name: string): Promise<void> {
  const client = scene.actors[actor];
  const before = { rows: await scene.refusalsOf(client.user.id), data: await scene.fingerprint() };
  const answer = await request(client, key, name, scene.belongings);
  const label = `${actor}: ${key}: ${JSON.stringify(answer.body)}`;
  if (actor === "disabled user") assertEquals(answer.status, 401, label);
  else if (answer.status === 403) assert(OPEN_SECRETS.includes(name), label);
  else {
    assertEquals(answer.status, 404, label);
    const absent = await request(client, key, name, missingLike(scene.belongings));
    assertEquals([absent.status, absent.body], [404, answer.body], label);
  }
  assert(await scene.refusalsOf(client.user.id) > before.rows, `no row in the log: ${label}`);
  assertEquals(await scene.fingerprint(), before.data, label);
}

async function request(client: ApiClient, key: string, name: string, of: Belongings) {
  const { method, path } = partsOf(key);
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, id: keyof Belongings) => String(of[id]));
  const { query = "", body } = RIGHTS_REQUESTS[name]?.(of) ?? {};
  return await client.ask(method, filled + query, body);
}

/** Ids that name nothing. */
function missingLike(of: Belongings): Belongings {
  const missing = Object.entries(of).map((
    [name, id],
  ) => [name, typeof id === "number" ? 2_000_000_000 : crypto.randomUUID()]);
  return Object.fromEntries(missing);
}

async function seesNothing(scene: RightsScene, actor: Actor): Promise<void> {
  const client = scene.actors[actor];
  const { appointment_id, conversation_id, message_id, call_id } = scene.belongings;
  for (const path of ["/api/appointments", "/api/conversations", "/api/call-history", "/api/attachments"]) {
    const { status, body } = await client.ask("GET", path);
    assertEquals(status, actor === "disabled user" ? 401 : 200);
    const text = JSON.stringify(body);
    for (const id of [conversation_id, message_id, call_id]) assert(!text.includes(id), `${actor} ${path}`);
    const appointments: { id: number }[] = body.appointments ?? [];
    assert(!appointments.some((one) => one.id === appointment_id), `${actor} ${path}`);
  }
}

async function refusedOverSocket(scene: RightsScene, actor: Actor): Promise<void> {
  const client = scene.actors[actor];
  await using socket = await client.socket();
  assert(!JSON.stringify(socket.events).includes(scene.belongings.conversation_id), actor);
  for (const event of Object.keys(RIGHTS_EVENTS) as ClientEvent[]) {
    const dataOf = RIGHTS_EVENTS[event];
    if (!dataOf) continue;
    const before = { rows: await scene.refusalsOf(client.user.id), data: await scene.fingerprint() };
    const foreign = await socket.ask(event, dataOf(scene.belongings));
    const absent = await socket.ask(event, dataOf(missingLike(scene.belongings)));
    assertEquals(foreign.error?.code, "not_found", `${actor} ${event} ${JSON.stringify(foreign)}`);
    assertEquals(foreign.error, absent.error, `${actor} ${event}`);
    assert(await scene.refusalsOf(client.user.id) > before.rows, `no row in the log: ${actor} ${event}`);
    assertEquals(await scene.fingerprint(), before.data, `${actor} ${event}`);
  }
}
