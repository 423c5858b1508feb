import { type BrowserAbilities, wayObstacle } from "../../islands/models/way_obstacle.ts";
import { assertEquals } from "../support/assert.ts";

const LINK = "http://clinic.example/join#http:token";
const GOOD: BrowserAbilities = {
  isSecure: true,
  connects: true,
  asksForMedia: true,
  inApp: null,
  system: "windows",
};
const of = (can: Partial<BrowserAbilities>) => wayObstacle({ ...GOOD, ...can }, LINK);

Deno.test("wayObstacle() finds nothing wrong with a browser that can make calls [INV-16]", () => {
  assertEquals(of({}), null);
});

Deno.test("wayObstacle() names the browser of an app first, with the system whose menu to describe [INV-16]", () => {
  assertEquals(of({ inApp: "Instagram", system: "ios", asksForMedia: false }), {
    name: "in_app",
    app: "Instagram",
    system: "ios",
  });
  assertEquals(of({ inApp: "", system: "android" }), { name: "in_app", app: "", system: "android" });
  assertEquals(of({ inApp: "WeChat", connects: false }), { name: "in_app", app: "WeChat", system: "other" });
});

Deno.test("wayObstacle() tells an insecure page from a browser that can't make calls [INV-16]", () => {
  assertEquals(of({ isSecure: false, asksForMedia: false }), {
    name: "insecure",
    url: "https://clinic.example/join#http:token",
  });
  assertEquals(of({ connects: false, isSecure: false }), { name: "unsupported" });
  assertEquals(of({ asksForMedia: false }), { name: "unsupported" });
});
