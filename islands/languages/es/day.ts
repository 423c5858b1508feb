import type { Translation } from "../../text.ts";
import type { day as english } from "../en/day.ts";

export const day: Translation<typeof english> = {
  title: "Citas",
  week: "Días de la semana",
  before: "La semana anterior",
  after: "La semana siguiente",
  today: "Hoy",
  planned: { one: "{count} visita", many: "{count} visitas", other: "{count} visitas" },
  none: "No hay nada previsto para este día",
  none_text: "Elija otro día o planifique una visita.",
  cut: "Esta semana hay más visitas de las que esta página puede mostrar.",
};
