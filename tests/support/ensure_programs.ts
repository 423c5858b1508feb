/** A program by the path of one of its files, and the Debian package that has it. */
export interface Program {
  path: string;
  packageName: string;
}

/** What the tests run. */
const FOR_TESTS: readonly Program[] = [
  { path: "/usr/bin/chromium", packageName: "chromium" },
  { path: "/usr/bin/openssl", packageName: "openssl" },
  { path: "/usr/bin/redis-server", packageName: "redis-server" },
  { path: "/usr/bin/turnserver", packageName: "coturn" },
  { path: "/usr/sbin/clamd", packageName: "clamav-daemon" },
  { path: "/usr/bin/zbarimg", packageName: "zbar-tools" },
  { path: "/usr/lib/python3/dist-packages/cryptography/fernet.py", packageName: "python3-cryptography" },
  {
    path: "/usr/lib/python3/dist-packages/cryptography_vectors/fernet/verify.json",
    packageName: "python3-cryptography-vectors",
  },
];

/** Installs missing programs on Debian as root, saying so; elsewhere throws an Error that tells how. */
export async function ensurePrograms(
  programs: readonly Program[] = FOR_TESTS,
  whoNeeds = "The tests need",
): Promise<void> {
  const missing: string[] = [];
  for (const { path, packageName } of programs) {
    if (!await exists(path)) missing.push(packageName);
  }
  if (missing.length === 0) return;
  const install = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  if (Deno.uid() !== 0 || !await exists("/usr/bin/apt-get")) {
    throw new Error(`${whoNeeds} ${missing.join(", ")}. On Debian, as root: ${install}`);
  }
  console.log(`${whoNeeds} ${missing.join(", ")}: ${install}`);
  const { success } = await new Deno.Command("sh", {
    args: ["-c", install],
    env: { DEBIAN_FRONTEND: "noninteractive" },
    stdin: "null",
  }).spawn().status;
  if (!success) throw new Error(`Cannot install ${missing.join(", ")}: see above`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch {
    return false;
  }
}
