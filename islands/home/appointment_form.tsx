import { useSignal } from "@preact/signals";
import { REASON_LENGTH_MAX } from "../../realtime/core/appointment.ts";
import type { UserObject } from "../../realtime/core/objects.ts";
import { NAME_LENGTH_MAX } from "../../realtime/core/person_name.ts";
import { fromLocalField, toLocalField } from "../local_time.ts";
import type { DeskTask } from "../models/desk_model.ts";
import type { HomeModel } from "../models/home_model.ts";
import { deskText as t } from "./desk_text.ts";

const MINUTE_MS = 60_000;
const MINUTES_DEFAULT = 30;
const MINUTES_MAX = 24 * 60;
/** New appointments are offered at the next full quarter of an hour. */
const STEP_MS = 15 * MINUTE_MS;

type Task = Extract<DeskTask, { name: "new" | "change" }>;

/** When, how long and what for; for a new appointment also who. */
export function AppointmentForm({ model, task }: { model: HomeModel; task: Task }) {
  const { desk } = model;
  const [startsAt, minutes, reason] = timesOf(task);
  return (
    <form class="desk-form" onSubmit={(event) => submit(event, model, task)}>
      {task.name === "new" && <People model={model} task={task} />}
      <div class="desk-times">
        <label>
          {t("starts")}
          <input type="datetime-local" name="starts_at" required defaultValue={toLocalField(startsAt)} />
        </label>
        <label>
          {t("minutes")}
          <input
            type="number"
            name="minutes"
            min={1}
            max={MINUTES_MAX}
            required
            defaultValue={String(minutes)}
          />
        </label>
      </div>
      <div class="field">
        <label for="reason">{t("reason")}</label>
        <input
          id="reason"
          name="reason"
          dir="auto"
          maxLength={REASON_LENGTH_MAX}
          autocomplete="off"
          defaultValue={reason}
          aria-describedby="reason-hint"
        />
        <p id="reason-hint" class="muted">{t("reason_hint")}</p>
      </div>
      <div class="actions">
        <button type="submit" class="primary" disabled={desk.busy.value}>
          {t(task.name === "new" ? "make" : "save")}
        </button>
        <button type="button" class="quiet" onClick={() => desk.close()}>{t("back")}</button>
      </div>
    </form>
  );
}

function timesOf(task: Task): [startsAt: number, minutes: number, reason: string] {
  if (task.name === "new") return [Math.ceil(Date.now() / STEP_MS) * STEP_MS, MINUTES_DEFAULT, ""];
  const { starts_at, ends_at, reason } = task.appointment;
  const startsAt = Date.parse(starts_at);
  return [startsAt, Math.max(1, Math.round((Date.parse(ends_at) - startsAt) / MINUTE_MS)), reason ?? ""];
}

function People({ model, task }: { model: HomeModel; task: Extract<Task, { name: "new" }> }) {
  const chosen = useSignal("");
  return (
    <>
      {model.me.role === "admin" && (
        <label>
          {t("doctor")}
          <select name="doctor_id" required>
            <Options people={task.doctors} />
          </select>
          {task.doctors.length === 0 && <span class="bad">{t("nobody")}</span>}
        </label>
      )}
      <label>
        {t("patient")}
        <select name="patient_id" onChange={(event) => chosen.value = event.currentTarget.value}>
          <option value="">{t("no_account")}</option>
          <Options people={task.patients} />
        </select>
      </label>
      {chosen.value === "" && (
        <div class="field">
          <label for="patient-name">{t("patient_name")}</label>
          <input
            id="patient-name"
            name="patient_name"
            dir="auto"
            required
            maxLength={NAME_LENGTH_MAX}
            autocomplete="off"
            aria-describedby="patient-name-hint"
          />
          <p id="patient-name-hint" class="muted">{t("patient_name_hint")}</p>
        </div>
      )}
    </>
  );
}

function Options({ people }: { people: UserObject[] }) {
  return <>{people.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</>;
}

function submit(event: SubmitEvent, model: HomeModel, task: Task): void {
  event.preventDefault();
  const form = new FormData(event.currentTarget as HTMLFormElement);
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const startsAt = fromLocalField(text("starts_at"));
  if (startsAt === undefined) return;
  const edit = {
    starts_at: new Date(startsAt).toISOString(),
    ends_at: new Date(startsAt + Number(text("minutes")) * MINUTE_MS).toISOString(),
    reason: text("reason") || null,
  };
  if (task.name === "change") return void model.desk.change(edit);
  const patient = text("patient_id") === ""
    ? { patient_name: text("patient_name") }
    : { patient_id: Number(text("patient_id")) };
  const doctor_id = model.me.role === "admin" ? Number(text("doctor_id")) : model.me.id;
  void model.desk.make({ ...patient, doctor_id, ...edit });
}
