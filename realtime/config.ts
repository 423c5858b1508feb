import { isLoopbackHost } from "./core/loopback.ts";
import type { IpRange } from "./core/ip_address.ts";
import type { IceServerObject } from "./core/objects.ts";
import { type ConfigProblem, crossProblems, isPublic } from "./config_rules.ts";
import { type Values, type VariableName, VARIABLES } from "./config_variables.ts";
import type { LogLevel } from "./log.ts";
import type { BlobPlace } from "./ports/blobs.ts";
import { isSet } from "./variable.ts";

/** How TURN servers are used: with credentials per user and call, or with fixed ones. */
export type TurnConfig =
  | { urls: string[]; secret: string }
  | { urls: string[]; username: string; credential: string };

/** Where uploaded files go, and how much of them. */
export interface UploadConfig {
  place: BlobPlace;
  /** Bytes, as the quota. */
  fileBytesMax: number;
  /** All files of one person together. */
  quotaBytes: number;
  clamdSocket: string | undefined;
}

/** An OpenID Connect provider: its issuer identifier, to the letter, and the audience that its tokens must name. */
export interface OidcConfig {
  issuer: string;
  audience: string;
}

/** What carries events between instances; `memory` where there is one. */
export type BusConfig =
  | { kind: "memory" }
  | { kind: "redis"; url: string }
  | { kind: "upstash"; url: string; token: string };

/** Everything that operators decide, validated; see `VARIABLES` for what each means. */
export interface Config {
  host: string;
  port: number;
  /** An origin, without a slash at its end. */
  publicUrl: string;
  /** Exact origins whose pages may change state or open sockets; `publicUrl` is among them. */
  allowedOrigins: string[];
  trustedProxies: IpRange[];
  dataDir: string;
  demo: boolean;
  logLevel: LogLevel;
  /** Undefined means the embedded database. */
  databaseUrl: string | undefined;
  /** As given; undefined means a key made in `dataDir`, which only happens on loopback. */
  encryptionKey: string | undefined;
  turn: TurnConfig | undefined;
  iceServers: IceServerObject[];
  /** The external identity provider whose tokens are accepted. */
  oidc: OidcConfig | undefined;
  bus: BusConfig;
  /** Over how long sockets are closed when the process ends. */
  drainMs: number;
  callTimeoutMs: number;
  maxCallDurationMs: number;
  uploads: UploadConfig;
  /** Variables that are set and have no effect in this version. */
  reserved: string[];
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: ConfigProblem[] };

/** Reads the whole configuration; never throws, and lists all problems at once. */
export function readConfig(env: Record<string, string | undefined>): ConfigResult {
  const { values, problems } = readValues(env);
  const all = [...problems, ...crossProblems(values, givenIn(env))];
  return all.length > 0
    ? { ok: false, problems: all }
    : { ok: true, config: configOf(values as Values, env) };
}

const NAMES = Object.keys(VARIABLES) as VariableName[];

function readValues(env: Record<string, string | undefined>) {
  const values: Record<string, unknown> = {};
  const problems: ConfigProblem[] = [];
  for (const name of NAMES) {
    const parsed = VARIABLES[name].read(ownText(env, name));
    if (parsed.ok) values[name] = parsed.value;
    else problems.push({ name, problem: parsed.problem, example: VARIABLES[name].example });
  }
  return { values: values as Partial<Values>, problems };
}

function ownText(env: Record<string, string | undefined>, name: string): string | undefined {
  return Object.hasOwn(env, name) ? env[name] : undefined;
}

function givenIn(env: Record<string, string | undefined>): Set<VariableName> {
  return new Set(NAMES.filter((name) => isSet(ownText(env, name))));
}

function configOf(values: Values, env: Record<string, string | undefined>): Config {
  const publicUrl = values.PUBLIC_URL ?? ownOrigin(values.HOST, values.PORT);
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl,
    allowedOrigins: originsOf(values, publicUrl),
    trustedProxies: values.TRUSTED_PROXIES ?? [],
    dataDir: values.DATA_DIR,
    demo: values.DEMO ?? (values.DATABASE_URL === undefined && !isPublic(values)),
    logLevel: values.LOG_LEVEL,
    databaseUrl: values.DATABASE_URL,
    encryptionKey: values.ENCRYPTION_KEY,
    turn: turnOf(values),
    iceServers: values.ICE_SERVERS ?? [],
    oidc: oidcOf(values),
    bus: busOf(values),
    drainMs: values.DRAIN_SECONDS * 1_000,
    callTimeoutMs: values.CALL_TIMEOUT * 1_000,
    maxCallDurationMs: values.MAX_CALL_DURATION * 1_000,
    uploads: uploadsOf(values),
    reserved: NAMES.filter((name) =>
      VARIABLES[name].isReserved && isSet(ownText(env, name)) && values[name] !== false
    ),
  };
}

function ownOrigin(host: string, port: number): string {
  return new URL(`http://${host.includes(":") ? `[${host}]` : host}:${port}`).origin;
}

function originsOf(values: Values, publicUrl: string): string[] {
  const local = isLoopbackHost(values.HOST)
    ? [values.HOST, "localhost", "127.0.0.1", "::1"].map((host) => ownOrigin(host, values.PORT))
    : [];
  return [...new Set([publicUrl, ...local, ...(values.ALLOWED_ORIGINS ?? [])])];
}

function turnOf(values: Values): TurnConfig | undefined {
  const urls = values.TURN_URL;
  if (!urls || urls.length === 0) return undefined;
  if (values.TURN_SECRET !== undefined) return { urls, secret: values.TURN_SECRET };
  return { urls, username: values.TURN_USER ?? "", credential: values.TURN_PASS ?? "" };
}

function busOf(values: Values): BusConfig {
  const { REDIS_URL, UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = values;
  if (REDIS_URL !== undefined) return { kind: "redis", url: REDIS_URL };
  return url === undefined || token === undefined ? { kind: "memory" } : { kind: "upstash", url, token };
}

const MEBIBYTE = 1024 * 1024;

function uploadsOf(values: Values): UploadConfig {
  return {
    place: placeOf(values),
    fileBytesMax: values.UPLOAD_MAX_MB * MEBIBYTE,
    quotaBytes: values.UPLOAD_QUOTA_MB * MEBIBYTE,
    clamdSocket: values.CLAMD_SOCKET,
  };
}

function placeOf(values: Values): BlobPlace {
  const { S3_BUCKET, S3_KEY, S3_SECRET, S3_ENDPOINT, S3_REGION } = values;
  if (S3_BUCKET === undefined) return { folder: values.UPLOAD_FOLDER ?? `${values.DATA_DIR}/blobs` };
  return {
    bucket: S3_BUCKET,
    accessKey: S3_KEY ?? "",
    secretKey: S3_SECRET ?? "",
    endpoint: S3_ENDPOINT,
    region: S3_REGION,
  };
}

function oidcOf({ OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience }: Values): OidcConfig | undefined {
  return issuer === undefined || audience === undefined ? undefined : { issuer, audience };
}
