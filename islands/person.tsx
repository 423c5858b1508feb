import type { PresenceStatus } from "../realtime/core/fields.ts";
import type { UserObject } from "../realtime/core/objects.ts";
import { presenceText, presenceWord, roleText } from "./people_text.ts";

/** How many colours the circles of people come in; the style sheet names them. */
const TINTS = 5;

/** A circle with the initials of a person; decoration beside the name. */
export function Avatar({ user }: { user: UserObject }) {
  return <span class={`avatar tint-${user.id % TINTS}`} aria-hidden="true">{initials(user.name)}</span>;
}

/** Presence as a dot and a word. */
export function Presence({ status }: { status: PresenceStatus }) {
  return <span class={`presence ${presenceWord(status)}`}>{presenceText(status)}</span>;
}

/** A person's circle, name, role and, where it may be seen, presence. */
export function Person(
  { user, status, as = roleText(user.role) }: {
    user: UserObject;
    status?: PresenceStatus | undefined;
    /** What they are here; their role unless it is said. */
    as?: string;
  },
) {
  return (
    <span class="person">
      <Avatar user={user} />
      <span class="person-words">
        <strong>
          <bdi>{user.name}</bdi>
        </strong>
        <span class="muted">
          {as}
          {status && <Presence status={status} />}
        </span>
      </span>
    </span>
  );
}

/** "AL" for "Dr. Ada Lovelace": first letters of the first and last name, titles left out. */
export function initials(name: string): string {
  const all = name.split(/\s+/).filter((word) => word !== "");
  const untitled = all.filter((word) => !word.endsWith("."));
  const words = untitled.length > 0 ? untitled : all;
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters.map((word) => Array.from(word ?? "")[0] ?? "").join("").toUpperCase();
}
