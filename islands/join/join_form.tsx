import type { SeenInvitation } from "../../realtime/core/api/invitation_operations.ts";
import { NAME_LENGTH_MAX } from "../../realtime/core/person_name.ts";
import type { JoinModel } from "../models/join_model.ts";
import { joinText as t } from "./join_text.ts";

/** The name, where the clinic does not know it, and the button that lets in. */
export function JoinForm({ model, invitation }: { model: JoinModel; invitation: SeenInvitation }) {
  const entering = model.entering.value;
  const problem = model.problem.value;
  const submit = (event: Event) => {
    event.preventDefault();
    void model.enter();
  };
  return (
    <form class="join-form" onSubmit={submit} noValidate>
      {invitation.patient_name
        ? <p>{t("enter_as", { name: invitation.patient_name })}</p>
        : <NameField model={model} />}
      {model.signedInAs && <p class="notice">{t("signed_in", { name: model.signedInAs })}</p>}
      {problem === "unreachable" && <p class="notice bad" role="alert">{t("not_entered")}</p>}
      <button type="submit" class="primary" disabled={entering}>{t(entering ? "entering" : "enter")}</button>
      <p class="muted">{t("camera_promise")}</p>
    </form>
  );
}

function NameField({ model }: { model: JoinModel }) {
  const missing = model.problem.value === "name";
  return (
    <div class="field">
      <label for="name">{t("name")}</label>
      <input
        id="name"
        name="name"
        autocomplete="name"
        dir="auto"
        maxLength={NAME_LENGTH_MAX}
        value={model.name.value}
        aria-invalid={missing}
        aria-describedby="name-hint"
        onInput={(event) => model.name.value = event.currentTarget.value}
      />
      <p id="name-hint" class={missing ? "bad" : "muted"} role={missing ? "alert" : undefined}>
        {t(missing ? "name_missing" : "name_hint")}
      </p>
    </div>
  );
}
