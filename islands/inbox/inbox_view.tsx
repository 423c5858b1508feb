/// <reference lib="dom" />
import { Empty } from "../empty.tsx";
import { Icon } from "../icons.tsx";
import { NAME_SEARCH_MAX } from "../../realtime/core/name_search.ts";
import type { InboxScreen } from "./inbox_screen.ts";
import { InboxRow } from "./inbox_row.tsx";
import { inboxText as t } from "./inbox_text.ts";
import { NewConversationDialog } from "./new_conversation_dialog.tsx";

/** How near to the end scrolling fetches what comes next, in pixels. */
const OLDER_WITHIN_PX = 400;

/** All conversations, with a search, a filter and the way to a new one. */
export function InboxView({ model: screen }: { model: InboxScreen }) {
  const { inbox, starting } = screen;
  // The page has one first heading: that of the conversation where one is open.
  const Heading = inbox.open ? "h2" : "h1";
  const nearEnd = (box: HTMLElement) => box.scrollHeight - box.scrollTop - box.clientHeight < OLDER_WITHIN_PX;
  return (
    <section class="inbox" aria-labelledby="inbox-title">
      {inbox.open && <a class="skip" href="#conversation">{t("skip")}</a>}
      <div class="inbox-head">
        <Heading id="inbox-title">{t("title")}</Heading>
        <button type="button" class="primary inbox-new" onClick={() => starting.begin()}>
          <Icon of="chat" />
          {t("new")}
        </button>
      </div>
      <Choice screen={screen} />
      <div
        class="inbox-scroll"
        onScroll={(event) => nearEnd(event.currentTarget) && inbox.hasOlder && void inbox.loadOlder()}
      >
        <List screen={screen} />
      </div>
      {starting.isOpen.value && <NewConversationDialog model={starting} />}
    </section>
  );
}

function Choice({ screen: { inbox } }: { screen: InboxScreen }) {
  const { q, unread } = inbox.choice.value;
  return (
    <form class="inbox-choice" role="search" onSubmit={(event) => event.preventDefault()}>
      <input
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        autocomplete="off"
        maxLength={NAME_SEARCH_MAX}
        value={q}
        onInput={(event) => inbox.search(event.currentTarget.value)}
      />
      <div role="group" aria-label={t("filter")} class="inbox-filter">
        {([false, true] as const).map((only) => (
          <button
            key={String(only)}
            type="button"
            class="quiet"
            aria-pressed={unread === only ? "true" : "false"}
            onClick={() => inbox.filter(only)}
          >
            {t(only ? "unread" : "all")}
          </button>
        ))}
      </div>
    </form>
  );
}

function List({ screen: { inbox } }: { screen: InboxScreen }) {
  const { value: entries } = inbox.shown;
  const state = inbox.state.value;
  return (
    <>
      <p class={state === "failed" ? "inbox-note" : "hidden"} role="status">
        {state === "loading" ? t("loading") : state === "failed" ? t("list_failed") : ""}
        {state === "failed" && (
          <button type="button" class="quiet" onClick={() => inbox.retry()}>{t("retry")}</button>
        )}
      </p>
      {entries.length > 0
        ? (
          <ul class="inbox-rows" aria-busy={state === "loading" ? "true" : undefined}>
            {entries.map((one) => (
              <li key={one.conversation_id}>
                <InboxRow entry={one} model={inbox} />
              </li>
            ))}
          </ul>
        )
        : state === "ready" && <Nothing screen={{ inbox }} />}
      {entries.length > 0 && inbox.hasOlder && <Older screen={{ inbox }} />}
    </>
  );
}

function Nothing({ screen: { inbox } }: { screen: Pick<InboxScreen, "inbox"> }) {
  const { q, unread } = inbox.choice.value;
  const why = q.trim() ? "none_match" : unread ? "none_unread" : "none";
  return <Empty icon="chat" title={t(why)}>{t(`${why}_text`)}</Empty>;
}

function Older({ screen: { inbox } }: { screen: Pick<InboxScreen, "inbox"> }) {
  const state = inbox.older.value;
  return (
    <div class="inbox-note">
      {state === "failed" && <span role="alert">{t("list_failed")}</span>}
      <button
        type="button"
        class="quiet"
        aria-disabled={state === "loading" ? "true" : undefined}
        onClick={() => void inbox.loadOlder()}
      >
        {t(state === "loading" ? "loading" : state === "failed" ? "retry" : "more")}
      </button>
    </div>
  );
}
