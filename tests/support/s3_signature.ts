/** Who may sign: an access key with its secret, in a region. */
export interface S3Account {
  accessKey: string;
  secretKey: string;
  region: string;
}

/** How far a request's date may be from now (S3 API, "RequestTimeTooSkewed"). */
const SKEW_MS = 15 * 60_000;

/**
 * Checks a request as S3 does (AWS Signature Version 4, "Create a canonical request"); gives the code of the refusal, or
 * undefined when the signature is right. Written from the description, not from a client.
 */
export async function signatureFault(
  request: Request,
  body: Uint8Array<ArrayBuffer>,
  account: S3Account,
  nowMs: number,
): Promise<string | undefined> {
  const header = request.headers.get("authorization") ?? "";
  const [, accessKey, day, region, service, names = "", signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
      .exec(header) ?? [];
  if (signature === undefined) return "AccessDenied";
  if (accessKey !== account.accessKey) return "InvalidAccessKeyId";
  const date = request.headers.get("x-amz-date") ?? "";
  if (!date.startsWith(day ?? "-") || region !== account.region || service !== "s3") {
    return "AuthorizationHeaderMalformed";
  }
  if (Math.abs(nowMs - timeOf(date)) > SKEW_MS) return "RequestTimeTooSkewed";
  const claimed = request.headers.get("x-amz-content-sha256");
  if (claimed !== await sha256(body)) return "XAmzContentSHA256Mismatch";
  const signed = names.split(";");
  if (!["host", "x-amz-content-sha256", "x-amz-date"].every((name) => signed.includes(name))) {
    return "AccessDenied";
  }
  const url = new URL(request.url);
  const canonical = [
    request.method,
    url.pathname.split("/").map((part) => encoded(decodeURIComponent(part))).join("/"),
    [...url.searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort().join("&"),
    ...signed.map((name) => `${name}:${headerOf(request, url, name)}`),
    "",
    names,
    claimed,
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", date, scope, await sha256(new TextEncoder().encode(canonical))].join(
    "\n",
  );
  let key = new TextEncoder().encode(`AWS4${account.secretKey}`);
  for (const part of [day ?? "", account.region, "s3", "aws4_request", toSign]) key = await hmac(key, part);
  return key.toHex() === signature ? undefined : "SignatureDoesNotMatch";
}

function headerOf(request: Request, url: URL, name: string): string {
  return name === "host" ? url.host : (request.headers.get(name) ?? "").trim().replace(/ +/g, " ");
}

function timeOf(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

/** Everything but the unreserved characters of RFC 3986 by its bytes. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

async function hmac(key: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(text)));
}
