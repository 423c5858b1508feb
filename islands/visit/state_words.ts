import type { VisitModel } from "../models/visit_model.ts";
import { visitText as t } from "./visit_text.ts";

/** How the visit stands, as one short sentence that is also read out. */
export function stateWords(visit: VisitModel): string {
  const { name } = visit.peer;
  const stage = visit.stage.value;
  const call = visit.call.value;
  switch (stage) {
    case "over":
      return t("title_over", { name });
    case "outgoing":
      return call.status === "ringing"
        ? t("state_outgoing_ringing")
        : t("state_outgoing_initiated", { name });
    default:
      return t(`state_${stage}`, { name });
  }
}
