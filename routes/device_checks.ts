import {
  type DeviceCheckDeps,
  iceServersToCheck,
  readDeviceChecks,
  submitDeviceCheck,
} from "../realtime/check_devices.ts";
import { deviceCheckOperations } from "../realtime/core/api/device_check_operations.ts";
import { accept } from "../realtime/core/outcome.ts";
import { idempotencyKey } from "./idempotency_key.ts";
import { reply, type Served, served } from "./serve.ts";

/** Checks before a visit, over HTTP. */
export function deviceCheckRoutes(deps: DeviceCheckDeps): Served[] {
  return served(deviceCheckOperations, {
    "GET /api/ice-servers": ({ who }) =>
      Promise.resolve(reply(iceServersToCheck(deps, who), 200, (ice_servers) => ({ ice_servers }))),
    "POST /api/device-checks": async ({ c, who, body }) => {
      const outcome = await submitDeviceCheck(deps, who, {
        appointmentId: body.appointment_id ?? null,
        clientId: body.client_id ?? idempotencyKey(c) ?? null,
        report: body.report,
      });
      if (!outcome.ok) return outcome;
      const { isNew, check } = outcome.value;
      return accept({ status: isNew ? 201 : 200, body: { device_check: check } });
    },
    "GET /api/appointments/{appointment_id}/device-checks": async ({ who, path }) =>
      reply(
        await readDeviceChecks(deps, who, path.appointment_id),
        200,
        (device_checks) => ({ device_checks }),
      ),
  });
}
