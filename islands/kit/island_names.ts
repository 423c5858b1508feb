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
  "clinic_now",
  "inbox",
  "unread",
  "after",
  "check",
  "waiting",
  "queue",
  "push",
] as const;

export type IslandName = (typeof ISLAND_NAMES)[number];
