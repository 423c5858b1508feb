import type { Translation } from "../../text.ts";
import type { refusal as english } from "../en/refusal.ts";

/** Why a form was refused. */
export const refusal: Translation<typeof english> = {
  sign_in: "البريد الإلكتروني أو كلمة المرور غير صحيحة.",
  current_password: "كلمة المرور الحالية غير صحيحة.",
  new_password: "اختر كلمة أخرى من فضلك: لا تقل عن {count} حرفًا، وليست اسمك ولا بريدك الإلكتروني.",
  email: "يوجد شخص بهذا البريد الإلكتروني.",
  bad_request: "فيه شيء لا يمكن قبوله. راجعه من فضلك.",
  unauthorized: "تم تسجيل خروجك. سجّل الدخول من جديد من فضلك.",
  not_found: "لم يعد هذا موجودًا.",
  forbidden: "هذا غير مسموح لك.",
  conflict: "هذا غير ممكن في الوضع الحالي. أعد تحميل الصفحة وتحقق.",
  too_large: "هذا طويل جدًا.",
  rate_limited: "محاولات كثيرة جدًا. حاول مرة أخرى بعد {duration}.",
  unavailable: "لم ينجح ذلك الآن. حاول مرة أخرى بعد لحظة.",
};
