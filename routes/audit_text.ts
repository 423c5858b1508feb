import { audit } from "../islands/languages/en/audit.ts";
import { catalogue } from "../islands/text.ts";

export const auditText = catalogue("audit", audit);
