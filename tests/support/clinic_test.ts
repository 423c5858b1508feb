import { assertEquals } from "./assert.ts";
import { granted } from "./granted.ts";
import type { LiveClinic, LiveClinicOptions } from "./live_clinic.ts";

/** A test with a clinic of its own on a real database; nothing may go wrong unseen in it. */
export function clinicTest(
  name: string,
  fn: (clinic: LiveClinic) => Promise<void>,
  options: LiveClinicOptions = {},
): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    async fn() {
      const { liveClinic } = await import("./live_clinic.ts");
      await using clinic = await liveClinic(options);
      await fn(clinic);
      assertEquals(clinic.errors, []);
    },
  });
}
