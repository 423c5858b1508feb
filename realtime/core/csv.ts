/** Says to programs for tables that what follows is UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";

export type CsvValue = string | number | null;

/** One line of comma-separated values (RFC 4180), its end included; nothing is a value that a program for tables would calculate. */
export function csvLine(values: readonly CsvValue[]): string {
  return values.map(csvValue).join(",") + "\r\n";
}

function csvValue(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  // What begins so is taken for a formula (OWASP, "CSV Injection").
  const text = /^[=+\-@\t\r\n|%]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
