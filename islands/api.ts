import { ApiError, apiErrorOf } from "./lib/api_error.ts";

/** Reads JSON from our own API. Throws `ApiError`. */
export async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(path, { headers: { Accept: "application/json" } }).catch((fault: Error) => {
    throw new ApiError(0, "unavailable", fault.message);
  });
  if (!response.ok) throw await apiErrorOf(response);
  return await response.json();
}
