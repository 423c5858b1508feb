import { ApiClient, ApiSocket } from "../support/api_client.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { databaseUrl } from "../support/database_url.ts";
import { granted } from "../support/granted.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";

const KEY = "0123456789abcdefghijklmnopqrstuv";
/** Longest wait for what takes a second; far less than the silence or the end of a session would take. */
const WAIT_MS = 5_000;

/** Two instances of one demo clinic, with what both are told beside that. */
async function twoInstances(stack: AsyncDisposableStack, env: Record<string, string> = {}) {
  const { testDatabase } = await import("../support/test_database.ts");
  const { address } = stack.use(await testDatabase());
  const start = async () => {
    const dataDir = stack.use(await tempDataDir());
    const shared = { DATABASE_URL: databaseUrl(address), DEMO: "1", ENCRYPTION_KEY: KEY, ...env };
    return stack.use(await ServerProcess.start({ dataDir: dataDir.path, env: shared }));
  };
  return [await start(), await start()] as const;
}

/** A socket that shows its token in the header, as programs may. */
async function openWithBearer(origin: string, token: string): Promise<ApiSocket> {
  const headers = { authorization: `Bearer ${token}` };
  // Browsers, whose types are known here, have no headers for sockets.
  const options = { headers } as unknown as string[];
  const socket = new ApiSocket(new WebSocket(`${origin.replace("http", "ws")}/ws`, options));
  await socket.next("sync");
  return socket;
}

function instancesTest(
  name: string,
  run: (one: ServerProcess, two: ServerProcess) => Promise<void>,
): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    async fn() {
      await using stack = new AsyncDisposableStack();
      await run(...await twoInstances(stack));
    },
  });
}

/** The code with which a socket is closed. */
async function closeCode(socket: { closed: Promise<CloseEvent> }): Promise<number> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("the socket stayed open")), WAIT_MS);
  try {
    return (await Promise.race([socket.closed, late.promise])).code;
  } finally {
    clearTimeout(timer);
  }
}

instancesTest(
  "sockets of a disabled user close within a second on every instance [USER-14]",
  async (one, two) => {
    const admin = await ApiClient.signIn(one.origin, "admin@demo.test");
    const here = await (await ApiClient.signIn(one.origin, "patient@demo.test")).socket();
    const there = await (await ApiClient.signIn(two.origin, "patient@demo.test")).socket();
    await using other = await (await ApiClient.signIn(two.origin, "patient2@demo.test")).socket();
    const id = (await admin.ask("GET", "/api/users?q=patient@demo")).body.users[0].id;
    assertEquals((await admin.ask("PATCH", `/api/users/${id}`, { disabled: true })).status, 200);
    assertEquals(await Promise.all([here, there].map(closeCode)), [4500, 4500]);
    assert("data" in await other.ask("heartbeat", {}));
  },
);

instancesTest(
  "sockets of somebody with a new role or password close within a second [USER-14]",
  async (one, two) => {
    const admin = await ApiClient.signIn(one.origin, "admin@demo.test");
    const idOf = async (email: string) => (await admin.ask("GET", `/api/users?q=${email}`)).body.users[0].id;
    const roled = await (await ApiClient.signIn(two.origin, "doctor2@demo.test")).socket();
    const path = `/api/users/${await idOf("doctor2@demo")}`;
    assertEquals((await admin.ask("PATCH", path, { role: "patient" })).status, 200);
    assertEquals(await closeCode(roled), 4500);
    const reset = await (await ApiClient.signIn(two.origin, "patient2@demo.test")).socket();
    const made = await admin.ask("POST", `/api/users/${await idOf("patient2@demo")}/password`);
    assertEquals(made.status, 200);
    assertEquals(await closeCode(reset), 4500);
    const doctor = await ApiClient.signIn(one.origin, "doctor@demo.test");
    await using kept = await doctor.socket();
    const elsewhere = await (await ApiClient.signIn(two.origin, "doctor@demo.test")).socket();
    const body = { current_password: "carewire-demo", new_password: "another good one" };
    assertEquals((await doctor.ask("POST", "/api/auth/password", body)).status, 204);
    assertEquals(await closeCode(elsewhere), 4500);
    assert("data" in await kept.ask("heartbeat", {}));
  },
);

instancesTest(
  "the live call of a disabled user ends for the other side [USER-13]",
  async (one) => {
    const admin = await ApiClient.signIn(one.origin, "admin@demo.test");
    const patient = await ApiClient.signIn(one.origin, "patient@demo.test");
    const doctor = await ApiClient.signIn(one.origin, "doctor@demo.test");
    const caller = await patient.socket();
    await using callee = await doctor.socket();
    const [appointment] = (await patient.ask("GET", "/api/appointments")).body.appointments;
    const { data } = await caller.ask("initiate_call", {
      callee_id: appointment.doctor_id,
      appointment_id: appointment.id,
      call_type: "voice",
    });
    await callee.next("call:ringing");
    await callee.ask("accept_call", { call_id: data.call_id });
    const receiving = { audio: true, video: false };
    for (const device of [caller, callee]) {
      await device.ask("call:media", { call_id: data.call_id, receiving });
    }
    await callee.next("call:connected");
    assertEquals(
      (await admin.ask("PATCH", `/api/users/${appointment.patient_id}`, { disabled: true })).status,
      200,
    );
    assertEquals((await callee.next("call:ended")).call.end_reason, "user_hangup");
    assertEquals(await closeCode(caller), 4500);
  },
);

Deno.test({
  name:
    "an issuer's token opens sockets by itself and by ticket; they end with it, and at its sign-out [OIDC-11]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  async fn() {
    const { issuerKey, TestIssuer } = await import("../support/test_issuer.ts");
    await using stack = new AsyncDisposableStack();
    const issuer = stack.use(new TestIssuer(() => Date.now()));
    const key = await issuerKey("key-1");
    issuer.keys = [key.jwk];
    const [one, two] = await twoInstances(stack, { OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: "carewire" });
    const sign = (jti: string, seconds: number) =>
      issuer.sign(key, { jti, email: "patient@demo.test", exp: Math.floor(Date.now() / 1000) + seconds });
    const client = await ApiClient.withToken(two.origin, await sign("long", 600));
    assertEquals(client.user.role, "patient");
    const socket = await client.socket();
    const byItself = await openWithBearer(two.origin, client.token);
    // The clocks' tolerance of five seconds is part of the token's life.
    const brief = await (await ApiClient.withToken(one.origin, await sign("brief", -3))).socket();
    assertEquals(await closeCode(brief), 4500);
    const same = await ApiClient.withToken(one.origin, client.token);
    assertEquals((await same.ask("POST", "/api/auth/logout")).status, 204);
    assertEquals(await Promise.all([socket, byItself].map(closeCode)), [4500, 4500]);
    assertEquals((await client.ask("GET", "/api/auth/me")).status, 401);
  },
});
