import { ApiClient } from "./api_client.ts";
import { granted } from "./granted.ts";
import { ServerProcess, tempDataDir } from "./server_process.ts";

/** The demo clinic in a process of its own, with its people signed in. */
export interface VisitServer {
  origin: string;
  doctor: ApiClient;
  /** Of another doctor's patients. */
  otherDoctor: ApiClient;
  patient: ApiClient;
  stranger: ApiClient;
  admin: ApiClient;
  /** Plans a visit of the doctor's that begins so many minutes from now; gives the appointment. */
  plan(minutes: number, more?: Record<string, unknown>): Promise<{ id: number; version: number }>;
  /** A link into an appointment. */
  invite(appointmentId: number): Promise<{ invitation_id: string; url: string; expires_at: string }>;
  /** Asks without being anybody. */
  post(path: string, body: unknown): Promise<{ status: number; headers: Headers; body: Answer }>;
}

// deno-lint-ignore no-explicit-any -- what comes is what the tests look at
type Answer = any;

const MINUTE_MS = 60_000;

/** ISO 8601 of so many minutes from now. */
export function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * MINUTE_MS).toISOString();
}

/** A test with a server of its own. */
export function visitTest(name: string, fn: (scene: VisitServer) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    async fn() {
      await using dataDir = await tempDataDir();
      await using server = await ServerProcess.start({ dataDir: dataDir.path });
      await fn(await sceneOf(server.origin));
    },
  });
}

async function sceneOf(origin: string): Promise<VisitServer> {
  const enter = (who: string) => ApiClient.signIn(origin, `${who}@demo.test`);
  const doctor = await enter("doctor");
  return {
    origin,
    doctor,
    otherDoctor: await enter("doctor2"),
    patient: await enter("patient"),
    stranger: await enter("patient2"),
    admin: await enter("admin"),
    async plan(minutes, more = {}) {
      const { status, body } = await doctor.ask("POST", "/api/appointments", {
        patient_name: "Nora Named",
        doctor_id: doctor.user.id,
        starts_at: inMinutes(minutes),
        ends_at: inMinutes(minutes + 30),
        ...more,
      });
      if (status !== 201) throw new Error(`not planned: ${JSON.stringify(body)}`);
      return body.appointment;
    },
    async invite(appointmentId) {
      return (await doctor.ask("POST", `/api/appointments/${appointmentId}/invitations`)).body;
    },
    async post(path, body) {
      const response = await fetch(origin + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
  };
}
