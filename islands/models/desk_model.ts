import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { AppointmentObject, InvitationObject, UserObject } from "../../realtime/core/objects.ts";
import { locale } from "../text.ts";
import type { Language } from "../../realtime/core/languages.ts";

/** An invitation as it is handed on. */
export interface InvitationLink {
  invitation_id: string;
  url: string;
  text: string;
  qr: string;
  ics: string;
}

/** What is written on a new appointment; the patient by id, or by name where they have no account. */
export interface AppointmentDraft {
  patient_id?: number;
  patient_name?: string;
  doctor_id: number;
  starts_at: string;
  ends_at: string;
  reason: string | null;
}

export interface AppointmentEdit {
  starts_at: string;
  ends_at: string;
  reason: string | null;
}

/** What the desk asks of the API. Everything throws an error with a `code`. */
export interface DeskSource {
  /** People with an account to choose from; may name somebody twice. */
  people(role: "patient" | "doctor"): Promise<UserObject[]>;
  make(draft: AppointmentDraft, clientId: string): Promise<AppointmentObject>;
  change(id: number, change: Partial<AppointmentEdit> & { status?: "cancelled"; version?: number }): Promise<
    AppointmentObject
  >;
  /** In the language that is asked for, else in that of whoever asks. */
  invite(appointmentId: number, clientId: string, language?: Language): Promise<InvitationLink>;
  invitations(appointmentId: number): Promise<InvitationObject[]>;
  revoke(appointmentId: number, invitationId: string): Promise<void>;
}

export interface DeskDeps {
  source: DeskSource;
  newId(): string;
  /** An appointment as it is known now. */
  current(id: number): AppointmentObject | undefined;
  /** Shows an appointment as it has become. */
  made(appointment: AppointmentObject): void;
}

/** What is being done; a dialog for each. */
export type DeskTask =
  | { name: "none" }
  | { name: "new"; clientId: string; patients: UserObject[]; doctors: UserObject[] }
  | { name: "change"; appointment: AppointmentObject }
  | { name: "cancel"; appointment: AppointmentObject }
  | {
    name: "invite";
    appointment: AppointmentObject;
    link: InvitationLink | null;
    /** Links made before that still work. */
    earlier: InvitationObject[];
  };

/** The desk of whoever plans visits: new ones, changes, and invitations. */
export class DeskModel {
  readonly #task: Signal<DeskTask> = signal({ name: "none" });
  readonly #busy = signal(false);
  readonly #problem: Signal<string | null> = signal(null);
  /** So that opening the dialog again on this page shows the same link. */
  readonly #linkIds = new Map<number, string>();
  #deps: DeskDeps | undefined;

  connect(deps: DeskDeps): void {
    this.#deps = deps;
  }

  get task(): ReadonlySignal<DeskTask> {
    return this.#task;
  }

  get busy(): ReadonlySignal<boolean> {
    return this.#busy;
  }

  /** What went wrong, by its code. */
  get problem(): ReadonlySignal<string | null> {
    return this.#problem;
  }

