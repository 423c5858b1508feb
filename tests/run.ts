import { buildIslands } from "../islands/build.ts";
import { ensurePrograms } from "./support/ensure_programs.ts";
import { startTestServer } from "./support/test_server.ts";

/**
 * Runs all tests: installs the programs that they need, builds the pages, starts one database server for all of them, and
 * prints `N passed, N failed` last. Arguments are handed to `deno test`.
 */
async function main(): Promise<number> {
  await ensurePrograms();
  await buildIslands();
  await using server = await startTestServer();
  const args = ["test", "--allow-all", "--no-check", ...(Deno.args.length > 0 ? Deno.args : ["tests/"])];
  const child = new Deno.Command(Deno.execPath(), {
    args,
    env: { ...server.env, NO_COLOR: "1" },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const { passed, failed } = await readResult(child.stdout);
  const { code } = await child.status;
  console.log(`${passed} passed, ${failed} failed`);
  return code === 0 && failed === 0 && passed > 0 ? 0 : Math.max(code, 1);
}

/** Copies what the tests print, and reads the counts out of the closing line. */
async function readResult(stdout: ReadableStream<Uint8Array>): Promise<{ passed: number; failed: number }> {
  let tail = "";
  const decoder = new TextDecoder();
  for await (const chunk of stdout) {
    await Deno.stdout.write(chunk);
    tail = (tail + decoder.decode(chunk, { stream: true })).slice(-4_000);
  }
  const counts = tail.match(/(\d+) passed(?: \([^)]*\))? \| (\d+) failed/);
  return { passed: Number(counts?.[1] ?? 0), failed: Number(counts?.[2] ?? 1) };
}

Deno.exit(await main());
