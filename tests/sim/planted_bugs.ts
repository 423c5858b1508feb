import { plantedInBus } from "./planted/in_bus.ts";
import { plantedInClients } from "./planted/in_clients.ts";
import { plantedInStore } from "./planted/in_store.ts";
import type { PlantedBug } from "./planted/planted_bug.ts";

/** Everything that the simulation is known to find. */
export const PLANTED_BUGS: readonly PlantedBug[] = [...plantedInStore, ...plantedInBus, ...plantedInClients];
