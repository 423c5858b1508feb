import type { Translation } from "../../text.ts";
import type { check as english } from "../en/check.ts";

/** The check of camera, sound and connection before a visit. */
export const check: Translation<typeof english> = {
  title: "Vérifier la caméra et le son",
  steps: "Étapes de la vérification",
  step_devices: "Caméra",
  step_speaker: "Son",
  step_network: "Connexion",
  step_result: "Résultat",
  next: "Suivant",
  again: "Vérifier encore",
  try_again: "Réessayer",
  go_on: "Continuer",
  to_home: "À la page d’accueil",
  ask_title: "Vérifions-nous votre caméra et le son ?",
  ask_text:
    "Cela dure environ deux minutes. Vous saurez ainsi avant votre visite qu’on vous voit et qu’on vous entend.",
  ask_why:
    "Votre navigateur va demander si cette page peut utiliser votre caméra et votre microphone. Appuyez sur « Autoriser », s’il vous plaît. Personne ne vous voit encore, et rien n’est enregistré.",
  ask: "Allumer la caméra et le microphone",
  ask_sound: "Vérifier le son seulement",
  ask_none: "Continuer sans caméra ni microphone",
  asking: "Votre navigateur vous pose la question en ce moment. Appuyez sur « Autoriser ».",
  in_app_title: "Ouvrez cette page dans votre navigateur, s’il vous plaît",
  in_app_named:
    "Vous êtes dans le navigateur intégré de {app}. Souvent, il ne peut utiliser ni la caméra ni le microphone.",
  in_app:
    "Vous êtes dans le navigateur intégré d’une autre application. Souvent, il ne peut utiliser ni la caméra ni le microphone.",
  in_app_ios:
    "Touchez le menu (trois points ou la boussole) et choisissez « Ouvrir dans Safari » ou « Ouvrir dans le navigateur ».",
  in_app_android:
    "Touchez les trois points en haut et choisissez « Ouvrir dans Chrome » ou « Ouvrir dans le navigateur ».",
  copy: "Copier l’adresse",
  copied: "L’adresse est copiée. Ouvrez votre navigateur et collez-la en haut.",
  devices_title: "Vous voyez-vous ?",
  devices_title_sound: "Vous entendons-nous ?",
  devices_title_trouble: "Quelque chose bloque",
  self: "Votre propre image, comme dans un miroir",
  camera_off: "La caméra est éteinte",
  speak: "Dites quelques mots, s’il vous plaît.",
  heard: "Bien, nous vous entendons.",
  level: "Volume de votre microphone",
  level_value: "{percent} pour cent",
  camera: "Caméra",
  microphone: "Microphone",
  both: "Caméra et microphone",
  speaker: "Haut-parleur",
  unnamed: "{kind} {number}",
  unplugged_audio: "Le microphone a été débranché. Nous en cherchons un autre.",
  unplugged_video: "La caméra a été débranchée. Nous en cherchons une autre.",
  sound_only: "Continuer avec le son seul",
  without_both: "Continuer sans caméra ni microphone",
  trouble_denied: "{device} : pas d’autorisation",
  trouble_denied_by_system: "{device} : blocage par votre appareil",
  trouble_dismissed: "{device} : la question attend une réponse",
  trouble_missing: "{device} : introuvable",
  trouble_in_use: "{device} : un autre programme s’en sert",
  trouble_overconstrained: "{device} : le choix ne convient pas",
  trouble_aborted: "{device} : pas de démarrage",
  trouble_insecure: "{device} : cette page n’est pas sécurisée",
  trouble_unsupported: "{device} : impossible dans ce navigateur",
  trouble_failed: "{device} : pas de démarrage ({error})",
  help_dismissed:
    "La question du navigateur a été fermée sans réponse. Réessayez et appuyez sur « Autoriser ».",
  help_missing:
    "Branchez ou allumez l’appareil, puis réessayez. Certains ordinateurs ont une touche ou un cache qui coupe la caméra.",
  help_in_use:
    "Un autre programme s’en sert, peut-être un autre appel vidéo ou un autre onglet. Fermez-le, puis réessayez.",
  help_overconstrained:
    "L’appareil choisi ne peut pas faire ce qu’il faut. Choisissez-en un autre et réessayez.",
  help_aborted: "Débranchez l’appareil et rebranchez-le, ou redémarrez le navigateur. Puis réessayez.",
  help_insecure:
    "Les navigateurs ne donnent la caméra et le microphone qu’aux pages sécurisées. L’adresse doit commencer par https. Utilisez le lien de votre cabinet, s’il vous plaît.",
  help_unsupported: "Utilisez une version actuelle de Chrome, Safari, Firefox ou Edge, s’il vous plaît.",
  help_failed: "Réessayez. Si rien ne change, redémarrez le navigateur ou l’appareil.",
  help_denied_chrome_desktop:
    "Cliquez sur le signe à gauche de l’adresse (deux curseurs ou un cadenas), activez la caméra et le microphone, puis réessayez.",
  help_denied_chrome_android:
    "Touchez le signe à gauche de l’adresse, puis « Autorisations ». Autorisez la caméra et le microphone, puis réessayez.",
  help_denied_edge:
    "Cliquez sur le cadenas à gauche de l’adresse, autorisez la caméra et le microphone, puis réessayez.",
  help_denied_firefox:
    "Cliquez sur la caméra ou le microphone barré à gauche de l’adresse, levez le blocage, puis réessayez.",
  help_denied_safari_ios:
    "Touchez « aA » ou le signe de page près de l’adresse, puis « Réglages du site web ». Autorisez la caméra et le microphone, puis rechargez la page.",
  help_denied_safari_macos:
    "Dans le menu « Safari », choisissez « Réglages pour ce site web ». Autorisez la caméra et le microphone, puis rechargez la page.",
  help_denied_other:
    "Ouvrez les réglages de cette page près de l’adresse, autorisez la caméra et le microphone, puis réessayez.",
  help_system_windows:
    "Ouvrez les paramètres de Windows, puis « Confidentialité et sécurité ». Sous « Caméra » et « Microphone », autorisez l’accès des applications de bureau.",
  help_system_macos:
    "Ouvrez les Réglages Système, puis « Confidentialité et sécurité ». Sous « Caméra » et « Microphone », activez votre navigateur, puis relancez-le.",
  help_system_android:
    "Ouvrez les paramètres du téléphone, puis « Applications », votre navigateur, « Autorisations ». Autorisez la caméra et le microphone.",
  help_system_ios:
    "Ouvrez l’application Réglages, puis votre navigateur, et activez la caméra et le microphone.",
  help_system_other:
    "Ouvrez les réglages de confidentialité de votre appareil et autorisez la caméra et le microphone pour votre navigateur.",
  speaker_title: "Nous entendez-vous ?",
  speaker_text: "Montez un peu le volume et appuyez sur le bouton. Vous devriez entendre trois notes douces.",
  play: "Jouer le son",
  playing: "Le son est joué…",
  play_again: "Jouer encore",
  play_failed: "Votre navigateur n’a pas pu jouer le son. Réessayez, s’il vous plaît.",
  question: "L’avez-vous entendu ?",
  yes: "Oui",
  no: "Non",
  speaker_help: "Alors essayez ceci, s’il vous plaît :",
  speaker_help_volume: "Montez le volume de votre appareil.",
  speaker_help_silent: "Sur un téléphone : coupez le mode silencieux.",
  speaker_help_headphones: "Un casque ou un appareil auditif est-il connecté ? Le son sort peut-être là.",
  speaker_help_choose: "Choisissez un autre haut-parleur ci-dessus.",
  go_on_anyway: "Continuer quand même",
  network_title: "Nous vérifions votre connexion",
  network_text: "Cela dure moins d’une minute. Vous n’avez rien à faire.",
  way_server: "Chemin vers le cabinet",
  way_udp: "Image et son, chemin rapide (UDP)",
  way_tcp: "Image et son, chemin sûr (TCP)",
  way_tls: "Image et son, chemin chiffré (TLS)",
  way_waiting: "en attente",
  way_running: "en cours",
  way_good: "bon",
  way_sound: "suffit pour le son",
  way_bad: "trop faible",
  way_unreachable: "injoignable",
  figure_round_trip: "{ms} ms aller-retour",
  figure_loss: "{percent} % perdu",
  figure_jitter: "{ms} ms de variation",
  figure_kbps: "{count} kbit/s",
  figure_mbps: "{count} Mbit/s",
  no_relay:
    "Ce cabinet n’a pas de relais pour l’image et le son. Seul le chemin vers le cabinet a donc été vérifié ; la visite montrera si l’image de l’autre personne vous parvient.",
  result_video: "Tout fonctionne",
  result_video_text: "On peut vous voir et vous entendre. Tout est prêt pour votre visite.",
  result_sound: "Le son fonctionne, l’image non",
  result_sound_text: "Vous pouvez vous parler. Ci-dessous, ce qui aiderait l’image.",
  result_not_possible: "Cela ne fonctionne pas encore",
  result_not_possible_text:
    "Ainsi, une visite échouerait sans doute. Ci-dessous, ce qui peut aider. Si rien n’aide, appelez votre cabinet, s’il vous plaît.",
  found: "Ce que nous avons remarqué",
  advice_denied: "Appuyez sur « Vérifier encore » et autorisez quand le navigateur le demande.",
  advice_missing: "Branchez ou allumez l’appareil, puis vérifiez encore.",
  advice_in_use: "Fermez les autres programmes qui s’en servent, puis vérifiez encore.",
  advice_insecure: "Ouvrez la page par le lien de votre cabinet, qui commence par https.",
  advice_failed: "Redémarrez le navigateur, puis vérifiez encore.",
  advice_off: "Vous avez choisi de vous en passer. Vous pouvez vérifier encore avec.",
  advice_microphone_silent: "Choisissez un autre microphone, ou voyez s’il est coupé sur l’appareil.",
  advice_speaker_not_heard: "Montez le volume ou choisissez un autre haut-parleur.",
  advice_relay_unreachable:
    "Cela arrive souvent dans le réseau d’une entreprise ou d’un hôtel. Essayez votre réseau mobile ou un autre Wi-Fi.",
  advice_server_unreachable: "Voyez si vous êtes en ligne, puis vérifiez encore.",
  advice_network_lossy: "Approchez-vous de votre box Wi-Fi ou utilisez un câble.",
  advice_network_slow: "Arrêtez les téléchargements et les autres vidéos sur ce réseau.",
  advice_network_unsteady: "Approchez-vous de votre box Wi-Fi ou utilisez un câble.",
  advice_network_narrow:
    "Arrêtez les téléchargements et les autres vidéos sur ce réseau, ou essayez votre réseau mobile.",
  details: "Tous les chiffres",
  browser: "Navigateur",
  download: "Enregistrer le rapport",
  report_says: "Il contient votre navigateur, vos appareils et ces chiffres, et aucune adresse.",
  sending: "Nous prévenons votre cabinet…",
  sent: "Votre cabinet peut voir ce résultat.",
  not_sent: "Votre cabinet n’a pas encore pu être prévenu.",
  send_again: "Envoyer encore",
};
