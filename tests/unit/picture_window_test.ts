/// <reference lib="dom" />
import { deepEqual, equal } from "node:assert/strict";
import { type FloatingVideo, PictureWindow } from "../../islands/visit_tools/picture_window.ts";

/** A video and a page that do what the standard says. */
function windowWith({ able = true, refuses = false } = {}) {
  const video = Object.assign(new EventTarget(), {
    autoPictureInPicture: false,
    requestPictureInPicture: () => {
      if (refuses) return Promise.reject(new DOMException("", "NotAllowedError"));
      video.dispatchEvent(new Event("enterpictureinpicture"));
      return Promise.resolve({} as PictureInPictureWindow);
    },
  });
  const page = {
    pictureInPictureEnabled: able,
    exitPictureInPicture: () => Promise.resolve(void video.dispatchEvent(new Event("leavepictureinpicture"))),
  };
  return { picture: new PictureWindow(video as unknown as FloatingVideo, page), video };
}

Deno.test("PictureWindow.toggle() opens the small window and closes it [TOOL-10]", async () => {
  const { picture } = windowWith();
  await picture.toggle();
  equal(picture.open.value, true);
  await picture.toggle();
  equal(picture.open.value, false);
});

Deno.test("PictureWindow notices that the person has closed the window itself [TOOL-10]", async () => {
  const { picture, video } = windowWith();
  await picture.toggle();
  video.dispatchEvent(new Event("leavepictureinpicture"));
  equal(picture.open.value, false);
});

Deno.test("PictureWindow says when it could not be opened, and is not offered where there is none [TOOL-10]", async () => {
  const { picture } = windowWith({ refuses: true });
  await picture.toggle();
  deepEqual([picture.open.value, picture.failed.value], [false, true]);
  equal(windowWith({ able: false }).picture.supported, false);
  equal(new PictureWindow(new EventTarget() as FloatingVideo, {}).supported, false);
});

Deno.test("PictureWindow.openWhenLeft() lets the browser open it, and bears one that can't [TOOL-10]", async () => {
  const { picture, video } = windowWith();
  const actions = new Map<string, (() => void) | null>();
  picture.openWhenLeft({ setActionHandler: (action, handler) => void actions.set(action, handler) });
  equal(video.autoPictureInPicture, true);
  actions.get("enterpictureinpicture")?.();
  await Promise.resolve();
  equal(picture.open.value, true);
  picture.openWhenLeft({
    setActionHandler: () => {
      throw new TypeError("unknown action");
    },
  });
  picture.openWhenLeft(undefined);
});
