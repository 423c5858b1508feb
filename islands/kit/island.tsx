import { type ComponentType, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { IslandName } from "./island_names.ts";

/**
 * A part of a page that comes to life in the browser. `model` makes what it draws from its props, the same on the
 * server and in the browser; `start` runs once, in the browser, after hydration, and connects the model to the
 * session, to timers and to the network.
 */
export interface IslandSpec<Props, Model> {
  name: IslandName;
  model(props: Props): Model;
  start(model: Model, props: Props): void;
  View: ComponentType<{ model: Model }>;
}

/** When the browser loads an island: at once, when it has nothing else to do, or when it is scrolled into view. */
export type IslandWhen = "load" | "idle" | "visible";

/** Collects the islands of the page that is being rendered, for their preloads. */
export const UsedIslands = createContext<Set<IslandName>>(new Set());

/** Draws an island on the server and marks the place for the boot script. Its props travel as JSON in the page. */
export function Island<Props, Model>(
  { of, props, when = "load" }: { of: IslandSpec<Props, Model>; props: Props; when?: IslandWhen },
) {
  useContext(UsedIslands).add(of.name);
  return (
    <div class="island" data-island={of.name} data-when={when} data-props={JSON.stringify(props)}>
      <of.View model={of.model(props)} />
    </div>
  );
}
