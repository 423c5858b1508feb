import type { InstallModel } from "./install_model.ts";
import type { PushModel } from "./push_model.ts";

/** What this device can do beyond an open page: ring, and stand on the home screen. */
export interface DeviceModel {
  push: PushModel;
  install: InstallModel;
}
