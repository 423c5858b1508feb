import type { Translation } from "../../text.ts";
import type { gallery as english } from "../en/gallery.ts";

/** What the pictures and files of a conversation are shown with. */
export const gallery: Translation<typeof english> = {
  open: "الصور والملفات",
  close: "إغلاق",
  pictures: "الصور",
  files: "الملفات والرسائل الصوتية",
  loading: "جارٍ التحميل …",
  failed: "تعذّر التحميل.",
  retry: "حاول مرة أخرى",
  more: "عرض الأقدم",
  none: "لا توجد صور أو ملفات بعد",
  none_text: "يُجمع هنا ما يُرسل في هذه المحادثة.",
  you: "أنت",
  larger: "{name}، عرض أكبر",
  checking: "يجري فحصه من الفيروسات",
  infected: "محظور: عُثر على فيروس في هذا الملف",
};
