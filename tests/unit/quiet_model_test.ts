import { deepEqual, equal } from "node:assert/strict";
import { signal } from "@preact/signals";
import { QuietModel } from "../../islands/models/quiet_model.ts";
import { FakeBrowserStorage } from "../support/fake_shelf.ts";

function tabOf(browser: FakeBrowserStorage) {
  const model = new QuietModel();
  const shelf = browser.tab();
  const quiet = signal(shelf.get("quiet") !== null);
  model.connect({ quiet, shelf, key: "quiet" });
  return { model, quiet };
}

Deno.test("QuietModel is the same in all tabs and after a reload [DEV-12]", () => {
  const browser = new FakeBrowserStorage();
  const [one, other] = [tabOf(browser), tabOf(browser)];
  one.model.toggle();
  deepEqual([one.model.on, other.model.on, other.quiet.value, tabOf(browser).model.on], [
    true,
    true,
    true,
    true,
  ]);
  other.model.toggle();
  deepEqual([one.model.on, tabOf(browser).model.on], [false, false]);
});

Deno.test("QuietModel works for its page alone where nothing can be kept [DEV-12]", () => {
  const browser = new FakeBrowserStorage();
  browser.room = 0;
  const { model } = tabOf(browser);
  model.toggle();
  equal(model.on, true);
  model.toggle();
  equal(model.on, false);
});

Deno.test("QuietModel is off until it is connected [DEV-12]", () => {
  const model = new QuietModel();
  model.toggle();
  equal(model.on, false);
});
