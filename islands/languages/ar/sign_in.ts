import type { Translation } from "../../text.ts";
import type { sign_in as english } from "../en/sign_in.ts";

/** What the sign-in page says. */
export const sign_in: Translation<typeof english> = {
  title: "تسجيل الدخول",
  email: "البريد الإلكتروني",
  password: "كلمة المرور",
  submit: "تسجيل الدخول",
  invited: "هل دُعيت إلى استشارة؟ افتح الرابط في رسالتك مرة أخرى: لا تحتاج إلى حساب.",
  incomplete: "اكتب بريدك الإلكتروني وكلمة مرورك من فضلك.",
  demo_title: "هذه عيادة تجريبية.",
  demo_text: "ادخل بأحد هذه العناوين، وكلمة المرور لكل منها {password}:",
};
