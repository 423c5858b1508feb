import type { Period } from "../realtime/core/statistics_objects.ts";

/** Periods that the page of the clinic offers. */
export const PAGE_PERIODS = ["7d", "30d", "90d"] as const satisfies readonly Period[];
export type PagePeriod = (typeof PAGE_PERIODS)[number];
