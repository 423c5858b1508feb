import type { Role } from "../realtime/core/identity.ts";

/** Whoever is signed in, as far as a page shows it; an `Identity` is one. */
export interface PageUser {
  userId: number;
  name: string;
  role: Role;
}
