export const ROLES = ["patient", "doctor", "admin"] as const;

export type Role = (typeof ROLES)[number];

/**
 * Who is asking. Over HTTP no device is known, so `deviceId` is the session's id there; a socket has the device
 * id that its client keeps.
 */
export interface Identity {
  userId: number;
  role: Role;
  name: string;
  sessionId: string;
  deviceId: string;
}
