const PYTHON = "/usr/bin/python3";
const SCRIPT = new URL("fernet_check.py", import.meta.url).pathname;
const VECTORS = "/usr/lib/python3/dist-packages/cryptography_vectors/fernet";

/** A key and a token in text form, with the plaintext in hex that the token should have. */
export interface FernetTask {
  key: string;
  token: string;
  plain: string;
}

/** What Debian's python3-cryptography makes of each task: the plaintext of its token, and a token of its own for it. */
export async function askDebianFernet(
  tasks: readonly FernetTask[],
): Promise<{ plain: string; token: string }[]> {
  const child = new Deno.Command(PYTHON, {
    args: [SCRIPT],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = child.output();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(tasks.map((one) => `${JSON.stringify(one)}\n`).join("")));
  await writer.close();
  const { success, stdout, stderr } = await output;
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim().split("\n").map((line) => JSON.parse(line));
}

/** A file of the specification's vectors from Debian's python3-cryptography-vectors. */
export async function readDebianVectors(name: "generate" | "verify" | "invalid"): Promise<unknown> {
  return JSON.parse(await Deno.readTextFile(`${VECTORS}/${name}.json`));
}
