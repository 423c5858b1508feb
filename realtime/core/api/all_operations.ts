import { appointmentOperations } from "./appointment_operations.ts";
import { attachmentOperations } from "./attachment_operations.ts";
import { authOperations } from "./auth_operations.ts";
import { callOperations } from "./call_operations.ts";
import { clinicOperations } from "./clinic_operations.ts";
import { deviceCheckOperations } from "./device_check_operations.ts";
import { documentOperations } from "./document_operations.ts";
import { exportOperations } from "./export_operations.ts";
import { invitationOperations } from "./invitation_operations.ts";
import { messageOperations } from "./message_operations.ts";
import { presenceOperations } from "./presence_operations.ts";
import { pushOperations } from "./push_operations.ts";
import { qualityOperations } from "./quality_operations.ts";
import { ratingOperations } from "./rating_operations.ts";
import { statisticsOperations } from "./statistics_operations.ts";
import { userOperations } from "./user_operations.ts";
import { waitingOperations } from "./waiting_operations.ts";

/** Everything that can be asked over HTTP, by `METHOD /path`: the server, the document and the client are made of it. */
export const allOperations = {
  ...authOperations,
  ...appointmentOperations,
  ...invitationOperations,
  ...waitingOperations,
  ...callOperations,
  ...ratingOperations,
  ...exportOperations,
  ...messageOperations,
  ...presenceOperations,
  ...documentOperations,
  ...deviceCheckOperations,
  ...qualityOperations,
  ...statisticsOperations,
  ...attachmentOperations,
  ...userOperations,
  ...pushOperations,
  ...clinicOperations,
} as const;

export type AllOperations = typeof allOperations;
