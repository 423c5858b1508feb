import { Icon } from "./icons.tsx";

/** How many of something have not been read; `words` say it to those who do not see it. */
export function UnreadCount({ count, shown = count, words }: {
  count: number;
  /** What stands there, where that is not the number itself. */
  shown?: number | string;
  words: string;
}) {
  if (count === 0) return null;
  return (
    <span class="badge">
      <span aria-hidden="true">{shown}</span>
      <span class="hidden">{words}</span>
    </span>
  );
}

/** That some messages of one's own have not been sent yet. */
export function UnsentTag({ count, words }: { count: number; words: string }) {
  if (count === 0) return null;
  return (
    <span class="tag warn">
      <Icon of="clock" />
      {words}
    </span>
  );
}
