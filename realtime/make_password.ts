import type { Chance } from "./ports/chance.ts";

/** 32 signs that nobody takes for another (Crockford's base 32): 5 bits each. */
const SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";
/** 16 signs: 80 bits. */
const GROUPS = 4;
const GROUP_SIGNS = 4;

/** A password that can be read aloud and typed: `k7fd-9xqm-2hbt-w0ze`. */
export function makePassword(chance: Chance): string {
  const signs = Array.from(chance.bytes(GROUPS * GROUP_SIGNS), (byte) => SIGNS[byte % SIGNS.length]).join("");
  return Array.from(
    { length: GROUPS },
    (_, group) => signs.slice(group * GROUP_SIGNS, (group + 1) * GROUP_SIGNS),
  ).join("-");
}
