import type { ClinicHouse } from "./clinic_house.ts";
import { FAULT_KINDS } from "./fault_kinds.ts";
import type { PlannedFault } from "./fault_plan.ts";
import { pause } from "./pauses.ts";

/** Makes everything of a plan happen at its time; resolves when all is good again. */
export async function runFaults(
  house: ClinicHouse,
  plan: readonly PlannedFault[],
  print: (line: string) => void,
): Promise<void> {
  const start = performance.now();
  const say = (what: string) =>
    print(`${((performance.now() - start) / 1000).toFixed(1).padStart(7)} s  ${what}`);
  await Promise.all(plan.map(async (fault) => {
    const { at, name, index, lastsMs } = fault;
    await pause(at - (performance.now() - start));
    const kind = FAULT_KINDS[name];
    if (!kind) throw new Error(`there is no fault "${name}"`);
    const where = kind.reach === "one server" ? ` of server ${index}` : "";
    say(`${name}${where}${lastsMs > 0 ? ` for ${lastsMs} ms` : ""}`);
    const begun = performance.now();
    await kind.run(house, index, pause(lastsMs));
    const took = performance.now() - begun;
    if (took > lastsMs + 1_000) say(`${name}${where} is good again after ${Math.round(took)} ms`);
  }));
}
