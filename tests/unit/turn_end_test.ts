import { deepEqual } from "node:assert/strict";
import { atTurnEnd } from "../../realtime/turn_end.ts";

Deno.test("atTurnEnd() runs all of a turn together, in order, and what is asked for meanwhile in the next", () => {
  const scheduled: (() => void)[] = [];
  const ran: string[] = [];
  const defer = atTurnEnd((run) => void scheduled.push(run));
  defer(() => {
    ran.push("first");
    defer(() => ran.push("next turn"));
  });
  defer(() => ran.push("second"));
  deepEqual(scheduled.length, 1);
  scheduled.shift()?.();
  deepEqual([ran, scheduled.length], [["first", "second"], 1]);
  scheduled.shift()?.();
  deepEqual(ran, ["first", "second", "next turn"]);
});
