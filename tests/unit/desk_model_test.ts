import { type AppointmentDraft, DeskModel, type DeskSource } from "../../islands/models/desk_model.ts";
import type { AppointmentObject, InvitationObject } from "../../realtime/core/objects.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { DOCTOR, PATIENT } from "../support/chat_objects.ts";
import { settled } from "../support/fake_time.ts";

const APPOINTMENT: AppointmentObject = {
  id: 7,
  patient_id: PATIENT.id,
  doctor_id: DOCTOR.id,
  starts_at: "2026-03-02T09:00:00.000Z",
  ends_at: "2026-03-02T09:30:00.000Z",
  status: "scheduled",
  reason: "Knee",
  version: 3,
  patient: PATIENT,
  doctor: DOCTOR,
  guests: [],
};
const EDIT = { starts_at: "2026-03-02T10:00:00.000Z", ends_at: "2026-03-02T10:30:00.000Z", reason: "Knee" };
const DRAFT: AppointmentDraft = { patient_name: "Nora", doctor_id: DOCTOR.id, ...EDIT };

function invitation(id: string, revoked_at: string | null = null): InvitationObject {
  const at = "2026-03-01T09:00:00.000Z";
  return { invitation_id: id, appointment_id: 7, created_at: at, expires_at: at, revoked_at, guest: null };
}

function scene(changes: Partial<DeskSource> = {}) {
  const asked: unknown[] = [];
  const shown: AppointmentObject[] = [];
  let known = APPOINTMENT;
  let ids = 0;
  const answer = <T>(value: T, ...what: unknown[]) => {
    asked.push(what);
    return Promise.resolve(value);
  };
  const source: DeskSource = {
    people: (role) => answer([], "people", role),
    make: (draft, clientId) => answer(APPOINTMENT, "make", draft.patient_name ?? draft.patient_id, clientId),
    change: (id, change) => answer(APPOINTMENT, "change", id, change),
    invite: (id, clientId, ...language) =>
      answer(
        { invitation_id: "new", url: clientId, text: "", qr: "", ics: "" },
        "invite",
        id,
        clientId,
        ...language,
      ),
    invitations: () =>
      answer([invitation("new"), invitation("old"), invitation("gone", "2026-03-01T10:00:00.000Z")], "list"),
    revoke: (id, invitationId) => answer(undefined, "revoke", id, invitationId),
    ...changes,
  };
  const desk = new DeskModel();
  desk.connect({
    source,
    newId: () => `id-${++ids}`,
    current: () => known,
    made: (appointment) => shown.push(appointment),
  });
  return { desk, asked, shown, become: (next: AppointmentObject) => known = next };
}

Deno.test("DeskModel plans a visit once per dialog and invites who has no account [APPT-11]", async () => {
  const { desk, asked, shown } = scene();
  desk.begin({ patients: [], doctors: [] });
  await settled();
  await Promise.all([desk.make(DRAFT), desk.make(DRAFT)]);
  assertEquals(asked.slice(2), [["make", "Nora", "id-1"], ["invite", 7, "id-2"], ["list"]]);
  assertEquals(shown, [APPOINTMENT]);
  const task = desk.task.value;
  assert(task.name === "invite");
  assertEquals([task.link?.url, task.earlier.map((one) => one.invitation_id)], ["id-2", ["old"]]);
});

Deno.test("DeskModel sends a command again under the same id after it failed [APPT-3]", async () => {
  const ids: string[] = [];
  const { desk } = scene({
    make: (_, clientId) =>
      ids.push(clientId) === 1 ? Promise.reject(new Error("lost")) : Promise.resolve(APPOINTMENT),
  });
  desk.begin({ patients: [PATIENT], doctors: [] });
  const draft = { doctor_id: DOCTOR.id, patient_id: PATIENT.id, ...EDIT };
  await desk.make(draft);
  assertEquals([desk.problem.value, desk.task.value.name, desk.busy.value], ["unavailable", "new", false]);
  await desk.make(draft);
  assertEquals([ids[0] === ids[1], desk.task.value.name], [true, "none"]);
});

Deno.test("DeskModel shows the same link when it is asked again, and a new one after it was withdrawn [INV-2]", async () => {
  const { desk, asked } = scene();
  for (let times = 0; times < 2; times++) {
    await desk.invite(APPOINTMENT);
    desk.close();
  }
  await desk.invite(APPOINTMENT);
  await desk.revoke("old");
  assertEquals(desk.task.value.name, "invite");
  await desk.revoke("new");
  assertEquals(desk.task.value.name, "none");
  await desk.invite(APPOINTMENT);
  const links = (asked as unknown[][]).filter(([what]) => what === "invite").map(([, , id]) => id);
  assertEquals(links, ["id-1", "id-1", "id-1", "id-2"]);
});

Deno.test("DeskModel says the message of the same link in another language [LANG-9]", async () => {
  const { desk, asked } = scene();
  await desk.sayIn("de");
  await desk.invite(APPOINTMENT);
  await desk.sayIn("fr");
  const invited = (asked as unknown[][]).filter(([what]) => what === "invite");
  assertEquals(invited, [["invite", 7, "id-1"], ["invite", 7, "id-1", "fr"]]);
});

Deno.test("DeskModel changes by the version that was edited, unless only people came or went [APPT-5]", async () => {
  const { desk, asked, become } = scene();
  desk.edit(APPOINTMENT);
  become({ ...APPOINTMENT, version: 5 });
  await desk.change(EDIT);
  desk.edit(APPOINTMENT);
  become({ ...APPOINTMENT, version: 6, reason: "Hip" });
  await desk.change(EDIT);
  assertEquals(asked, [["change", 7, { ...EDIT, version: 5 }], ["change", 7, { ...EDIT, version: 3 }]]);
});

Deno.test("DeskModel keeps the code of a refusal, and asks before it cancels [APPT-7]", async () => {
  const refusal = Object.assign(new Error("A call of this appointment goes on."), { code: "conflict" });
  const { desk } = scene({ change: () => Promise.reject(refusal) });
  desk.askToCancel(APPOINTMENT);
  assertEquals(desk.task.value.name, "cancel");
  await desk.cancel();
  assertEquals([desk.problem.value, desk.task.value.name], ["conflict", "cancel"]);
  desk.close();
  assertEquals([desk.problem.value, desk.task.value.name], [null, "none"]);
});

Deno.test("DeskModel offers the people of the clinic beside those who are known [APPT-11]", async () => {
  const other = { id: 8, name: "Abe", role: "patient" as const };
  const { desk } = scene({ people: (role) => Promise.resolve(role === "patient" ? [other] : []) });
  desk.begin({ patients: [PATIENT], doctors: [DOCTOR] });
  await settled();
  const task = desk.task.value;
  assert(task.name === "new");
  assertEquals([task.patients.map((one) => one.name), task.doctors], [["Abe", PATIENT.name], [DOCTOR]]);
});
