import type { Identity } from "../realtime/core/identity.ts";
import type { AccountObject } from "../realtime/core/objects.ts";
import type { ClinicQueries } from "./clinic_queries.ts";
import { keyOrZero } from "./path_id.ts";

/** Whom somebody means by what they have typed. */
export type FoundPerson =
  | { kind: "anybody" }
  | { kind: "one"; user: AccountObject }
  | { kind: "many"; users: AccountObject[] }
  | { kind: "nobody" };

/** Finds a person by their number, or by the beginning of a name or an e-mail. */
export async function findPerson(
  clinic: Pick<ClinicQueries, "person" | "peopleNamed">,
  who: Identity,
  text: string,
): Promise<FoundPerson> {
  if (text === "") return { kind: "anybody" };
  const userId = keyOrZero(text);
  const byNumber = userId > 0 ? await clinic.person(who, userId) : undefined;
  if (byNumber) return { kind: "one", user: byNumber };
  const users = await clinic.peopleNamed(who, text);
  const [first] = users;
  if (!first) return { kind: "nobody" };
  return users.length === 1 ? { kind: "one", user: first } : { kind: "many", users };
}
