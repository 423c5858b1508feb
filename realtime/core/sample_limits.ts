/** Most quality samples of one request. Apart from the schemas, which a page does not have to load. */
export const SAMPLES_PER_REQUEST_MAX = 60;
/** How long after its end a call still takes samples, in milliseconds. */
export const LATE_SAMPLES_MS = 2 * 60_000;
