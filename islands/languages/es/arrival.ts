import type { Translation } from "../../text.ts";
import type { arrival as english } from "../en/arrival.ts";

export const arrival: Translation<typeof english> = {
  in_app_title: "Abra el enlace en su navegador",
  in_app_text:
    "Está viendo esta página dentro de {app}. Ahí la cámara y el micrófono a menudo no funcionan y la visita puede cortarse.",
  in_app_unknown: "otra aplicación",
  in_app_ios: "Toque ••• o la brújula en el borde de la pantalla y elija «Abrir en Safari».",
  in_app_android: "Toque ⋮ arriba y elija «Abrir en Chrome» o «Abrir en el navegador».",
  in_app_other: "Elija «Abrir en el navegador» en el menú de la aplicación.",
  in_app_or: "O copie el enlace y péguelo en la barra de direcciones de su navegador:",
  insecure_title: "Esta página no es segura",
  insecure_text:
    "Los navegadores solo dan acceso a la cámara y al micrófono a páginas cuya dirección empieza por https. Puede que su mensaje tenga una dirección antigua o que alguien la haya cambiado.",
  insecure_open: "Abrir la página segura",
  unsupported_title: "Con este navegador no se pueden hacer videovisitas",
  unsupported_text:
    "Es demasiado antiguo o tiene desactivadas las videollamadas. Abra el enlace en un Chrome, Edge, Firefox o Safari actualizado, en un teléfono o un ordenador.",
  link: "Su enlace",
  copy: "Copiar el enlace",
  copied: "Copiado",
  go_on: "Continuar aquí de todos modos",
  late_title: "¿No ocurre nada?",
  late_text:
    "Entonces este navegador quizá sea demasiado antiguo para videovisitas. Abra el enlace en un Chrome, Edge, Firefox o Safari actualizado, o en otro teléfono u ordenador.",
};
