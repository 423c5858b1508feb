type Name = "run" | "net" | "read" | "write" | "env" | "sys";

/** Whether all these permissions are there; a test that needs them is ignored in a plain `deno test`. */
export function granted(...names: Name[]): boolean {
  return names.every((name) => Deno.permissions.querySync({ name }).state === "granted");
}
