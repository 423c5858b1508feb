/** Pixels of one module of a code, for the reader. */
const MODULE_PIXELS = 4;

/** What a QR code in SVG says, read by zbarimg (Debian's zbar-tools), a reader that we have not written. */
export async function readQr(svg: string): Promise<string> {
  const path = await Deno.makeTempFile({ suffix: ".pgm" });
  try {
    await Deno.writeFile(path, pgmOf(svg));
    const { code, stdout, stderr } = await new Deno.Command("/usr/bin/zbarimg", {
      args: ["--quiet", "--raw", path],
    }).output();
    if (code !== 0) throw new Error(`no code was read: ${new TextDecoder().decode(stderr)}`);
    return new TextDecoder().decode(stdout).trimEnd();
  } finally {
    await Deno.remove(path);
  }
}

/** The squares of the drawing as a grey picture. */
function pgmOf(svg: string): Uint8Array {
  const [, width = "0", height = ""] = svg.match(/viewBox="0 0 (\d+) (\d+)"/) ?? [];
  if (width !== height) throw new Error("the code is not square");
  const squares = [...svg.matchAll(/M(\d+),(\d+)h(\d+)v\3h-\3z/g)].map((match) => match.slice(1).map(Number));
  const size = squares[0]?.[2] ?? 0;
  const side = Number(width) / size * MODULE_PIXELS;
  const pixels = new Uint8Array(side * side).fill(255);
  for (const [x = 0, y = 0] of squares) {
    for (let row = 0; row < MODULE_PIXELS; row++) {
      const start = (y / size * MODULE_PIXELS + row) * side + x / size * MODULE_PIXELS;
      pixels.fill(0, start, start + MODULE_PIXELS);
    }
  }
  const head = new TextEncoder().encode(`P5 ${side} ${side} 255\n`);
  const file = new Uint8Array(head.length + pixels.length);
  file.set(head);
  file.set(pixels, head.length);
  return file;
}
