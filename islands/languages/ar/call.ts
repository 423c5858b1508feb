import type { Translation } from "../../text.ts";
import type { call as english } from "../en/call.ts";

/** Words for calls in lists. */
export const call: Translation<typeof english> = {
  video: "مكالمة فيديو",
  voice: "مكالمة صوتية",
  incoming: "واردة",
  outgoing: "صادرة",
  live: "جارية الآن",
  talked: "تم الرد",
  unanswered: "لا رد",
  missed: "فائتة",
  declined: "مرفوضة",
  you_declined: "رفضتَها أنت",
  busy: "كان الخط مشغولًا بمكالمة أخرى",
  you_were_busy: "فاتتك أثناء مكالمة أخرى",
  cancelled: "أُلغيت قبل ردك",
  you_cancelled: "ألغيتَها أنت",
  not_connected: "تعذر الاتصال",
  cut_off: "انقطعت",
  time_limit: "بلغت المدة القصوى",
  erased: "محذوفة",
};
