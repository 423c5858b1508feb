/** Where it is kept that a person wants this browser to ring: the id of the subscription, as long as they are signed in. */
export function pushKey(userId: number): string {
  return `carewire.push.${userId}`;
}

/** Where it is kept that a person has put off the question on the home page. */
export function pushLaterKey(userId: number): string {
  return `carewire.push_later.${userId}`;
}
