/** Unguessable values, handed in so that tests can fix them. */
export interface Chance {
  /** A version 4 UUID. */
  uuid(): string;
  /** This many bytes from a cryptographic source. */
  bytes(length: number): Uint8Array<ArrayBuffer>;
}
