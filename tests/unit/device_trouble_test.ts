import { deviceTrouble, stateOfTrouble } from "../../islands/models/device_trouble.ts";
import { DEVICE_PROBLEMS } from "../../realtime/core/device_check.ts";
import { adviceFor } from "../../islands/check/advice.ts";
import { problemWords } from "../../islands/device_problem_words.ts";
import { assert, assertEquals } from "../support/assert.ts";

const of = (
  name: string,
  permission: "granted" | "prompt" | "denied" | "unknown" = "unknown",
  message = "",
) => deviceTrouble({ name, message, permission });

Deno.test("deviceTrouble() tells a no of the person from one of the system and from no answer [CHECK-5]", () => {
  assertEquals(of("NotAllowedError", "denied", "Permission denied"), "denied");
  assertEquals(of("NotAllowedError", "unknown"), "denied");
  assertEquals(of("NotAllowedError", "granted"), "denied_by_system");
  assertEquals(of("NotAllowedError", "denied", "Permission denied by system"), "denied_by_system");
  assertEquals(of("NotAllowedError", "prompt", "Permission dismissed"), "dismissed");
  assertEquals(of("NotAllowedError", "prompt"), "dismissed");
  assertEquals(of("PermissionDismissedError"), "dismissed");
});

Deno.test("deviceTrouble() knows the errors of getUserMedia by name, also their older names [CHECK-5]", () => {
  const names: [string, string, string][] = [
    ["NotFoundError", "missing", "missing"],
    ["DevicesNotFoundError", "missing", "missing"],
    ["NotReadableError", "in_use", "in_use"],
    ["TrackStartError", "in_use", "in_use"],
    ["OverconstrainedError", "overconstrained", "missing"],
    ["AbortError", "aborted", "failed"],
    ["SecurityError", "insecure", "insecure"],
    ["TypeError", "unsupported", "failed"],
    ["SomethingNew", "failed", "failed"],
  ];
  for (const [name, trouble, state] of names) {
    assertEquals(of(name), trouble, name);
    assertEquals(stateOfTrouble(of(name)), state, name);
  }
});

Deno.test("every problem has words and a way out of it [CHECK-5]", () => {
  const words = DEVICE_PROBLEMS.map(problemWords);
  assertEquals(new Set(words).size, DEVICE_PROBLEMS.length);
  for (const text of [...words, ...DEVICE_PROBLEMS.map(adviceFor)]) assert(text && !/[{}_]/.test(text), text);
});
