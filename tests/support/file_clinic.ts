import { attachmentStore, blobSpace } from "../../db/attachment_store.ts";
import { LocalBlobs } from "../../db/blobs_local.ts";
import { fileVault } from "../../db/file_vault.ts";
import { DataKeys } from "../../db/data_keys.ts";
import { inbox } from "../../db/inbox.ts";
import { openKeyring } from "../../db/keyring.ts";
import type { AttachmentDeps } from "../../realtime/attachment_deps.ts";
import { AttachmentUpkeep } from "../../realtime/attachment_upkeep.ts";
import { makeLog } from "../../realtime/log.ts";
import type { Blobs } from "../../realtime/ports/blobs.ts";
import type { FileVault } from "../../realtime/ports/file_vault.ts";
import { UploadSlots } from "../../realtime/upload_slots.ts";
import { attachmentRoutes } from "../../routes/attachments.ts";
import type { Inbox } from "../../realtime/ports/inbox.ts";
import { conversationRoutes } from "../../routes/conversations.ts";
import { faultProblem, noteFault } from "../../routes/error_problem.ts";
import { serveOperations } from "../../routes/serve.ts";
import { freePort } from "./free_port.ts";
import { KEY, type LiveClinic, liveClinic, type Person } from "./live_clinic.ts";

// deno-lint-ignore no-explicit-any -- what comes is what the tests look at
type Data = any;

export interface FileClinicOptions {
  /** Instead of a folder of its own. */
  blobs?: Blobs;
  scanner?: AttachmentDeps["scanner"];
  limits?: Partial<AttachmentDeps["limits"]>;
  stallMs?: number;
}

/** A clinic that takes files over HTTP, on a real database, a real folder and a real port. */
export interface FileClinic extends AsyncDisposable {
  clinic: LiveClinic;
  deps: AttachmentDeps;
  vault: FileVault;
  upkeep: AttachmentUpkeep;
  origin: string;
  folder: string;
  space: string;
  /** Lines of the log. */
  log: string[];
  /** Moves the clock of files forward. */
  pass(ms: number): void;
  as(person: Person): FileClient;
  /** Paths of all files in the folder, finished or not. */
  stored(): Promise<string[]>;
  /** Actions of the audit log about one attachment, with their outcome. */
  audited(attachmentId: string): Promise<string[]>;
}

/** What stands beside a file; `file` may be left out, or there twice. */
export interface UploadParts {
  before?: Record<string, string>;
  after?: Record<string, string>;
  file?: Uint8Array<ArrayBuffer> | Uint8Array<ArrayBuffer>[];
  name?: string;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Data;
}

const MEBIBYTE = 1024 * 1024;

