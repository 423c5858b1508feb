import { historyStore } from "../../db/history_store.ts";
import { assertEquals } from "../support/assert.ts";
import { clinicTest } from "../support/clinic_test.ts";

clinicTest(
  "calls of a person are numbered without gaps, those included that found somebody busy [LIST-5]",
  async (clinic) => {
    const { addAppointment } = await import("../support/live_clinic.ts");
    const { db, doctor, patient, stranger } = clinic;
    const others = [
      { person: patient, appointment_id: clinic.appointmentId },
      { person: stranger, appointment_id: await addAppointment(db, stranger, doctor) },
    ];
    const devices = await Promise.all(others.map(({ person }) => clinic.open(person)));
    using callee = await clinic.open(doctor);
    for (let round = 0; round < 5; round++) {
      const placed = await Promise.all(
        [...others, ...others].map(({ appointment_id }, n) =>
          devices[n % 2]?.try("initiate_call", { callee_id: doctor.id, appointment_id, call_type: "video" })
        ),
      );
      const winners = placed.flatMap((one) => one && "data" in one ? [one.data.call_id] : []);
      assertEquals(winners.length, 1);
      await callee.ask("decline_call", { call_id: winners[0] ?? "" });
    }
    for (const device of devices) device[Symbol.dispose]();
    const history = historyStore(db);
    for (const { id } of [doctor, patient, stranger]) {
      const [counted] = await db.read((sql) =>
        sql<{ calls: number; numbers: number[] }[]>`
          select count(*) as calls, array_agg(ordinal order by ordinal) as numbers
          from call_participants where user_id = ${id}`
      );
      const calls = counted?.calls ?? 0;
      assertEquals(counted?.numbers, Array.from({ length: calls }, (_, n) => n + 1));
      const pages = await Promise.all(
        [1, 2, 3, 4, 5, 6, 7].map((page) => history.list({ userId: id, page, perPage: 3 })),
      );
      assertEquals(pages.map((one) => one.total), pages.map(() => calls));
      const ids = pages.flatMap((one) => one.items.map((call) => call.call_id));
      assertEquals([ids.length, new Set(ids).size], [calls, calls]);
    }
  },
);
