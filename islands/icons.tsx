const SLASH = "M4 3l16 18";
const CAMERA = "M4 7h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2zM15 11l6.5-3.5v9L15 13";
const MICROPHONE =
  "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21M8.5 21h7";
const DISPLAY =
  "M4 4h16a1.5 1.5 0 0 1 1.5 1.5v10A1.5 1.5 0 0 1 20 17H4a1.5 1.5 0 0 1-1.5-1.5v-10A1.5 1.5 0 0 1 4 4zM8 21h8M12 17v4";
const CIRCLE = "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z";

/** Line drawings on a grid of 24 by 24. */
const DRAWINGS = {
  back: "M15 5l-7 7 7 7",
  calendar:
    "M4.5 5.5h15a1 1 0 0 1 1 1V20a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1zM3.5 10h17M8 3v4M16 3v4",
  camera: CAMERA,
  camera_off: CAMERA + SLASH,
  chat:
    "M4 4.5h16a1.5 1.5 0 0 1 1.5 1.5v9.5A1.5 1.5 0 0 1 20 17h-8l-5 4v-4H4a1.5 1.5 0 0 1-1.5-1.5V6A1.5 1.5 0 0 1 4 4.5zM7.5 9h9M7.5 12.5h6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: CIRCLE + "M12 7.5V12l3 2",
  close: "M6 6l12 12M18 6L6 18",
  double_check: "M2.5 12.5L7 17l8-8M12 16l1 1 8.5-8.5",
  expand: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  forward: "M9 5l7 7-7 7",
  hang_up:
    "M3 14.5v-2c5-5 13-5 18 0v2a1.5 1.5 0 0 1-1.8 1.5l-2.7-.6a1.5 1.5 0 0 1-1.2-1.5v-1.6a12 12 0 0 0-6.6 0v1.6a1.5 1.5 0 0 1-1.2 1.5l-2.7.6A1.5 1.5 0 0 1 3 14.5z",
  history: "M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 8v4.5l3 1.5",
  home: "M4 11l8-7 8 7v8.5a1 1 0 0 1-1 1h-4.5V14h-5v6.5H5a1 1 0 0 1-1-1z",
  incoming: "M18 6L7 17M7 9v8h8",
  info: CIRCLE + "M12 11v5.5M12 7.6v.1",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  microphone: MICROPHONE,
  microphone_off: MICROPHONE + SLASH,
  missed: "M5 10V5h5M5 5l7 7 7.5-7.5",
  more: "M5 12v.1M12 12v.1M19 12v.1",
  offline:
    "M3 9.5a14 14 0 0 1 4-2.7M11 5.3A14 14 0 0 1 21 9.5M6.5 13.5a9 9 0 0 1 4-2.2M15 11.8a9 9 0 0 1 2.5 1.7M9.8 16.8a4 4 0 0 1 4.4 0M12 20v.1" +
    SLASH,
  outgoing: "M6 18L17 7M9 7h8v8",
  phone:
    "M6.5 3.5h3L11 8 9 9.5a12 12 0 0 0 5.5 5.5l1.5-2 4.5 1.5v3a2.5 2.5 0 0 1-2.7 2.5A16.5 16.5 0 0 1 4 6.2a2.5 2.5 0 0 1 2.5-2.7z",
  refresh: "M20 11a8 8 0 1 0-.6 4.5M20 5v6h-6",
  screen: DISPLAY + "M12 13.5V8M9.5 10.2L12 7.6l2.5 2.6",
  screen_off: DISPLAY + "M9.8 8.3l4.4 4.4M14.2 8.3l-4.4 4.4",
  send: "M4 12l16-7.5L15 20l-4-6.5zM11 13.5l9-9",
  settings:
    "M4 7h9M17 7h3M4 17h3M11 17h9M15 5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM9 15a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
  sign_out: "M10 4H5.5A1.5 1.5 0 0 0 4 5.5v13A1.5 1.5 0 0 0 5.5 20H10M15 8l4 4-4 4M19 12H9",
  speaker: "M4 9.5h3.5L12 5.5v13l-4.5-4H4zM15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  speaker_off: "M4 9.5h3.5L12 5.5v13l-4.5-4H4zM15.5 9.5l5 5M20.5 9.5l-5 5",
  switch_camera: "M4 10a8 8 0 0 1 14-3.5L20 9M20 4v5h-5M20 14a8 8 0 0 1-14 3.5L4 15M4 20v-5h5",
  user: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
  warning: "M12 4l9 16H3zM12 10v4.5M12 17.4v.1",
} as const;

export type IconName = keyof typeof DRAWINGS;

/** Those that point the way that is read. */
const DIRECTED = /^(back|forward|incoming|missed|outgoing|send|sign_out)$/;

/** A drawing in the colour of the text around it. It says nothing by itself: a word or a label goes with it. */
export function Icon({ of }: { of: IconName }) {
  return <Drawing path={DRAWINGS[of]} directed={DIRECTED.test(of)} />;
}

/** A line drawing on a grid of 24 by 24, for icons that only some pages need. */
export function Drawing({ path, directed }: { path: string; directed?: boolean }) {
  return (
    <svg class={directed ? "icon directed" : "icon"} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}
