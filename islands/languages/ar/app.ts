import type { app as english } from "../en/app.ts";
import type { Translation } from "../../text.ts";

export const app: Translation<typeof english> = {
  description: "زيارات بالفيديو مع عيادتك",
  history: "مكالماتك",
  account: "حسابك",
  offline_title: "لا يوجد اتصال",
  offline_text: "لا يستطيع Carewire الوصول إلى العيادة الآن. مواعيدك ورسائلك محفوظة.",
  offline_check: "تأكد من تشغيل الواي فاي أو بيانات الهاتف، ومن إيقاف وضع الطيران.",
  offline_wait: "نحن نواصل المحاولة. ستعود الصفحة من تلقاء نفسها.",
  offline_urgent: "إذا كان الأمر عاجلا فاتصل بعيادتك بالهاتف. وفي حالة الطوارئ اتصل برقم الطوارئ.",
  try_now: "حاول الآن",
  new_version: "توجد نسخة جديدة من هذه الصفحة.",
  reload: "حمّلها الآن",
  later: "لاحقا",
  missed: {
    zero: "لا مكالمات فائتة",
    one: "مكالمة فائتة واحدة",
    two: "مكالمتان فائتتان",
    few: "{count} مكالمات فائتة",
    many: "{count} مكالمة فائتة",
    other: "{count} مكالمة فائتة",
  },
};
