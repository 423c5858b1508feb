import type { DatabaseAddress } from "../../db/database.ts";

/** An address as a DATABASE_URL, for processes. */
export function databaseUrl(address: DatabaseAddress): string {
  if ("url" in address) return address.url;
  const { socketDir, user, database } = address;
  return `postgres://${encodeURIComponent(user)}@localhost/${database}?host=${encodeURIComponent(socketDir)}`;
}
