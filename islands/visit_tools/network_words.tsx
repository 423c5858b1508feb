import { isWeak } from "../models/network_cause.ts";
import type { VisitTools } from "../models/visit_tools.ts";
import { visitText } from "../visit/visit_text.ts";
import { toolsText as t } from "./visit_tools_text.ts";

/** How well the two are connected, and what is the matter where it is not well, in the fewest words. */
export function NetworkWords({ tools }: { tools: VisitTools }) {
  const cause = tools.cause.value;
  const quality = tools.visit.quality.value;
  if (cause) return <p class={`visit-quality ${isWeak(cause) ? "poor" : ""}`}>{t(`network_${cause}`)}</p>;
  return quality && <p class={`visit-quality ${quality}`}>{visitText(`quality_${quality}`)}</p>;
}
