import { formatNumber } from "./text.ts";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** How large a file is, for people: "512 byte", "34 kB", "1.2 MB". */
export function formatFileSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1_000;
    unit++;
  }
  const digits = unit > 0 && size < 9.95 ? 1 : 0;
  return formatNumber(size, {
    style: "unit",
    unit: UNITS[unit]!,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
