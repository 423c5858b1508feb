import type { Translation } from "../../text.ts";
import type { check as english } from "../en/check.ts";

/** The check of camera, sound and connection before a visit. */
export const check: Translation<typeof english> = {
  title: "Kamera und Ton prüfen",
  steps: "Schritte der Prüfung",
  step_devices: "Kamera",
  step_speaker: "Ton",
  step_network: "Verbindung",
  step_result: "Ergebnis",
  next: "Weiter",
  again: "Noch einmal prüfen",
  try_again: "Noch einmal versuchen",
  go_on: "Weiter",
  to_home: "Zur Startseite",
  ask_title: "Wollen wir Kamera und Ton prüfen?",
  ask_text: "Es dauert etwa zwei Minuten. Dann wissen Sie vor Ihrem Besuch, dass man Sie sieht und hört.",
  ask_why:
    "Ihr Browser fragt gleich, ob diese Seite Ihre Kamera und Ihr Mikrofon benutzen darf. Bitte drücken Sie auf „Zulassen“. Noch sieht Sie niemand, und es wird nichts aufgezeichnet.",
  ask: "Kamera und Mikrofon einschalten",
  ask_sound: "Nur den Ton prüfen",
  ask_none: "Ohne Kamera und Mikrofon weiter",
  asking: "Ihr Browser fragt Sie gerade. Bitte drücken Sie auf „Zulassen“.",
  in_app_title: "Bitte öffnen Sie diese Seite in Ihrem Browser",
  in_app_named: "Sie sind im eingebauten Browser von {app}. Er kann Kamera und Mikrofon oft nicht benutzen.",
  in_app:
    "Sie sind im eingebauten Browser einer anderen App. Er kann Kamera und Mikrofon oft nicht benutzen.",
  in_app_ios:
    "Tippen Sie auf das Menü (drei Punkte oder Kompass) und wählen Sie „In Safari öffnen“ oder „Im Browser öffnen“.",
  in_app_android:
    "Tippen Sie oben auf die drei Punkte und wählen Sie „In Chrome öffnen“ oder „Im Browser öffnen“.",
  copy: "Adresse kopieren",
  copied: "Kopiert",
  in_app_copy: "Kopieren Sie diese Adresse, öffnen Sie Ihren Browser und fügen Sie sie oben ein.",
  address: "Adresse",
  devices_title: "Sehen Sie sich?",
  devices_title_sound: "Hören wir Sie?",
  devices_title_trouble: "Da ist etwas im Weg",
  self: "Ihr eigenes Bild, wie im Spiegel",
  camera_off: "Die Kamera ist aus",
  speak: "Bitte sagen Sie ein paar Worte.",
  heard: "Gut, wir hören Sie.",
  level: "Lautstärke Ihres Mikrofons",
  level_value: "{percent} Prozent",
  camera: "Kamera",
  microphone: "Mikrofon",
  both: "Kamera und Mikrofon",
  speaker: "Lautsprecher",
  unnamed: "{kind} {number}",
  unplugged_audio: "Das Mikrofon wurde abgezogen. Wir suchen ein anderes.",
  unplugged_video: "Die Kamera wurde abgezogen. Wir suchen eine andere.",
  sound_only: "Nur mit Ton weiter",
  without_both: "Ohne Kamera und Mikrofon weiter",
  trouble_denied: "{device}: nicht erlaubt",
  trouble_denied_by_system: "{device}: von Ihrem Gerät gesperrt",
  trouble_dismissed: "{device}: die Frage ist noch offen",
  trouble_missing: "{device}: nicht gefunden",
  trouble_in_use: "{device}: von einem anderen Programm benutzt",
  trouble_overconstrained: "{device}: das gewählte Gerät passt nicht",
  trouble_aborted: "{device}: nicht gestartet",
  trouble_insecure: "{device}: diese Seite ist nicht sicher",
  trouble_unsupported: "{device}: in diesem Browser nicht möglich",
  trouble_failed: "{device}: nicht gestartet ({error})",
  help_dismissed:
    "Die Frage des Browsers wurde ohne Antwort geschlossen. Versuchen Sie es noch einmal und drücken Sie auf „Zulassen“.",
  help_missing:
    "Schließen Sie das Gerät an oder schalten Sie es ein, und versuchen Sie es dann noch einmal. Manche Laptops haben eine Taste oder einen Schieber für die Kamera.",
  help_in_use:
    "Ein anderes Programm benutzt das Gerät, vielleicht ein anderer Videoanruf oder ein anderer Tab. Schließen Sie es, und versuchen Sie es dann noch einmal.",
  help_overconstrained:
    "Das gewählte Gerät kann nicht, was gebraucht wird. Wählen Sie ein anderes, und versuchen Sie es noch einmal.",
  help_aborted:
    "Ziehen Sie das Gerät ab und stecken Sie es wieder an, oder starten Sie den Browser neu. Versuchen Sie es dann noch einmal.",
  help_insecure:
    "Browser geben Kamera und Mikrofon nur an sichere Seiten. Die Adresse muss mit https beginnen. Bitte benutzen Sie den Link Ihrer Praxis.",
  help_unsupported: "Bitte benutzen Sie eine aktuelle Version von Chrome, Safari, Firefox oder Edge.",
  help_failed: "Versuchen Sie es noch einmal. Bleibt es so, starten Sie den Browser oder das Gerät neu.",
  help_denied_chrome_desktop:
    "Klicken Sie auf das Zeichen links neben der Adresse (zwei Regler oder ein Schloss), schalten Sie Kamera und Mikrofon ein, und versuchen Sie es noch einmal.",
  help_denied_chrome_android:
    "Tippen Sie auf das Zeichen links neben der Adresse, dann auf „Berechtigungen“. Erlauben Sie Kamera und Mikrofon, und versuchen Sie es noch einmal.",
  help_denied_edge:
    "Klicken Sie auf das Schloss links neben der Adresse, erlauben Sie Kamera und Mikrofon, und versuchen Sie es noch einmal.",
  help_denied_firefox:
    "Klicken Sie links neben der Adresse auf die durchgestrichene Kamera oder das Mikrofon, heben Sie die Sperre auf, und versuchen Sie es noch einmal.",
  help_denied_safari_ios:
    "Tippen Sie neben der Adresse auf „aA“ oder das Seitenzeichen, dann auf „Website-Einstellungen“. Erlauben Sie Kamera und Mikrofon, und laden Sie die Seite neu.",
  help_denied_safari_macos:
    "Wählen Sie im Menü „Safari“ „Einstellungen für diese Website“. Erlauben Sie Kamera und Mikrofon, und laden Sie die Seite neu.",
  help_denied_other:
    "Öffnen Sie neben der Adresse die Einstellungen dieser Seite, erlauben Sie Kamera und Mikrofon, und versuchen Sie es noch einmal.",
  help_system_windows:
    "Öffnen Sie die Windows-Einstellungen, dann „Datenschutz und Sicherheit“. Erlauben Sie unter „Kamera“ und „Mikrofon“ den Zugriff für Desktop-Apps.",
  help_system_macos:
    "Öffnen Sie die Systemeinstellungen, dann „Datenschutz & Sicherheit“. Schalten Sie unter „Kamera“ und „Mikrofon“ Ihren Browser ein, und starten Sie ihn neu.",
  help_system_android:
    "Öffnen Sie die Einstellungen Ihres Telefons, dann „Apps“, Ihren Browser, „Berechtigungen“. Erlauben Sie Kamera und Mikrofon.",
  help_system_ios:
    "Öffnen Sie die App „Einstellungen“, dann Ihren Browser, und schalten Sie Kamera und Mikrofon ein.",
  help_system_other:
    "Öffnen Sie die Datenschutz-Einstellungen Ihres Geräts und erlauben Sie Ihrem Browser Kamera und Mikrofon.",
  speaker_title: "Hören Sie uns?",
  speaker_text:
    "Stellen Sie den Ton etwas lauter und drücken Sie auf den Knopf. Sie sollten drei leise Töne hören.",
  play: "Ton abspielen",
  playing: "Der Ton läuft …",
  play_again: "Noch einmal abspielen",
  play_failed: "Ihr Browser konnte den Ton nicht abspielen. Bitte versuchen Sie es noch einmal.",
  question: "Haben Sie es gehört?",
  yes: "Ja",
  no: "Nein",
  speaker_help: "Dann versuchen Sie bitte dies:",
  speaker_help_volume: "Stellen Sie Ihr Gerät lauter.",
  speaker_help_silent: "Am Telefon: schalten Sie den Stummmodus aus.",
  speaker_help_headphones: "Ist ein Kopfhörer oder ein Hörgerät verbunden? Vielleicht kommt der Ton dort.",
  speaker_help_choose: "Wählen Sie oben einen anderen Lautsprecher.",
  go_on_anyway: "Trotzdem weiter",
  network_title: "Wir prüfen Ihre Verbindung",
  network_text: "Das dauert weniger als eine Minute. Sie müssen nichts tun.",
  way_server: "Weg zur Praxis",
  way_udp: "Bild und Ton, schneller Weg (UDP)",
  way_tcp: "Bild und Ton, sicherer Weg (TCP)",
  way_tls: "Bild und Ton, verschlüsselter Weg (TLS)",
  way_waiting: "wartet",
  way_running: "wird geprüft",
  way_good: "gut",
  way_sound: "genug für Ton",
  way_bad: "zu schwach",
  way_unreachable: "nicht erreichbar",
  figure_round_trip: "{ms} ms hin und zurück",
  figure_loss: "{percent} % verloren",
  figure_jitter: "{ms} ms Schwankung",
  figure_kbps: "{count} kbit/s",
  figure_mbps: "{count} Mbit/s",
  no_relay:
    "Diese Praxis hat keine Vermittlung für Bild und Ton. Darum wurde nur der Weg zur Praxis geprüft; ob das Bild der anderen Seite zu Ihnen kommt, zeigt sich im Besuch.",
  result_video: "Alles funktioniert",
  result_video_text: "Man kann Sie sehen und hören. Sie sind bereit für Ihren Besuch.",
  result_sound: "Der Ton geht, das Bild nicht",
  result_sound_text: "Sie können miteinander sprechen. Unten steht, was dem Bild helfen würde.",
  result_not_possible: "Es geht noch nicht",
  result_not_possible_text:
    "So würde ein Besuch wahrscheinlich nicht gelingen. Unten steht, was hilft. Wenn nichts hilft, rufen Sie bitte Ihre Praxis an.",
  found: "Was uns aufgefallen ist",
  advice_denied: "Drücken Sie auf „Noch einmal prüfen“ und erlauben Sie es, wenn der Browser fragt.",
  advice_missing: "Schließen Sie das Gerät an oder schalten Sie es ein, und prüfen Sie noch einmal.",
  advice_in_use: "Schließen Sie andere Programme, die es benutzen, und prüfen Sie noch einmal.",
  advice_insecure: "Öffnen Sie die Seite über den Link Ihrer Praxis, der mit https beginnt.",
  advice_failed: "Starten Sie den Browser neu, und prüfen Sie noch einmal.",
  advice_off: "Sie haben es ausgelassen. Sie können noch einmal damit prüfen.",
  advice_microphone_silent:
    "Wählen Sie ein anderes Mikrofon, oder sehen Sie nach, ob es am Gerät stumm geschaltet ist.",
  advice_speaker_not_heard: "Stellen Sie lauter, oder wählen Sie einen anderen Lautsprecher.",
  advice_relay_unreachable:
    "Das kommt oft im Netz einer Firma oder eines Hotels vor. Versuchen Sie Ihr Mobilfunknetz oder ein anderes WLAN.",
  advice_server_unreachable: "Sehen Sie nach, ob Sie online sind, und prüfen Sie noch einmal.",
  advice_network_lossy: "Gehen Sie näher an Ihre WLAN-Box, oder benutzen Sie ein Kabel.",
  advice_network_slow: "Beenden Sie Downloads und andere Videos in diesem Netz.",
  advice_network_unsteady: "Gehen Sie näher an Ihre WLAN-Box, oder benutzen Sie ein Kabel.",
  advice_network_narrow:
    "Beenden Sie Downloads und andere Videos in diesem Netz, oder versuchen Sie Ihr Mobilfunknetz.",
  details: "Alle Werte",
  browser: "Browser",
  download: "Bericht speichern",
  report_says: "Darin stehen Ihr Browser, Ihre Geräte und diese Werte, und keine Adresse.",
  sending: "Wir sagen Ihrer Praxis Bescheid …",
  sent: "Ihre Praxis kann dieses Ergebnis sehen.",
  not_sent: "Ihre Praxis konnte noch nicht benachrichtigt werden.",
  send_again: "Noch einmal senden",
};
