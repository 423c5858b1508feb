import type { NoticeData } from "./push_notice.ts";

/** What a tap on a notification leads to. */
export type Tapped =
  | { do: "decline"; callId: string }
  | { do: "open"; path: string };

/** What the person wants who tapped this; `action` is the button's, or empty. */
export function tapped({ kind, callId, path }: NoticeData, action: string): Tapped {
  if (kind === "ring" && callId && action === "decline") return { do: "decline", callId };
  if (kind === "ring" && callId && action === "accept") {
    return { do: "open", path: `/visit/${callId}#accept` };
  }
  return { do: "open", path };
}

/** Pages on which nobody loses anything when they lead elsewhere. */
const MAY_LEAVE = new Set(["/", "/history"]);

/** Which window shows a path: one that has it, one that may leave what it shows, or (-1) a new one. */
export function windowFor(path: string, urls: readonly string[]): { index: number; navigate: boolean } {
  const wanted = path.replace(/#.*/, "");
  const paths = urls.map((url) => new URL(url).pathname);
  const there = paths.indexOf(wanted);
  if (there >= 0) return { index: there, navigate: false };
  const free = paths.findIndex((one) => MAY_LEAVE.has(one));
  return { index: free, navigate: free >= 0 };
}
