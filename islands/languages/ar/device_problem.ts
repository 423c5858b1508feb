import type { Translation } from "../../text.ts";
import type { device_problem as english } from "../en/device_problem.ts";

/** What a check of a device has found, in a few words. */
export const device_problem: Translation<typeof english> = {
  verdict_video: "جاهز لزيارة بالصورة والصوت",
  verdict_sound: "جاهز لزيارة بالصوت فقط",
  verdict_not_possible: "غير جاهز للزيارة بعد",
  camera: "الكاميرا",
  microphone: "الميكروفون",
  denied: "{device}: غير مسموح",
  missing: "{device}: لم يُعثر على الجهاز",
  in_use: "{device}: يستخدمه برنامج آخر",
  insecure: "{device}: الصفحة غير آمنة",
  failed: "{device}: تعذّر التشغيل",
  off: "{device}: بدون تشغيل",
  microphone_silent: "لم يُسمع شيء من الميكروفون",
  speaker_not_heard: "لم يُسمع صوت الاختبار",
  relay_unreachable: "الشبكة لا تسمح بمرور الصورة والصوت",
  server_unreachable: "تعذّر الوصول إلى العيادة",
  network_lossy: "الاتصال يفقد الكثير",
  network_slow: "الاتصال بطيء الاستجابة",
  network_unsteady: "الاتصال غير منتظم",
  network_narrow: "الاتصال أضيق من أن يحمل الصورة",
};
