/// <reference lib="dom" />
import { COMMANDS_PREFIX } from "../kept_commands.ts";
import { OUTBOX_PREFIX } from "../models/outbox_store.ts";
import { quietKey, type Session } from "../session.ts";
import { browserShelf } from "../shelf.ts";
import { pushKey } from "../push/push_wish.ts";
import { ringText as t } from "./ring_text.ts";

/**
 * Nothing that somebody wrote stays on a machine where they have signed out: it is deleted then, and where it is not sent
 * they are asked before. A session that ends by itself deletes nothing; the same person finds it at the next sign-in.
 */
export function guardSignOut({ user }: Pick<Session, "user">): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || new URL(form.action).pathname !== "/sign-out") return;
    const unsent = browserShelf.keys(`${OUTBOX_PREFIX}${user.id}.`);
    if (unsent.length > 0 && !confirm(t("sign_out_unsent", { count: unsent.length }))) {
      return event.preventDefault();
    }
    const others = browserShelf.keys(`${COMMANDS_PREFIX}${user.id}.`);
    for (const key of [...unsent, ...others, quietKey(user.id), pushKey(user.id)]) browserShelf.drop(key);
  });
}
