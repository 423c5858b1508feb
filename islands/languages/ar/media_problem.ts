import type { Translation } from "../../text.ts";
import type { media_problem as english } from "../en/media_problem.ts";

/** Why camera or microphone can't be had, and what helps. */
export const media_problem: Translation<typeof english> = {
  problem_denied: "متصفحك يحظر الكاميرا أو الميكروفون لهذه الصفحة.",
  problem_denied_help:
    "افتح إعدادات الموقع بجانب العنوان واسمح بكليهما ثم حاول مرة أخرى. لا يُشغَّل شيء من دونك.",
  problem_missing: "لم توجد كاميرا ولا ميكروفون.",
  problem_missing_help: "صِل أحدهما أو شغّله ثم حاول مرة أخرى.",
  problem_in_use: "تعذر تشغيل الكاميرا أو الميكروفون.",
  problem_in_use_help: "ربما يستخدمه برنامج آخر. أغلق ذلك البرنامج وحاول مرة أخرى.",
  problem_insecure: "لم تُحمَّل هذه الصفحة عبر اتصال آمن.",
  problem_insecure_help: "لا تمنح المتصفحات الكاميرا والميكروفون إلا للصفحات الآمنة. افتح العنوان مع https.",
  problem_other: "تعذر تشغيل الكاميرا أو الميكروفون ({error}).",
  problem_other_help: "حاول مرة أخرى، وإن استمر ذلك فأعد تشغيل المتصفح.",
};
