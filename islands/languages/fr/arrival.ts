import type { Translation } from "../../text.ts";
import type { arrival as english } from "../en/arrival.ts";

export const arrival: Translation<typeof english> = {
  in_app_title: "Ouvrez le lien dans votre navigateur",
  in_app_text:
    "Vous voyez cette page à l’intérieur de {app}. La caméra et le micro n’y fonctionnent souvent pas, et la visite peut s’interrompre.",
  in_app_unknown: "une autre application",
  in_app_ios: "Touchez ••• ou la boussole au bord de l’écran, puis « Ouvrir dans Safari ».",
  in_app_android: "Touchez ⋮ en haut, puis « Ouvrir dans Chrome » ou « Ouvrir dans le navigateur ».",
  in_app_other: "Choisissez « Ouvrir dans le navigateur » dans le menu de l’application.",
  in_app_or: "Ou copiez le lien et collez-le dans la barre d’adresse de votre navigateur :",
  insecure_title: "Cette page n’est pas sécurisée",
  insecure_text:
    "Les navigateurs ne donnent accès à la caméra et au micro qu’aux pages dont l’adresse commence par https. Votre message contient peut-être une ancienne adresse, ou quelqu’un l’a modifiée.",
  insecure_open: "Ouvrir la page sécurisée",
  unsupported_title: "Ce navigateur ne permet pas les visites vidéo",
  unsupported_text:
    "Il est trop ancien, ou les appels vidéo y sont désactivés. Ouvrez le lien dans une version récente de Chrome, Edge, Firefox ou Safari, sur un téléphone ou un ordinateur.",
  link: "Votre lien",
  copy: "Copier le lien",
  copied: "Copié",
  go_on: "Continuer ici quand même",
  late_title: "Rien ne se passe ?",
  late_text:
    "Ce navigateur est peut-être trop ancien pour les visites vidéo. Ouvrez le lien dans une version récente de Chrome, Edge, Firefox ou Safari, ou sur un autre appareil.",
};
