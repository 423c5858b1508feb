import postgres from "postgres";

/**
 * A connection that failed under its work. `sent` is whether the server may have done something of it; `final` is
 * whether trying again cannot help (a wrong password, say).
 */
export class ConnectionLost extends Error {
  override name = "ConnectionLost";
  readonly sent: boolean;
  readonly final: boolean;

  constructor(message: string, options: ErrorOptions & { sent: boolean; final?: boolean }) {
    super(message, options);
    this.sent = options.sent;
    this.final = options.final ?? false;
  }
}

/** SQLSTATEs that another attempt would only repeat: wrong credentials, no such database, no such role setting. */
const FINAL = /^(28|3D|42704|42501)/;
/** read_only_sql_transaction: this server has become a standby, and a new connection finds the primary. */
const STANDBY = "25006";

/** Whether the server, by this error, gives up the whole connection and not only a statement. */
export function endsConnection(error: unknown): boolean {
  if (!(error instanceof postgres.PostgresError)) return false;
  return error.severity === "FATAL" || error.severity === "PANIC" || error.code === STANDBY;
}

/** The loss that `cause`, met while connecting, stands for: nothing was sent yet. */
export function lossWhileConnecting(cause: unknown): ConnectionLost {
  const final = cause instanceof postgres.PostgresError && FINAL.test(cause.code);
  return new ConnectionLost(cause instanceof Error ? cause.message : String(cause), {
    cause,
    sent: false,
    final,
  });
}
