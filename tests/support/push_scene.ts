import type { Database } from "../../db/database.ts";
import { ApiClient } from "./api_client.ts";
import { clinicProcess } from "./clinic_process.ts";
import { freePort } from "./free_port.ts";
import { granted } from "./granted.ts";
import { PushService } from "./push_service.ts";
import { ServerProcess } from "./server_process.ts";
import { until } from "./until.ts";

const KEY = "0123456789abcdefghijklmnopqrstuv";

/** A clinic with a push service beside it; the doctor calls, and the patient's browsers are told. */
export interface PushScene {
  origin: string;
  db: Database;
  service: PushService;
  doctor: ApiClient;
  patient: ApiClient;
  appointmentId: number;
  /** Another process of the same clinic. */
  another(): Promise<ServerProcess>;
  /** A session of the patient's with a browser that has subscribed. */
  device(more?: Record<string, unknown>): Promise<{ who: ApiClient; path: string; id: string }>;
  /** The doctor calls the patient; gives the call's id. */
  call(): Promise<string>;
  /** Waits until a browser was told so often in all. */
  told(path: string, count: number): Promise<void>;
  subscriptions(): Promise<number>;
}

/** A test with a clinic and a push service of its own. */
export function pushTest(
  name: string,
  fn: (scene: PushScene) => Promise<void>,
  env: Record<string, string> = {},
): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    async fn() {
      await using stack = new AsyncDisposableStack();
      const clinic = stack.use(await clinicProcess({ ENCRYPTION_KEY: KEY, ...env }));
      const service = stack.use(new PushService(freePort()));
      const scene = await sceneOf(clinic.server.origin, clinic.db, service);
      const another = async () => {
        const dataDir = await Deno.makeTempDir();
        stack.defer(() => Deno.remove(dataDir, { recursive: true }));
        return stack.use(await ServerProcess.start({ dataDir, env: { ...clinic.env, DATA_DIR: dataDir } }));
      };
      await fn({ ...scene, another });
      if (service.problems.length > 0) throw new AggregateError(service.problems, "messages were wrong");
    },
  });
}

async function sceneOf(
  origin: string,
  db: Database,
  service: PushService,
): Promise<Omit<PushScene, "another">> {
  const doctor = await ApiClient.signIn(origin, "doctor@demo.test");
  const patient = await ApiClient.signIn(origin, "patient@demo.test");
  const { body } = await patient.ask("GET", "/api/appointments");
  const appointmentId = body.appointments[0].id;
  return {
    ...{ origin, db, service, doctor, patient, appointmentId },
    async device(more = {}) {
      const who = await ApiClient.signIn(origin, "patient@demo.test");
      const { path, json } = await service.browser();
      const answer = await who.ask("POST", "/api/push/subscriptions", { ...json, ...more });
      if (answer.status !== 201) throw new Error(`not subscribed: ${JSON.stringify(answer.body)}`);
      return { who, path, id: answer.body.subscription.subscription_id };
    },
    async call() {
      const answer = await doctor.ask("POST", "/api/calls/initiate", {
        callee_id: patient.user.id,
        appointment_id: appointmentId,
        call_type: "video",
      });
      if (answer.status !== 201) throw new Error(`not placed: ${JSON.stringify(answer.body)}`);
      return answer.body.call_id;
    },
    told: (path, count) =>
      until(() => service.of(path).length >= count, `${path} was not told ${count} times`),
    async subscriptions() {
      const [row] = await db.read((sql) =>
        sql<{ count: number }[]>`select count(*)::int as count from push_subscriptions`
      );
      return row?.count ?? 0;
    },
  };
}
