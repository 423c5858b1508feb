import { REALTIME_LIMITS, REALTIME_RATES } from "../../realtime/core/realtime_limits.ts";
import { ApiClient } from "../support/api_client.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { granted } from "../support/granted.ts";
import { HANDSHAKE, RawSocket } from "../support/raw_socket.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { until } from "../support/until.ts";

const ignore = !granted("read", "write", "run", "net", "env", "sys");

interface Clinic {
  server: ServerProcess;
  patient: ApiClient;
  doctor: ApiClient;
  appointmentId: number;
}

Deno.test({
  name: "limits hold at both doors of a whole clinic [LIMIT-4] [LIMIT-7] [LIMIT-8] [LIMIT-12]",
  ignore,
  async fn(t) {
    await using dataDir = await tempDataDir();
    await using server = await ServerProcess.start({ dataDir: dataDir.path });
    const patient = await ApiClient.signIn(server.origin, "patient@demo.test");
    const doctor = await ApiClient.signIn(server.origin, "doctor@demo.test");
    const { body } = await patient.ask("GET", "/api/appointments");
    const clinic = { server, patient, doctor, appointmentId: body.appointments[0].id };
    await t.step("sockets of one person", () => opensTooMany(clinic));
    await t.step("handshakes that nobody waits for", () => leavesEarly(clinic));
    await t.step("sockets that were given up", () => comesBackOften(clinic));
    await t.step("a ring over HTTP is one with those over the socket", () => ringsTooOften(clinic));
    await t.step("HTTP is no way around the rate of a socket", () => asksTooMuch(clinic));
  },
});

async function opensTooMany({ server, patient, doctor }: Clinic): Promise<void> {
  const { most } = REALTIME_LIMITS.socketsPerUser;
  const of = (client: ApiClient) => ({
    port: server.port,
    headers: { authorization: `Bearer ${client.token}` },
  });
  const sockets = await Promise.all(Array.from({ length: most }, () => RawSocket.open(of(patient))));
  const refused = await fetchUpgrade(server, patient);
  assertEquals([refused.status, refused.headers.get("retry-after")], [429, "10"]);
  using _other = await RawSocket.open(of(doctor));
  for (const socket of sockets) socket[Symbol.dispose]();
  await until(async () => (await fetchUpgrade(server, patient)).status === 101, "no place became free");
}

/** Leaves before the answer can come; nothing of it may be counted for ever. */
async function leavesEarly({ server, patient }: Clinic): Promise<void> {
  for (let n = 0; n < REALTIME_LIMITS.socketsPerUser.most * 2; n++) {
    using socket = await RawSocket.connect(server.port);
    await socket.request("/ws", handshakeOf(patient));
  }
  await until(async () => (await fetchUpgrade(server, patient)).status === 101, "places were not given back");
  const open = Array.from(
    { length: REALTIME_LIMITS.socketsPerUser.most },
    () => RawSocket.open({ port: server.port, headers: { authorization: `Bearer ${patient.token}` } }),
  );
  for (const socket of await Promise.all(open)) socket[Symbol.dispose]();
  await until(async () => (await fetchUpgrade(server, patient)).status === 101, "no place became free");
}

async function fetchUpgrade({ port }: ServerProcess, client: ApiClient) {
  using socket = await RawSocket.connect(port);
  await socket.request("/ws", handshakeOf(client));
  return await socket.readHead();
}

function handshakeOf({ token }: ApiClient): Record<string, string> {
  return { ...HANDSHAKE, authorization: `Bearer ${token}` };
}

/** Each new socket of a device takes the place of its last one, which does not even answer the close. */
async function comesBackOften({ server, patient }: Clinic): Promise<void> {
  const path = `/ws?device_id=${crypto.randomUUID()}`;
  const headers = { authorization: `Bearer ${patient.token}` };
  const sockets: RawSocket[] = [];
  for (let n = 0; n < REALTIME_LIMITS.socketsPerUser.most * 2; n++) {
    const socket = await RawSocket.open({ port: server.port, path, headers });
    await socket.read();
    sockets.push(socket);
  }
  for (const socket of sockets) socket[Symbol.dispose]();
}

async function ringsTooOften({ patient, doctor, appointmentId }: Clinic): Promise<void> {
  await using socket = await doctor.socket();
  const call = { callee_id: patient.user.id, appointment_id: appointmentId, call_type: "video" };
  let answer = await doctor.ask("POST", "/api/calls/initiate", call);
  let rings = 0;
  for (; answer.status === 201 && rings < 100; rings++) {
    await socket.ask("hangup_call", { call_id: answer.body.call_id });
    answer = await doctor.ask("POST", "/api/calls/initiate", call);
  }
  assertEquals([answer.status, answer.body.code, rings], [
    429,
    "rate_limited",
    REALTIME_LIMITS.ringsPerPair.most,
  ]);
  const wait = Number(answer.headers.get("retry-after"));
  assert(wait > 60 && wait <= 300, `${wait} s`);
  const { error } = await socket.ask("initiate_call", call);
  assertEquals(error.code, "rate_limited");
  assert(error.retry_after_ms > 60_000);
}

async function asksTooMuch({ patient, doctor }: Clinic): Promise<void> {
  const path = `/api/messages/${crypto.randomUUID()}/mark-read`;
  const mark = (client: ApiClient) => client.ask("POST", path);
  const { burst, perSecond } = REALTIME_RATES.presence.user;
  const say = (client: ApiClient) => client.ask("POST", "/api/presence/update", { status: "away" });
  const answers = await Promise.all(Array.from({ length: burst * 3 + perSecond * 10 }, () => say(patient)));
  const refused = answers.filter((one) => one.status === 429);
  assert(refused.length > 0, "nothing was refused");
  assertEquals(refused[0]?.body.code, "rate_limited");
  assertEquals(refused[0]?.headers.get("retry-after"), "1");
  assertEquals(answers.filter((one) => one.status === 200).length >= burst, true);
  assertEquals([(await say(doctor)).status, (await mark(patient)).status], [200, 404]);
}
