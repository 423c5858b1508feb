import * as v from "valibot";
import { deviceCheckObject, deviceReport } from "../device_check.ts";
import * as f from "../fields.ts";
import { iceServerObject } from "../objects.ts";
import { operations } from "./operation.ts";

const checkAnswer = v.object({ device_check: deviceCheckObject });

/** Devices and network before a visit. */
export const deviceCheckOperations = operations({
  "GET /api/ice-servers": {
    name: "read_ice_servers",
    summary: "The ICE servers that a call would have, with credentials that expire, to try the way to them.",
    tag: "Calls",
    answers: { 200: v.object({ ice_servers: v.array(iceServerObject) }) },
    refusals: { 429: ["rate_limited"] },
  },
  "POST /api/device-checks": {
    name: "submit_device_check",
    summary: "Tell what a check of one's devices and network has found; the server judges it.",
    tag: "Calls",
    body: v.strictObject({
      appointment_id: v.nullish(f.key),
      client_id: v.optional(f.clientId),
      report: deviceReport,
    }),
    // 200 is one that was told before.
    answers: { 200: checkAnswer, 201: checkAnswer },
    refusals: { 404: ["not_found"], 409: ["conflict"], 429: ["rate_limited"] },
    repeatable: true,
  },
  "GET /api/appointments/{appointment_id}/device-checks": {
    name: "list_device_checks",
    summary: "The newest check of each participant who has made one, for this visit or for none.",
    tag: "Appointments",
    answers: { 200: v.object({ device_checks: v.array(deviceCheckObject) }) },
  },
});
