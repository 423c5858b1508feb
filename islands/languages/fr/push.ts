import type { push as english } from "../en/push.ts";
import type { Translation } from "../../text.ts";

export const push: Translation<typeof english> = {
  title: "Appels sur cet appareil",
  label: "Faire sonner cet appareil même quand la page est fermée",
  why: "Vous n’avez alors pas besoin de laisser Carewire ouvert en attendant un appel.",
  privacy: "La notification dit seulement qui appelle, et rien sur votre santé.",
  turn_on: "Activer la sonnerie",
  turn_off: "Désactiver",
  not_now: "Pas maintenant",
  checking: "Vérification de cet appareil …",
  asking: "Veuillez répondre à la question de votre navigateur.",
  on: "Cet appareil sonne quand on vous appelle.",
  ends: "Cela s’arrête quand vous vous déconnectez ici.",
  quiet: "« Ne pas déranger » est activé, il ne sonne donc pas en ce moment.",
  try: "Essayer",
  tried:
    "Une notification arrive. Si vous ne la voyez pas, vérifiez le volume et les notifications de cet appareil.",
  try_failed: "Cela n’a pas marché. Vérifiez la connexion et réessayez.",
  failed: "Le changement n’a pas pu se faire. Vérifiez la connexion et réessayez.",
  refused: "Les notifications sont bloquées dans ce navigateur, il ne peut donc pas sonner.",
  refused_chrome:
    "Touchez le signe à gauche de l’adresse, puis « Autorisations » ou « Paramètres du site », et autorisez les notifications.",
  refused_firefox: "Touchez le cadenas à gauche de l’adresse et levez le blocage des notifications.",
  refused_safari:
    "Ouvrez Réglages, puis Notifications, cherchez cette page ou Carewire et autorisez les notifications.",
  refused_other:
    "Ouvrez les paramètres de votre navigateur, cherchez les notifications et autorisez-les pour cette page.",
  refused_then: "Revenez ensuite sur cette page.",
  unsupported:
    "Ce navigateur ne peut pas sonner quand la page est fermée. Laissez la page ouverte quand vous attendez un appel.",
  needs_install: "Sur iPhone et iPad, cela marche une fois Carewire sur l’écran d’accueil.",
  install_title: "Mettre Carewire sur l’écran d’accueil",
  install_why: "Il s’ouvre alors comme une application, d’un seul geste.",
  install: "Mettre sur l’écran d’accueil",
  installed: "Carewire est sur l’écran d’accueil de cet appareil.",
  install_ios:
    "Touchez le signe de partage au bord de l’écran, puis « Sur l’écran d’accueil ». Ouvrez ensuite Carewire depuis là.",
  install_menu:
    "Ouvrez le menu de votre navigateur et choisissez « Installer » ou « Ajouter à l’écran d’accueil ».",
};
