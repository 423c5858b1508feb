/// <reference lib="dom" />
import { RATING_COMMENT_MAX } from "../../realtime/core/rating.ts";
import type { AfterModel } from "../models/after_model.ts";
import { afterText as t } from "./after_text.ts";

const STARS = [5, 4, 3, 2, 1] as const;
type Stars = (typeof STARS)[number];

/** Asks once how the visit was; what was said can be changed for a day. */
export function RatingView({ model }: { model: AfterModel }) {
  const step = model.step.value;
  const stars = STARS.find((one) => one === model.said.value.stars);
  return (
    <div role="status">
      {step === "said" && stars && (
        <p class="after-said">
          {t("thanks", { answer: t(`star_${stars}`) })}
          <button type="button" class="quiet" onClick={() => model.change()}>{t("change")}</button>
        </p>
      )}
      {step === "asked" && <RatingForm model={model} />}
    </div>
  );
}

function RatingForm({ model }: { model: AfterModel }) {
  const problem = model.problem.value;
  return (
    <form
      class="after-rating"
      onSubmit={(event) => {
        event.preventDefault();
        void model.send();
      }}
    >
      <fieldset aria-describedby="rate-hint">
        <legend>{t("rate_title")}</legend>
        <p id="rate-hint" class="field-hint">{t("rate_hint")}</p>
        {STARS.map((one) => <Star key={one} stars={one} model={model} />)}
      </fieldset>
      {model.stars.value !== null && <Comment model={model} />}
      <p role="alert" class="field-error">{problem && t(problem)}</p>
      <div class="actions">
        <button type="submit" class="primary" disabled={model.busy.value}>{t("send")}</button>
        <button type="button" class="quiet" onClick={() => void model.skip()}>{t("skip")}</button>
      </div>
    </form>
  );
}

function Star({ stars, model }: { stars: Stars; model: AfterModel }) {
  return (
    <label class="after-star">
      <input
        type="radio"
        name="stars"
        checked={model.stars.value === stars}
        onChange={() => {
          model.stars.value = stars;
          model.problem.value = null;
        }}
      />
      {t(`star_${stars}`)}
    </label>
  );
}

function Comment({ model }: { model: AfterModel }) {
  return (
    <div class="field">
      <label for="rate-comment">{t("comment")}</label>
      <textarea
        id="rate-comment"
        rows={3}
        maxLength={RATING_COMMENT_MAX}
        aria-describedby="rate-comment-hint"
        value={model.comment.value}
        onInput={(event) => model.comment.value = event.currentTarget.value}
      />
      <p id="rate-comment-hint" class="field-hint">{t("comment_hint")}</p>
    </div>
  );
}
