import * as v from "valibot";

/** How often a profile looks, in microseconds. */
const SAMPLE_MICROS = 500;

const answer = v.object({ id: v.optional(v.number()), result: v.optional(v.unknown()) });
const cpuProfile = v.object({
  profile: v.object({
    nodes: v.array(v.object({
      id: v.number(),
      callFrame: v.object({ functionName: v.string(), url: v.string(), lineNumber: v.number() }),
    })),
    samples: v.array(v.number()),
  }),
});

/** Where time went: what function of which file, and its part of all samples. */
export interface HotSpot {
  place: string;
  part: number;
}

/** Collects the garbage of a process whose debugger listens on this port. */
export async function collectGarbage(port: number): Promise<void> {
  using session = await InspectorSession.open(port);
  await session.ask("HeapProfiler.collectGarbage");
  await session.ask("HeapProfiler.collectGarbage");
}

/** Samples what a process does; the returned function stops that and gives the hottest places first. */
export async function profile(port: number): Promise<() => Promise<HotSpot[]>> {
  const session = await InspectorSession.open(port);
  await session.ask("Profiler.enable");
  await session.ask("Profiler.setSamplingInterval", { interval: SAMPLE_MICROS });
  await session.ask("Profiler.start");
  return async () => {
    const { profile } = v.parse(cpuProfile, await session.ask("Profiler.stop"));
    session[Symbol.dispose]();
    const places = new Map(profile.nodes.map(({ id, callFrame }) => {
      const file = callFrame.url.replace(/^.*\/(?=[^/]+\/[^/]+$)/, "");
      return [id, `${callFrame.functionName || "(anonymous)"} ${file}:${callFrame.lineNumber + 1}`];
    }));
    const counts = new Map<string, number>();
    for (const sample of profile.samples) {
      const place = places.get(sample) ?? "?";
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    return [...counts].map(([place, count]) => ({ place, part: count / profile.samples.length }))
      .sort((a, b) => b.part - a.part);
  };
}

/** A connection to a debugger's door (Chrome DevTools protocol). */
class InspectorSession implements Disposable {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  #id = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      const { id, result } = v.parse(answer, JSON.parse(data));
      if (id !== undefined) this.#waiting.get(id)?.(result);
    };
  }

  static async open(port: number): Promise<InspectorSession> {
    const list = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
    const [target] = v.parse(v.array(v.object({ webSocketDebuggerUrl: v.string() })), list);
    const socket = new WebSocket(target?.webSocketDebuggerUrl ?? "");
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    return new InspectorSession(socket);
  }

  ask(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    const id = ++this.#id;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.#waiting.set(id, resolve);
    this.#socket.send(JSON.stringify({ id, method, params }));
    return promise;
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }
}
