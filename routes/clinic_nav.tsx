import { clinicText as t } from "./clinic_text.ts";

export type ClinicPlace = "overview" | "people" | "audit";

const PLACES: Record<ClinicPlace, string> = { overview: "/clinic", people: "/users", audit: "/audit" };

/** The way between the administrators' pages. */
export function ClinicNav({ place }: { place?: ClinicPlace }) {
  return (
    <nav class="clinic-nav" aria-label={t("areas")}>
      <ul>
        {Object.entries(PLACES).map(([name, href]) => (
          <li key={name}>
            <a href={href} aria-current={name === place ? "page" : undefined}>{t(name as ClinicPlace)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
