import type { push as english } from "../en/push.ts";
import type { Translation } from "../../text.ts";

export const push: Translation<typeof english> = {
  title: "Llamadas en este dispositivo",
  label: "Sonar en este dispositivo también con la página cerrada",
  why: "Así no tiene que dejar Carewire abierto mientras espera una llamada.",
  privacy: "El aviso dice solo quién llama, y nada sobre su salud.",
  turn_on: "Activar el timbre",
  turn_off: "Desactivar",
  not_now: "Ahora no",
  checking: "Comprobando este dispositivo …",
  asking: "Responda, por favor, a la pregunta de su navegador.",
  on: "Este dispositivo suena cuando le llaman.",
  ends: "Termina cuando cierra la sesión aquí.",
  quiet: "«No molestar» está activado, por eso ahora no suena.",
  try: "Probar",
  tried:
    "El aviso está en camino. Si no lo ve, compruebe el volumen y las notificaciones de este dispositivo.",
  try_failed: "No ha funcionado. Compruebe la conexión e inténtelo de nuevo.",
  failed: "No se ha podido cambiar. Compruebe la conexión e inténtelo de nuevo.",
  refused: "Las notificaciones están bloqueadas en este navegador, por eso no puede sonar.",
  refused_chrome:
    "Toque el símbolo a la izquierda de la dirección, después «Permisos» o «Configuración del sitio», y permita las notificaciones.",
  refused_firefox:
    "Toque el candado a la izquierda de la dirección y quite el bloqueo de las notificaciones.",
  refused_safari:
    "Abra Ajustes, después Notificaciones, busque esta página o Carewire y permita las notificaciones.",
  refused_other: "Abra los ajustes de su navegador, busque notificaciones y permítalas para esta página.",
  refused_then: "Después vuelva a esta página.",
  unsupported:
    "Este navegador no puede sonar con la página cerrada. Deje la página abierta cuando espere una llamada.",
  needs_install: "En iPhone y iPad funciona cuando Carewire está en la pantalla de inicio.",
  install_title: "Poner Carewire en la pantalla de inicio",
  install_why: "Así se abre como una aplicación, con un toque.",
  install: "Ponerlo en la pantalla de inicio",
  installed: "Carewire está en la pantalla de inicio de este dispositivo.",
  install_ios:
    "Toque el símbolo de compartir en el borde de la pantalla y después «Añadir a pantalla de inicio». Luego abra Carewire desde allí.",
  install_menu: "Abra el menú de su navegador y elija «Instalar» o «Añadir a pantalla de inicio».",
};
