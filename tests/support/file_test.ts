import { assertEquals } from "./assert.ts";
import type { FileClinic, FileClinicOptions } from "./file_clinic.ts";
import { granted } from "./granted.ts";

/** A test with a clinic of its own that takes files. */
export function fileTest(
  name: string,
  fn: (files: FileClinic) => Promise<void>,
  options: FileClinicOptions = {},
): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    async fn() {
      const { fileClinic } = await import("./file_clinic.ts");
      await using files = await fileClinic(options);
      await fn(files);
      assertEquals(files.clinic.errors, []);
    },
  });
}
