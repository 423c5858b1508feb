/// <reference lib="dom" />

/** Which camera, microphone and speaker the person has chosen on this device; the browser's choice where left out. */
export interface ChosenDevices {
  audio?: string;
  video?: string;
  speaker?: string;
}

/** Under this name a device keeps the choice, as JSON. */
export const CHOICE_KEY = "carewire.devices";

/** What was chosen here before. */
export function chosenDevices(place?: Pick<Storage, "getItem">): ChosenDevices {
  try {
    return { ...JSON.parse((place ?? localStorage).getItem(CHOICE_KEY)!) };
  } catch {
    return {}; // Without storage the browser chooses, and what is not readable was not written by this version.
  }
}
