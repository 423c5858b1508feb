import { signal } from "@preact/signals";
import { PushModel, type PushPlace } from "../../islands/models/push_model.ts";
import { assertEquals } from "../support/assert.ts";
import { FakePushBrowser } from "../support/fake_push_browser.ts";
import { FakeBrowserStorage } from "../support/fake_shelf.ts";

async function scene(place: PushPlace = "account", change: (fake: FakePushBrowser) => void = () => {}) {
  const fake = new FakePushBrowser();
  change(fake);
  const storage = new FakeBrowserStorage();
  const model = new PushModel(place);
  const { browser, api } = fake;
  const deps = { browser, api, shelf: storage.tab(), key: "wish", laterKey: "later", quiet: signal(false) };
  await model.connect(deps);
  return { fake, storage, model, deps };
}

Deno.test("PushModel turns on by a tap, tries out and turns off [PUSH-13]", async () => {
  const { model, fake, storage } = await scene();
  assertEquals(model.state.value, "off");
  const on = model.turnOn();
  assertEquals(model.state.value, "asking");
  await on;
  assertEquals([model.state.value, storage.items.get("wish")], ["on", "id-1"]);
  await model.tryOut();
  assertEquals(model.trial.value, "sent");
  await model.turnOff();
  assertEquals([model.state.value, fake.subscription, storage.items.size], ["off", null, 0]);
  assertEquals(fake.told, ["tell 1", "end id-1"]);
});

Deno.test("PushModel says when notifications are blocked, and sees when they are allowed again [PUSH-13]", async () => {
  const { model, fake } = await scene("account", (fake) => fake.says = "denied");
  await model.turnOn();
  assertEquals(model.state.value, "refused");
  fake.permission = "default";
  await model.lookAgain();
  assertEquals(model.state.value, "off");
  fake.says = "default";
  await model.turnOn();
  assertEquals(model.state.value, "off", "whoever closes the question has not refused");
});

Deno.test("PushModel says what failed, can be tried again, and turns off without a connection [PUSH-13]", async () => {
  const { model, fake, storage } = await scene();
  fake.isOffline = true;
  await model.turnOn();
  assertEquals([model.state.value, storage.items.size], ["failed", 0]);
  fake.isOffline = false;
  await model.turnOn();
  assertEquals(model.state.value, "on");
  fake.isOffline = true;
  await model.tryOut();
  assertEquals(model.trial.value, "failed");
  await model.turnOff();
  assertEquals([model.state.value, fake.subscription], ["off", null]);
});

Deno.test("PushModel tells browsers that can't from those that can once they are installed [PUSH-13]", async () => {
  const { model } = await scene("account", (fake) => fake.support = "no");
  assertEquals(model.state.value, "unsupported");
  const apple = await scene("account", (fake) => fake.support = "needs_install");
  assertEquals(apple.model.state.value, "needs_install");
});

Deno.test("PushModel asks on the home page once, and only where there is something to decide [PUSH-13]", async () => {
  const { model, deps } = await scene("home");
  assertEquals(model.isShown.value, true);
  model.putOff();
  assertEquals(model.isShown.value, false);
  const next = new PushModel("home");
  await next.connect(deps);
  assertEquals(next.isShown.value, false);
  const refused = await scene("home", (fake) => fake.permission = "denied");
  assertEquals(refused.model.isShown.value, false);
  const account = await scene("account", (fake) => fake.permission = "denied");
  assertEquals(account.model.isShown.value, true);
});
