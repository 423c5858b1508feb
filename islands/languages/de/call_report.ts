import type { call_report as english } from "../en/call_report.ts";
import type { Translation } from "../../text.ts";

export const call_report: Translation<typeof english> = {
  title: "Anruf zwischen {caller} und {callee}",
  to_history: "Anrufliste",
  to_clinic: "Praxis",
  facts: "Der Anruf",
  when: "Wann",
  kind: "Art",
  video: "Videoanruf",
  voice: "Sprachanruf",
  duration: "Länge",
  result: "Wie er endete",
  going_on: "Er läuft noch",
  number: "Nummer zum Nennen",
  number_hint: "Nennen Sie diese Nummer, wenn Sie Hilfe zu diesem Anruf brauchen.",
  devices: "Geräte",
  device_of: "{name}: {devices}",
  path: "Weg",
  path_direct: "Direkt zwischen den beiden Geräten",
  path_relay: "Über die Vermittlung der Praxis",
  path_mixed: "Zeitweise direkt, zeitweise über die Vermittlung der Praxis",
  what_failed: "Was nicht geklappt hat",
  failed_connection:
    "Der Anruf wurde angenommen, aber die beiden Geräte fanden nicht zueinander. Meist liegt das an einer Firewall oder einem schwachen Netz. Versuchen Sie ein anderes Netz, oder fragen Sie, wer sich um Ihres kümmert.",
  failed_network:
    "Die Verbindung ging während des Anrufs verloren und kam nicht wieder. Näher am Router oder in einem anderen Netz geht es oft besser.",
  failed_timeout:
    "Eines der Geräte hat nicht mehr geantwortet: Es wurde geschlossen, hatte keinen Strom mehr oder verlor sein Netz.",
  failed_one_way: "Ton oder Bild einer Seite kam nie an, deshalb zählt der Anruf nicht als verbunden.",
  poor_quality:
    "Die Verbindung war über weite Strecken schlecht. Ton oder Bild können abgehackt gewesen sein.",
  timeline: "Was der Reihe nach geschah",
  no_timeline: "Zu diesem Anruf ist nichts aufgeschrieben.",
  by_clinic: "Die Praxis, von selbst",
  quality: "Verbindung während des Anrufs",
  quality_text: "Was jedes Gerät gemessen hat, ab dem Beginn des Anrufs.",
  no_quality: "Nichts wurde gemessen",
  no_quality_text: "Geräte messen einen Anruf, sobald beide Seiten sich hören oder sehen.",
  audio_bitrate: "Datenrate des Tons",
  video_bitrate: "Datenrate des Bilds",
  device_named: "Gerät von {name}",
};
