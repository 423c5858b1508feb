import type { StepProps } from "./check_screen.ts";
import { checkText as t } from "./check_text.ts";
import { NetworkRows } from "./network_rows.tsx";

/** The connection as it is being tried. */
export function NetworkStep({ screen: { check } }: StepProps) {
  return (
    <>
      <h1 id="check-title" tabIndex={-1}>{t("network_title")}</h1>
      <p>{t("network_text")}</p>
      <NetworkRows network={check.network} />
    </>
  );
}
