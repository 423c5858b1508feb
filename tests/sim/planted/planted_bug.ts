import type { Plant } from "../plant.ts";
import type { FaultRates } from "../profile.ts";

/** A bug that a run has to find, by one of these checks. */
export interface PlantedBug extends Plant {
  name: string;
  foundBy: readonly string[];
  /** Faults without which it would hardly show. */
  faults?: Partial<FaultRates>;
}
