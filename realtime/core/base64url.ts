const ALPHABET = /^[A-Za-z0-9_-]*={0,2}$/;

/** Base64 in the URL-safe alphabet (RFC 4648 §5), without padding. */
export function encodeBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The bytes of URL-safe base64 with or without padding, or undefined when the text is anything else, its unused
 * last bits included: two texts never stand for the same bytes.
 */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!ALPHABET.test(text)) return undefined;
  const bare = text.replace(/=+$/, "");
  if (text !== bare && text.length % 4 !== 0) return undefined;
  if (bare.length % 4 === 1) return undefined;
  const bytes = Uint8Array.from(
    atob(bare.replaceAll("-", "+").replaceAll("_", "/")),
    (letter) => letter.charCodeAt(0),
  );
  return encodeBase64Url(bytes) === bare ? bytes : undefined;
}
