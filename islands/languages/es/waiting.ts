import type { Translation } from "../../text.ts";
import type { waiting as english } from "../en/waiting.ts";

/** Como `en/waiting.ts`, en español. */
export const waiting: Translation<typeof english> = {
  title: "Sala de espera",
  until: "a {time}",
  entering: "Un momento …",
  entering_text: "Estamos avisando a {name} de que usted está aquí.",
  next: "Usted es el siguiente",
  before: { one: "{count} persona antes que usted", other: "{count} personas antes que usted" },
  here: "{name} está aquí y le llamará pronto.",
  busy: "{name} está con otra persona.",
  away: "{name} se ha ausentado un momento.",
  not_here: "{name} todavía no está aquí.",
  how:
    "{name} le llamará aquí y usted oirá el timbre. Deje esta página abierta; mientras tanto puede hacer otra cosa.",
  since: "Está aquí desde las {time}.",
  postponed: "{name} necesita un poco más de tiempo: hasta las {time}, más o menos.",
  missed: "{name} le llamó a las {time} y usted no contestó. Conserva su turno y recibirá otra llamada.",
  offline:
    "Ahora mismo no hay conexión. Lo intentamos de nuevo automáticamente; conserva su turno durante unos minutos.",
  quiet:
    "«No molestar» está activado: aquí no sonará ninguna llamada. Desactívelo con la campana en la parte superior de la página.",
  sound_on: "El sonido está activado",
  sound_off: "Activar el sonido",
  check: "Probar cámara y sonido",
  write: "Escribir a {name}",
  write_unread: { one: "{count} mensaje nuevo de {name}", other: "{count} mensajes nuevos de {name}" },
  leave: "No puedo esperar más",
  leave_title: "¿Salir de la sala de espera?",
  leave_text: "{name} verá que usted se ha ido. Si vuelve antes de 15 minutos, conserva su turno.",
  leave_yes: "Salir",
  leave_no: "Seguir esperando",
  leave_failed: "No ha funcionado: no hay conexión. Inténtelo de nuevo, por favor.",
  left_title: "Ha salido de la sala de espera",
  left_text: "{name} puede verlo. Vuelva si al final tiene tiempo, o pida otra cita a su clínica.",
  come_back: "Volver a entrar",
  not_come_title: "No le hemos encontrado aquí",
  not_come_text:
    "{name} no pudo localizarle y sigue con otra persona. Si ya está aquí, díganoslo, por favor.",
  i_am_here: "Estoy aquí",
  admitted_title: "Le han llamado a la consulta",
  admitted_text:
    "Su consulta ha comenzado, aquí o en otro de sus dispositivos. Si ha terminado demasiado pronto, espere aquí otra vez.",
  wait_again: "Esperar otra vez",
  too_early_title: "Ha llegado pronto",
  too_early_text:
    "La sala de espera se abre media hora antes de la cita. Deje esta página abierta: se abrirá sola.",
  over_title: "Esta cita ha terminado",
  over_text: "Si todavía necesita atención, escriba a {name} o pida una nueva cita a su clínica.",
  cancelled_title: "Esta cita se ha cancelado",
  cancelled_text: "Nadie le espera. Si no lo sabía, pregunte en su clínica, por favor.",
  home: "Ir a la página de inicio",
  tab_next: "Es su turno",
  tab_before: { one: "{count} antes que usted", other: "{count} antes que usted" },
  tab_offline: "Sin conexión",
  no_script:
    "La sala de espera necesita JavaScript. Actívelo para este sitio en los ajustes de su navegador.",
};
