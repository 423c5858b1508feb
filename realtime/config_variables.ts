import { LOG_LEVELS } from "./log.ts";
import { parseIceServers } from "./ice_server_list.ts";
import { optional, type Variable, withDefault } from "./variable.ts";
import * as as from "./variable_parsers.ts";

const RESERVED = "Reserved: not used by this version yet.";

/** Every variable of the environment that this program reads, in the order in which operators read about them. */
export const VARIABLES = {
  HOST: withDefault(as.host, "127.0.0.1", {
    description: "Address to listen on. Anywhere else than on loopback `ENCRYPTION_KEY`, `PUBLIC_URL` and " +
      "`DATABASE_URL` must be set.",
    example: "0.0.0.0",
  }),
  PORT: withDefault(as.whole(1, 65_535), "8000", { description: "Port to listen on.", example: "8000" }),
  PUBLIC_URL: optional(as.origin, {
    description: "Origin under which browsers reach this server, without a path: https, or http on loopback.",
    example: "https://visit.example.org",
    shownDefault: "`http://HOST:PORT` on loopback",
  }),
  ALLOWED_ORIGINS: optional(as.origins, {
    description:
      "Further origins whose pages may use this server, comma-separated and exact. That of `PUBLIC_URL` " +
      "always may.",
    example: "https://clinic.example.org,https://portal.example.org",
  }),
  TRUSTED_PROXIES: optional(as.ipRanges, {
    description: "Addresses or ranges of proxies in front of this server, comma-separated: only their " +
      "`X-Forwarded-For` is believed. Without it every visitor behind a proxy shares one sign-in limit.",
    example: "127.0.0.1,10.0.0.0/8",
  }),
  DATA_DIR: withDefault(as.text, ".carewire", {
    description: "Folder for what is kept on this machine: embedded database, files, key of the demo.",
    example: "/var/lib/carewire",
  }),
  DEMO: optional(as.flag, {
    description: "Demo clinic with well-known accounts, on loopback only.",
    example: "0",
    shownDefault: "`true` on loopback without `DATABASE_URL`",
  }),
  LOG_LEVEL: withDefault(as.oneOf(LOG_LEVELS), "info", {
    description: `Least important lines to log: ${LOG_LEVELS.map((level) => `\`${level}\``).join(", ")}.`,
    example: "info",
  }),
  DATABASE_URL: optional(as.url("postgres:", "postgresql:"), {
    description: "PostgreSQL to use.",
    example: "postgresql://user:pass@host:5432/telemedicine",
    shownDefault: "embedded PostgreSQL in `DATA_DIR`",
  }),
  ENCRYPTION_KEY: optional(as.encryptionKeys, {
    description:
      "Key that protects all other keys: a url-safe base64 Fernet key (44 characters) or 32 ASCII " +
      "characters. Several may be listed, newest first: the first encrypts, all decrypt.",
    // How to make one: whatever stands here as a key would be somebody's real key soon.
    example: "$(openssl rand -base64 32 | tr '+/' '-_')",
    shownDefault: "made in `DATA_DIR` on loopback",
  }),
  TURN_URL: optional(as.turnUrls, {
    description:
      "TURN server for calls that find no direct way, or several, comma-separated; also used for STUN.",
    example: "turn:turn.example.org:3478",
  }),
  TURN_SECRET: optional(as.text, {
    description:
      "The `static-auth-secret` of a coturn with `use-auth-secret`: every user gets credentials of its own " +
      "for every call, and they expire. Wins over `TURN_USER` and `TURN_PASS`.",
    example: "a-long-random-text",
  }),
  TURN_USER: optional(as.text, {
    description: "Fixed TURN user name, where there is no `TURN_SECRET`.",
    example: "username",
  }),
  TURN_PASS: optional(as.text, { description: "Password of `TURN_USER`.", example: "password" }),
  ICE_SERVERS: optional(parseIceServers, {
    description:
      "Further ICE servers, a JSON array of RTCIceServer. None by default: a foreign STUN server learns " +
      "patients' addresses.",
    example: '[{"urls":"stun:stun.example.org:3478"}]',
  }),
  DRAIN_SECONDS: withDefault(as.whole(0, 600), "3", {
    description:
      "Seconds over which the sockets are closed when the process is asked to stop. Two more may pass for what " +
      "is under way: where a host gives 5 seconds, leave it at 3; behind a balancer with many sockets, give it more.",
    example: "30",
  }),
  CALL_TIMEOUT: withDefault(as.whole(1, 600), "60", {
    description: "Seconds that a call rings before it counts as missed.",
    example: "60",
  }),
  MAX_CALL_DURATION: withDefault(as.whole(1, 86_400), "3600", {
    description: "Seconds after which a call is ended.",
    example: "3600",
  }),
  UPLOAD_FOLDER: optional(as.text, {
    description:
      "Folder for uploaded files, which lie there encrypted. Several instances need the same one, or a bucket.",
    example: "./uploads",
    shownDefault: "`blobs` in `DATA_DIR`",
  }),
  UPLOAD_MAX_MB: withDefault(as.whole(1, 10_240), "100", {
    description:
      "Largest file that may be uploaded, in MiB. clamd’s own `StreamMaxLength`, `MaxFileSize` and " +
      "`MaxScanSize` must be at least as much, and its `AlertExceedsMax` on: it calls clean what it has not read.",
    example: "100",
  }),
  UPLOAD_QUOTA_MB: withDefault(as.whole(1, 10_000_000), "2048", {
    description: "What all files of one person may have together, in MiB.",
    example: "2048",
  }),
  S3_BUCKET: optional(as.text, {
    description: "Bucket for uploaded files, instead of a folder; with `S3_KEY` and `S3_SECRET`.",
    example: "your-bucket",
  }),
  S3_KEY: optional(as.text, { description: "Access key of the bucket.", example: "your-key" }),
  S3_SECRET: optional(as.text, { description: "Secret of that access key.", example: "your-secret" }),
  S3_ENDPOINT: optional(as.secureUrl, {
    description: "URL of the S3-compatible service.",
    example: "https://s3.example.org",
    shownDefault: "Amazon’s, in `S3_REGION`",
  }),
  S3_REGION: withDefault(as.text, "us-east-1", {
    description: "Region of the bucket.",
    example: "eu-central-1",
  }),
  CLAMD_SOCKET: optional(as.text, {
    description:
      "Unix socket of clamd, which scans uploaded files; until one was found clean, nobody gets it. " +
      "Without it files are not scanned.",
    example: "/run/clamav/clamd.ctl",
  }),
  REDIS_URL: optional(as.url("redis:", "rediss:"), {
    description:
      "Redis 7 or newer that carries events between instances. Nothing is kept there: it may be restarted, and " +
      "emptied, at any time. Without it instances on one database reach each other’s people within about two " +
      "seconds, and each knows only its own people’s presence.",
    example: "rediss://user:pass@host:6379",
  }),
  UPSTASH_REDIS_REST_URL: optional(as.secureUrl, {
    description:
      "The same by Upstash’s REST interface, with `UPSTASH_REDIS_REST_TOKEN`; `REDIS_URL` wins over it.",
    example: "https://name.upstash.io",
  }),
  UPSTASH_REDIS_REST_TOKEN: optional(as.text, {
    description: "Token of that interface.",
    example: "your-token",
  }),
  OIDC_ISSUER: optional(as.issuer, {
    description:
      "External identity provider (OpenID Connect) whose tokens are accepted as bearer, exactly as its " +
      "discovery document names it. People are found by a verified e-mail the first time, and never made.",
    example: "https://login.example.org/realms/clinic",
  }),
  OIDC_AUDIENCE: optional(as.text, {
    description: "Audience (`aud`) that the tokens of `OIDC_ISSUER` must name.",
    example: "carewire",
  }),
  ENABLE_CALL_RECORDING: withDefault(as.flag, "false", {
    description: `Whether calls may be recorded. ${RESERVED}`,
    example: "false",
    isReserved: true,
  }),
  CALL_RECORDING_PATH: reserved(as.text, "Folder for recordings.", "/recordings"),
} satisfies Record<string, Variable<unknown>>;

export type VariableName = keyof typeof VARIABLES;

/** What each variable holds once read. */
export type Values = {
  [N in VariableName]: (typeof VARIABLES)[N] extends Variable<infer T> ? T : never;
};

function reserved<T>(
  parse: Parameters<typeof optional<T>>[0],
  meaning: string,
  example: string,
): Variable<T | undefined> {
  return optional(parse, { description: `${meaning} ${RESERVED}`, example, isReserved: true });
}
