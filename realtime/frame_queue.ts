/** Length of one frame in UTF-16 code units; only an event that is longer by itself makes a longer one. */
const FRAME_LENGTH_MAX = 64 * 1024;

/** Serialized events in their order, and their length in UTF-16 code units. */
export interface FrameQueue {
  readonly events: string[];
  length: number;
}

/** Takes as many events from the front as go into one frame: a lone one as it is, several as a JSON array. */
export function takeFrame(queue: FrameQueue): string {
  const { events } = queue;
  if (events.length === 1) {
    queue.length = 0;
    return events.pop() ?? "";
  }
  const count = queue.length <= FRAME_LENGTH_MAX ? events.length : countThatFit(events);
  const taken = events.splice(0, count);
  if (events.length === 0) queue.length = 0;
  else for (const event of taken) queue.length -= event.length;
  return taken.length === 1 ? taken[0] ?? "" : `[${taken.join(",")}]`;
}

function countThatFit(events: readonly string[]): number {
  let length = 0;
  const tooMuch = events.findIndex((event) => (length += event.length) > FRAME_LENGTH_MAX);
  return tooMuch < 0 ? events.length : Math.max(1, tooMuch);
}
