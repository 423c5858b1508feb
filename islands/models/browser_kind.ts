/** Browsers by where they keep their permissions. */
export type BrowserKind =
  | "chrome_desktop"
  | "chrome_android"
  | "edge"
  | "firefox"
  | "safari_ios"
  | "safari_macos"
  | "other";

export type SystemKind = "windows" | "macos" | "android" | "ios" | "linux" | "other";

export interface BrowserFacts {
  kind: BrowserKind;
  system: SystemKind;
  /** The app whose built-in browser this is; its name where that is known. */
  inApp: string | null;
  /** As a report says it: "Chrome 140 on Windows". */
  label: string;
}

/** Apps that show pages in a browser of their own, which often has no camera, by what they add to the user agent. */
const APPS: readonly (readonly [RegExp, string])[] = [
  [/FB_IAB|FBAN|FBAV|MessengerForiOS/, "Facebook"],
  [/Instagram/, "Instagram"],
  [/WhatsApp/, "WhatsApp"],
  [/GSA\//, "Google"],
  [/\bLine\//, "Line"],
  [/MicroMessenger/, "WeChat"],
  [/Snapchat/, "Snapchat"],
  [/musical_ly|BytedanceWebview|TikTok/, "TikTok"],
  [/LinkedInApp/, "LinkedIn"],
  [/Twitter for/, "X"],
];
/** A web view without a name: Android says so, on iOS the word Safari is missing (Gmail, Outlook and others). */
const ANDROID_WEB_VIEW = /Android.*; wv\)/;
const IOS_WEB_VIEW = /\((?:iPhone|iPad|iPod)(?!.*Safari\/)/;

const NAMES: readonly (readonly [RegExp, string])[] = [
  [/Edg(?:e|A|iOS)?\/(\d+)/, "Edge"],
  [/(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/OPR\/(\d+)/, "Opera"],
  [/SamsungBrowser\/(\d+)/, "Samsung Internet"],
  [/(?:Chrome|CriOS)\/(\d+)/, "Chrome"],
  [/Version\/(\d+).*Safari\//, "Safari"],
];

const SYSTEM_NAMES: Record<SystemKind, string> = {
  windows: "Windows",
  macos: "macOS",
  android: "Android",
  ios: "iOS",
  linux: "Linux",
  other: "another system",
};

/** What a user agent says of a browser; an iPad calls itself a Mac, and only its touch points tell. */
export function browserFacts(userAgent: string, maxTouchPoints = 0): BrowserFacts {
  const system = systemOf(userAgent, maxTouchPoints);
  const found = NAMES.map(([pattern, name]) => ({ name, match: pattern.exec(userAgent) }))
    .find(({ match }) => match);
  const name = found?.name ?? "Browser";
  const version = found?.match?.[1];
  return {
    kind: kindOf(name, system),
    system,
    inApp: appOf(userAgent),
    label: `${name}${version === undefined ? "" : ` ${version}`} on ${SYSTEM_NAMES[system]}`,
  };
}

function systemOf(userAgent: string, maxTouchPoints: number): SystemKind {
  if (/iPhone|iPad|iPod/.test(userAgent)) return "ios";
  if (/Android/.test(userAgent)) return "android";
  if (/Macintosh/.test(userAgent)) return maxTouchPoints > 1 ? "ios" : "macos";
  if (/Windows/.test(userAgent)) return "windows";
  return /Linux|CrOS/.test(userAgent) ? "linux" : "other";
}

function kindOf(name: string, system: SystemKind): BrowserKind {
  // Every browser there has the system's own settings.
  if (system === "ios") return "safari_ios";
  if (name === "Firefox") return "firefox";
  if (name === "Safari") return "safari_macos";
  if (system === "android" && name !== "Browser") return "chrome_android";
  if (name === "Edge") return "edge";
  return name === "Chrome" || name === "Opera" ? "chrome_desktop" : "other";
}

function appOf(userAgent: string): string | null {
  const app = APPS.find(([pattern]) => pattern.test(userAgent));
  if (app) return app[1];
  return ANDROID_WEB_VIEW.test(userAgent) || IOS_WEB_VIEW.test(userAgent) ? "" : null;
}
