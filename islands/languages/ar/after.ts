import type { Translation } from "../../text.ts";
import type { after as english } from "../en/after.ts";

/** What is said after a visit: who was there, what was shared, and how it was. */
export const after: Translation<typeof english> = {
  there: "من كان حاضرًا",
  shared: "ما تمت مشاركته في هذه الزيارة",
  shared_more: "كل الصور والملفات",
  quote: "إذا سألتنا عن ذلك، فاذكر هذا الرقم: {number}",
  rate_title: "كيف كانت هذه الزيارة؟",
  rate_hint: "لا يرى إجابتك إلا العيادة.",
  star_1: "سيئة جدًا",
  star_2: "سيئة",
  star_3: "مقبولة",
  star_4: "جيدة",
  star_5: "جيدة جدًا",
  comment: "هل تود أن تقول المزيد؟",
  comment_hint: "يمكنك ترك هذا فارغًا.",
  send: "إرسال",
  skip: "ليس الآن",
  missing: "من فضلك اختر إحدى الإجابات الخمس.",
  thanks: "شكرًا! إجابتك: {answer}",
  change: "تغيير",
  failed: "لم ينجح ذلك. تحقق من الاتصال وحاول مرة أخرى.",
  too_late: "مضى على هذه الزيارة وقت طويل جدًا لتقييمها.",
};
