import { signal } from "@preact/signals";
import { AppUpdates } from "../../islands/models/app_updates.ts";
import { BackOnline, TRY_AGAIN_MS } from "../../islands/models/back_online.ts";
import { InstallModel } from "../../islands/models/install_model.ts";
import { assertEquals } from "../support/assert.ts";
import { FakeTime } from "../support/fake_time.ts";

Deno.test("AppUpdates says nothing during a call, and loads once the new version has taken over [PWA-3]", () => {
  const inCall = signal(true);
  let loaded = 0;
  let takeOver = () => {};
  const updates = new AppUpdates({ inCall, reload: () => loaded++, takeOver: (done) => takeOver = done });
  updates.found();
  assertEquals(updates.isShown.value, false);
  inCall.value = false;
  assertEquals(updates.isShown.value, true);
  updates.load();
  updates.load();
  assertEquals(loaded, 0);
  takeOver();
  assertEquals(loaded, 1);
});

Deno.test("AppUpdates can be put off, and comes back with the next version [PWA-3]", () => {
  const updates = new AppUpdates({ inCall: signal(false), reload() {}, takeOver() {} });
  updates.found();
  updates.later();
  assertEquals(updates.isShown.value, false);
  updates.found();
  assertEquals(updates.isShown.value, true);
});

Deno.test("BackOnline tries more and more seldom, at once when there is hope, and one attempt at a time [PWA-2]", async () => {
  const time = new FakeTime();
  let asked = 0;
  let loaded = 0;
  let answers = false;
  const ask = () => (asked++, Promise.resolve(answers));
  const back = new BackOnline({ timers: time, ask, reload: () => loaded++ });
  await time.advance(TRY_AGAIN_MS[0]!);
  assertEquals(asked, 1);
  await time.advance(TRY_AGAIN_MS[1]! - 1);
  assertEquals(asked, 1);
  await Promise.all([back.tryNow(), back.tryNow()]);
  assertEquals(asked, 2);
  await time.advance(60_000);
  assertEquals(asked <= 2 + 60_000 / TRY_AGAIN_MS.at(-1)! + 1 && asked > 4, true, `asked ${asked} times`);
  answers = true;
  await back.tryNow();
  assertEquals([loaded, time.pending], [1, 0]);
});

Deno.test("InstallModel offers the browser's own question once, else the way by its menu [PWA-6]", async () => {
  const model = new InstallModel();
  model.begin({ isInstalled: false, isApple: false });
  assertEquals(model.way.value, "menu");
  let asked = 0;
  const prompt = () => (asked++, Promise.resolve());
  model.offered({ prompt, userChoice: Promise.resolve({ outcome: "dismissed" }) });
  assertEquals(model.way.value, "button");
  await Promise.all([model.install(), model.install()]);
  assertEquals([asked, model.way.value], [1, "menu"]);
  model.offered({ prompt, userChoice: Promise.resolve({ outcome: "accepted" }) });
  await model.install();
  assertEquals(model.way.value, "installed");
  const apple = new InstallModel();
  apple.begin({ isInstalled: false, isApple: true });
  assertEquals(apple.way.value, "ios");
});
