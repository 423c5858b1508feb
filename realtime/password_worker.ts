import { checkPassword, hashPassword, type PasswordCheck } from "./password_hash.ts";

/** One job for the worker; `id` comes back with its answer. */
export type PasswordJob =
  | { id: number; type: "hash"; password: string; salt: Uint8Array }
  | { id: number; type: "check"; password: string; phc: string };

export type PasswordAnswer =
  | { id: number; type: "hashed"; phc: string }
  | { id: number; type: "checked"; check: PasswordCheck }
  | { id: number; type: "failed"; message: string };

async function answer(job: PasswordJob): Promise<PasswordAnswer> {
  try {
    return job.type === "hash"
      ? { id: job.id, type: "hashed", phc: await hashPassword(job.password, job.salt) }
      : { id: job.id, type: "checked", check: await checkPassword(job.password, job.phc) };
  } catch (error) {
    return { id: job.id, type: "failed", message: error instanceof Error ? error.message : "unknown" };
  }
}

// This module is the worker itself; the types of a worker's global scope would clash with the server's.
const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<PasswordJob>) => void;
  postMessage(answer: PasswordAnswer): void;
};
scope.onmessage = async ({ data }) => scope.postMessage(await answer(data));
