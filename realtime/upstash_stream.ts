import { EventStream } from "./event_stream.ts";
import { Unavailable } from "./ports/unavailable.ts";

export interface UpstashPlace {
  /** `https://…`, as Upstash shows it. */
  url: string;
  token: string;
}

interface StreamOptions extends UpstashPlace {
  channel: string;
  signal: AbortSignal;
  /** One published message. */
  message(payload: string): void;
  /** The stream has ended or failed. */
  ended(error: unknown): void;
}

/**
 * Subscribes to one channel over Upstash's REST interface; resolves once the subscription is confirmed. Its events are
 * `subscribe,<channel>,<count>` and `message,<channel>,<payload>`.
 */
export async function openUpstashStream(options: StreamOptions): Promise<void> {
  const { url, token, channel, signal, ended } = options;
  const response = await fetch(`${url.replace(/\/$/, "")}/subscribe/${encodeURIComponent(channel)}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, accept: "text/event-stream" },
    signal,
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new Unavailable(`Upstash refused to subscribe with ${response.status}`);
  }
  const confirmed = Promise.withResolvers<void>();
  read(response.body, options, confirmed.resolve).then(
    () => new Unavailable("Upstash ended the stream"),
    () => new Unavailable("the stream from Upstash broke"),
  ).then((error) => {
    confirmed.reject(error);
    ended(error);
  });
  await confirmed.promise;
}

async function read(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { channel, message }: StreamOptions,
  confirm: () => void,
): Promise<void> {
  const events = new EventStream();
  const start = `message,${channel},`;
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    for (const data of events.push(piece)) {
      if (data.startsWith(start)) message(data.slice(start.length));
      else if (data.startsWith(`subscribe,${channel},`)) confirm();
    }
  }
}
