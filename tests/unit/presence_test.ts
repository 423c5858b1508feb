import { foldPresence } from "../../realtime/core/presence.ts";
import { assertEquals } from "../support/assert.ts";

const quiet = { inCall: false };

Deno.test("foldPresence() of no connection is offline [PRES-1]", () => {
  assertEquals(foldPresence([]), "offline");
});

Deno.test("foldPresence() takes the most present of several tabs [PRES-1]", () => {
  assertEquals(foldPresence([{ ...quiet, status: "away" }, { ...quiet, status: "online" }]), "online");
  assertEquals(foldPresence([{ ...quiet, status: "away" }, { ...quiet, status: "idle" }]), "idle");
  assertEquals(foldPresence([{ ...quiet, status: "offline" }]), "offline");
});

Deno.test("foldPresence() is busy in a call, unless nobody is to disturb [PRES-1]", () => {
  assertEquals(foldPresence([{ inCall: true, status: "online" }]), "busy");
  assertEquals(foldPresence([{ inCall: true, status: "away" }]), "busy");
  assertEquals(foldPresence([{ inCall: true, status: "do_not_disturb" }]), "do_not_disturb");
});
