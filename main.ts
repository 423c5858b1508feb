import { setImmediate } from "node:timers";
import { addUser } from "./db/add_user.ts";
import { blobSpace } from "./db/attachment_store.ts";
import { clamdScanner } from "./db/clamd.ts";
import { lockDataDir } from "./db/data_dir_lock.ts";
import { type Database, type DatabaseAddress, openDatabase } from "./db/database.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, seedDemoClinic } from "./db/demo_clinic.ts";
import { demoWelcome } from "./db/demo_welcome.ts";
import { readOrMakeDemoKey } from "./db/demo_key.ts";
import { startEmbedded } from "./db/embedded/start_embedded.ts";
import { openFiles } from "./db/open_files.ts";
import { type Keyring, openKeyring } from "./db/keyring.ts";
import { migrate } from "./db/migrate.ts";
import { PersonKeys } from "./db/person_keys.ts";
import { rotateAllKeys } from "./db/rotate_all_keys.ts";
import { openStores, type Stores } from "./db/stores.ts";
import { addAccount } from "./realtime/add_account.ts";
import type { AttachmentDeps } from "./realtime/attachment_deps.ts";
import { AttachmentUpkeep } from "./realtime/attachment_upkeep.ts";
import { type Config, readConfig } from "./realtime/config.ts";
import { problemTable } from "./realtime/config_tables.ts";
import { ExternalTokens } from "./realtime/external_tokens.ts";
import { fetchJson } from "./realtime/fetch_json.ts";
import { iceServers } from "./realtime/ice_servers.ts";
import { type LiveSystem, makeLiveSystem } from "./realtime/live_system.ts";
import { type Log, makeLog } from "./realtime/log.ts";
import { openBus } from "./realtime/open_bus.ts";
import { PasswordWorker } from "./realtime/passwords.ts";
import type { Bus } from "./realtime/ports/bus.ts";
import type { Chance } from "./realtime/ports/chance.ts";
import type { Clock, Timers } from "./realtime/ports/clock.ts";
import type { FileVault } from "./realtime/ports/file_vault.ts";
import { Unavailable } from "./realtime/ports/unavailable.ts";
import { openPushes, type Pushes } from "./realtime/push/open_pushes.ts";
import { makeSignInLimits, type SignInDeps } from "./realtime/sign_in_deps.ts";
import { stopSignal } from "./realtime/stop_signal.ts";
import { atTurnEnd } from "./realtime/turn_end.ts";
import { UploadSlots } from "./realtime/upload_slots.ts";
import { type AppDeps, makeApp } from "./routes/app.ts";
import { loadAssets } from "./routes/assets.ts";
import { clientAddress } from "./routes/client_address.ts";

/** sysexits.h EX_CONFIG: the configuration is wrong, starting again will not help. */
const EXIT_CONFIG = 78;
/** Answered calls have this long to be set up before they fail. */
const CONNECT_MS = 30_000;
/** A connected call ends when nobody attested media or was connected for this long. */
const MEDIA_LEASE_MS = 30_000;
/** Requests under way get this long at the end; hosts at the edge give five seconds for everything. */
const DRAIN_MS = 2_000;

/** A command may take its time: nobody waits for an answer but whoever started it. */
const COMMAND_MS = 30_000;

