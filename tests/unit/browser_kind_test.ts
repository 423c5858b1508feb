import { browserFacts } from "../../islands/models/browser_kind.ts";
import { assertEquals } from "../support/assert.ts";

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";

Deno.test("browserFacts() knows the browsers that keep their permissions in different places [CHECK-5]", () => {
  const cases: [string, string, string][] = [
    [`${WINDOWS} Chrome/140.0.0.0 Safari/537.36`, "chrome_desktop", "Chrome 140 on Windows"],
    [`${WINDOWS} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, "edge", "Edge 140 on Windows"],
    [`${ANDROID} Chrome/140.0.0.0 Mobile Safari/537.36`, "chrome_android", "Chrome 140 on Android"],
    [
      `${ANDROID} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
      "chrome_android",
      "Samsung Internet 28 on Android",
    ],
    [`${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1`, "safari_ios", "Safari 18 on iOS"],
    [`${IPHONE} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`, "safari_ios", "Chrome 140 on iOS"],
    [
      `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`,
      "safari_macos",
      "Safari 18 on macOS",
    ],
    [
      `${MAC.replace("10_15_7", "10.15")}; rv:143.0) Gecko/20100101 Firefox/143.0`,
      "firefox",
      "Firefox 143 on macOS",
    ],
    [
      "Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0",
      "firefox",
      "Firefox 143 on Android",
    ],
    ["Something/1.0", "other", "Browser on another system"],
  ];
  for (const [userAgent, kind, label] of cases) {
    const facts = browserFacts(userAgent);
    assertEquals([facts.kind, facts.label, facts.inApp], [kind, label, null], userAgent);
  }
});

Deno.test("browserFacts() tells an iPad from a Mac by its touch points [CHECK-5]", () => {
  const userAgent = `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`;
  assertEquals(browserFacts(userAgent, 5).kind, "safari_ios");
  assertEquals(browserFacts(userAgent, 0).kind, "safari_macos");
});

Deno.test("browserFacts() knows the built-in browsers of apps, by name or without [CHECK-5]", () => {
  const cases: [string, string][] = [
    [`${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/500.0.0.50;FBDV/iPhone14,5]`, "Facebook"],
    [`${ANDROID} Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/500.0;]`, "Facebook"],
    [`${IPHONE} Mobile/15E148 Instagram 390.0.0.28.85`, "Instagram"],
    [`${ANDROID} Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 WhatsApp/2.25`, "WhatsApp"],
    [`${IPHONE} GSA/380.0 Mobile/15E148 Safari/604.1`, "Google"],
    // Gmail and others on Android, Outlook and others on iOS.
    [`${ANDROID.replace("Pixel 9", "Pixel 9; wv")} Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36`, ""],
    [`${IPHONE} Mobile/15E148`, ""],
  ];
  for (const [userAgent, app] of cases) assertEquals(browserFacts(userAgent).inApp, app, userAgent);
});
