import type { AttemptLimit } from "./attempt_limit.ts";
import { trailOf } from "./call_commands.ts";
import { peopleOf, relationToAppointment } from "./core/appointment.ts";
import type { DeviceCheckObject, DeviceReport } from "./core/device_check.ts";
import { judge } from "./core/device_verdict.ts";
import type { Identity } from "./core/identity.ts";
import type { AppointmentObject, IceServerObject } from "./core/objects.ts";
import { accept, type Outcome, refuse, type Refused } from "./core/outcome.ts";
import { type Action, may } from "./core/rights.ts";
import type { AppointmentStore } from "./ports/appointment_store.ts";
import type { Clock } from "./ports/clock.ts";
import type { DeviceCheckStore } from "./ports/device_check_store.ts";

/** How often one person may tell of a check, or ask for ICE servers. */
export const CHECK_LIMITS = { attemptsMax: 30, windowMs: 600_000, keysMax: 10_000 } as const;
/** Stands in a relay's log where a call has its id. */
const CHECK_NAME = "check";

export interface DeviceCheckDeps {
  appointments: Pick<AppointmentStore, "find">;
  deviceChecks: DeviceCheckStore;
  submissions: AttemptLimit;
  questions: AttemptLimit;
  clock: Clock;
  newId(): string;
  iceServersFor(userId: number, callId: string): IceServerObject[];
}

/** What somebody tells of a check. */
export interface SubmittedCheck {
  appointmentId: number | null;
  clientId: string | null;
  report: DeviceReport;
}

/** The same for a foreign appointment and for one that does not exist. */
const ABSENT = refuse("not_found", "There is no such appointment.");

/** The ICE servers of a call that this person might have. */
export function iceServersToCheck(deps: DeviceCheckDeps, who: Identity): Outcome<IceServerObject[]> {
  const taken = deps.questions.take(String(who.userId));
  return taken.ok ? accept(deps.iceServersFor(who.userId, CHECK_NAME)) : tooMany(taken.retryAfterSeconds);
}

/** Keeps what a person's device found; the verdict is the server's own. */
export async function submitDeviceCheck(
  deps: DeviceCheckDeps,
  who: Identity,
  { appointmentId, clientId, report }: SubmittedCheck,
): Promise<Outcome<{ isNew: boolean; check: DeviceCheckObject }>> {
  if (appointmentId !== null) {
    const found = await appointmentOf(deps, who, appointmentId, "device_check.make");
    if (!found.ok) return found;
  }
  const taken = deps.submissions.take(String(who.userId));
  if (!taken.ok) return tooMany(taken.retryAfterSeconds);
  const kept = await deps.deviceChecks.add({
    checkId: deps.newId(),
    userId: who.userId,
    appointmentId,
    clientId,
    at: deps.clock.now(),
    report,
    ...judge(report),
  }, { ...trailOf(who), action: "device_check.submitted" });
  if (kept.kind === "conflict") return refuse("conflict", "This client_id was used for another check.");
  return accept({ isNew: kept.kind === "added", check: kept.check });
}

/** The newest check of each participant of an appointment; at length only for those who may help. */
export async function readDeviceChecks(
  deps: Pick<DeviceCheckDeps, "appointments" | "deviceChecks">,
  who: Identity,
  appointmentId: number,
): Promise<Outcome<DeviceCheckObject[]>> {
  const found = await appointmentOf(deps, who, appointmentId, "device_check.read");
  if (!found.ok) return found;
  const relation = relationToAppointment(found.value, who.userId);
  const seesReports = may(who.role, "device_check.read_report", relation);
  const checks = await deps.deviceChecks.newestOf(peopleOf(found.value), appointmentId);
  return accept(
    checks.map((one) => seesReports || one.user_id === who.userId ? one : { ...one, report: null }),
  );
}

async function appointmentOf(
  deps: Pick<DeviceCheckDeps, "appointments">,
  who: Identity,
  id: number,
  action: Action,
): Promise<Outcome<AppointmentObject>> {
  const appointment = await deps.appointments.find(id);
  if (!appointment) return ABSENT;
  return may(who.role, action, relationToAppointment(appointment, who.userId)) ? accept(appointment) : ABSENT;
}

function tooMany(retryAfterSeconds: number): Refused {
  return refuse("rate_limited", "Too many of these at once.", { retryAfterSeconds });
}
