import type { Translation } from "../../text.ts";
import type { account as english } from "../en/account.ts";

/** What the page about oneself says. */
export const account: Translation<typeof english> = {
  title: "حسابك",
  name: "الاسم",
  email: "البريد الإلكتروني",
  role: "الدور",
  password: "كلمة المرور",
  current_password: "كلمة المرور الحالية",
  new_password: "كلمة المرور الجديدة",
  password_hint: "لا تقل عن {count} حرفًا، وليست اسمك ولا بريدك الإلكتروني.",
  again: "كلمة المرور الجديدة مرة أخرى",
  again_differs: "هذه لا تطابق كلمة المرور الجديدة.",
  missing: "يرجى ملء هذا الحقل.",
  change: "تغيير كلمة المرور",
  change_effect: "تبقى جلستك هنا مفتوحة، وتُغلق في كل مكان آخر.",
  no_password: "دخولك هنا بلا كلمة مرور، فلا توجد كلمة لتغييرها.",
  sessions: "أين جلساتك المفتوحة",
  session_device: "{browser} على {system}",
  session_unknown: "برنامج",
  session_external: "برنامج، عبر تسجيل الدخول في مؤسستك",
  session_since: "منذ",
  this_one: "هنا",
  sign_out_elsewhere: "تسجيل الخروج من كل مكان آخر",
  only_here: "جلستك مفتوحة هنا فقط.",
  done_password: "تم تغيير كلمة مرورك، وأُغلقت جلساتك في كل مكان آخر.",
  done_elsewhere: "أُغلقت جلساتك في كل مكان آخر.",
};
