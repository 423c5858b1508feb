import type { AppointmentObject } from "../../realtime/core/objects.ts";
import type { HomeModel } from "../models/home_model.ts";

/** What each part of an appointment's card is drawn from. */
export interface AppointmentProps {
  model: HomeModel;
  appointment: AppointmentObject;
}
