import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icons.tsx";

/** What stands where a list would be if there were anything in it. */
export function Empty(
  { icon, title, children }: { icon: IconName; title: string; children: ComponentChildren },
) {
  return (
    <div class="empty">
      <span class="empty-drawing">
        <Icon of={icon} />
      </span>
      <p class="empty-title">{title}</p>
      <p class="muted">{children}</p>
    </div>
  );
}
