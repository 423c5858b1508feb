import type { Translation } from "../../text.ts";
import type { visit_end as english } from "../en/visit_end.ts";

/** What is left to say when a visit is over. */
export const visit_end: Translation<typeof english> = {
  call_again: "الاتصال مرة أخرى",
  calling_again: "جارٍ الاتصال…",
  call_again_busy: "{name} في مكالمة أخرى. حاول بعد قليل.",
  call_again_failed: "تعذر إجراء المكالمة. حاول مرة أخرى من فضلك.",
  home: "العودة إلى الرئيسية",
  conversation: "فتح المحادثة",
  summary_title: "استشارتك مع {name}",
  summary_title_call: "مكالمة مع {name}",
  summary_when: "متى",
  summary_kind: "النوع",
  summary_video: "بالفيديو",
  summary_voice: "صوت فقط",
  summary_duration: "المدة",
  summary_how: "كيف انتهت",
  end_live: "انتهت الاستشارة.",
  end_talked: "انتهت الاستشارة.",
  end_unanswered: "لم يرد {name}.",
  end_missed: "فاتتك هذه المكالمة.",
  end_declined: "رفض {name} المكالمة.",
  end_you_declined: "رفضت المكالمة.",
  end_busy: "كان {name} في مكالمة أخرى.",
  end_you_were_busy: "كنت في مكالمة أخرى.",
  end_cancelled: "ألغى {name} المكالمة.",
  end_you_cancelled: "ألغيت المكالمة.",
  end_not_connected: "تعذر الاتصال بين الجهازين.",
  end_cut_off: "انقطع الاتصال.",
  end_time_limit: "بلغت الاستشارة أقصى مدة مسموحة.",
  end_erased: "حُذف سجل هذه الاستشارة.",
};
