import { granted } from "./granted.ts";

/** A real file system with little room; disposing unmounts it. */
export interface SmallDisk extends AsyncDisposable {
  path: string;
  /** Writes until nothing more fits. */
  fill(): Promise<void>;
  /** Removes what filled it. */
  free(): Promise<void>;
}

const FILLER = "filler";

/** Whether small disks can be mounted here; says so where they can't, for tests that are ignored then. */
export function canMountDisks(): boolean {
  if (!granted("read", "write", "run")) return false;
  const path = Deno.makeTempDirSync({ prefix: "carewire-disk-" });
  const mount = new Deno.Command("mount", { args: mountArgs(1, path), stdout: "null", stderr: "null" })
    .outputSync();
  if (mount.success) new Deno.Command("umount", { args: [path] }).outputSync();
  else console.log("Tests with a really full disk are ignored: mounting a tmpfs is not permitted here.");
  Deno.removeSync(path);
  return mount.success;
}

function mountArgs(megabytes: number, path: string): string[] {
  return ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0711`, "tmpfs", path];
}

/** Mounts a tmpfs of this size, which needs root. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk> {
  const path = await Deno.makeTempDir({ prefix: "carewire-disk-" });
  await run("mount", mountArgs(megabytes, path));
  return {
    path,
    fill: () => fill(`${path}/${FILLER}`),
    free: () => Deno.remove(`${path}/${FILLER}`),
    async [Symbol.asyncDispose]() {
      await run("umount", ["-l", path]);
      await Deno.remove(path);
    },
  };
}

async function fill(path: string): Promise<void> {
  using file = await Deno.open(path, { create: true, write: true });
  for (const size of [1_000_000, 4_096]) {
    try {
      while (true) await file.write(new Uint8Array(size));
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    }
  }
}

async function run(command: string, args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args, stdout: "null", stderr: "piped" })
    .output();
  if (!success) throw new Error(`Cannot ${command}: ${new TextDecoder().decode(stderr)}`);
}
