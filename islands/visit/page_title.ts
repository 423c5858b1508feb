import { isUnderWay } from "../models/visit_stage.ts";
import type { VisitModel } from "../models/visit_model.ts";
import { stateWords } from "./state_words.ts";
import { visitText as t } from "./visit_text.ts";

/** The title of the window: how the visit stands, with whom, and unread messages where nobody sees them come. */
export function pageTitle(visit: VisitModel): string {
  const { name } = visit.peer;
  const stage = visit.stage.value;
  const unread = visit.chat.unread.value;
  const words = stage === "over"
    ? t("title", { name })
    : isUnderWay(stage)
    ? `${stateWords(visit)} · ${name}`
    : stateWords(visit);
  return unread > 0 && stage !== "over" ? `(${unread}) ${words}` : words;
}
