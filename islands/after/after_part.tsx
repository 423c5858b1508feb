import { h } from "preact";
import { type AfterFacts, AfterModel } from "../models/after_model.ts";
import { AfterView } from "./after_view.tsx";
import { connectAfter } from "./connect_after.ts";

/** The same at the end of a visit that one has just taken part in; its code comes with the end. */
export function afterPart(facts: AfterFacts) {
  const model = new AfterModel(facts);
  connectAfter(model);
  return () => h(AfterView, { model });
}
