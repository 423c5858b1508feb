import type { Translation } from "../../text.ts";
import type { error as english } from "../en/error.ts";

/** What is said where there is no page, or none could be made. */
export const error: Translation<typeof english> = {
  title_400: "تعذرت القراءة",
  text_400: "ارجع وراجع ما كتبته ثم حاول مرة أخرى.",
  title_404: "لا شيء هنا",
  text_404: "ربما كُتب العنوان خطأً، أو أن ما كان هنا ليس لك. تجد مواعيدك في الصفحة الرئيسية.",
  title_500: "حدث خطأ ما",
  text_500: "الخطأ من جانبنا وقد سُجّل. حاول مرة أخرى، وإن استمر فأخبر عيادتك.",
  title_503: "سنعود حالًا",
  text_503: "لا يمكن الوصول إلى الخدمة الآن. المكالمة الجارية تستمر. حاول بعد دقيقة.",
  error_id: "رقم هذا الخطأ: {id}",
  home: "إلى الصفحة الرئيسية",
  again: "حاول مرة أخرى",
};
