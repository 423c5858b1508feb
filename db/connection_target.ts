/** Where a PostgreSQL server listens: a host and port, with or without TLS, or a unix socket. */
export type Address =
  | { kind: "tcp"; host: string; port: number; tls?: Tls }
  | { kind: "unix"; path: string };

/** TLS is always verified: the certificate's issuer and its host name. */
export interface Tls {
  /** PEM certificates to trust instead of the system's. */
  ca?: string;
}

/** One server, user and database. */
export interface ConnectionTarget {
  address: Address;
  user: string;
  password: string;
  database: string;
  /** Settings sent when a connection starts. */
  parameters: Record<string, string>;
}

/** The name of the socket file that a server on the default port makes in its socket directory. */
const SOCKET_NAME = ".s.PGSQL.5432";
const PORT_DEFAULT = 5432;
const PARAMETERS_PASSED_ON = ["application_name", "options"];
const PARAMETERS_DEFAULT = { application_name: "carewire" };
const SSL_VERIFIED = ["require", "verify-ca", "verify-full"];
const SSL_REFUSED = "Cannot use this DATABASE_URL: sslmode must be disable, require or verify-full";
const WRONG_SHAPE = "Cannot read DATABASE_URL: it must look like postgres://user:password@host:5432/database";

/**
 * The same target under the name of this instance, which is written beside everything that it commits. PostgreSQL keeps 63
 * bytes of an application's name.
 */
export function targetNamed(target: ConnectionTarget, instance: string): ConnectionTarget {
  return { ...target, parameters: { ...target.parameters, application_name: instance } };
}

/** The target of a server that listens in `socketDir` and trusts who can enter it. */
export function targetOfSocket(socketDir: string, user: string, database: string): ConnectionTarget {
  const address: Address = { kind: "unix", path: `${socketDir}/${SOCKET_NAME}` };
  return { address, user, password: "", database, parameters: PARAMETERS_DEFAULT };
}

/**
 * Reads a DATABASE_URL (libpq's connection URI, one host). `sslmode=require`, `verify-ca` and `verify-full` all mean
 * verify-full here; none or `disable` means no TLS; `sslrootcert` names a PEM file. Its errors never show the URL,
 * which holds a password.
 */
export function targetOfUrl(text: string): ConnectionTarget {
  const url = parse(text);
  const user = decodeURIComponent(url.username) || url.searchParams.get("user") || "";
  const database = decodeURIComponent(url.pathname.slice(1)) || user;
  if (!/^postgres(ql)?:$/.test(url.protocol) || !user || !database) throw new TypeError(WRONG_SHAPE);
  const passed = PARAMETERS_PASSED_ON.flatMap((name): [string, string][] => {
    const value = url.searchParams.get(name);
    return value ? [[name, value]] : [];
  });
  return {
    address: addressOf(url),
    user,
    password: decodeURIComponent(url.password) || url.searchParams.get("password") || "",
    database,
    parameters: { ...PARAMETERS_DEFAULT, ...Object.fromEntries(passed) },
  };
}

function parse(text: string): URL {
  try {
    // libpq allows an empty host after the user, which a URL does not.
    return new URL(text.replace(/^(postgres(?:ql)?:\/\/[^/?#]*@)(?=[/?])/, "$1localhost"));
  } catch {
    throw new TypeError(WRONG_SHAPE);
  }
}

function addressOf(url: URL): Address {
  const port = Number(url.port || url.searchParams.get("port") || PORT_DEFAULT);
  const named = url.searchParams.get("host") ?? "";
  if (named.startsWith("/")) return { kind: "unix", path: `${named}/.s.PGSQL.${port}` };
  const host = decodeURIComponent(url.hostname).replace(/^\[|\]$/g, "") || named || "localhost";
  const sslmode = url.searchParams.get("sslmode") ?? "disable";
  if (sslmode === "disable") return { kind: "tcp", host, port };
  if (!SSL_VERIFIED.includes(sslmode)) throw new TypeError(SSL_REFUSED);
  const root = url.searchParams.get("sslrootcert");
  return {
    kind: "tcp",
    host,
    port,
    tls: root && root !== "system" ? { ca: Deno.readTextFileSync(root) } : {},
  };
}
