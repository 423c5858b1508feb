/// <reference lib="dom" />
import type { IslandSpec } from "../kit/island.tsx";
import type { DeviceModel } from "../models/device_model.ts";
import { InstallModel, type InstallPrompt } from "../models/install_model.ts";
import { PushModel, type PushPlace } from "../models/push_model.ts";
import { session } from "../session.ts";
import { browserShelf } from "../shelf.ts";
import { browserPush, pushApi } from "./browser_push.ts";
import { PushView } from "./push_view.tsx";
import { pushKey, pushLaterKey } from "./push_wish.ts";
import { isApple, isInstalled } from "./this_browser.ts";

export interface PushProps {
  place: PushPlace;
}

/** What this device can do beyond an open page: ring, and stand on the home screen. */
export const pushIsland: IslandSpec<PushProps, DeviceModel> = {
  name: "push",
  model: ({ place }) => ({ push: new PushModel(place), install: new InstallModel() }),
  start({ push, install }) {
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      install.offered(event as Event & InstallPrompt);
    });
    addEventListener("appinstalled", () => install.installed());
    install.begin({ isInstalled: isInstalled(), isApple: isApple() });
    const { user, quiet } = session();
    void push.connect({
      browser: browserPush,
      api: pushApi,
      shelf: browserShelf,
      key: pushKey(user.id),
      laterKey: pushLaterKey(user.id),
      quiet,
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void push.lookAgain();
    });
  },
  View: PushView,
};
