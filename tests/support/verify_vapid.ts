import { compactVerify } from "jose";
import { decodeBase64Url } from "../../realtime/core/base64url.ts";

/** Who sent a message, as a push service sees it (RFC 8292 §3). Throws when the signature is not by the key named. */
export async function verifyVapid(
  authorization: string,
): Promise<{ claims: Record<string, unknown>; key: string }> {
  const [, token = "", key = ""] = authorization.match(/^vapid t=([\w.-]+), k=([\w-]+)$/) ?? [];
  const point = decodeBase64Url(key);
  if (!point) throw new Error("no key is named");
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const verifier = await crypto.subtle.importKey("raw", point, curve, false, ["verify"]);
  const { payload, protectedHeader } = await compactVerify(token, verifier, { algorithms: ["ES256"] });
  if (protectedHeader.typ !== "JWT") throw new Error("no JWT");
  return { claims: JSON.parse(new TextDecoder().decode(payload)), key };
}