const clock: Clock = { now: () => Date.now() };
const timers: Timers = {
  set(run, ms) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
const defer = atTurnEnd((run) => void setImmediate(run));
const chance: Chance = {
  uuid: () => crypto.randomUUID(),
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};

if (import.meta.main) await main();

async function main(): Promise<void> {
  const read = readConfig(Deno.env.toObject());
  if (!read.ok) {
    console.error(`Carewire can't start with this configuration:\n\n${problemTable(read.problems)}`);
    Deno.exit(EXIT_CONFIG);
  }
  const { config } = read;
  const log = makeLog({ level: config.logLevel, sink: (line) => console.log(line), clock });
  try {
    await using stack = new AsyncDisposableStack();
    const [command, ...args] = Deno.args;
    if (command === "add-user") await addAccounts(config, args, stack);
    else if (command === "keys:rotate") await rotateAllKeys(await openForCommand(config, stack), clock);
    else if (command !== undefined) {
      throw new Error(`there is no command "${command}"; there are: add-user, keys:rotate`);
    } else await run(config, log, stack);
  } catch (error) {
    console.error(`Carewire could not go on: ${error instanceof Error ? error.message : error}`);
    log.debug("start failed", { error });
    Deno.exit(1);
  }
  Deno.exit(0);
}

/** Opens everything, serves until asked to stop, and leaves the closing to `stack`. */
async function run(config: Config, log: Log, stack: AsyncDisposableStack): Promise<void> {
  const stop = stopSignal(timers, { startedByNpx: Deno.env.get("npm_lifecycle_event") === "npx" });
  for (const name of config.reserved) log.warn("this variable has no effect in this version", { name });
  const encryptionKey = await openDataDir(config, stack);
  const address = await databaseAddress(config, stack);
  const applied = await migrate(address);
  if (applied.length > 0) log.info("database migrated", { applied: applied.join(" ") });
  const instance = `carewire-${chance.uuid().slice(0, 8)}`;
  const uncertain = () => live.uncertain();
  const db = stack.use(openDatabase(address, { instance, uncertain }));
  const keyring = await openKeyring(encryptionKey, clock);
  const passwords = stack.use(new PasswordWorker(chance));
  if (config.demo) await seedDemo(db, keyring, passwords);
  const stores = openStores(db, { keyring, clock });
  const bus = stack.use(openBus(config.bus, {
    instance,
    space: await blobSpace(db),
    clock,
    timers,
    defer,
    random: Math.random,
    report: (error) => log.warn("the bus to other instances is broken", { error }),
  }));
  const report = (error: unknown) => reportError(log, error);
  const push = openPushes({
    ...stores.pushRecords,
    publicUrl: config.publicUrl,
    clock,
    timers,
    newId: chance.uuid,
    report,
  });
  const live = makeLive(config, { stores, bus, push, log });
  const signIn = signInDeps(config, { stores, passwords, live });
  const files = await openFiles(db, keyring, config.uploads.place);
  const attachments = attachmentDeps(config, { stores, log, vault: files.vault });
  const upkeep = new AttachmentUpkeep(attachments, timers, report);
  const dependencies = async () => {
    const answers = await Promise.all([db.ready(), files.ready(), bus.ready()]);
    return { database: answers[0], files: answers[1], bus: answers[2] };
  };
  await live.start();
  const server = await serve(config, {
    stores,
    live,
    signIn,
    attachments,
    push,
    log,
    health: { isDraining: () => stop.aborted, dependencies },
  });
  upkeep.start();
  if (config.demo) console.log(demoWelcome(config));
  log.info("listening", { host: config.host, port: config.port });
  await new Promise((resolve) => stop.addEventListener("abort", resolve, { once: true }));
  log.info("stopping", { sockets: live.hub.size });
  await live.drain(config.drainMs);
  await withinTime(server.shutdown(), DRAIN_MS);
  await withinTime(Promise.all([live.close(), upkeep.close()]), DRAIN_MS);
  log.info("stopped");
}

/** Takes the data directory, where there is need for one, and gives the encryption key. */
async function openDataDir(config: Config, stack: AsyncDisposableStack): Promise<string> {
  if (config.databaseUrl === undefined) stack.use(await lockDataDir(config.dataDir));
  return config.encryptionKey ?? await readOrMakeDemoKey(config.dataDir);
}

async function databaseAddress(config: Config, stack: AsyncDisposableStack): Promise<DatabaseAddress> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl };
  return stack.use(await startEmbedded({ dataDir: config.dataDir }));
}

/** What a command works on, for as long as `stack` is there. An embedded database is its alone: the clinic is stopped. */
async function openForCommand(config: Config, stack: AsyncDisposableStack) {
  const encryptionKey = await openDataDir(config, stack);
  const address = await databaseAddress(config, stack);
  await migrate(address);
  const db = stack.use(openDatabase(address, { transactionMs: COMMAND_MS }));
  return { db, encryptionKey };
}

