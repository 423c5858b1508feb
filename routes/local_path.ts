const HERE = "http://here.invalid";

/** A path of this site out of a `next` parameter, or `/` for anything that could lead elsewhere. */
export function localPath(next: string | undefined): string {
  if (!next?.startsWith("/")) return "/";
  // As a browser reads it: tabs vanish and backslashes count as slashes, so looking at the text is not enough.
  const url = URL.parse(next, HERE);
  if (!url || url.origin !== HERE || url.pathname.startsWith("//")) return "/";
  return url.pathname + url.search + url.hash;
}
