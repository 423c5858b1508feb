import { parseArgs } from "node:util";
import { buildIslands } from "../../islands/build.ts";
import type { ClinicHouse } from "./clinic_house.ts";
import { runChaos } from "./chaos_run.ts";
import { faultNames } from "./fault_kinds.ts";

/** Violations shown; a broken run has thousands of the same kind. */
const SHOWN_MAX = 40;
const EXIT_INTERRUPTED = 130;

/** `chaos --seconds N --clients N --seed S --faults a,b`: prints what happens and the verdict; exits with 1 on a broken promise. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      seconds: { type: "string", default: "60" },
      clients: { type: "string", default: "200" },
      seed: { type: "string", default: String(Math.floor(Math.random() * 1e9)) },
      faults: { type: "string", default: "" },
    },
  });
  const [seconds, clients, seed] = [values.seconds, values.clients, values.seed].map(Number);
  if (!seconds || !clients || seed === undefined || !Number.isSafeInteger(seed)) {
    throw new TypeError("--seconds, --clients and --seed are whole numbers");
  }
  const faults = faultNames(values.faults.split(",").filter((one) => one !== ""));
  await buildIslands();
  console.log(`chaos of ${seconds} s with ${clients} clients: --seed ${seed}`);
  const print = (line: string) => console.log(line);
  const opened = (house: ClinicHouse) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(signal, () => {
        house.killAll();
        Deno.exit(EXIT_INTERRUPTED);
      });
    }
  };
  const { violations, figures, serverErrors, slowest, databaseComplaints } = await runChaos({
    seconds,
    clients,
    seed,
    faults,
    print,
    opened,
  });
  for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(22)} ${Math.round(value)}`);
  for (const line of slowest) console.log(`slow: ${line}`);
  for (const [text, count] of databaseComplaints) console.log(`PostgreSQL said ${count} times: ${text}`);
  for (const [error, count] of serverErrors) console.log(`logged ${count} times: ${error}`);
  for (const { rule, what } of violations.slice(0, SHOWN_MAX)) console.log(`BROKEN ${rule}: ${what}`);
  console.log(`${violations.length === 0 ? "kept" : `BROKEN ${violations.length} times`}: --seed ${seed}`);
  return violations.length === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main());
