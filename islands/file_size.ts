const UNITS = ["kB", "MB", "GB"] as const;

/** How large a file is, for people: "512 B", "34 kB", "1.2 MB". */
export function formatFileSize(bytes: number): string {
  let size = bytes;
  let unit: string = "B";
  for (const next of UNITS) {
    if (size < 999.5) break;
    size /= 1_000;
    unit = next;
  }
  return `${unit !== "B" && size < 9.95 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}
