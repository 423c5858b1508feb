import { equal } from "node:assert/strict";
import { mediaPermission, type PermissionSource } from "../../islands/models/media_permission.ts";
import { mediaProblem } from "../../islands/models/media_problem.ts";

function sourceOf(states: Record<string, string>): PermissionSource {
  return {
    query: ({ name }: PermissionDescriptor) =>
      states[name]
        ? Promise.resolve({ state: states[name] } as PermissionStatus)
        : Promise.reject(new TypeError(name)),
  };
}

Deno.test("mediaPermission() is granted only when every device of the call is [VISIT-5]", async () => {
  equal(await mediaPermission(sourceOf({ camera: "granted", microphone: "granted" }), "video"), "granted");
  equal(await mediaPermission(sourceOf({ camera: "prompt", microphone: "granted" }), "video"), "prompt");
  equal(await mediaPermission(sourceOf({ camera: "denied", microphone: "prompt" }), "video"), "denied");
});

Deno.test("mediaPermission() does not look at the camera for a voice call [VISIT-5]", async () => {
  equal(await mediaPermission(sourceOf({ camera: "denied", microphone: "granted" }), "voice"), "granted");
});

Deno.test("mediaPermission() is unknown where the browser does not tell [VISIT-5]", async () => {
  equal(await mediaPermission(undefined, "video"), "unknown");
  equal(await mediaPermission(sourceOf({}), "video"), "unknown");
});

Deno.test("mediaProblem() sorts the errors of getUserMedia by what helps [VISIT-6]", () => {
  equal(mediaProblem("NotAllowedError"), "denied");
  equal(mediaProblem("NotFoundError"), "missing");
  equal(mediaProblem("NotReadableError"), "in_use");
  equal(mediaProblem("SecurityError"), "insecure");
  equal(mediaProblem("SomethingNew"), "other");
});
