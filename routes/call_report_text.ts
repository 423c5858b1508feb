import { call_report } from "../islands/languages/en/call_report.ts";
import { catalogue } from "../islands/text.ts";

export const callReportText = catalogue("call_report", call_report);
