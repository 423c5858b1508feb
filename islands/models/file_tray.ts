import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { TITLE_LENGTH_MAX } from "../../realtime/core/message_content.ts";
import type { MessageType } from "../../realtime/core/fields.ts";
import { claimedType, type FileKind, fileKind } from "./file_kind.ts";

/** Most files of one message. */
export const TRAY_FILES_MAX = 10;

/** A file that was chosen and not sent yet. */
export interface TrayFile {
  clientId: string;
  name: string;
  type: string;
  kind: FileKind;
  bytes: Blob;
}

/** What the files are sent as: plainly, or as one of the papers that doctors write. */
export type SendAs = "file" | "prescription" | "report";

/** Why a file can't be sent, by its name. */
export interface TrayProblem {
  name: string;
  code: "empty" | "too_large" | "unsupported_type" | "too_many";
}

export interface FileTrayDeps {
  newId: () => string;
  /** Largest file, in bytes. */
  bytesMax: number;
  /** Whether prescriptions and reports may be sent. */
  papers: boolean;
}

/** The files that go with the next message. */
export class FileTray {
  readonly files: ReadonlySignal<readonly TrayFile[]>;
  /** Those that were turned away when files were last chosen. */
  readonly problems = signal<readonly TrayProblem[]>([]);
  readonly title = signal("");
  /** What may be chosen; a paper is one PDF or one picture. */
  readonly choices: ReadonlySignal<readonly SendAs[]>;
  readonly sendAs: ReadonlySignal<SendAs>;
  /** Whether anything but a title is missing. */
  readonly ready: ReadonlySignal<boolean>;
  /** Largest file, in bytes. */
  readonly bytesMax: number;
  #files = signal<readonly TrayFile[]>([]);
  #wish = signal<SendAs>("file");
  #deps: FileTrayDeps;

  constructor(deps: FileTrayDeps) {
    this.#deps = deps;
    this.bytesMax = deps.bytesMax;
    this.files = this.#files;
    this.choices = computed(() => {
      const [file, second] = this.#files.value;
      const paper = file && !second && (file.kind === "pdf" || file.kind === "image");
      return deps.papers && paper ? ["file", "prescription", "report"] : [];
    });
    this.sendAs = computed(() => this.choices.value.includes(this.#wish.value) ? this.#wish.value : "file");
    this.ready = computed(() =>
      this.#files.value.length > 0 && (this.sendAs.value === "file" || this.title.value.trim() !== "")
    );
  }

  /** Takes what was chosen, pasted or dropped, as far as it can be sent. */
  add(chosen: Iterable<File>): void {
    const files = [...this.#files.value];
    const problems: TrayProblem[] = [];
    for (const file of chosen) {
      const code = this.#refusal(file, files.length);
      if (code) problems.push({ name: file.name, code });
      else files.push(this.#taken(file));
    }
    this.problems.value = problems;
    this.#files.value = files;
  }

  remove(clientId: string): void {
    this.#files.value = this.#files.value.filter((one) => one.clientId !== clientId);
    this.problems.value = [];
  }

  choose(sendAs: SendAs): void {
    this.#wish.value = sendAs;
    const [file] = this.#files.value;
    if (file && this.title.value === "") {
      this.title.value = file.name.replace(/\.\w+$/, "").slice(0, TITLE_LENGTH_MAX);
    }
  }

  /** Hands over what is to be sent, and is empty after that. */
  take(): { files: readonly TrayFile[]; messageType: MessageType; title: string } {
    const files = this.#files.value;
    const sendAs = this.sendAs.value;
    const plain = files.every((one) => one.kind === "image") ? "image" : "file";
    const taken = {
      files,
      messageType: sendAs === "file" ? plain : sendAs,
      title: sendAs === "file" ? "" : this.title.value.trim(),
    } as const;
    this.clear();
    return taken;
  }

  clear(): void {
    this.#files.value = [];
    this.#wish.value = "file";
    this.problems.value = [];
    this.title.value = "";
  }

  #refusal(file: File, held: number): TrayProblem["code"] | undefined {
    if (!claimedType(file)) return "unsupported_type";
    if (file.size > this.bytesMax) return "too_large";
    if (file.size === 0) return "empty";
    return held >= TRAY_FILES_MAX ? "too_many" : undefined;
  }

  #taken(file: File): TrayFile {
    const type = claimedType(file) ?? file.type;
    return { clientId: this.#deps.newId(), name: file.name, type, kind: fileKind(type), bytes: file };
  }
}
