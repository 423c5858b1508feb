/** Devices that a report lists at most; a desk with more has its first ones listed. */
export const DEVICES_MAX = 32;
/** Longest label of a device, in UTF-16 code units. */
export const LABEL_LENGTH_MAX = 120;
/** Longest name of a browser or of an error, in UTF-16 code units. */
export const NAME_MAX = 80;

/** What media can travel over to a relay, in the order of its delay. */
export const TRANSPORTS = ["udp", "tcp", "tls"] as const;
export type Transport = (typeof TRANSPORTS)[number];
