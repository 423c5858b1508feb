/// <reference lib="dom" />
import { FileCard } from "../chat/file_card.tsx";
import { Icon } from "../icons.tsx";
import type { AfterModel } from "../models/after_model.ts";
import { afterText as t } from "./after_text.ts";
import { RatingView } from "./rating_view.tsx";

/** Who was there, what was shared, a number to quote where it failed, and how it was. */
export function AfterView({ model }: { model: AfterModel }) {
  const { there, quote } = model;
  const files = model.files.value;
  return (
    <div class="after">
      {there.length > 0 && (
        <p>
          <Icon of="user" /> {t("there")}: <bdi>{there.join(", ")}</bdi>
        </p>
      )}
      {quote && <p>{t("quote", { number: quote })}</p>}
      {files.length > 0 && (
        <section aria-labelledby="after-shared">
          <h2 id="after-shared">{t("shared")}</h2>
          <ul class="gallery-files">
            {files.map((one) => (
              <li key={one.attachment_id}>
                <FileCard attachment={one} />
              </li>
            ))}
          </ul>
          {model.hasMoreFiles.value && (
            <a href={`/messages/${model.facts.conversationId}`}>{t("shared_more")}</a>
          )}
        </section>
      )}
      <RatingView model={model} />
    </div>
  );
}
