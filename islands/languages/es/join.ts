import type { Translation } from "../../text.ts";
import type { join as english } from "../en/join.ts";

/** What the page of an invitation link says. */
export const join: Translation<typeof english> = {
  title: "Su consulta por vídeo",
  looking: "Un momento…",
  with: "con",
  until: "hasta las {time}",
  open_title: "Su consulta está abierta",
  open_text: "Entre ahora y espere dentro. Allí le llamarán, o puede llamar usted.",
  name: "Su nombre",
  name_hint: "Para que todos sepan quién es.",
  name_missing: "Escriba su nombre, por favor.",
  enter_as: "Entra como {name}.",
  enter: "Entrar en la consulta",
  entering: "Entrando…",
  camera_promise: "La cámara y el micrófono están apagados hasta que empiece la llamada.",
  not_entered: "No ha funcionado: no hay conexión. Vuelva a intentarlo.",
  signed_in: "{name} tiene la sesión abierta en este navegador. Cuando usted entre, se cerrará.",
  too_early_title: "Llega pronto",
  too_early_text:
    "La consulta se abre media hora antes de empezar. Deje esta página abierta: se abrirá sola.",
  opens: "Se abre",
  opens_in: "Se abre en",
  over_title: "Esta consulta ha terminado",
  over_text: "Si todavía necesita atención, pida otra cita a su clínica.",
  cancelled_title: "Esta cita se ha anulado",
  cancelled_text: "Nadie le espera. Si no lo sabía, pregunte a su clínica.",
  already_open_title: "La consulta está abierta en otro lugar",
  already_open_text: "Está abierta en otro dispositivo o en otra ventana. Si sigue aquí, allí se cerrará.",
  continue_here: "Seguir aquí",
  unknown_title: "Este enlace no funciona",
  unknown_text:
    "Puede que falte una parte o que su clínica lo haya retirado. Abra otra vez el enlace de su mensaje; si no sirve, pida uno nuevo a su clínica.",
  no_link_title: "Abra el enlace de su mensaje",
  no_link_text: "A su consulta se entra con el enlace que le ha enviado su clínica. No necesita cuenta.",
  unreachable_title: "Sin conexión",
  unreachable_text: "No se puede llegar a la clínica. Lo intentaremos otra vez en cuanto tenga conexión.",
  limited_title: "Demasiados intentos",
  limited_text:
    "Desde aquí se han abierto demasiados enlaces que no funcionan. Espere un cuarto de hora, por favor.",
  try_again: "Volver a intentarlo",
  entered: "Ya está dentro. Cargando…",
  no_script_title: "JavaScript está desactivado",
  no_script_text:
    "Una consulta por vídeo lo necesita. Active JavaScript para este sitio en los ajustes del navegador, o abra el enlace en otro navegador, y vuelva a cargar la página.",
};
