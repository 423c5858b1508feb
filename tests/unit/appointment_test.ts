import {
  appointmentFor,
  doorOf,
  peopleOf,
  relationToAppointment,
  spanProblem,
} from "../../realtime/core/appointment.ts";
import type { AppointmentObject } from "../../realtime/core/objects.ts";
import { cleanName } from "../../realtime/core/person_name.ts";
import { may } from "../../realtime/core/rights.ts";
import { assertEquals } from "../support/assert.ts";

const START = Date.parse("2026-03-02T09:00:00.000Z");
const MINUTE = 60_000;
const APPOINTMENT: AppointmentObject = {
  id: 1,
  patient_id: 1,
  doctor_id: 2,
  starts_at: new Date(START).toISOString(),
  ends_at: new Date(START + 20 * MINUTE).toISOString(),
  status: "scheduled",
  reason: "a private matter",
  version: 1,
  patient: { id: 1, name: "Pat", role: "patient" },
  doctor: { id: 2, name: "Dr. Dana", role: "doctor" },
  guests: [{ id: 3, name: "Gus", role: "patient", is_guest: true }],
};

Deno.test("doorOf() opens 30 minutes before the start and closes 30 minutes after the end [INV-1]", () => {
  const stateAt = (minutes: number) => doorOf(APPOINTMENT, START + minutes * MINUTE).state;
  assertEquals(
    [-31, -30, 0, 20, 49].map(stateAt),
    ["too_early", "open", "open", "open", "open"],
  );
  assertEquals(doorOf(APPOINTMENT, START - 30 * MINUTE - 1).state, "too_early");
  assertEquals(doorOf(APPOINTMENT, START + 50 * MINUTE - 1).state, "open");
  assertEquals(doorOf(APPOINTMENT, START + 50 * MINUTE).state, "over");
  const { opensAtMs, closesAtMs } = doorOf(APPOINTMENT, START);
  assertEquals([opensAtMs - START, closesAtMs - START], [-30 * MINUTE, 50 * MINUTE]);
});

Deno.test("doorOf() is shut by a cancelled or completed appointment, whatever the time [INV-1]", () => {
  for (const at of [START - 1e9, START, START + 1e9]) {
    assertEquals(doorOf({ ...APPOINTMENT, status: "cancelled" }, at).state, "cancelled");
    assertEquals(doorOf({ ...APPOINTMENT, status: "completed" }, at).state, "over");
  }
});

Deno.test("spanProblem() wants an end after the start and at most 24 hours later [APPT-2]", () => {
  assertEquals(spanProblem(START, START + 1), undefined);
  assertEquals(spanProblem(START, START + 24 * 60 * MINUTE), undefined);
  assertEquals(spanProblem(START, START + 24 * 60 * MINUTE + 1), "Expected at most 24 hours after starts_at");
  assertEquals(spanProblem(START, START), "Expected a time after starts_at");
  assertEquals(spanProblem(START, NaN), "Expected a time after starts_at");
});

Deno.test("appointmentFor() keeps what a visit is about from guests [APPT-6]", () => {
  const seen = (userId: number, role: "patient" | "doctor" | "admin") =>
    appointmentFor(APPOINTMENT, { userId, role }).reason;
  assertEquals([seen(1, "patient"), seen(2, "doctor"), seen(9, "admin")], Array(3).fill("a private matter"));
  assertEquals(seen(3, "patient"), null);
  assertEquals(peopleOf(APPOINTMENT), [1, 2, 3]);
  assertEquals([1, 2, 3, 4].map((id) => relationToAppointment(APPOINTMENT, id)), [
    "participant",
    "participant",
    "participant",
    "stranger",
  ]);
});

Deno.test("may() lets doctors plan for themselves and administrators for any, and patients not at all [APPT-1]", () => {
  const roles = ["patient", "doctor", "admin"] as const;
  const allowed = (action: Parameters<typeof may>[1], relation: "participant" | "stranger") =>
    roles.filter((role) => may(role, action, relation));
  assertEquals(allowed("appointment.make", "participant"), ["doctor"]);
  assertEquals(allowed("appointment.make", "stranger"), ["admin"]);
  assertEquals(allowed("appointment.change", "participant"), ["doctor", "admin"]);
  assertEquals(allowed("appointment.change", "stranger"), ["admin"]);
  assertEquals(allowed("appointment.invite", "stranger"), ["admin"]);
  assertEquals(allowed("appointment.read", "stranger"), ["admin"]);
});

Deno.test("cleanName() composes, and drops what is not seen [INV-5]", () => {
  assertEquals(cleanName("  Ana\u0301  Maria \n"), "An\u00e1 Maria");
  assertEquals(cleanName("\u202EDr. Evil\u200B\u0000"), "Dr. Evil");
  assertEquals(cleanName("\u200B\u2060\u2028"), "");
});
