/** Every island there is; the registry must load each of them. */
export const ISLAND_NAMES = [
  "home",
  "day",
  "ring",
  "quiet",
  "history",
  "visit",
  "chat",
  "join",
  "inbox",
  "unread",
  "after",
  "clinic_now",
  "check",
  "waiting",
  "queue",
  "push",
] as const;

export type IslandName = (typeof ISLAND_NAMES)[number];
