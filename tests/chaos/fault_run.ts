import type { ClinicHouse } from "./clinic_house.ts";
import { faultKind, placesOf } from "./fault_kinds.ts";
import type { PlannedFault } from "./fault_plan.ts";
import { pause } from "./pauses.ts";

/** Good again so much later than planned is worth a line. */
const LATE_MS = 1_000;

/** Makes everything of a plan happen at its time; resolves when all is good again. */
export async function runFaults(
  house: ClinicHouse,
  plan: readonly PlannedFault[],
  print: (line: string) => void,
): Promise<void> {
  const start = performance.now();
  const say = (what: string) =>
    print(`${((performance.now() - start) / 1000).toFixed(1).padStart(7)} s  ${what}`);
  const bad = new Set<string>();
  await Promise.all(plan.map(async (fault) => {
    const { at, name, index, lastsMs } = fault;
    await pause(at - (performance.now() - start));
    const kind = faultKind(name);
    const what = `${name}${kind.reach === "one server" ? ` of server ${index}` : ""}`;
    const places = placesOf(name, index);
    // Getting well may have taken longer than was planned.
    if (places.some((one) => bad.has(one))) return say(`${what} is left out: ${places.join(", ")} still bad`);
    for (const one of places) bad.add(one);
    say(`${what}${lastsMs > 0 ? ` for ${lastsMs} ms` : ""}`);
    const begun = performance.now();
    await kind.run(house, index, pause(lastsMs));
    for (const one of places) bad.delete(one);
    const took = performance.now() - begun;
    if (took > lastsMs + LATE_MS) say(`${what} is good again after ${Math.round(took)} ms`);
  }));
}
