/** `Content-Disposition` with a name in any script (RFC 6266 §4.3, RFC 8187), and a plain one for those who can't read it. */
export function contentDisposition(kind: "inline" | "attachment", name: string): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\x20-\x7e]|["\\%]/g, "_");
  return `${kind}; filename="${plain}"; filename*=UTF-8''${extended(name)}`;
}

/** `attr-char` stands as it is, everything else by its UTF-8 bytes. */
function extended(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
