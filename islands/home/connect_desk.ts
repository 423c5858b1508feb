import { freshId } from "../lib/fresh_id.ts";
import type { HomeModel, HomeSource } from "../models/home_model.ts";
import { deskSource } from "./desk_source.ts";

/** Lets visits be planned, changed and invited to from a page with appointments. */
export function connectDesk(model: HomeModel, source: HomeSource): void {
  model.desk.connect({
    source: deskSource,
    newId: freshId,
    current: (id) => model.appointments.value.find((one) => one.id === id),
    made: (appointment) => model.take(appointment, source),
  });
}
