import { equal, ok, rejects } from "node:assert/strict";
import { readOrMakeDemoKey } from "../../db/demo_key.ts";
import { parseEncryptionKeys } from "../../realtime/core/encryption_key.ts";
import { granted } from "../support/granted.ts";

async function inTempFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test({
  name: "readOrMakeDemoKey() makes one key for all who ask at once, for its owner alone [KEY-4]",
  ignore: !granted("read", "write"),
  fn: () =>
    inTempFolder(async (folder) => {
      const keys = await Promise.all([1, 2, 3, 4].map(() => readOrMakeDemoKey(`${folder}/data`)));
      equal(new Set(keys).size, 1);
      ok(parseEncryptionKeys(keys[0] ?? "").ok);
      equal((await Deno.stat(`${folder}/data/encryption.key`)).mode! & 0o777, 0o600);
      equal([...Deno.readDirSync(`${folder}/data`)].length, 1);
    }),
});

Deno.test({
  name: "readOrMakeDemoKey() throws on a file that holds no key and leaves it alone [KEY-4]",
  ignore: !granted("read", "write"),
  fn: () =>
    inTempFolder(async (folder) => {
      await Deno.writeTextFile(`${folder}/encryption.key`, "not-a-key");
      await rejects(readOrMakeDemoKey(folder), (error: Error) => !error.message.includes("not-a-key"));
      equal(await Deno.readTextFile(`${folder}/encryption.key`), "not-a-key");
    }),
});