/** Opens a clinic that takes files. */
export async function fileClinic(options: FileClinicOptions = {}): Promise<FileClinic> {
  await using opening = new AsyncDisposableStack();
  const clinic = opening.use(await liveClinic());
  const folder = await Deno.makeTempDir({ prefix: "carewire-files-" });
  opening.defer(() => Deno.remove(folder, { recursive: true }));
  const keyring = await openKeyring(KEY, { now: () => Date.now() });
  const space = await blobSpace(clinic.db);
  const blobs = options.blobs ?? await LocalBlobs.open(folder, { reserveBytes: 0 });
  const vault = fileVault(blobs, keyring, space);
  let passed = 0;
  const clock = { now: () => Date.now() + passed };
  const log: string[] = [];
  const deps: AttachmentDeps = {
    attachments: attachmentStore(clinic.db, keyring),
    conversations: clinic.live.use.chat.conversations,
    vault,
    scanner: options.scanner,
    slots: new UploadSlots(),
    limits: { fileBytesMax: 8 * MEBIBYTE, quotaBytes: 64 * MEBIBYTE, ...options.limits },
    clock,
    log: makeLog({ level: "info", sink: (line) => log.push(line), clock }),
    newId: () => crypto.randomUUID(),
  };
  const timers = { set: () => () => {} };
  const upkeep = new AttachmentUpkeep(deps, timers, (error) => clinic.errors.push(error));
  const server = serve(clinic, deps, {
    inboxes: inbox(clinic.db, new DataKeys(keyring)),
    stallMs: options.stallMs,
  });
  opening.defer(() => server.shutdown());
  const origin = `http://127.0.0.1:${server.addr.port}`;
  const stack = opening.move();
  return {
    clinic,
    deps,
    vault,
    upkeep,
    origin,
    folder,
    space,
    log,
    pass: (ms) => passed += ms,
    as: (person) => new FileClient(origin, tokenOf(person)),
    stored: () => filesIn(folder),
    audited: (attachmentId) => audited(clinic, attachmentId),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function serve(
  clinic: LiveClinic,
  deps: AttachmentDeps,
  { inboxes, stallMs }: { inboxes: Inbox; stallMs: number | undefined },
) {
  const people = [clinic.patient, clinic.doctor, clinic.stranger];
  const admin: Person = { id: clinic.stranger.id, name: "Ada Admin", role: "admin" };
  const authentication = {
    https: false,
    identify: (credential: { type: string; token?: string }) => {
      const token = credential.token ?? "";
      const person = token === "admin" ? admin : people.find((one) => tokenOf(one) === token);
      const session = "00000000-0000-4000-8000-000000000000";
      return Promise.resolve(
        person && { ...person, userId: person.id, sessionId: session, deviceId: session },
      );
    },
  };
  const routes = [
    ...attachmentRoutes({ ...deps, uploadTimes: stallMs === undefined ? {} : { stallMs } }),
    ...conversationRoutes({ ...clinic.live.use.chat, inbox: inboxes }),
  ];
  const app = serveOperations(routes, {
    authentication,
    allowedOrigins: [],
    refusalNotes: clinic.live.refusalNotes,
    rates: clinic.live.rates,
  });
  app.onError((error) => faultProblem(noteFault(error, deps)));
  return Deno.serve({ hostname: "127.0.0.1", port: freePort(), onListen: () => {} }, app.fetch);
}

function tokenOf({ id }: Person): string {
  return `person-${id}`;
}

/** A person's requests. */
export class FileClient {
  readonly #origin: string;
  readonly token: string;

  constructor(origin: string, token: string) {
    this.#origin = origin;
    this.token = token;
  }

  get admin(): FileClient {
    return new FileClient(this.#origin, "admin");
  }

  async ask(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: BodyInit,
  ): Promise<Answer> {
    const response = await fetch(`${this.#origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
  }

  /** Uploads a file, with fields before and after it. */
  upload({ before = {}, after = {}, file = [], name = "a.txt", headers }: UploadParts): Promise<Answer> {
    const form = new FormData();
    for (const [field, value] of Object.entries(before)) form.append(field, value);
    for (const bytes of [file].flat()) form.append("file", new File([bytes], name));
    for (const [field, value] of Object.entries(after)) form.append(field, value);
    return this.ask("POST", "/api/attachments/upload", headers, form);
  }

  /** Uploads and gives the attachment; throws when it is refused. */
  async send(parts: UploadParts): Promise<Data> {
    const { status, body } = await this.upload(parts);
    if (status !== 201) throw new Error(`the upload was refused: ${status} ${JSON.stringify(body)}`);
    return body.attachment;
  }

  /** The bytes of a file, or the body of a refusal. */
  async content(
    attachmentId: string,
    headers: Record<string, string> = {},
    method = "GET",
  ): Promise<{ status: number; headers: Headers; bytes: Uint8Array<ArrayBuffer> }> {
    const response = await fetch(`${this.#origin}/api/attachments/${attachmentId}/content`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...headers },
    });
    return {
      status: response.status,
      headers: response.headers,
      bytes: new Uint8Array(await response.arrayBuffer()),
    };
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) found.push(...await filesIn(path));
    else found.push(path);
  }
  return found;
}

async function audited(clinic: LiveClinic, attachmentId: string): Promise<string[]> {
  const rows = await clinic.db.read((sql) =>
    sql<{ action: string; outcome: string }[]>`
      select action, outcome from audit_log where object_type = 'attachment' and object_id = ${attachmentId}
      order by id`
  );
  return rows.map(({ action, outcome }) => `${action} ${outcome}`);
}
