import * as v from "valibot";
import * as f from "../fields.ts";
import { presenceObject } from "../objects.ts";
import { operations } from "./operation.ts";

const presenceAnswer = v.object({ presence: presenceObject });

/** Presence. */
export const presenceOperations = operations({
  "POST /api/presence/update": {
    name: "update_presence",
    summary: "Say how one is there, on all of one's open connections.",
    tag: "Presence",
    rate: "presence",
    body: v.strictObject({
      status: f.presenceStatus,
      current_call_id: v.nullish(f.uuid),
      current_appointment_id: v.nullish(f.key),
    }),
    answers: { 200: presenceAnswer },
    refusals: { 404: ["not_found"] },
  },
  "GET /api/presence/{user_id}": {
    name: "read_presence",
    summary: "How somebody is there, for those who share an appointment or a conversation with them.",
    tag: "Presence",
    answers: { 200: presenceAnswer },
  },
});
