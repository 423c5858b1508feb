/** Bundles a TypeScript module for a browser, as one script. */
export async function bundleForBrowser(entry: URL): Promise<string> {
  // esbuild starts a program of its own when it is loaded, so only tests that may do that load it.
  const esbuild = await import("esbuild");
  try {
    const { outputFiles: [bundle] } = await esbuild.build({
      entryPoints: [decodeURIComponent(entry.pathname)],
      bundle: true,
      format: "iife",
      target: "es2022",
      write: false,
      logLevel: "silent",
    });
    return bundle?.text ?? "";
  } finally {
    await esbuild.stop();
  }
}
