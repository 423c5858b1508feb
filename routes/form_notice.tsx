import type { ComponentChildren } from "preact";
import { Icon } from "../islands/icons.tsx";

/** Says that what a form asked for was done. */
export function Done({ children }: { children: ComponentChildren }) {
  return (
    <div class="banner good" role="status">
      <Icon of="check" />
      <p>{children}</p>
    </div>
  );
}
