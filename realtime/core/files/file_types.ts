/** What is known of a kind of file that may be uploaded. */
export interface FileType {
  /** Lower case, without a dot; the first one is given to files that have none. */
  extensions: readonly [string, ...string[]];
  /** Whether browsers may show or play it in a page; all others are only ever saved. */
  inline: boolean;
  /** For people, after "this is". */
  words: string;
}

/** Every kind of file that may be uploaded, by MIME type. No SVG and no HTML: they carry scripts. */
export const FILE_TYPES = {
  "image/png": { extensions: ["png"], inline: true, words: "a PNG picture" },
  "image/jpeg": { extensions: ["jpg", "jpeg", "jfif"], inline: true, words: "a JPEG picture" },
  "image/webp": { extensions: ["webp"], inline: true, words: "a WebP picture" },
  "image/gif": { extensions: ["gif"], inline: true, words: "a GIF picture" },
  "application/pdf": { extensions: ["pdf"], inline: false, words: "a PDF document" },
  "text/plain": { extensions: ["txt"], inline: false, words: "plain text" },
  "audio/ogg": { extensions: ["ogg", "oga", "opus"], inline: true, words: "an Ogg sound" },
  "audio/webm": { extensions: ["webm", "weba"], inline: true, words: "a WebM sound" },
  "audio/mp4": { extensions: ["m4a", "mp4"], inline: true, words: "an MPEG-4 sound" },
  "audio/mpeg": { extensions: ["mp3"], inline: true, words: "an MP3 sound" },
  "audio/wav": { extensions: ["wav"], inline: true, words: "a WAV sound" },
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": {
    extensions: ["docx"],
    inline: false,
    words: "a Word document",
  },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
    extensions: ["xlsx"],
    inline: false,
    words: "an Excel sheet",
  },
  "application/dicom": { extensions: ["dcm"], inline: false, words: "a DICOM image" },
} as const satisfies Record<string, FileType>;

export type MimeType = keyof typeof FILE_TYPES;

export const MIME_TYPES = Object.keys(FILE_TYPES) as MimeType[];

/** The kind of file with this MIME type, if it is one that may be uploaded. */
export function fileTypeOf(mime: string): FileType | undefined {
  return Object.hasOwn(FILE_TYPES, mime) ? FILE_TYPES[mime as MimeType] : undefined;
}

/** The kind of file that a name's extension claims. */
export function typeOfExtension(extension: string): MimeType | undefined {
  return MIME_TYPES.find((mime) => (FILE_TYPES[mime].extensions as readonly string[]).includes(extension));
}