/** The first people of a clinic; prints a password made for them. */
async function addAccounts(config: Config, args: string[], stack: AsyncDisposableStack): Promise<void> {
  const { db } = await openForCommand(config, stack);
  const passwords = stack.use(new PasswordWorker(chance));
  console.log(await addAccount({ add: (user) => addUser(db, user), passwords, chance }, args));
}

async function seedDemo(db: Database, keyring: Keyring, passwords: PasswordWorker): Promise<void> {
  await seedDemoClinic(db, {
    personKeys: new PersonKeys(keyring),
    nowMs: clock.now(),
    newId: chance.uuid,
    async hashPassword(password) {
      const hashed = await passwords.hash(password);
      if (!hashed.ok) throw new Error(hashed.message);
      return hashed.value;
    },
  });
}

function makeLive(
  config: Config,
  { stores, bus, push, log }: { stores: Stores; bus: Bus; push: Pushes; log: Log },
): LiveSystem {
  return makeLiveSystem({
    ...stores,
    bus,
    push,
    clock,
    timers,
    chance,
    limits: {
      ringMs: config.callTimeoutMs,
      connectMs: CONNECT_MS,
      mediaLeaseMs: MEDIA_LEASE_MS,
      maxDurationMs: config.maxCallDurationMs,
    },
    newId: chance.uuid,
    iceServersFor: (userId, callId) => iceServers(config, userId, callId, clock.now()),
    defer,
    report: (error) => reportError(log, error),
  });
}

function reportError(log: Log, error: unknown): void {
  if (error instanceof Unavailable) log.warn("a dependency gave no answer", { error });
  else log.error("something failed", { error_id: chance.uuid(), error });
}

function attachmentDeps(
  { uploads: { clamdSocket, fileBytesMax, quotaBytes } }: Config,
  { stores, log, vault }: { stores: Stores; log: Log; vault: FileVault },
): AttachmentDeps {
  return {
    ...stores,
    vault,
    scanner: clamdSocket === undefined ? undefined : clamdScanner(clamdSocket),
    slots: new UploadSlots(),
    limits: { fileBytesMax, quotaBytes },
    clock,
    log,
    newId: chance.uuid,
  };
}

function signInDeps(
  config: Config,
  { stores, passwords, live }: { stores: Stores; passwords: PasswordWorker; live: LiveSystem },
): SignInDeps {
  return {
    ...stores,
    passwords,
    external: config.oidc && {
      tokens: new ExternalTokens(config.oidc, { clock, fetchJson }),
      identities: stores.identities,
    },
    limits: makeSignInLimits(clock),
    clock,
    chance,
    sessionEnded: (sessionId) => live.hub.closeSession(sessionId),
  };
}

async function serve(
  config: Config,
  parts: { stores: Stores } & Pick<AppDeps, "live" | "signIn" | "attachments" | "push" | "log" | "health">,
): Promise<Deno.HttpServer> {
  const { stores, ...rest } = parts;
  const app = makeApp({
    ...stores,
    ...rest,
    allowedOrigins: config.allowedOrigins,
    publicUrl: config.publicUrl,
    https: config.publicUrl.startsWith("https:"),
    assets: await loadAssets(new URL("static/", import.meta.url)),
    demo: config.demo
      ? { emails: DEMO_ACCOUNTS.map((one) => one.email), password: DEMO_PASSWORD }
      : undefined,
    newId: chance.uuid,
  });
  return listen(
    config,
    (request, info) =>
      app.fetch(request, { remoteAddress: clientAddress(request, info, config.trustedProxies) }),
  );
}

function listen(config: Config, handler: Deno.ServeHandler): Deno.HttpServer {
  const { host: hostname, port } = config;
  try {
    return Deno.serve({ hostname, port, onListen: () => {} }, handler);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new Error(`something else listens on port ${port} of ${hostname}. Set another PORT.`);
  }
}

async function withinTime(work: Promise<unknown>, ms: number): Promise<void> {
  let cancel = () => {};
  await Promise.race([work, new Promise<void>((resolve) => cancel = timers.set(resolve, ms))]);
  cancel();
}
