/// <reference lib="dom" />
import type { UserObject } from "../../realtime/core/objects.ts";
import { NAME_SEARCH_MAX } from "../../realtime/core/name_search.ts";
import { Icon } from "../icons.tsx";
import { GROUP_OTHERS_MAX, type NewConversation } from "../models/new_conversation.ts";
import { roleText } from "../people_text.ts";
import { Avatar } from "../person.tsx";
import { closeModal, showModal } from "../show_modal.ts";
import { inboxText as t } from "./inbox_text.ts";

/** As long as a group's name may be, in UTF-16 code units. */
const GROUP_NAME_MAX = 120;

/** Whom to write to, and what their group is called. Escape closes it, and the focus goes back. */
export function NewConversationDialog({ model }: { model: NewConversation }) {
  const chosen = model.chosen.value;
  const problem = model.problem.value;
  return (
    <dialog
      class="dialog start"
      ref={showModal}
      aria-labelledby="start-title"
      onClose={() => model.close()}
    >
      <h2 id="start-title">{t("who")}</h2>
      <p class="muted">{t("who_hint")}</p>
      <form
        class="start-form"
        onSubmit={(event) => {
          event.preventDefault();
          void model.start();
        }}
      >
        {chosen.length > 0 && <Chosen model={model} />}
        {chosen.length > 1 && <GroupName model={model} />}
        <input
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          autocomplete="off"
          maxLength={NAME_SEARCH_MAX}
          value={model.q.value}
          onInput={(event) => model.search(event.currentTarget.value)}
          // Enter searches, which has happened already; it must not start anything.
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
        <People model={model} />
        <p role="alert" class="field-error">{problem && t(problem, { count: GROUP_OTHERS_MAX })}</p>
        <div class="actions">
          <button type="submit" class="primary" disabled={model.busy.value}>
            {chosen.length > 1
              ? t("make_group")
              : chosen[0]
              ? t("write_to", { name: chosen[0].name })
              : t("write")}
          </button>
          <button type="button" class="quiet" onClick={closeModal}>{t("cancel")}</button>
        </div>
      </form>
    </dialog>
  );
}

function Chosen({ model }: { model: NewConversation }) {
  return (
    <ul class="start-chosen" aria-label={t("chosen")}>
      {model.chosen.value.map((one) => (
        <li key={one.id}>
          <button
            type="button"
            class="tag"
            aria-label={t("remove", { name: one.name })}
            onClick={() => model.toggle(one)}
          >
            {one.name}
            <Icon of="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function People({ model }: { model: NewConversation }) {
  const people = model.people.value;
  const state = model.state.value;
  return (
    <div class="start-people">
      <ul aria-busy={state === "loading" ? "true" : undefined}>
        {people.map((one) => (
          <li key={one.id}>
            <PersonChoice person={one} model={model} />
          </li>
        ))}
      </ul>
      <p class={people.length > 0 && state !== "failed" ? "hidden" : "inbox-note"} role="status">
        {state === "loading"
          ? t("loading")
          : state === "failed"
          ? t("people_failed")
          : people.length === 0
          ? t(model.q.value.trim() ? "people_none_match" : "people_none")
          : ""}
      </p>
      {(state === "failed" || (state === "ready" && people.length < model.total.value)) && (
        <button
          type="button"
          class="quiet"
          onClick={() => void model.more()}
        >
          {t(state === "failed" ? "retry" : "more")}
        </button>
      )}
    </div>
  );
}

function PersonChoice({ person, model }: { person: UserObject; model: NewConversation }) {
  return (
    <label class="row">
      <input
        type="checkbox"
        checked={model.chosen.value.some((one) => one.id === person.id)}
        onChange={() => model.toggle(person)}
      />
      <Avatar user={person} />
      <span class="row-words">
        <strong dir="auto">{person.name}</strong>
        <span class="muted">{roleText(person.role)}</span>
      </span>
    </label>
  );
}

function GroupName({ model }: { model: NewConversation }) {
  const missing = model.problem.value === "group_name_missing";
  return (
    <div class="field">
      <label for="group-name">{t("group_name")}</label>
      <input
        id="group-name"
        autocomplete="off"
        maxLength={GROUP_NAME_MAX}
        aria-describedby="group-name-hint"
        aria-invalid={missing ? "true" : undefined}
        value={model.groupName.value}
        onInput={(event) => model.name(event.currentTarget.value)}
      />
      <p id="group-name-hint" class="field-hint">{t("group_name_hint")}</p>
    </div>
  );
}
