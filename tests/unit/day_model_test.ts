import { DayModel } from "../../islands/models/day_model.ts";
import { daysFrom, mondayOf } from "../../realtime/core/days.ts";
import type { AppointmentObject } from "../../realtime/core/objects.ts";
import { assertEquals } from "../support/assert.ts";
import { DOCTOR, PATIENT } from "../support/chat_objects.ts";

const ZONE = "Europe/Berlin";

function appointment(id: number, starts_at: string, status: AppointmentObject["status"] = "scheduled") {
  const ends_at = new Date(Date.parse(starts_at) + 900_000).toISOString();
  const people = {
    patient_id: PATIENT.id,
    doctor_id: DOCTOR.id,
    patient: PATIENT,
    doctor: DOCTOR,
    guests: [],
  };
  return { id, ...people, starts_at, ends_at, status, reason: null, version: 1 };
}

function dayOf(date: string, appointments: AppointmentObject[]): DayModel {
  const days = daysFrom(mondayOf(date), 8, ZONE);
  return new DayModel({ me: DOCTOR, appointments, presence: [], date, days, today: date });
}

Deno.test("DayModel shows the chosen day by the clock of the zone, cancelled ones last [DAY-1]", () => {
  const model = dayOf("2026-03-04", [
    appointment(1, "2026-03-04T22:30:00.000Z"),
    // Already the next day in Berlin.
    appointment(2, "2026-03-04T23:00:00.000Z"),
    appointment(3, "2026-03-03T23:00:00.000Z"),
    appointment(4, "2026-03-04T07:00:00.000Z", "cancelled"),
    appointment(5, "2026-03-04T10:00:00.000Z"),
  ]);
  assertEquals(model.appointments.value.map((one) => one.id), [3, 5, 1, 4]);
  assertEquals(model.week.value.map((one) => [one.date.slice(8), one.planned]), [
    ...[["02", 0], ["03", 0], ["04", 3], ["05", 1], ["06", 0], ["07", 0], ["08", 0]] as [string, number][],
  ]);
});

Deno.test("DayModel follows what becomes of an appointment [DAY-1]", () => {
  const planned = appointment(1, "2026-03-04T10:00:00.000Z");
  const model = dayOf("2026-03-04", [planned]);
  const none = { appointments: () => Promise.resolve([]), conversations: () => Promise.resolve([]) };
  model.home.take({ ...planned, version: 2, status: "cancelled" }, {
    ...none,
    recentCalls: () => Promise.resolve([]),
  });
  assertEquals(model.appointments.value.map((one) => one.status), ["cancelled"]);
  assertEquals(model.week.value[2]?.planned, 0);
});
