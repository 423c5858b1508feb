import type { Translation } from "../../text.ts";
import type { page as english } from "../en/page.ts";

/** What stands around every page. */
export const page: Translation<typeof english> = {
  product: "Carewire",
  skip: "انتقل إلى المحتوى",
  navigation: "الصفحات",
  home: "الرئيسية",
  day: "التقويم",
  messages: "الرسائل",
  history: "السجل",
  people: "الأشخاص",
  clinic: "العيادة",
  account: "حسابك",
  sign_out: "تسجيل الخروج",
  no_script: "تحتاج المكالمات إلى JavaScript. شغّله لهذا الموقع من فضلك، أما القراءة فتعمل بدونه.",
};