  /** Begins a new appointment; `known` are people to choose from until more have been found. */
  begin(known: { patients: UserObject[]; doctors: UserObject[] }): void {
    if (!this.#deps) return;
    this.#open({ name: "new", clientId: this.#deps.newId(), ...known });
    void this.#find("patient", "patients");
    void this.#find("doctor", "doctors");
  }

  edit(appointment: AppointmentObject): void {
    this.#open({ name: "change", appointment });
  }

  askToCancel(appointment: AppointmentObject): void {
    this.#open({ name: "cancel", appointment });
  }

  /** Shows a link into an appointment, made now. */
  async invite(appointment: AppointmentObject): Promise<void> {
    this.#open({ name: "invite", appointment, link: null, earlier: [] });
    await this.#run(async ({ source, newId }) => {
      const clientId = this.#linkIds.get(appointment.id) ?? newId();
      this.#linkIds.set(appointment.id, clientId);
      const link = await source.invite(appointment.id, clientId);
      this.#patchInvite(appointment.id, { link, earlier: await this.#earlier(appointment.id, link) });
    });
  }

  /** Says the message of the shown link in another language. */
  async sayIn(language: Language): Promise<void> {
    const task = this.#task.value;
    if (task.name !== "invite") return;
    const { id } = task.appointment;
    await this.#run(async ({ source }) => {
      const clientId = this.#linkIds.get(id);
      if (clientId) this.#patchInvite(id, { link: await source.invite(id, clientId, language) });
    });
  }

  /** Withdraws a link, the shown one too. */
  async revoke(invitationId: string): Promise<void> {
    const task = this.#task.value;
    if (task.name !== "invite") return;
    const { id } = task.appointment;
    await this.#run(async ({ source }) => {
      await source.revoke(id, invitationId);
      if (task.link?.invitation_id !== invitationId) {
        return this.#patchInvite(id, { earlier: await this.#earlier(id, task.link) });
      }
      this.#linkIds.delete(id);
      this.close();
    });
  }

  /** Makes the appointment; somebody without an account is invited at once. */
  async make(draft: AppointmentDraft): Promise<void> {
    const task = this.#task.value;
    if (task.name !== "new") return;
    const made = await this.#run(async ({ source, made }) => {
      const appointment = await source.make(draft, task.clientId);
      made(appointment);
      return appointment;
    });
    if (!made) return;
    if (draft.patient_id === undefined) await this.invite(made);
    else this.close();
  }

  /** Changes what is being edited, if nobody has changed that since; who came in meanwhile does not matter. */
  async change(edit: AppointmentEdit): Promise<void> {
    const task = this.#task.value;
    if (task.name !== "change") return;
    const { id } = task.appointment;
    await this.#run(async ({ source, made, current }) => {
      const now = current(id) ?? task.appointment;
      const { version } = isSameVisit(now, task.appointment) ? now : task.appointment;
      made(await source.change(id, { ...edit, version }));
      this.close();
    });
  }

  async cancel(): Promise<void> {
    const task = this.#task.value;
    if (task.name !== "cancel") return;
    await this.#run(async ({ source, made }) => {
      made(await source.change(task.appointment.id, { status: "cancelled" }));
      this.close();
    });
  }

  close(): void {
    this.#problem.value = null;
    this.#task.value = { name: "none" };
  }

  #open(task: DeskTask): void {
    this.#problem.value = null;
    this.#task.value = task;
  }

  async #find(role: "patient" | "doctor", into: "patients" | "doctors"): Promise<void> {
    const found = await this.#deps?.source.people(role).catch(() => []) ?? [];
    const task = this.#task.value;
    if (task.name !== "new" || found.length === 0) return;
    const byId = new Map([...found, ...task[into]].map((one) => [one.id, one]));
    const byName = new Intl.Collator(locale());
    const sorted = [...byId.values()].sort((a, b) => byName.compare(a.name, b.name));
    this.#task.value = { ...task, [into]: sorted };
  }

  async #earlier(id: number, link: InvitationLink | null): Promise<InvitationObject[]> {
    const all = await this.#deps?.source.invitations(id) ?? [];
    return all.filter((one) => one.revoked_at === null && one.invitation_id !== link?.invitation_id);
  }

  #patchInvite(id: number, patch: { link?: InvitationLink; earlier?: InvitationObject[] }): void {
    const task = this.#task.value;
    if (task.name === "invite" && task.appointment.id === id) this.#task.value = { ...task, ...patch };
  }

  /** Does one thing at a time, and keeps what went wrong. */
  async #run<T>(work: (deps: DeskDeps) => Promise<T>): Promise<T | undefined> {
    if (!this.#deps || this.#busy.value) return undefined;
    this.#busy.value = true;
    this.#problem.value = null;
    try {
      return await work(this.#deps);
    } catch (error) {
      this.#problem.value = error instanceof Error && "code" in error ? String(error.code) : "unavailable";
      return undefined;
    } finally {
      this.#busy.value = false;
    }
  }
}

function isSameVisit(a: AppointmentObject, b: AppointmentObject): boolean {
  return a.starts_at === b.starts_at && a.ends_at === b.ends_at && a.reason === b.reason &&
    a.status === b.status;
}
