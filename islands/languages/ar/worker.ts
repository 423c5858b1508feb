import type { worker as english } from "../en/worker.ts";
import type { Translation } from "../../text.ts";

export const worker: Translation<typeof english> = {
  ring: "{name} يتصل بك",
  video: "مكالمة فيديو",
  voice: "مكالمة صوتية",
  patient: "مريض",
  doctor: "طبيب",
  admin: "العيادة",
  accept: "رد",
  decline: "رفض",
  settled: "تم الرد على المكالمة أو رفضها على جهاز آخر",
  missed: "فاتتك مكالمة",
  missed_text: "اتصل بك {name}. اضغط هنا لرؤية مكالماتك.",
  test: "هكذا ستظهر المكالمة",
  test_text: "كل شيء يعمل. سيرن هذا الجهاز عندما يتصل بك أحد من العيادة.",
  unknown: "هناك جديد لك",
  unknown_text: "اضغط هنا لفتح Carewire.",
};
