/** Format, lint, types for the server, types for the browser, direction of imports; stops at the first that fails. */
const BROWSER_FOLDERS = ["realtime/core", "islands"];
const NOT_FOR_BROWSERS = new Set([
  "islands/build.ts",
  "islands/build_worker.ts",
  "islands/kit/build_manifest.ts",
]);

async function run(name: string, args: string[]): Promise<void> {
  const start = performance.now();
  const { code } = await new Deno.Command(Deno.execPath(), { args, stdout: "inherit", stderr: "inherit" })
    .output();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (code !== 0) Deno.exit(code);
}

async function filesIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) found.push(...await filesIn(path));
    else if (/\.tsx?$/.test(entry.name) && !NOT_FOR_BROWSERS.has(path)) found.push(path);
  }
  return found.sort();
}

const browserFiles = (await Promise.all(BROWSER_FOLDERS.map(filesIn))).flat();
await run("format", ["fmt", "--check", "--quiet"]);
await run("lint", ["lint", "--quiet"]);
await run("types of the server and the tests", [
  "check",
  "--quiet",
  "main.ts",
  "routes",
  "realtime",
  "db",
  "tests",
]);
await run("types in browsers", [
  "check",
  "--quiet",
  "--no-lock",
  "--config",
  "tests/browser_types.json",
  ...browserFiles,
]);
await run("layers", ["test", "--quiet", "--no-check", "--allow-read", "tests/unit/layers_test.ts"]);
