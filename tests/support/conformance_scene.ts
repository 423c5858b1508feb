import { ApiClient } from "./api_client.ts";
import { freePort } from "./free_port.ts";
import { ApiDocument, type DocumentedOperation } from "./api_document.ts";
import { PushService } from "./push_service.ts";
import { ServerProcess, tempDataDir } from "./server_process.ts";

const HOUR_MS = 3_600_000;

/** A demo clinic with things in it, as a program sees it that knows the document alone. */
export interface ConformanceScene extends AsyncDisposable {
  origin: string;
  document: ApiDocument;
  tokens: { patient: string; doctor: string; admin: string; passing: string };
  /** Values that exist, by the name of the field. */
  known: Record<string, readonly unknown[]>;
  /** The path of an operation with ids that exist where there are any. */
  pathFor(operation: DocumentedOperation): string;
  /** Who asks an operation so that it can succeed. */
  tokenFor(operation: DocumentedOperation): string;
  /** Makes things such that the operation can succeed. */
  prepare(operation: DocumentedOperation): Promise<void>;
  /** Lines of the server's log that tell of an error. */
  errorLines(): string[];
}

/** Starts a clinic of its own and fills it. */
export async function conformanceScene(): Promise<ConformanceScene> {
  await using opening = new AsyncDisposableStack();
  const dataDir = opening.use(await tempDataDir());
  const server = opening.use(
    await ServerProcess.start({ dataDir: dataDir.path, env: { TRUSTED_PROXIES: "127.0.0.1" } }),
  );
  const { origin } = server;
  const admin = await ApiClient.signIn(origin, "admin@demo.test");
  const service = opening.use(new PushService(freePort()));
  const people = await signedIn(origin);
  const document = new ApiDocument(await (await fetch(`${origin}/api/openapi.json`)).json());
  const known: Record<string, readonly unknown[]> = await knownValues(people.patient, people.doctor);
  const stack = opening.move();
  let mayBeOut = false;
  return {
    origin,
    document,
    known,
    get tokens() {
      const { patient, doctor, passing } = people;
      return { patient: patient.token, doctor: doctor.token, admin: admin.token, passing: passing.token };
    },
    pathFor: ({ path }) =>
      path.replaceAll(
        /\{(\w+)\}/g,
        (_, name: string) => String(known[name]?.[0] ?? crypto.randomUUID()),
      ),
    async prepare({ name }) {
      if (mayBeOut || name === "change_password") await letIn(people, admin, known);
      mayBeOut = /^(change_user|reset_password|change_password)$/.test(name);
      const { patient, doctor } = people;
      // What changes or closes an appointment gets one of its own.
      known.appointment_id = /_(appointment|invitation)s?$|_guest$/.test(name)
        ? [await appointmentFor(doctor, known)]
        : known.current_appointment_id ?? [];
      if (/^(leave|postpone_visit|mark_not_come)$/.test(name)) {
        await askUntilAllowed(patient, `/api/appointments/${known.appointment_id[0]}/arrive`);
      }
      if (name.endsWith("_push")) await subscribe(service, patient, known);
      if (/^(read|delete|download)_attachment$/.test(name)) known.attachment_id = [await fileOf(patient)];
      if (!/^(initiate|accept|decline|hangup|rate)_call$/.test(name)) return;
      for (const status of ["initiated", "accepted", "connected"]) {
        const { body } = await patient.ask("GET", `/api/call-history?status=${status}`);
        for (const { call_id } of body.calls) await patient.ask("POST", `/api/calls/${call_id}/hangup`);
      }
      if (name !== "initiate_call") known.call_id = [await callOf(patient, doctor, known)];
      if (name === "rate_call") await talk(String(known.call_id), patient, doctor);
    },
    tokenFor: ({ path, name }) =>
      /^\/api\/(users|clinic|audit)/.test(path)
        ? admin.token
        : /^(postpone_visit|mark_not_come|read_queue|(accept|decline)_call)|^(make|change|list|revoke)_(appointment|invitation)/
            .test(name)
        ? people.doctor.token
        : people.patient.token,
    errorLines: () => server.output.split("\n").filter((line) => line.includes('"level":"error"')),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

interface SignedIn {
  patient: ApiClient;
  doctor: ApiClient;
  /** Somebody whose session may end. */
  passing: ApiClient;
}

const EMAILS = {
  patient: "patient@demo.test",
  doctor: "doctor@demo.test",
  passing: "patient2@demo.test",
} as const;

async function signedIn(origin: string): Promise<SignedIn> {
  const [patient, doctor, passing] = await Promise.all(
    [EMAILS.patient, EMAILS.doctor, EMAILS.passing].map((email) => ApiClient.signIn(origin, email)),
  ) as [ApiClient, ApiClient, ApiClient];
  return { patient, doctor, passing };
}

/** Signs everybody in again, who may have been disabled, or got another address, role or password. */
async function letIn(
  people: SignedIn,
  admin: ApiClient,
  known: Record<string, readonly unknown[]>,
): Promise<void> {
  for (const name of ["patient", "doctor", "passing"] as const) {
    const { id, role } = people[name].user;
    // Made up addresses may have taken this one's place.
    const { body: { users } } = await admin.ask("GET", `/api/users?q=${EMAILS[name]}`);
    for (const user of users) {
      await admin.ask("PATCH", `/api/users/${user.id}`, { email: `was-${user.id}@demo.test` });
    }
    const back = { email: EMAILS[name], disabled: false, role };
    await admin.ask("PATCH", `/api/users/${id}`, back);
    const { body: { password } } = await admin.ask("POST", `/api/users/${id}/password`);
    people[name] = await ApiClient.signIn(admin.origin, EMAILS[name], password);
    known.current_password = [password];
  }
  known.new_password = ["another good password"];
}

async function knownValues(patient: ApiClient, doctor: ApiClient): Promise<Record<string, unknown[]>> {
  const { body: { appointments } } = await patient.ask("GET", "/api/appointments");
  const { body: { conversations } } = await patient.ask("GET", "/api/conversations");
  const { conversation_id } = conversations[0];
  const message = await doctor.ask("POST", `/api/conversations/${conversation_id}/send-message`, {
    body: "Good morning",
    message_type: "text",
  });
  const appointment_id = [appointments[0].id];
  return {
    appointment_id,
    current_appointment_id: [appointments[0].id],
    conversation_id: [conversation_id],
    message_id: [message.body.message.message_id],
    call_id: [await callOf(patient, doctor, { appointment_id })],
    user_id: [doctor.user.id, patient.user.id],
    callee_id: [doctor.user.id],
    patient_id: [patient.user.id],
    participant_id: [doctor.user.id],
    // Of somebody who need not sign in any more: wrong passwords are counted.
    email: ["doctor2@demo.test"],
    password: ["carewire-demo"],
  };
}

/** A new appointment that is open now, with an invitation. */
async function appointmentFor(
  doctor: ApiClient,
  known: Record<string, readonly unknown[]>,
): Promise<number> {
  const starts_at = new Date().toISOString();
  const ends_at = new Date(Date.now() + HOUR_MS).toISOString();
  const { body: { appointment } } = await doctor.ask("POST", "/api/appointments", {
    patient_name: "Nora Named",
    doctor_id: doctor.user.id,
    starts_at,
    ends_at,
  });
  const { body } = await doctor.ask("POST", `/api/appointments/${appointment.id}/invitations`);
  Object.assign(known, {
    starts_at: [starts_at],
    ends_at: [ends_at],
    doctor_id: [doctor.user.id],
    invitation_id: [body.invitation_id],
    token: [new URL(body.url).hash.slice(1)],
  });
  return appointment.id;
}

async function callOf(
  patient: ApiClient,
  doctor: ApiClient,
  known: Record<string, readonly unknown[]>,
): Promise<string> {
  const request = {
    callee_id: doctor.user.id,
    appointment_id: known.appointment_id?.[0],
    call_type: "video",
  };
  return (await askUntilAllowed(patient, "/api/calls/initiate", request)).body.call_id;
}

type ApiAnswer = Awaited<ReturnType<ApiClient["ask"]>>;

/** The requests before may have used up what may be asked at once: then later. */
async function askUntilAllowed(client: ApiClient, path: string, data?: unknown): Promise<ApiAnswer> {
  while (true) {
    const answer = await client.ask("POST", path, data);
    if (answer.status !== 429) return answer;
    await new Promise((resolve) => setTimeout(resolve, Number(answer.headers.get("retry-after")) * 1_000));
  }
}

/** Connects a placed call, and ends it. */
async function talk(call_id: string, patient: ApiClient, doctor: ApiClient): Promise<void> {
  await using caller = await patient.socket();
  await using callee = await doctor.socket();
  await callee.ask("accept_call", { call_id });
  for (const one of [caller, callee]) {
    // The patient called over HTTP: the first socket that signals takes the place.
    await one.ask("webrtc:ice", { call_id, candidate: null });
    await one.ask("call:media", { call_id, receiving: { audio: true, video: true } });
  }
  await callee.ask("hangup_call", { call_id });
}

/** A browser of the patient's that has subscribed. */
async function subscribe(
  service: PushService,
  patient: ApiClient,
  known: Record<string, readonly unknown[]>,
): Promise<void> {
  const { json } = await service.browser();
  const answer = await askUntilAllowed(patient, "/api/push/subscriptions", json);
  Object.assign(known, {
    endpoint: [json.endpoint],
    p256dh: [json.keys.p256dh],
    auth: [json.keys.auth],
    subscription_id: [answer.body.subscription.subscription_id],
  });
}

async function fileOf(patient: ApiClient): Promise<string> {
  const form = new FormData();
  form.append("file", new File(["A letter"], "letter.txt"));
  const { body } = await patient.ask("POST", "/api/attachments/upload", form);
  return body.attachment.attachment_id;
}
