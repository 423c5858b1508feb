import type { Translation } from "../../text.ts";
import type { arrival as english } from "../en/arrival.ts";

export const arrival: Translation<typeof english> = {
  in_app_title: "يُرجى فتح الرابط في متصفحك",
  in_app_text: "أنت تشاهد هذه الصفحة داخل {app}. غالبًا لا تعمل الكاميرا والميكروفون هناك، وقد تنقطع الزيارة.",
  in_app_unknown: "تطبيق آخر",
  in_app_ios: "اضغط على ••• أو على البوصلة عند حافة الشاشة واختر «فتح في Safari».",
  in_app_android: "اضغط على ⋮ في الأعلى واختر «فتح في Chrome» أو «فتح في المتصفح».",
  in_app_other: "اختر «فتح في المتصفح» من قائمة التطبيق.",
  in_app_or: "أو انسخ الرابط والصقه في شريط العنوان في متصفحك:",
  insecure_title: "هذه الصفحة غير آمنة",
  insecure_text:
    "لا تسمح المتصفحات بالكاميرا والميكروفون إلا للصفحات التي يبدأ عنوانها بـ https. ربما تحتوي رسالتك على عنوان قديم، أو غيّره شخص ما.",
  insecure_open: "فتح الصفحة الآمنة",
  unsupported_title: "لا يمكن إجراء زيارات الفيديو بهذا المتصفح",
  unsupported_text:
    "المتصفح قديم جدًا، أو أن مكالمات الفيديو معطّلة فيه. افتح الرابط في إصدار حديث من Chrome أو Edge أو Firefox أو Safari، على هاتف أو حاسوب.",
  link: "رابطك",
  copy: "نسخ الرابط",
  copied: "تم النسخ",
  go_on: "المتابعة هنا على أي حال",
  late_title: "ألا يحدث شيء؟",
  late_text:
    "ربما يكون هذا المتصفح قديمًا جدًا لزيارات الفيديو. افتح الرابط في إصدار حديث من Chrome أو Edge أو Firefox أو Safari، أو على جهاز آخر.",
};
