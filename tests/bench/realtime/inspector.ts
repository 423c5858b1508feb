import * as v from "valibot";

/** How often a profile looks, in microseconds. */
const SAMPLE_MICROS = 500;

/** Doing nothing, and what a process does only because a debugger looks on. */
const NOT_OURS = /^\(idle\)|inspector_network_bridge/;

const answer = v.object({ id: v.optional(v.number()), result: v.optional(v.unknown()) });
const cpuProfile = v.object({
  profile: v.object({
    nodes: v.array(v.object({
      id: v.number(),
      callFrame: v.object({ functionName: v.string(), url: v.string(), lineNumber: v.number() }),
      children: v.optional(v.array(v.number()), []),
    })),
    samples: v.array(v.number()),
  }),
});
type Nodes = v.InferOutput<typeof cpuProfile>["profile"]["nodes"];

/** Where time went: what function of which file, and its part of all samples. */
export interface HotSpot {
  place: string;
  /** In the function itself. */
  self: number;
  /** And in all that it called. */
  whole: number;
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
    const { profile: { nodes, samples } } = v.parse(cpuProfile, await session.ask("Profiler.stop"));
    session[Symbol.dispose]();
    return hotSpots(nodes, samples);
  };
}

function hotSpots(nodes: Nodes, samples: readonly number[]): HotSpot[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children }) => children.map((child) => [child, id] as const)));
  const placeOf = (id: number) => {
    const { functionName = "?", url = "", lineNumber = 0 } = byId.get(id)?.callFrame ?? {};
    return `${functionName || "(anonymous)"} ${url.replace(/^.*\/(?=[^/]+\/[^/]+$)/, "")}:${lineNumber + 1}`;
  };
  const self = new Map<string, number>();
  const whole = new Map<string, number>();
  const add = (to: Map<string, number>, place: string) => to.set(place, (to.get(place) ?? 0) + 1);
  let busy = 0;
  for (const sample of samples) {
    const stack = new Set<string>();
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) stack.add(placeOf(id));
    if ([...stack].some((place) => NOT_OURS.test(place))) continue;
    busy++;
    add(self, placeOf(sample));
    for (const place of stack) add(whole, place);
  }
  return [...whole].map(([place, count]) => ({
    place,
    self: (self.get(place) ?? 0) / busy,
    whole: count / busy,
  }));
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
