import type { Texts } from "../../text.ts";

/** What happened in one call. */
export const call_report = {
  title: "Call between {caller} and {callee}",
  to_history: "Call history",
  to_clinic: "Clinic",
  facts: "The call",
  when: "When",
  kind: "Kind",
  video: "Video call",
  voice: "Voice call",
  duration: "Length",
  result: "How it ended",
  going_on: "It is still going on",
  number: "Number to quote",
  number_hint: "Tell this number when you ask for help with this call.",
  devices: "Devices",
  device_of: "{name}: {devices}",
  path: "Way it took",
  path_direct: "Directly between the two devices",
  path_relay: "Over the clinic’s relay",
  path_mixed: "At times directly, at times over the clinic’s relay",
  what_failed: "What went wrong",
  failed_connection:
    "The call was answered, but the two devices found no way to each other. A firewall or a weak network is the usual cause. Try another network, or ask whoever looks after yours.",
  failed_network:
    "The connection was lost during the call and did not come back. Moving closer to the router, or another network, often helps.",
  failed_timeout:
    "One of the devices stopped answering: it was closed, ran out of power or lost its network.",
  failed_one_way: "Sound or picture of one side never arrived, so the call did not count as connected.",
  poor_quality: "The connection was poor for much of the call, so sound or picture may have been broken up.",
  timeline: "What happened, in order",
  no_timeline: "Nothing was written down about this call.",
  by_clinic: "The clinic, by itself",
  quality: "Connection during the call",
  quality_text: "What each device measured, from the start of the call on.",
  no_quality: "Nothing was measured",
  no_quality_text: "Devices measure a call once both sides hear or see each other.",
  audio_bitrate: "Data rate of the sound",
  video_bitrate: "Data rate of the picture",
  device_named: "Device of {name}",
} as const satisfies Texts;
