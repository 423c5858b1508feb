import type { Translation } from "../../text.ts";
import type { day as english } from "../en/day.ts";

export const day: Translation<typeof english> = {
  title: "المواعيد",
  week: "أيام الأسبوع",
  before: "الأسبوع السابق",
  after: "الأسبوع التالي",
  today: "اليوم",
  planned: {
    zero: "لا زيارات",
    one: "زيارة واحدة",
    two: "زيارتان",
    few: "{count} زيارات",
    many: "{count} زيارة",
    other: "{count} زيارة",
  },
  none: "لا شيء مخطط له في هذا اليوم",
  none_text: "اختر يومًا آخر، أو خطّط لزيارة.",
  cut: "في هذا الأسبوع زيارات أكثر مما يمكن لهذه الصفحة عرضه.",
};
