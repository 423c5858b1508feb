type Values<T extends readonly Promise<unknown>[]> = { -readonly [K in keyof T]: Awaited<T[K]> };

/**
 * Waits for statements that were sent in a row on one connection without waiting for each other's answers. Where one
 * failed, throws its error: those after it only say that the transaction has failed.
 */
export async function together<const T extends readonly Promise<unknown>[]>(
  statements: T,
): Promise<Values<T>> {
  const results = await Promise.allSettled(statements);
  const failed = results.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
  return await Promise.all(statements) as Values<T>;
}
