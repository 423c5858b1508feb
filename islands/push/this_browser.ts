/// <reference lib="dom" />

/** Whether this is an iPhone or an iPad; newer iPads say that they are Macs. */
export function isApple(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes("Macintosh") && maxTouchPoints > 1);
}

/** Whether the page was opened from the home screen. */
export function isInstalled(): boolean {
  const { standalone } = navigator as { standalone?: boolean };
  return standalone === true || matchMedia("(display-mode: standalone)").matches;
}

/** Whose way to the settings has to be explained. */
export function browserFamily(): "chrome" | "firefox" | "safari" | "other" {
  const { userAgent } = navigator;
  if (/Firefox|FxiOS/.test(userAgent)) return "firefox";
  if (/Chrom(e|ium)|CriOS|Edg/.test(userAgent)) return isApple() ? "safari" : "chrome";
  return /Safari/.test(userAgent) ? "safari" : "other";
}
