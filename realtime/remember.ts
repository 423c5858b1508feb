/** Puts an entry last; beyond `most` entries the first one leaves, and its value is given. */
export function remember<K, V>(entries: Map<K, V>, key: K, value: V, most: number): V | undefined {
  entries.delete(key);
  entries.set(key, value);
  const [oldest] = entries.size > most ? entries : [];
  if (oldest) entries.delete(oldest[0]);
  return oldest?.[1];
}
