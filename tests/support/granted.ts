type Name = "run" | "net" | "read" | "write" | "env" | "sys";

let hasSaid = false;

/** Whether all these permissions are there; a test that needs them is ignored in a plain `deno test`. */
export function granted(...names: Name[]): boolean {
  const missing = names.filter((name) => Deno.permissions.querySync({ name }).state !== "granted");
  if (missing.length > 0 && !hasSaid) {
    console.log(
      `Tests that need permissions (${missing.join(", ")}) are ignored; deno task test runs them all.`,
    );
    hasSaid = true;
  }
  return missing.length === 0;
}
