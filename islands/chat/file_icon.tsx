import { Drawing } from "../icons.tsx";

/** Line drawings that only conversations need. */
const DRAWINGS = {
  attach:
    "M20 11.5l-8 8a5.3 5.3 0 0 1-7.5-7.5l8.5-8.5a3.5 3.5 0 0 1 5 5l-8.5 8.5a1.8 1.8 0 0 1-2.5-2.5l7.5-7.5",
  delete: "M5 7h14M10 7V4.5h4V7M6.5 7l1 13h9l1-13M10.5 10.5v6M13.5 10.5v6",
  download: "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15",
  file: "M6 3.5h8l4.5 4.5v12a1 1 0 0 1-1 1H6.5a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1zM13.5 3.5V8.5h5",
  prescription: "M10.5 19.5a4.2 4.2 0 0 1-6-6l9-9a4.2 4.2 0 0 1 6 6zM9 9l6 6",
  report:
    "M6 3.5h12a.5.5 0 0 1 .5.5v16a.5.5 0 0 1-.5.5H6a.5.5 0 0 1-.5-.5V4a.5.5 0 0 1 .5-.5zM8.5 8h7M8.5 12h7M8.5 16h4",
  stop: "M7 6h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1z",
} as const;

export type FileIconName = keyof typeof DRAWINGS;

/** A drawing beside files. It says nothing by itself: a word or a label goes with it. */
export function FileIcon({ of }: { of: FileIconName }) {
  return <Drawing path={DRAWINGS[of]} />;
}
