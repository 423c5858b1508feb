/** Longest text of one message, in UTF-16 code units. Apart from the schemas, which a page does not have to load. */
export const BODY_LENGTH_MAX = 10_000;
